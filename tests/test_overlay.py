"""A clinic's own YAML over the shipped knowledge base: merged whole or refused whole."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

import jsonschema
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from painfinder import find
from painfinder.errors import BrokenKnowledge
from painfinder.knowledge.compiled import YamlStore
from painfinder.knowledge.json_schema import overlay_schema
from painfinder.knowledge.load import KnowledgeBase, load
from painfinder.knowledge.overlay import read_overlays
from painfinder.model import Clinic, Offer

GOOD = """\
clinic: {name: Example Pain Center, phone: 555-0100, nurse_line: 555-0101, hours: Mon-Fri 8-5, languages: [en, es]}
offers:
  mild: {where: Main Street, wait: 3 weeks, price: ask billing, note: Offered on Tuesdays.}
  acupuncture:
also_called: {knee-osteoarthritis: [my bum knee], t:mild: [the mild thing]}
add:
  sources:
    our-leaflet: {title: Our leaflet, organisation: Example Pain Center, url: https://example.org/leaflet}
  treatments:
    warm-light:
      name: Warm light lamp
      summary: {text: A lamp warms the skin., sources: [our-leaflet]}
      approaches: [integrative-therapy]
  red_flags:
    fall-from-a-horse:
      level: emergency
      name: Fall from a horse
      name_es: Caída de un caballo
      say: Call 911 now.
      say_es: Llame al 911 ahora.
      why: A fall from a height can break the back.
      why_es: Una caída puede romper la espalda.
      rules: [{id: horse, all: [fell off my horse]}]
  cautions: {pregnant: {warm-light: {action: avoid, note: Ask the nurse first.}}}
replace:
  treatments: {mild: {summary: Our own words., lasts: {text: A year or so.}}}
  conditions:
    knee-osteoarthritis:
      options:
        warm-light: {role: second-line, evidence: limited, expect: Not much., sources: [our-leaflet]}
        acupuncture: {expect: Our own view.}
hide: [stem-cell-therapy]
"""


@pytest.fixture(scope="module")
def store() -> YamlStore:
    return YamlStore()


@pytest.fixture
def over(tmp_path: Path, store: YamlStore):
    """Lay texts, each a file, over the shipped base."""

    def lay(*texts: str) -> KnowledgeBase:
        paths = []
        for i, text in enumerate(texts):
            paths.append(tmp_path / f"clinic{i or ''}.yaml")
            paths[-1].write_text(text, "utf-8")
        return KnowledgeBase(store, read_overlays(paths, store))

    return lay


@pytest.fixture
def refused(over):
    """Lay texts over the base and return the problems, without the folder of the files."""

    def lay(*texts: str) -> list[str]:
        with pytest.raises(BrokenKnowledge) as caught:
            over(*texts)
        return [str(p._replace(file=Path(p.file).name)) for p in caught.value.problems]

    return lay


def test_a_good_overlay_says_what_it_says(over) -> None:
    kb = over(GOOD)
    assert kb.overlays == ("clinic.yaml",)
    assert kb.clinic == Clinic("Example Pain Center", "555-0100", "555-0101", "Mon-Fri 8-5", ("en", "es"))
    assert kb.offers == {
        "mild": Offer("Main Street", "3 weeks", "ask billing", "Offered on Tuesdays."),
        "acupuncture": Offer(),
    }
    knee = kb.conditions["knee-osteoarthritis"]
    options = {o.treatment: o for o in knee.options}
    assert knee.also_called[-1] == "my bum knee"
    assert kb.treatments["mild"].also_called[-1] == "the mild thing"
    assert kb.treatments["mild"].summary.text == "Our own words."
    assert options["warm-light"].expect == "Not much."
    assert options["acupuncture"].expect == "Our own view."
    assert kb.treatments["warm-light"].name_es == "Warm light lamp"
    assert "warm-light" in kb.approaches["integrative-therapy"].treatments
    assert kb.circumstances["pregnant"].cautions["warm-light"].action == "avoid"
    assert kb.red_flags["fall-from-a-horse"].rules == ({"id": "horse", "all": ["fell off my horse"]},)


def test_what_is_hidden_is_gone_from_everywhere(over) -> None:
    kb = over("hide: [stem-cell-therapy, t:joint-prp, bursitis]\n")
    for id in ("stem-cell-therapy", "joint-prp"):
        assert id not in kb.treatments
        assert all(o.treatment != id for c in kb.conditions.values() for o in c.options)
        assert all(id not in a.treatments for a in kb.approaches.values())
        assert all(id not in c.cautions for c in kb.circumstances.values())
    assert "bursitis" not in kb.conditions
    assert all("bursitis" not in c.could_also_be for c in kb.conditions.values())
    assert len(kb.treatments) == 30


def test_the_rest_stays_as_shipped(over, store: YamlStore) -> None:
    plain, kb = KnowledgeBase(store), over(GOOD)
    assert kb.conditions["crps"].name == plain.conditions["crps"].name
    assert kb.treatments["mild"].steps == plain.treatments["mild"].steps
    old = {o.treatment: o for o in plain.conditions["knee-osteoarthritis"].options}
    new = {o.treatment: o for o in kb.conditions["knee-osteoarthritis"].options}
    assert new["acupuncture"] == old["acupuncture"]._replace(expect="Our own view.")
    assert {k: v for k, v in new.items() if k not in ("acupuncture", "warm-light")} == {
        k: v for k, v in old.items() if k not in ("acupuncture", "stem-cell-therapy")
    }
    assert over("clinic: {name: A}\n").conditions["crps"] == plain.conditions["crps"]


def test_every_value_knows_where_it_was_written(over) -> None:
    kb = over(GOOD)
    line = {text: n for n, text in enumerate(GOOD.splitlines(), 1)}
    wanted = ("mild: {summary", "Our own view", "warm-l")
    at = {key: next(n for text, n in line.items() if key in text) for key in wanted}
    assert kb.origin("treatment", "mild", "summary") == f"clinic.yaml:{at['mild: {summary']}"
    assert kb.origin("treatment", "mild", "also_called") == "clinic.yaml:5"
    assert kb.origin("treatment", "mild", "steps") == "painfinder"
    assert kb.origin("treatment", "mild") == "painfinder"
    assert kb.origin("treatment", "warm-light") == f"clinic.yaml:{at['warm-l']}"
    assert kb.origin("treatment", "warm-light", "lasts") == f"clinic.yaml:{at['warm-l']}"
    assert kb.origin("condition", "knee-osteoarthritis", "options.acupuncture.expect") == (
        f"clinic.yaml:{at['Our own view']}"
    )
    assert kb.origin("condition", "knee-osteoarthritis", "options.acupuncture.sources") == "painfinder"
    assert kb.origin_of_option("knee-osteoarthritis", "acupuncture") == "Example Pain Center"
    assert kb.origin_of_option("knee-osteoarthritis", "botox") == "painfinder"
    assert kb.origin("circumstance", "pregnant", "cautions.warm-light") != "painfinder"


def test_of_several_overlays_the_later_wins(over) -> None:
    second = (
        "clinic: {phone: 555-0199}\noffers: {mild: {wait: 1 week}}\nreplace: {treatments: {mild: {summary: New.}}}\n"
    )
    kb = over(GOOD, second)
    assert kb.overlays == ("clinic.yaml", "clinic1.yaml")
    assert kb.clinic is not None
    assert (kb.clinic.name, kb.clinic.phone) == ("Example Pain Center", "555-0199")
    assert kb.offers is not None
    assert kb.offers["mild"] == Offer(wait="1 week")
    assert kb.treatments["mild"].summary.text == "New."
    assert kb.treatments["mild"].lasts.text == "A year or so."
    assert kb.origin("treatment", "mild", "summary") == "clinic1.yaml:3"
    kb = over(GOOD, "replace: {treatments: {warm-light: {summary: Newer.}}}\n")
    assert kb.treatments["warm-light"].summary.text == "Newer."


WRONG = {
    "clinik: {}": "clinic.yaml:1:1: the overlay: unknown key 'clinik' (did you mean 'clinic'?)",
    "clinic: {pone: x}": "clinic.yaml:1:10: clinic: unknown key 'pone' (did you mean 'phone'?)",
    "clinic: []": "clinic.yaml:1:9: clinic must be a mapping (write key: value lines below it)",
    "clinic: {name: ''}": "it is empty",
    "clinic: {name: [x]}": "must be text",
    f"clinic: {{name: {'x' * 121}}}": "it has 121 characters: at most 120",
    "offers: {mildd: {}}": "clinic.yaml:1:10: unknown treatment 'mildd' (did you mean 'mild'?)",
    "also_called: {knee-osteoarthriti: [x]}": "did you mean 'knee-osteoarthritis'?",
    "also_called: {t:knee-osteoarthritis: [x]}": "unknown treatment or approach 'knee-osteoarthritis'",
    "also_called: {stroke: [x]}": "unknown condition or treatment or approach 'stroke'",
    f"also_called: {{crps: [{'x' * 121}]}}": "at most 120",
    "also_called: {crps: ['']}": "it is empty",
    "also_called: {crps: x}": "must be a list",
    "also_called: {../../etc/passwd: [x]}": "unknown",
    "add: {treatments: {../../etc: {name: x, summary: y}}}": "cannot be an id",
    "add: {treatments: {mild: {name: x, summary: y}}}": "use replace: treatments:",
    "add: {treatments: {x: {name: x}}}": "'summary' is missing",
    "add: {treatments: {x: {name: x, summary: {text: y, sources: [none]}}}}": "unknown source 'none'",
    "add: {treatments: {x: {name: x, summary: y, traits: [needel]}}}": "did you mean 'needle'?",
    "add: {treatments: {x: {name: x, summary: y, invasiveness: 6}}}": "a whole number from 0 to 5",
    "add: {treatments: {x: {name: x, summary: y, invasiveness: ²}}}": "a whole number from 0 to 5",
    "add: {treatments: {x: {name: x, summary: y, reviewed: 2024-02-30}}}": "use a date like",
    "add: {conditions: {x: {name: x, region: knee, summary: y, icd10cm: [banana]}}}": "not an ICD-10-CM code",
    "add: {conditions: {x: {name: x, region: elbow, summary: y}}}": "use one of: low back",
    "add: {conditions: {x: {name: x, region: knee, summary: y, could_also_be: [crsp]}}}": "did you mean 'crps'?",
    "add: {sources: {x: {title: x, organisation: y, url: javascript:alert}}}": "start it with https://",
    "replace: {treatments: {mild: {sumary: x}}}": "did you mean 'summary'?",
    "replace: {treatments: {none-such: {summary: x}}}": "unknown treatment 'none-such'",
    "replace: {circumstances: {pregnant: {why: x}}}": "unknown key 'circumstances'",
    "replace: {conditions: {crps: {options: {botx: {role: first-line}}}}}": "did you mean 'botox'?",
    "replace: {conditions: {crps: {options: {mild: {role: first-line}}}}}": "'expect' is missing",
    "replace: {conditions: {crps: {options: {acupuncture: {evidence: great}}}}}": "use one of: strong",
    "hide: stem-cell-therapy": "hide must be a list",
    "hide: [[a]]": "hide must be a list of ids",
    "hide: [nothing]": "unknown condition or treatment or approach 'nothing'",
}


@pytest.mark.parametrize("text", WRONG, ids=lambda t: t[:60])
def test_what_is_wrong_is_told_with_its_place_and_how_to_mend_it(refused, text: str) -> None:
    assert any(WRONG[text] in problem for problem in refused(text + "\n")), refused(text + "\n")


MINE = (
    "add: {{red_flags: {{mine: {{level: urgent, name: a, name_es: a, say: Go today., say_es: Vaya hoy., why: a, "
    "why_es: a, rules: [{}]}}}}}}"
)
SOFTENED = {
    "hide: [stroke]": "red flags are never hidden: 'stroke'",
    "hide: [t:stroke]": "red flags are never hidden: 'stroke'",
    "replace: {red_flags: {stroke: {say: Wait and see.}}}": "red flags are never replaced",
    "add: {red_flags: {stroke: {level: urgent}}}": "there is a red-flag 'stroke' already",
    "add: {red_flags: {mine: {level: emergency, name: a, name_es: a, say: Call us., say_es: Llame al 911., why: a, "
    "why_es: a, rules: [{id: r, all: [x]}]}}}": "mine: 'say' does not name 911",
    "add: {red_flags: {mine: {level: crisis, name: a, name_es: a, say: Call 988., say_es: Llame al 911., why: a, "
    "why_es: a, rules: [{id: r, all: [x]}]}}}": "mine: 'say_es' does not name 988",
    "add: {red_flags: {mine: {level: none, name: a, name_es: a, say: a, say_es: a, why: a, why_es: a, "
    "rules: [{id: r, all: [x]}]}}}": "use one of: urgent, crisis, emergency",
    MINE.format("{id: r, all: [NOSUCHIDEA]}"): "there is no idea NOSUCHIDEA",
    MINE.format("{id: r}"): "a rule needs an id and `all`",
    MINE.format("just words"): "a rule must be a mapping",
    MINE.format("{id: r, all: [x], within: soon}"): "mine: 'within' of a rule is a number of words",
    MINE.format("{id: r, all: [x], within: 0}"): "mine: 'within' of a rule is a number of words",
    MINE.format("{id: r, all: x}"): "'all' of a rule must be a list of words",
    MINE.format("{id: r, all: [x], unless: NO}"): "'unless' of a rule must be a list of words",
    MINE.format("{id: r, all: [x], unles: [NO]}"): "a rule has no 'unles'",
    MINE.format("{id: r, all: [x], alone: maybe}"): "'alone' of a rule is one of: yes, no, always",
    MINE.format("{id: r, all: [x], alone: 'no'}"): "never speaks by itself",
    MINE.format("{id: r, all: [x], whole: 'true'}"): "'whole' of a rule is one of: yes, no",
    MINE.format("{id: r, all: [wobbly-zebra]}"): "'wobbly-zebra' can never be heard",
    MINE.format("{id: r, all: ['w*']}"): "'w*' can never be heard",
    MINE.format("{id: r, all: ['a ~ ~ b']}"): "'a ~ ~ b' can never be heard",
    MINE.format("{id: r, all: ['zebra, wobbly']}"): "has an empty place or a comma",
    MINE.format("{id: r, all: ['zebra|']}"): "has an empty place or a comma",
    MINE.format("{id: r, all: [x], level: none}"): "'none' is not a level",
    MINE.format("{id: r, all: [x], level: emergency}"): "does not name 911",
    "replace: {conditions: {knee-osteoarthritis: {when_to_worry: []}}}": "red flags are missing: ",
    "add: {cautions: {blood-thinner: {mild: {action: prepare, note: Fine.}}}}": "'mild' would become milder",
    "add: {circumstances: {blood-thinner: {name: a, question: b, why: c, cautions: {}}}}": "blood-thinner' already",
}


@pytest.mark.parametrize("text", SOFTENED, ids=lambda t: t[:60])
def test_no_overlay_makes_a_danger_smaller(refused, text: str) -> None:
    assert any(SOFTENED[text] in problem for problem in refused(text + "\n")), refused(text + "\n")


@pytest.mark.parametrize("own", ["tyl* spill", "tyleonl spill", "the ~ back", "took|today"])
def test_a_red_flag_of_the_clinic_changes_nothing_of_what_else_is_heard(over, own: str) -> None:
    """A misspelling of ours was once no longer read by its sound where a clinic's rule began with it."""
    kb = over(MINE.format("{id: r, all: ['" + own + "']}") + "\n")
    for said in ("took 20 tyleonl for my back today", "creo que le esta dando un infarot", "my back hurts"):
        before, after = (find(said, base).alerts for base in (load(), kb))
        assert [a for a in after if a.id != "mine"] == list(before)
    assert find(own.split("|")[0].replace("*", "").replace("~", "old"), kb).alerts[0].id == "mine"


def test_all_problems_are_told_at_once_in_the_order_of_the_lines(refused) -> None:
    text = "".join(f"{line}\n" for line in ("clinik: {}", "offers: {mildd: {}}", "hide: [stroke, nothing]"))
    lines = [int(p.split(":")[1]) for p in refused(text)]
    assert lines == [1, 2, 3, 3]
    both = refused(text, "clinic: {pone: 1}\n")
    assert [p.split(":")[0] for p in both] == ["clinic.yaml"] * 4 + ["clinic1.yaml"]


def test_fifty_problems_are_enough(refused) -> None:
    assert len(refused("hide: [" + ", ".join(f"x{i}" for i in range(200)) + "]\n")) == 50


def test_many_problems_take_no_longer_than_a_person_waits(refused) -> None:
    start = time.perf_counter()
    refused("hide: [" + ", ".join(f"stem-cel{i}" for i in range(19_900)) + "]\n")
    refused("also_called: {" + ", ".join(f"crp{i}: [a]" for i in range(4_900)) + "}\n")
    refused("add: {conditions: {" + ", ".join(f"c{i}: {{nam: x}}" for i in range(3_900)) + "}}\n")
    assert time.perf_counter() - start < 10


def test_a_broken_overlay_gives_no_answer_from_the_rest(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("clinik: {}\n", "utf-8")
    with pytest.raises(BrokenKnowledge):
        load([tmp_path / "bad.yaml"])


def test_every_prefix_of_a_good_overlay_is_read_or_refused(tmp_path: Path, store: YamlStore) -> None:
    path = tmp_path / "clinic.yaml"
    data = GOOD.encode()
    for end in range(0, len(data), 3):
        path.write_bytes(data[:end])
        with suppress(BrokenKnowledge):
            read_overlays([path], store)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255)), min_size=1, max_size=3))
def test_changed_bytes_are_read_or_refused(tmp_path_factory, store: YamlStore, changes: list[tuple[int, int]]) -> None:
    data = bytearray(GOOD.encode())
    for at, byte in changes:
        data[at] = byte
    path = tmp_path_factory.getbasetemp() / "changed.yaml"
    path.write_bytes(bytes(data))
    with suppress(BrokenKnowledge):
        kb = KnowledgeBase(store, read_overlays([path], store))
        assert all(list(kb.of_kind(k).values()) for k in ("condition", "treatment", "red-flag"))


_KEYS = st.sampled_from(
    ["clinic", "offers", "also_called", "add", "replace", "hide", "conditions", "treatments", "approaches", "red_flags",
     "circumstances", "cautions", "sources", "mild", "crps", "knee-osteoarthritis", "stroke", "pregnant", "new-one",
     "t:mild", "name", "summary", "text", "items", "options", "when_to_worry", "level", "say", "say_es", "rules",
     "role", "expect", "action", "note", "all", "within", "outcomes", "in_100", "languages", "?", ""]
)  # fmt: skip
_VALUES = st.recursive(
    _KEYS | st.sampled_from(["emergency", "avoid", "first-line", "yes", "12", "2026-11-22", "911", "https://x.org"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=4),
    max_leaves=12,
)
_TOPS = st.dictionaries(
    st.sampled_from(["clinic", "offers", "also_called", "hide"]), _VALUES, max_size=2
) | st.dictionaries(
    st.sampled_from(["add", "replace"]),
    st.dictionaries(
        st.sampled_from(
            ["conditions", "treatments", "approaches", "red_flags", "circumstances", "cautions", "sources"]
        ),
        _VALUES | st.dictionaries(_KEYS, st.dictionaries(_KEYS, _VALUES, max_size=4), max_size=2),
        max_size=2,
    ),
)


@settings(max_examples=300, deadline=None)
@given(_TOPS)
def test_any_shape_is_read_or_refused(tmp_path_factory, store: YamlStore, top: dict[str, object]) -> None:
    path = tmp_path_factory.getbasetemp() / "shape.yaml"
    path.write_text(yaml.safe_dump(top), "utf-8")
    with suppress(BrokenKnowledge):
        kb = KnowledgeBase(store, read_overlays([path], store))
        assert all(list(kb.of_kind(k).values()) for k in ("condition", "treatment", "red-flag"))


def test_nothing_of_the_base_is_changed_by_an_overlay(over, store: YamlStore) -> None:
    import copy

    before = copy.deepcopy(store.base.records)
    kb = over(GOOD)
    for kind in ("condition", "treatment", "approach", "circumstance", "red-flag", "source"):
        list(kb.of_kind(kind).values())
    assert store.base.records == before


def test_the_json_schema_is_one_and_accepts_what_the_parser_accepts() -> None:
    schema = overlay_schema()
    checker = jsonschema.Draft202012Validator
    checker.check_schema(schema)
    assert list(checker(schema).iter_errors(yaml.safe_load(GOOD))) == []
    assert list(checker(schema).iter_errors({})) == []


# What the schema cannot see: whether an id exists, dates that are none, and that nothing becomes milder.
@pytest.mark.parametrize(
    "text",
    ["clinik: {}", "clinic: {pone: x}", "clinic: []", "clinic: {name: ''}", "also_called: {crps: x}",
     "add: {treatments: {../../etc: {name: x, summary: y}}}", "add: {treatments: {x: {name: x}}}",
     "replace: {red_flags: {stroke: {say: x}}}", "hide: stem-cell-therapy",
     "replace: {conditions: {crps: {options: {acupuncture: {evidence: great}}}}}"],
)  # fmt: skip
def test_the_json_schema_refuses_what_the_parser_refuses(text: str) -> None:
    errors = jsonschema.Draft202012Validator(overlay_schema()).iter_errors(yaml.safe_load(text))
    assert list(errors)
