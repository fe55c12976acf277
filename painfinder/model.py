"""The nouns of painfinder: frozen values, apart from everything that does something.

Named tuples rather than structs or dataclasses: they cost nothing to import, and every command pays for imports.
A field that was not verified is empty ("" or ()) and is shown as nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from painfinder.record import NamedTuple

Level = Literal["none", "urgent", "crisis", "emergency"]
Confidence = Literal["exact", "strong", "possible"]
Kind = Literal["condition", "treatment", "approach", "red-flag", "circumstance", "source"]
Role = Literal["first-line", "second-line", "after-others-fail", "diagnostic", "last-resort", "not-recommended"]
Evidence = Literal["strong", "moderate", "limited", "conflicting", "insufficient", "against"]
Action = Literal["avoid", "ask-clinician-first", "prepare"]

KINDS: tuple[Kind, ...] = ("condition", "treatment", "approach", "red-flag", "circumstance", "source")
REVIEWED_KINDS = KINDS[:-1]  # sources are cited, not reviewed
LEVELS: tuple[Level, ...] = ("none", "urgent", "crisis", "emergency")  # lowest first
ROLES: tuple[Role, ...] = (
    "first-line",
    "second-line",
    "diagnostic",
    "after-others-fail",
    "last-resort",
    "not-recommended",
)  # in the order in which options are shown
EVIDENCES: tuple[Evidence, ...] = ("strong", "moderate", "limited", "conflicting", "insufficient", "against")
ACTIONS: tuple[Action, ...] = ("prepare", "ask-clinician-first", "avoid")  # mildest first
TRAITS = ("needle", "steroid", "implant", "incision", "medicine", "hands-on", "x-ray", "self-care")


class Fact(NamedTuple):
    """One plain statement and the ids of the sources that say so."""

    text: str = ""
    sources: tuple[str, ...] = ()


class Facts(NamedTuple):
    """A list of plain statements that share their sources."""

    items: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


class Outcome(NamedTuple):
    """What happened to people in a study; numbers out of 100 people, over the same span."""

    text: str
    kind: str = ""  # helped, harmed, or "" when it tells neither
    in_100: int | None = None  # people out of 100 with this outcome who had the treatment
    against_in_100: int | None = None  # ... who had the comparison
    span: str = ""  # "18 months"


class Option(NamedTuple):
    """A treatment for a condition: the only place where role and evidence live."""

    condition: str
    treatment: str
    role: Role
    evidence: Evidence
    expect: str  # one or two honest sentences
    sources: tuple[str, ...]
    outcomes: tuple[Outcome, ...] = ()
    conflict: str = ""  # where guidelines or studies disagree
    clinic_claim: bool = False  # the clinic's brochure says so and nothing independent supports it


class Condition(NamedTuple):
    """What a person has or may have."""

    id: str
    name: str
    name_es: str
    region: str  # for grouping: low back, neck, knee ...
    summary: Fact
    if_you_wait: Fact  # what usually happens without any procedure
    self_care: Facts
    could_also_be: tuple[str, ...] = ()  # condition ids
    not_covered: tuple[str, ...] = ()  # other causes that painfinder has no page for
    when_to_worry: tuple[str, ...] = ()  # red-flag ids
    ask_first: str = ""  # the question that separates it from something that must not wait
    ask_first_es: str = ""
    tell_apart: str = ""  # one line that tells it from its neighbours: "shoots down one leg, past the knee"
    tell_apart_es: str = ""
    icd10cm: tuple[str, ...] = ()
    also_called: tuple[str, ...] = ()
    also_called_es: tuple[str, ...] = ()
    sayings: tuple[str, ...] = ()  # how people describe it
    sayings_es: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    reviewed: str = ""  # ISO date
    review_due: str = ""
    reviewed_by: str = ""  # the clinician who signed it off; empty until one has

    def first_question(self, language: str) -> str:
        """Return what to ask first, in Spanish for "es"; in English where there is no Spanish (a clinic's entry)."""
        return (self.ask_first_es if language == "es" else "") or self.ask_first


class Treatment(NamedTuple):
    """One thing that can be done."""

    id: str
    name: str
    name_es: str
    summary: Fact
    steps: Facts = Facts()
    numbing: Fact = Fact()
    imaging: Fact = Fact()
    time_taken: Fact = Fact()
    place: Fact = Fact()
    sessions: Fact = Fact()
    starts_working: Fact = Fact()
    lasts: Fact = Fact()
    recovery: Fact = Fact()
    common_harms: Facts = Facts()
    serious_harms: Facts = Facts()
    who_should_not: Facts = Facts()
    ask_first: Facts = Facts()  # what to ask before booking
    approval: Fact = Fact()  # what a regulator has or has not approved it for
    reversible: str = ""  # yes, partly, no
    reversible_why: str = ""
    invasiveness: int = 0  # 0 nothing enters the body ... 5 an operation with an implant
    traits: tuple[str, ...] = ()
    approaches: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    also_called: tuple[str, ...] = ()
    also_called_es: tuple[str, ...] = ()
    clinic_claims: tuple[str, ...] = ()  # what the clinic's brochure says that nothing independent supports
    reviewed: str = ""
    review_due: str = ""
    reviewed_by: str = ""


class Approach(NamedTuple):
    """A family of treatments as the clinic names it."""

    id: str
    name: str
    name_es: str
    summary: Fact
    caution: Fact = Fact()  # what to know before trusting the name
    treatments: tuple[str, ...] = ()
    also_called: tuple[str, ...] = ()
    also_called_es: tuple[str, ...] = ()
    reviewed: str = ""
    review_due: str = ""
    reviewed_by: str = ""


class RedFlag(NamedTuple):
    """A sign that must be seen by someone now."""

    id: str
    level: Level  # urgent, crisis or emergency
    name: str
    name_es: str
    say: str  # read aloud to the caller
    say_es: str
    why: str
    why_es: str
    sources: tuple[str, ...] = ()
    rules: tuple[Mapping[str, object], ...] = ()  # compiled by understand/flag_rules.py; described in red_flags.yaml
    must_fire: tuple[str, ...] = ()
    must_fire_es: tuple[str, ...] = ()
    must_not_fire: tuple[str, ...] = ()
    reviewed: str = ""
    review_due: str = ""
    reviewed_by: str = ""


class Caution(NamedTuple):
    """What a circumstance does to a treatment."""

    circumstance: str
    action: Action
    note: str
    basis: str = "sourced"  # "default": a careful default that no page spells out


class Circumstance(NamedTuple):
    """Something true of the person that changes a booking."""

    id: str
    name: str
    name_es: str
    question: str
    question_es: str
    why: str
    staff_note: str = ""
    order: int = 0  # place in the order to ask, from 1; 0 = after those
    cautions: Mapping[str, Caution] = {}  # by treatment id
    heard_as: tuple[str, ...] = ()  # words that name it, English and Spanish
    sources: tuple[str, ...] = ()
    reviewed: str = ""
    review_due: str = ""
    reviewed_by: str = ""


class Source(NamedTuple):
    """Where a statement comes from."""

    id: str
    title: str
    organisation: str
    url: str
    year: str = ""
    kind: str = ""
    says: str = ""
    note: str = ""


class Clinic(NamedTuple):
    """The clinic's own details, from its overlay."""

    name: str = ""
    phone: str = ""
    nurse_line: str = ""
    hours: str = ""
    languages: tuple[str, ...] = ()
    note: str = ""


class Offer(NamedTuple):
    """How the clinic offers a treatment."""

    where: str = ""
    wait: str = ""
    price: str = ""
    note: str = ""


class Person(NamedTuple):
    """What is known of the person beside their words."""

    circumstances: tuple[str, ...] = ()  # circumstance ids, told by --with or ticked
    without: tuple[str, ...] = ()  # traits that the person does not want
    language: Literal["en", "es"] | None = None  # None: follow the words


class Alert(NamedTuple):
    """A red flag found in somebody's words."""

    id: str
    level: Level
    name: str
    heard: tuple[str, ...]  # the person's own words
    say: str
    why: str
    sources: tuple[str, ...] = ()
    sure: bool = True  # False: the sentence is the general one of its level


class Match(NamedTuple):
    """A condition, treatment or approach found in the words."""

    id: str
    kind: Kind
    name: str
    confidence: Confidence
    score: float  # 0 to 1; for ordering and scripts, never shown to a patient
    because: tuple[str, ...]
    parts: Mapping[str, float] = {}  # each strategy's share, for --explain


class Heard(NamedTuple):
    """A circumstance that the words themselves name."""

    id: str
    words: str


class ShownOption(NamedTuple):
    """An option as it applies to this person at this clinic."""

    option: Option
    name: str
    cautions: tuple[Caution, ...] = ()
    offered: bool = True
    offer: Offer = Offer()
    origin: str = "painfinder"  # or the clinic's name

    @property
    def avoid(self) -> bool:
        """Whether some circumstance says not to book this."""
        return any(c.action == "avoid" for c in self.cautions)


class Hidden(NamedTuple):
    """How many options the person's wishes hid, and which traits did it."""

    by: tuple[str, ...] = ()
    count: int = 0  # type: ignore[assignment]  # hides a tuple's own count(), which nobody needs here


class Answer(NamedTuple):
    """All that painfinder says to one text: decided once, drawn by every face."""

    query: str
    language: Literal["en", "es"]
    level: Level
    withheld: bool
    alerts: tuple[Alert, ...]
    matches: tuple[Match, ...]
    options: tuple[ShownOption, ...]
    circumstances: tuple[Heard, ...]
    hidden: Hidden
    ask: tuple[str, ...]  # how to tell the matches apart, or the question that rules out what must not wait
    disclaimer: str
