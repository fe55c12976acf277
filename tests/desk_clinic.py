"""A small made-up clinic for the desk's tests: few entries, fixed words, a finder that hears by plain containment."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from painfinder.model import (
    LEVELS,
    Alert,
    Answer,
    Approach,
    Caution,
    Circumstance,
    Condition,
    Fact,
    Facts,
    Heard,
    Hidden,
    Match,
    Option,
    Person,
    RedFlag,
    Source,
    Treatment,
)
from painfinder.show.desk.call import Tools
from painfinder.understand import text
from painfinder.wording import DISCLAIMER


def _option(condition: str, treatment: str, role: Any, evidence: Any) -> Option:
    return Option(condition, treatment, role, evidence, f"What {treatment} does for {condition}.", ("src",))


def _condition(id: str, name: str, name_es: str, tell: str, *options: Option) -> Condition:
    return Condition(
        id,
        name,
        name_es,
        "low back",
        Fact(f"{name} is a thing."),
        Fact("Many stay about the same."),
        Facts(),
        when_to_worry=("cauda",),
        ask_first="Are you numb between your legs?",
        tell_apart=tell,
        tell_apart_es=tell,
        options=options,
    )


def _treatment(id: str, name: str, name_es: str) -> Treatment:
    harms = Facts(("Soreness for a day.",))
    return Treatment(
        id,
        name,
        name_es,
        Fact(f"{name} in a sentence."),
        steps=Facts(("First this.", "Then that.")),
        common_harms=harms,
    )


def _circumstance(
    id: str, name: str, name_es: str, order: int, question: str, question_es: str, note: str = "", **does: Any
) -> Circumstance:
    cautions = {t: Caution(id, action, f"Note on {t} and {id}.") for t, action in does.items()}
    return Circumstance(id, name, name_es, question, question_es, "why", note, order, cautions)


CONDITIONS = {
    c.id: c
    for c in (
        _condition(
            "stenosis",
            "Spinal stenosis",
            "Estenosis espinal",
            "worse walking, better sitting",
            _option("stenosis", "exercise", "first-line", "moderate"),
            _option("stenosis", "epidural", "second-line", "conflicting"),
            _option("stenosis", "spacer", "after-others-fail", "limited"),
            _option("stenosis", "stemcells", "not-recommended", "against"),
        ),
        _condition(
            "pinched",
            "Pinched nerve",
            "Nervio pinzado",
            "shoots down one leg",
            _option("pinched", "exercise", "first-line", "limited"),
            _option("pinched", "epidural", "second-line", "moderate"),
        ),
        _condition(
            "back",
            "Back pain",
            "Dolor de espalda",
            "stays in the back",
            _option("back", "exercise", "first-line", "strong"),
        ),
    )
}
TREATMENTS = {
    t.id: t
    for t in (
        _treatment("exercise", "Exercise", "Ejercicio"),
        _treatment("epidural", "Epidural injection", "Inyección epidural"),
        _treatment("spacer", "Spacer", "Espaciador"),
        _treatment("stemcells", "Stem cells", "Células madre"),
    )
}
CIRCUMSTANCES = {
    c.id: c
    for c in (
        _circumstance(
            "pregnant",
            "Pregnant",
            "Embarazo",
            1,
            "Could you be pregnant?",
            "¿Podría estar embarazada?",
            epidural="avoid",
            spacer="avoid",
        ),
        _circumstance(
            "blood-thinner",
            "Takes a blood thinner",
            "Toma anticoagulante",
            2,
            "Do you take a blood thinner?",
            "¿Toma un anticoagulante?",
            "Never say stop.",
            epidural="ask-clinician-first",
            spacer="ask-clinician-first",
        ),
        _circumstance(
            "needs-driver",
            "Needs a driver",
            "Necesita chofer",
            3,
            "Can someone drive you home?",
            "¿Puede alguien llevarle a casa?",
            epidural="prepare",
        ),
        _circumstance(
            "cement", "Cement allergy", "Alergia al cemento", 0, "Have you reacted to cement?", "¿Alergia al cemento?"
        ),
    )
}
RED_FLAGS = {
    f.id: f
    for f in (
        RedFlag(
            "cauda",
            "emergency",
            "Squeezed nerves",
            "Nervios apretados",
            "Please call 911 now. Tell them about the numbness first.",
            "Llame al 911 ahora. Diga primero lo del adormecimiento.",
            "Waiting can make it last.",
            "Esperar puede dejar daño.",
        ),
        RedFlag(
            "crisis",
            "crisis",
            "Thoughts of suicide",
            "Ideas de suicidio",
            "I am glad you told me. You can call or text 988.",
            "Me alegro de que me lo diga. Llame al 988.",
            "They need company.",
            "Necesita compañía.",
        ),
        RedFlag(
            "infection",
            "urgent",
            "Possible infection",
            "Posible infección",
            "I am getting our nurse now.",
            "Ahora le paso a la enfermera.",
            "It can spread.",
            "Puede extenderse.",
        ),
    )
}
SIGNS = {"wipe": "cauda", "limpiarme": "cauda", "end it all": "crisis", "fever": "infection"}
SAYINGS = {
    "stenosis": ("stenosis", "exact"),
    "walk": ("stenosis", "strong"),
    "camino": ("stenosis", "strong"),
    "leg": ("pinched", "possible"),
    "hurts": ("back", "possible"),
    "spacer": ("spacer", "exact"),
    "regenerative": ("regen", "exact"),
}


class Clinic(SimpleNamespace):
    """As much of a KnowledgeBase as the desk looks at."""

    def __init__(self) -> None:
        super().__init__(
            conditions=CONDITIONS,
            treatments=TREATMENTS,
            circumstances=CIRCUMSTANCES,
            red_flags=RED_FLAGS,
            approaches={
                "regen": Approach(
                    "regen",
                    "Regenerative therapy",
                    "Terapia regenerativa",
                    Fact("Uses cells."),
                    treatments=("stemcells", "spacer"),
                )
            },
            sources={"src": Source("src", "A study", "Journal", "https://example.org", "2020")},
            offers=None,
            clinic=None,
        )

    def origin(self, *_: str) -> str:
        return "painfinder"

    def origin_of_option(self, *_: str) -> str:
        return "painfinder"


def find(words: str, person: Person) -> Answer:
    """Hear signs, circumstances and sayings by plain containment."""
    cleaned = text.clean(words)
    language = person.language or text.language(text.words(cleaned), cleaned)
    es = language == "es"
    flags = [(RED_FLAGS[id], sign) for sign, id in SIGNS.items() if sign in cleaned]
    alerts = tuple(
        Alert(f.id, f.level, f.name_es if es else f.name, (sign,), f.say_es if es else f.say, f.why_es if es else f.why)
        for f, sign in sorted(flags, key=lambda f: -LEVELS.index(f[0].level))
    )
    level = alerts[0].level if alerts else "none"
    withheld = level in ("emergency", "crisis")
    found: list[Match] = []
    for saying, (id, sure) in SAYINGS.items():
        thing: Any = CONDITIONS.get(id) or TREATMENTS.get(id) or Clinic().approaches.get(id)
        kind: Any = "condition" if id in CONDITIONS else "treatment" if id in TREATMENTS else "approach"
        if saying in cleaned and id not in [m.id for m in found]:
            found.append(Match(id, kind, thing.name_es if es else thing.name, sure, 0.5, (f"“{saying}” says so",)))  # type: ignore[arg-type]
    heard = (Heard("blood-thinner", "eliquis"),) if "eliquis" in cleaned else ()
    ask = tuple(f"{m.name}: {CONDITIONS[m.id].tell_apart}" for m in found if m.kind == "condition")
    return Answer(
        cleaned, language, level, withheld, alerts, tuple(found), (), heard, Hidden(), ask, DISCLAIMER[language]
    )


def script(level: str, language: str) -> tuple[str, ...]:
    return (f"Script line for {level} in {language}.",)


def handout(condition: str, person: Person, language: str, form: str) -> str:
    return f"Sheet of {condition} in {language} as {form}\n  for: {', '.join(person.circumstances)}\n"


KB: Any = Clinic()
TOOLS = Tools(find, script, handout)
