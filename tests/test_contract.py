"""The contract for scripts: every JSON document fits its schema, every exit code is one of the contract's."""

from __future__ import annotations

import json

import jsonschema
import pytest

from painfinder import find
from painfinder.model import Person
from painfinder.show import contract, records

TEXTS = [
    "bone on bone knee", "spinal stenosis", "migrane", "back hurts", "toothache", "asdf qwer", "sciatica, on eliquis",
    "me duele la rodilla", "M48.062", "burn the nerves in my knee", "stem cells for my hip", "regenerative therapy",
    "i cant feel myself wipe since last night", "i want to end my life", "fever and my low back is on fire",
    "knee [left] [/red] :bomb: \x1b[31m", "¿tengo marcapasos y me duele el cuello?", "a" * 2000,
]  # fmt: skip


@pytest.fixture(scope="module")
def answer_validator() -> jsonschema.Draft202012Validator:
    jsonschema.Draft202012Validator.check_schema(contract.answer_schema())
    return jsonschema.Draft202012Validator(contract.answer_schema())


@pytest.mark.parametrize("words", TEXTS)
def test_every_answer_fits_its_schema(words: str, kb, answer_validator) -> None:
    person = Person(("blood-thinner", "pregnant"), ("implant",))
    for who in (Person(), person):
        record = records.of_answer(find(words, kb, who), kb.version, kb.overlays, explain=True)
        answer_validator.validate(json.loads(records.to_bytes(record)))


@pytest.mark.parametrize("words", TEXTS)
def test_an_emergency_or_crisis_carries_no_options(words: str, kb) -> None:
    answer = find(words, kb)
    assert answer.withheld == (answer.level in ("emergency", "crisis"))
    if answer.withheld:
        assert answer.options == ()


@pytest.mark.parametrize("what", ["conditions", "treatments", "approaches", "red-flags", "circumstances", "sources"])
def test_lists_fit_their_schema(what: str, painfinder) -> None:
    jsonschema.validate(painfinder("list", what, "--json").json, contract.list_schema())


def test_every_entry_fits_its_schema(kb) -> None:
    from painfinder.commands.show import KINDS, page
    from painfinder.show.face import Face

    validator = jsonschema.Draft202012Validator(contract.entry_schema())
    for kind in KINDS:
        for id in kb.of_kind(kind):
            validator.validate(json.loads(page(kind, id, kb, Person(), Face("json"))))


def test_a_condition_shows_its_options_at_the_top_in_the_form_of_an_answer(painfinder) -> None:
    shown = painfinder("show", "lumbar-spinal-stenosis", "--json").json["options"]
    found = painfinder("find", "spinal stenosis", "--json").json["options"]
    assert shown == found
    assert shown


def test_match_lines_fit_their_schema(painfinder) -> None:
    lines = "\n".join([*(t.replace("\x1b", "") for t in TEXTS), "", "b" * 3000, "\ufeffsciatica\r"]).encode()
    validator = jsonschema.Draft202012Validator(contract.match_schema())
    for arguments in ((), ("--options",)):
        run = painfinder("match", *arguments, stdin=lines)
        rows = [json.loads(line) for line in run.out.splitlines()]
        assert run.code == 0
        assert [r["line"] for r in rows] == list(range(1, len(TEXTS) + 4))
        for row in rows:
            validator.validate(row)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("find", "bone on bone knee"), 0),
        (("find", "bone on bone knee", "--json"), 0),
        (("find", "toothache"), 1),
        (("find", "toothache", "--json"), 1),
        (("find", "i cant feel myself wipe since last night", "--json"), 3),
        (("find", "fever and my low back is on fire", "--plain"), 3),
        (("find", "?!."), 2),
        (("find",), 2),
        (("find", "x" * 2001), 2),
        (("find", "knee", "--with", "nonsense"), 2),
        (("find", "knee", "--without", "nonsense"), 2),
        (("find", "knee", "--lang", "fr"), 2),
        (("find", "knee", "--limit", "0"), 2),
        (("find", "knee", "--json", "--plain"), 2),
        (("find", "-5 pain"), 2),
        (("find", "knee", "--kb", "/nonexistent.yaml"), 2),
        (("knee", "pain"), 2),
        (("show", "mild"), 0),
        (("show", "cauda-equina"), 0),
        (("compare", "--for", "migraine"), 0),
        (("compare", "mild"), 2),
        (("list", "nonsense"), 2),
        (("schema", "answer"), 0),
        (("schema", "nonsense"), 2),
        (("check",), 0),
        ((), 0),
        (("--version",), 0),
        (("--help",), 0),
    ],
    ids=lambda v: " ".join(v)[:50] if isinstance(v, tuple) else "",
)
def test_exit_codes(arguments: tuple[str, ...], code: int, painfinder) -> None:
    run = painfinder(*arguments)
    assert run.code == code, run.said
    if code == 2:
        assert run.out == b""
        assert run.said.count("\n") == 1
        assert run.said.startswith("painfinder: error: ")
    else:
        assert run.said == ""
    if "--json" in arguments and code != 2:
        assert run.out.count(b"\n") == 1
        json.loads(run.out)


def test_errors_never_hold_what_was_typed(painfinder) -> None:
    canary = "zanzibarcanary"
    for arguments in (
        (canary, "pain"), ("find", f"--{canary}"), ("find", f"-{canary}"), ("find", "x", "--with", canary),
        ("find", "x", "--without", canary), ("find", "x", "--limit", canary), ("find", canary * 200),
        ("compare", canary, canary), ("handout", canary, "-o", "/nonexistent/x"), ("list", canary), ("show", "!?"),
    ):  # fmt: skip
        assert canary not in painfinder(*arguments).said, arguments


def test_same_words_same_bytes(painfinder) -> None:
    runs = {
        painfinder(
            "find", "sciatca and my neck", "--json", PYTHONHASHSEED=seed, LC_ALL=locale, COLUMNS=columns, TZ=tz
        ).out
        for seed, locale, columns, tz in (
            ("0", "C", "80", "UTC"),
            ("1", "C.UTF-8", "40", "Asia/Tokyo"),
            ("77", "POSIX", "0", ""),
        )
    }
    assert len(runs) == 1
