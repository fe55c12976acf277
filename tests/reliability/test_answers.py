"""Promises 1 to 8 and 74: the contract for scripts, whatever the machine is like."""

from __future__ import annotations

import json
import subprocess

import jsonschema
import pytest

from painfinder.show import contract
from tests.reliability.fields import DOCUMENTS, EMERGENCY, FIELDS, fields_of, gone, ids_of
from tests.reliability.promises import clean_environment, is_answer, is_refusal, kept, promise, strict_json, weighing


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        kept("1 answered", ("find", "bone on bone knee"), 0),
        kept("1 nothing matched", ("find", "toothache"), 1),
        kept("1 wrong use", ("find", "knee", "--limit", "x"), 2),
        kept("1 refused words", ("find", "?!"), 2),
        kept("1 refused overlay", ("find", "knee", "--kb", "/nonexistent.yaml"), 2),
        kept("1 a red flag in find", ("find", EMERGENCY), 3),
        kept("1 a red flag in show", ("show", EMERGENCY), 3),
        kept("1 a red flag in compare", ("compare", "mild", EMERGENCY), 3),
        kept("1 a red flag in handout", ("handout", EMERGENCY), 3),
    ],
)
def test_exit_codes(arguments: tuple[str, ...], code: int, painfinder) -> None:
    run = painfinder(*arguments)
    assert run.code == code
    assert bool(run.said) == (code == 2)


@pytest.mark.parametrize(
    "arguments",
    [
        kept("2 no words", ("find",)),
        kept("2 no command", ("knee", "pain")),
        kept("2 an unknown option", ("list", "--nonsense")),
        kept("2 an unknown entry", ("compare", "mild", "nonsense-zzz")),
        kept("2 a language", ("show", "mild", "--lang", "xx")),
        kept("2 a day", ("changes", "--since", "yesterday")),
        kept("2 a set that is none", ("bench", "/dev/null")),
        kept("2 a file that is not there", ("match", "/nonexistent")),
        kept("2 too many arguments", ("list", "conditions", "x", "y")),
    ],
)
def test_wrong_use_says_one_line_on_stderr_and_nothing_on_stdout(arguments: tuple[str, ...], painfinder) -> None:
    is_refusal(painfinder(*arguments))


BARE = {
    "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii", "PYTHONHASHSEED": "0", "TZ": "UTC", "TERM": "dumb",
}  # fmt: skip
LOUD = {
    "FORCE_COLOR": "1", "GITHUB_ACTIONS": "true", "PY_COLORS": "1", "CLICOLOR_FORCE": "1", "NO_COLOR": "",
    "PYTHONHASHSEED": "77", "TZ": "Asia/Tokyo", "COLUMNS": "9", "TERM": "xterm-256color",
}  # fmt: skip


@pytest.mark.parametrize("name", [kept(f"3+5+74 {n}", n) for n in DOCUMENTS])
def test_json_is_one_strict_document_with_the_same_bytes_and_all_its_fields(name: str, painfinder, kb) -> None:
    first, second = painfinder(*DOCUMENTS[name], **BARE), painfinder(*DOCUMENTS[name], **LOUD)
    assert first == second
    assert first.code in (0, 1, 3)
    assert first.said == ""
    document = strict_json(first.out)
    assert name == "schema" or first.out.count(b"\n") == 1
    recorded = json.loads(FIELDS.read_text("utf-8"))[name]
    assert gone(recorded, fields_of(document, ids_of(kb))) == [], "a field of the contract is gone"


@promise("74 the answer fits its published schema")
def test_documents_fit_their_schema(painfinder) -> None:
    schema = painfinder(*DOCUMENTS["schema"]).json
    assert schema == contract.answer_schema()
    for name in ("find", "find-explain", "find-alert", "find-nothing"):
        jsonschema.validate(painfinder(*DOCUMENTS[name]).json, schema)


@promise("6+60 no traceback unless it is asked for")
def test_an_unforeseen_error_prints_its_type_alone(painfinder, inside) -> None:
    raises = inside(
        "import sys\ndef hook(event, args):\n    if event == 'open' and str(args[0]).endswith('sayings.bin'):\n"
        "        raise LookupError('canary words')\nsys.addaudithook(hook)\n"
    )
    shell = {"TYPER_STANDARD_TRACEBACK": "1", "PYTHONFAULTHANDLER": "1"}
    run = painfinder("find", "zanzibar knee", "--json", **raises, **shell)
    is_refusal(run)
    assert "LookupError" in run.said
    assert "canary" not in run.said
    assert "zanzibar" not in run.said
    debug = painfinder("find", "zanzibar knee", "--json", PAINFINDER_DEBUG="1", **raises)
    assert "Traceback" in debug.said


def measured(*arguments: str | bytes) -> tuple[float, float]:
    """Return the seconds and the megabytes that one run takes."""
    done = subprocess.run(weighing(*arguments), capture_output=True, env=clean_environment(), check=False)
    said, figures = done.stderr.rsplit(b"\n", 1)
    code, seconds, megabytes = figures.split()
    assert (said, int(code) in (0, 1, 3)) == (b"", True)
    return float(seconds), float(megabytes)


@pytest.mark.parametrize(
    ("words", "face"),
    [
        kept("7 a name", "bone on bone knee", ()),
        kept("7 the longest text", "my knee and my back hurt when i walk " * 54, ()),
        kept("7 two thousand letters", "abcdefghij" * 200, ("--json",)),
        kept("7 a thousand words nobody knows", "zq xv " * 333, ("--plain",)),
        kept("7 six hundred misspelt words", "artheritis stenosys sciatca " * 71, ("--json", "--explain")),
        kept("7 marks on every letter", "k\u0301\u0302\u0303" * 500, ()),
    ],
)
def test_one_query_costs_little(words: str, face: tuple[str, ...]) -> None:
    seconds, megabytes = measured("find", words, *face)
    assert seconds < 5
    assert megabytes < 100


@promise("7 help comes at once")
def test_help_is_light(painfinder) -> None:
    run = painfinder("--help")
    is_answer(run)
    assert min(measured("--help")[0] for _ in range(3)) < 1.5  # half a second on a machine with nothing else to do
