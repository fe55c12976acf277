"""docs/json.md is true: every example is run with a real jq, every field and schema that it names is there."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from docs import refresh  # type: ignore[import-not-found]
from painfinder.errors import ExitCode
from painfinder.exchange.schemas import MORE_SCHEMAS
from painfinder.knowledge.load import KnowledgeBase
from painfinder.show import contract

PAGE = Path(__file__).parent.parent / "docs" / "json.md"
TEXT = PAGE.read_text("utf-8")
SESSIONS = [
    (command, printed)
    for block in refresh.BLOCK.findall(TEXT)
    for command, printed in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.M)
]
SCHEMAS = contract.SCHEMAS | MORE_SCHEMAS


def test_jq_is_here() -> None:
    assert shutil.which("jq"), "install jq: the examples of docs/json.md are run with it"


@pytest.mark.parametrize(("command", "printed"), SESSIONS, ids=[c for c, _ in SESSIONS])
def test_example_prints_what_the_page_shows(command: str, printed: str) -> None:
    assert refresh.printed(command).rstrip("\n") == printed.rstrip("\n"), "run: python docs/refresh.py"


def test_there_are_examples_of_every_command_for_scripts() -> None:
    shown = " ".join(command for command, _ in SESSIONS)
    for command in ("find", "match", "list", "show", "compare", "schema", "export", "changes"):
        assert f"painfinder {command} " in shown or f"painfinder {command}|" in shown


def test_the_exit_codes_are_those_of_the_program() -> None:
    assert [int(c) for c in re.findall(r"^\| (\d+) \| ", TEXT, re.M)] == [c.value for c in ExitCode]


def fields(schema: object) -> set[str]:
    """Every property name in a schema."""
    if isinstance(schema, list):
        return set().union(*(fields(s) for s in schema), set())
    if not isinstance(schema, dict):
        return set()
    own = set(schema["properties"]) if isinstance(schema.get("properties"), dict) else set()
    return own | set().union(*(fields(s) for s in schema.values()), set())


@pytest.mark.parametrize("name", ["answer", "match"])
def test_every_field_of_an_answer_is_on_the_page(name: str) -> None:
    named = set(re.findall(r"`([a-z_0-9]+)`", TEXT)) | {"line", "error", "circumstance", "question"}
    assert fields(SCHEMAS[name]()) - named == set()


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_document_has_a_valid_schema_that_the_program_prints(name: str, painfinder) -> None:
    import jsonschema

    run = painfinder("schema", name)
    assert run.code == 0, run.said
    assert run.json == SCHEMAS[name]()
    jsonschema.Draft202012Validator.check_schema(run.json)
    assert f"`{name}`" in TEXT


def test_an_entry_of_every_kind_fits_its_schema(kb: KnowledgeBase, painfinder) -> None:
    import jsonschema

    for kind in ("condition", "treatment", "approach", "red-flag", "circumstance", "source"):
        record = painfinder("show", next(iter(kb.of_kind(kind))), "--json").json
        jsonschema.Draft202012Validator(SCHEMAS["entry"]()).validate(record)
        assert record["kind"] == kind


@pytest.mark.parametrize(
    ("name", "command"),
    [
        ("answer", ("find", "bone on bone knee", "--json")),
        ("answer", ("find", "asdf qwerty", "--json")),
        ("answer", ("find", "I can't pee and my legs are numb", "--json")),
        ("entry", ("show", "mild", "--json")),
        ("entry", ("show", "cauda-equina", "--json")),
        ("list", ("list", "sources", "--json")),
        ("comparison", ("compare", "mild", "vertiflex", "--for", "lumbar-spinal-stenosis", "--json")),
        ("knowledge", ("export", "json")),
        ("changes", ("changes", "--json")),
    ],
)
def test_output_fits_its_schema(name: str, command: tuple[str, ...], painfinder) -> None:
    import jsonschema

    run = painfinder(*command)
    assert run.json["schema"] == f"painfinder.{name}"
    assert run.out.endswith(b"\n")
    assert run.out.count(b"\n") == 1
    jsonschema.Draft202012Validator(SCHEMAS[name]()).validate(run.json)
