"""The table of every field that a knowledge base may hold: one line a field, read by everything that must agree.

`parse` takes types and limits from it, `build` makes model nouns by it, `json_schema` describes overlays by it, and a
test compares it with the head comment of treatments.yaml and with the nouns themselves.
"""

from __future__ import annotations

from typing import Literal

from painfinder.model import ACTIONS, EVIDENCES, LEVELS, ROLES, TRAITS
from painfinder.record import NamedTuple

Form = Literal[
    "text", "name", "texts", "names", "ids", "choice", "choices", "number", "date", "yes-no", "url", "code",
    "fact", "facts", "rows", "by-id", "tree",
]  # fmt: skip
Needed = Literal["always", "shipped", "no"]  # "shipped": in painfinder's own files, not in a clinic's

TEXT_LIMIT = 4000  # characters of any value
NAME_LIMIT = 120  # of a name, an alias or a saying: fuzzy comparison of two long texts is cubic
ID_LIMIT = 60
REGIONS = (
    "low back", "neck", "head and jaw", "shoulder", "hip", "knee", "foot", "joints", "nerves", "muscles", "whole body",
)  # fmt: skip


class Field(NamedTuple):
    """One field: what it is called, which form its value has, whether it must be there, what it is for."""

    name: str
    form: Form
    about: str
    needed: Needed = "no"
    of: str = ""  # ids, by-id: the kind that the ids belong to
    among: tuple[str, ...] = ()  # choice, choices: the allowed words
    least: int = 0  # number
    most: int = 0
    fields: tuple[Field, ...] = ()  # rows, by-id: the fields of each


def _reviews() -> tuple[Field, ...]:
    return (
        Field("reviewed", "date", "when the entry was last read against its sources (2026-11-22)", "shipped"),
        Field("review_due", "date", "when it must be read again", "shipped"),
        Field("reviewed_by", "name", "the clinician who signed it off; left out until one has"),
    )


OUTCOME = (
    Field("text", "text", "what happened to people in a study", "always"),
    Field("kind", "choice", "whether the people it counts were helped or harmed", among=("helped", "harmed", "other")),
    Field("in_100", "number", "people out of 100 with this outcome who had the treatment", most=100),
    Field("against_in_100", "number", "people out of 100 with it who had the comparison", most=100),
    Field("span", "name", "over which time: 18 months"),
)
OPTION = (
    Field("role", "choice", "its place in care", "always", among=ROLES),
    Field("evidence", "choice", "how good the proof is", "always", among=EVIDENCES),
    Field("expect", "text", "what to expect, honestly, in one or two sentences", "always"),
    Field("sources", "ids", "who says so; at least one", "always", of="source"),
    Field("outcomes", "rows", "results in numbers", fields=OUTCOME),
    Field("conflict", "text", "where guidelines or studies disagree"),
    Field("clinic_claim", "yes-no", "yes: only the clinic's brochure says so, nothing independent supports it"),
)
CAUTION = (
    Field("action", "choice", "what the circumstance does to the treatment", "always", among=ACTIONS),
    Field("note", "text", "what the desk does, in a sentence", "always"),
    Field("basis", "choice", "default: a careful default that no page spells out", among=("sourced", "default")),
)

CONDITION = (
    Field("name", "name", "its standard name", "always"),
    Field("name_es", "name", "the same in Spanish", "shipped"),
    Field("region", "choice", "where it is, for grouping", "always", among=REGIONS),
    Field("summary", "fact", "what it is", "always"),
    Field("if_you_wait", "fact", "what usually happens without any procedure", "shipped"),
    Field("self_care", "facts", "what a person can do alone", "shipped"),
    Field("could_also_be", "ids", "conditions that feel alike", of="condition"),
    Field("not_covered", "texts", "other causes that have no page here"),
    Field("when_to_worry", "ids", "red flags to ask about; an overlay may add, never take away", of="red-flag"),
    Field("ask_first", "text", "the question that separates it from what must not wait"),
    Field("ask_first_es", "text", "the same in Spanish"),
    Field("tell_apart", "text", "one line that tells it from its neighbours", "shipped"),
    Field("tell_apart_es", "text", "the same in Spanish", "shipped"),
    Field("icd10cm", "code", "ICD-10-CM codes, with the dot"),
    Field("also_called", "names", "synonyms, abbreviations, brands, usual misspellings, in English"),
    Field("also_called_es", "names", "the same in Spanish"),
    Field("sayings", "names", "how people describe it, in English"),
    Field("sayings_es", "names", "how people describe it, in Spanish"),
    Field("options", "by-id", "treatments for it, by treatment id", "shipped", of="treatment", fields=OPTION),
    *_reviews(),
)
TREATMENT = (
    Field("name", "name", "its plain standard name", "always"),
    Field("name_es", "name", "the same in Spanish", "shipped"),
    Field("summary", "fact", "what it is", "always"),
    Field("steps", "facts", "what happens, step by step"),
    Field("numbing", "fact", "what is numbed, and whether you sleep"),
    Field("imaging", "fact", "what the needle or tool is guided by"),
    Field("time_taken", "fact", "how long it takes"),
    Field("place", "fact", "where it is done"),
    Field("sessions", "fact", "how often it is done"),
    Field("starts_working", "fact", "when it starts to work"),
    Field("lasts", "fact", "how long it lasts"),
    Field("recovery", "fact", "what the days after are like"),
    Field("common_harms", "facts", "what often goes wrong"),
    Field("serious_harms", "facts", "what seldom goes wrong but matters"),
    Field("who_should_not", "facts", "who should not have it"),
    Field("ask_first", "facts", "what to ask before booking"),
    Field("approval", "fact", "what a regulator has approved it for, or not"),
    Field("reversible", "choice", "whether it can be undone", among=("yes", "partly", "no")),
    Field("reversible_why", "text", "why, in a sentence"),
    Field("invasiveness", "number", "0 nothing enters the body ... 5 an operation with an implant", "shipped", most=5),
    Field("traits", "choices", "what it involves, for people who do not want it", among=TRAITS),
    Field("approaches", "ids", "the families it belongs to", of="approach"),
    Field("brands", "names", "brand names as patients know them"),
    Field("also_called", "names", "synonyms, lay phrases, usual misspellings, in English"),
    Field("also_called_es", "names", "the same in Spanish"),
    Field("clinic_claims", "texts", "what the clinic's brochure says that nothing independent supports"),
    *_reviews(),
)
APPROACH = (
    Field("name", "name", "its name", "always"),
    Field("name_es", "name", "the same in Spanish", "shipped"),
    Field("summary", "fact", "what it is", "always"),
    Field("caution", "fact", "what to know before trusting the name"),
    Field("treatments", "ids", "the treatments in it", of="treatment"),
    Field("also_called", "names", "synonyms in English"),
    Field("also_called_es", "names", "synonyms in Spanish"),
    *_reviews(),
)
RED_FLAG = (
    Field("level", "choice", "emergency (911), crisis (988) or urgent (same day)", "always", among=LEVELS[1:]),
    Field("name", "name", "its name", "always"),
    Field("name_es", "name", "the same in Spanish", "always"),
    Field("say", "text", "read aloud to the caller", "always"),
    Field("say_es", "text", "the same in Spanish", "always"),
    Field("why", "text", "why it must not wait", "always"),
    Field("why_es", "text", "the same in Spanish", "always"),
    Field("sources", "ids", "who says so", "shipped", of="source"),
    Field("rules", "tree", "when it is heard; the format stands in the head of red_flags.yaml", "always"),
    Field("must_fire", "texts", "English sentences in which it must be heard", "shipped"),
    Field("must_fire_es", "texts", "Spanish sentences in which it must be heard", "shipped"),
    Field("must_not_fire", "texts", "sentences of both languages in which it must not be heard", "shipped"),
    *_reviews(),
)
CIRCUMSTANCE = (
    Field("name", "name", "its name", "always"),
    Field("name_es", "name", "the same in Spanish", "shipped"),
    Field("question", "text", "what to ask", "always"),
    Field("question_es", "text", "the same in Spanish", "shipped"),
    Field("why", "text", "why it matters", "always"),
    Field("staff_note", "text", "what the desk must know"),
    Field("order", "number", "place in the order to ask, from 1", most=1000),
    Field("cautions", "by-id", "what it does, by treatment id", "always", of="treatment", fields=CAUTION),
    Field("heard_as", "names", "words that name it, English and Spanish; a final * stands for any ending"),
    Field("sources", "ids", "who says so", of="source"),
    *_reviews(),
)
SOURCE = (
    Field("title", "text", "its title", "always"),
    Field("organisation", "text", "who wrote or published it", "always"),
    Field("url", "url", "where it is", "always"),
    Field("year", "name", "when it was published"),
    Field("kind", "name", "guideline, systematic-review, trial, patient-page ..."),
    Field("says", "text", "what it says, in a sentence"),
    Field("note", "text", "what to know before leaning on it"),
)

FIELDS: dict[str, tuple[Field, ...]] = {
    "condition": CONDITION,
    "treatment": TREATMENT,
    "approach": APPROACH,
    "red-flag": RED_FLAG,
    "circumstance": CIRCUMSTANCE,
    "source": SOURCE,
}
SECTIONS = {
    "conditions": "condition",
    "treatments": "treatment",
    "approaches": "approach",
    "red_flags": "red-flag",
    "circumstances": "circumstance",
    "sources": "source",
}  # a section of a file -> the kind of its entries
SECTION_OF = {kind: section for section, kind in SECTIONS.items()}

CLINIC = (
    Field("name", "name", "the clinic's name"),
    Field("phone", "name", "the number to book at"),
    Field("nurse_line", "name", "the number for medical questions"),
    Field("hours", "name", "when it is open"),
    Field("languages", "names", "languages spoken at the desk"),
    Field("note", "text", "what else callers should know"),
)
OFFER = (
    Field("where", "name", "where it is done"),
    Field("wait", "name", "how long people wait for it"),
    Field("price", "name", "what it costs, or whom to ask"),
    Field("note", "text", "what else to know"),
)
