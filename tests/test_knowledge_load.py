"""Loading: compiled when that is sound, from the YAML when it is not, never the wrong one."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
from pathlib import Path
from zlib import crc32

import pytest

from painfinder.errors import BrokenKnowledge
from painfinder.knowledge import compiled, files, load, shipped
from painfinder.knowledge.build import NOUNS, build
from painfinder.knowledge.compile import compile_knowledge
from painfinder.knowledge.compiled import CompiledStore, Unusable, YamlStore
from painfinder.knowledge.fields import CAUTION, CLINIC, FIELDS, OFFER, OPTION, OUTCOME, SECTIONS, TEXT_LIMIT, Field
from painfinder.knowledge.load import KnowledgeBase
from painfinder.model import Caution, Clinic, Offer, Option, Outcome

DATA = Path(files.DATA)


@pytest.fixture(scope="module")
def yaml_store() -> YamlStore:
    return YamlStore()


@pytest.fixture(scope="module")
def packed() -> bytes:
    return compile_knowledge()


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, packed: bytes) -> Path:
    """A copy of the package's data, compiled, that a test may spoil."""
    for name in files.YAML_FILES:
        (tmp_path / name).write_bytes((DATA / name).read_bytes())
    (tmp_path / compiled.NAME).write_bytes(packed)
    monkeypatch.setattr(files, "DATA", str(tmp_path))
    return tmp_path


def test_compiled_and_yaml_say_the_same(packed: bytes, yaml_store: YamlStore) -> None:
    store = CompiledStore(packed, files.stamp())
    for kind in FIELDS:
        assert list(store.ids(kind)) == list(yaml_store.ids(kind))
        for id in store.ids(kind):
            assert build(kind, id, store.record(kind, id)) == build(kind, id, yaml_store.record(kind, id))
    for extra in ("general", "concepts", "shared_names", "index", "flag_rules", "phrases"):
        assert store.extra(extra) == json.loads(json.dumps(yaml_store.extra(extra)))


def test_the_rules_of_red_flags_are_those_that_the_yaml_gives(yaml_store: YamlStore) -> None:
    from painfinder.understand.flag_rules import compile_rules

    kb = KnowledgeBase(yaml_store)
    made = kb.flag_rules
    expected = compile_rules(kb.concepts, [(id, flag.level, flag.rules) for id, flag in kb.red_flags.items()])
    assert {**made, "lexicon": {name: dict(table) for name, table in made["lexicon"].items()}} == expected
    assert made["lexicon"]["whole"].get("no-such-word", ()) == ()
    assert kb.flag_rules.keys() == made.keys()  # asked again, it says the same


def test_compiling_twice_gives_the_same_bytes(packed: bytes) -> None:
    assert compile_knowledge() == packed


def test_a_compiled_copy_in_the_tree_is_fresh(packed: bytes) -> None:
    path = DATA / compiled.NAME
    if path.exists() and path.read_bytes() != packed:
        pytest.fail("stale: run `python -m painfinder.knowledge.compile`")


def test_a_sound_copy_is_used(package: Path) -> None:
    assert isinstance(compiled.open_store(), CompiledStore)


def test_an_edit_of_the_yaml_is_never_ignored(package: Path) -> None:
    path = package / "treatments.yaml"
    path.write_text(path.read_text("utf-8").replace("2026.11", "2027.99"), "utf-8")  # the same length
    assert load.load().version == "2027.99"


@pytest.mark.parametrize("spoil", ["missing", "empty", "cut", "header", "newline", "foreign", "a folder"])
def test_an_unusable_copy_means_that_the_yaml_is_read(package: Path, spoil: str) -> None:
    path = package / compiled.NAME
    data = path.read_bytes()
    path.unlink()
    match spoil:
        case "empty":
            path.write_bytes(b"")
        case "cut":
            path.write_bytes(data[:-1000])
        case "header":
            path.write_bytes(data.replace(b'"version":"', b'"version":"9', 1))
        case "newline":
            path.write_bytes(data.replace(b"\n", b" "))
        case "foreign":
            path.write_bytes(b"\x7fELF" + data)
        case "a folder":
            path.mkdir()
    kb = load.load()
    assert isinstance(kb._store, YamlStore)
    assert kb.conditions["knee-osteoarthritis"].options


def test_a_flipped_byte_is_noticed_wherever_it_is(package: Path, yaml_store: YamlStore, packed: bytes) -> None:
    choose = random.Random(7)
    for _ in range(30):
        at = choose.randrange(len(packed))
        (package / compiled.NAME).write_bytes(packed[:at] + bytes([packed[at] ^ 1]) + packed[at + 1 :])
        store = compiled.open_store()
        for kind in FIELDS:
            assert {id: store.record(kind, id) for id in store.ids(kind)} == yaml_store.base.records[kind]


def test_the_header_checks_itself(packed: bytes) -> None:
    with pytest.raises(Unusable):
        CompiledStore(packed.replace(b'"format":3', b'"format":4', 1), files.stamp())
    with pytest.raises(Unusable):
        CompiledStore(packed, "other")


def test_a_base_that_was_cut_off_is_refused(package: Path) -> None:
    path = package / "circumstances.yaml"
    text = path.read_text("utf-8")
    ids = re.findall(r"^  ([a-z0-9-]+):$", text, re.MULTILINE)
    path.write_text(text[: text.index(f"\n  {ids[-1]}:")], "utf-8")
    with pytest.raises(BrokenKnowledge, match="cut off"):
        load.load()


def test_a_missing_file_is_told(package: Path) -> None:
    (package / "sources.yaml").unlink()
    with pytest.raises(BrokenKnowledge, match=r"sources\.yaml: the file is missing"):
        load.load()


def test_the_counts_of_this_release() -> None:
    kb = load.load()
    assert [len(kb.of_kind(k)) for k in ("condition", "treatment", "approach", "red-flag", "circumstance")] == [
        31, 32, 5, 22, 32,
    ]  # fmt: skip
    assert kb.overlays == ()
    assert kb.offers is None
    assert kb.clinic is None
    assert kb.origin("treatment", "mild", "summary") == "painfinder"


def test_an_unknown_id_is_a_key_error_and_looking_makes_nothing() -> None:
    kb = load.load()
    assert "none" not in kb.conditions
    assert "mild" in kb.treatments
    assert kb.treatments._made["mild"] is None  # type: ignore[attr-defined]
    with pytest.raises(KeyError):
        kb.conditions["none"]
    assert kb.treatments["mild"] is kb.treatments["mild"]


def test_loading_the_compiled_base_needs_no_yaml(packed: bytes, package: Path) -> None:
    code = f"""
import sys
from painfinder.knowledge import files
files.DATA = {str(package)!r}
from painfinder.knowledge.load import load
kb = load()
kb.conditions["knee-osteoarthritis"], kb.treatments["mild"]
heavy = "yaml difflib importlib.resources dataclasses inspect hashlib pathlib tempfile".split()
print([m for m in heavy if m in sys.modules])
"""
    run = [sys.executable, "-S", "-c", code]
    done = subprocess.run(run, capture_output=True, text=True, check=False, cwd=DATA.parents[1])
    assert done.stdout.strip() == "[]", done.stderr


def test_it_loads_out_of_a_zip_archive(tmp_path: Path) -> None:
    import zipfile

    with zipfile.ZipFile(tmp_path / "app.zip", "w") as archive:
        for path in DATA.parent.rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                archive.write(path, Path("painfinder") / path.relative_to(DATA.parent))
    code = "from painfinder.knowledge.load import load; print(load().treatments['mild'].id)"
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, 'app.zip'); {code}"],
        capture_output=True, text=True, check=False, cwd=tmp_path,
    )  # fmt: skip
    assert done.stdout.strip() == "mild", done.stderr


def test_the_stamp_sees_every_yaml_file(package: Path) -> None:
    before = files.stamp()
    for name in files.YAML_FILES:
        path = package / name
        data = path.read_bytes()
        path.write_bytes(data + b"\n")
        assert files.stamp() != before
        path.write_bytes(data)
    assert f"{crc32((package / 'treatments.yaml').read_bytes()):08x}" in before


def test_a_record_is_a_line_of_json_and_a_long_text_is_as_it_is(packed: bytes, yaml_store: YamlStore) -> None:
    head, _, rest = packed.partition(b"\n")
    for kind, places in json.loads(head)["offsets"].items():
        for id, (offset, length, _) in places.items():
            assert rest[offset + length : offset + length + 1] == b"\n"
            if kind == "text":
                name, _, key = id.partition(".")
                assert rest[offset : offset + length].decode() == yaml_store.extra(name)[key]
            else:
                assert b"\n" not in rest[offset : offset + length]
                json.loads(rest[offset : offset + length])


@pytest.mark.parametrize(
    ("extra", "inside"),
    [
        ("index", b"\nsciatica\t"),
        ("flag_rules", b"\nchest\t"),
        ("flag_rules", b'"rules":[['),
        ("phrases", b"\neliquis\t"),
    ],
)
def test_what_is_damaged_beside_the_records_is_read_from_the_yaml(
    extra: str, inside: bytes, packed: bytes, yaml_store: YamlStore
) -> None:
    assert packed.count(inside) >= 1
    store = CompiledStore(packed.replace(inside, b"#" + inside[1:]), files.stamp())
    assert store.extra(extra) == json.loads(json.dumps(yaml_store.extra(extra)))
    assert KnowledgeBase(store).flag_rules.keys() == KnowledgeBase(store).flag_rules.keys()


@pytest.mark.parametrize("kind", FIELDS)
def test_the_table_of_fields_and_the_nouns_name_the_same_things(kind: str) -> None:
    assert {f.name for f in FIELDS[kind]} | {"id"} == set(NOUNS[kind]._fields)


@pytest.mark.parametrize(
    ("fields", "noun", "given"),
    [(OPTION, Option, {"condition", "treatment"}), (CAUTION, Caution, {"circumstance"}), (OUTCOME, Outcome, set()),
     (CLINIC, Clinic, set()), (OFFER, Offer, set())],
)  # fmt: skip
def test_inner_tables_and_nouns_name_the_same_things(fields: tuple[Field, ...], noun: type, given: set[str]) -> None:
    assert {f.name for f in fields} | given == set(noun._fields)  # type: ignore[attr-defined]


HEADS = {
    "treatments.yaml": [("condition", FIELDS["condition"]), ("option", OPTION), ("outcome", OUTCOME),
                        ("treatment", FIELDS["treatment"]), ("approach", FIELDS["approach"])],
    "circumstances.yaml": [("circumstance", FIELDS["circumstance"]), ("caution", CAUTION)],
    "sources.yaml": [("source", FIELDS["source"])],
}  # fmt: skip


@pytest.mark.parametrize("file", HEADS)
def test_the_head_of_a_file_teaches_exactly_the_fields_there_are(file: str) -> None:
    text = (DATA / file).read_text("utf-8")
    head = text[: text.index("\nversion:")]
    for word, fields in HEADS[file]:
        part = head[head.index(f"# Fields of an {word}" if word[0] in "aeo" else f"# Fields of a {word}") :]
        block = part.split("\n#\n")[0]
        told = re.findall(r"^#   ([a-z_0-9]+)( \*)?: ", block, re.MULTILINE)
        assert {name for name, _ in told} == {f.name for f in fields}
        assert {name for name, star in told if star} == {f.name for f in fields if f.needed != "no"}
        stars = [bool(star) for _, star in told]
        assert stars == sorted(stars, reverse=True), "required first"
    assert "schema.py" in head


def test_every_section_has_a_file() -> None:
    told = [s for sections in shipped.SECTIONS_OF_FILE.values() for s in sections]
    assert sorted(told) == sorted(SECTIONS)


def test_all_problems_of_all_files_are_told_at_once(package: Path) -> None:
    for name in ("treatments.yaml", "circumstances.yaml"):
        path = package / name
        path.write_text(path.read_text("utf-8").replace("reviewed:", "revewed:", 2), "utf-8")
    with pytest.raises(BrokenKnowledge) as caught:
        load.load()
    told = [str(p) for p in caught.value.problems]
    assert sum("unknown key 'revewed' (did you mean 'reviewed'?)" in t for t in told) == 4
    assert {t.split(":")[0] for t in told} == {"treatments.yaml", "circumstances.yaml"}


def test_no_value_is_longer_than_may_be(yaml_store: YamlStore) -> None:
    def longest(value: object) -> int:
        if isinstance(value, dict):
            return max(map(longest, value.values()), default=0)
        if isinstance(value, list):
            return max(map(longest, value), default=0)
        return len(str(value))

    assert max(longest(r) for records in yaml_store.base.records.values() for r in records.values()) <= TEXT_LIMIT


def test_lines_are_known_when_the_yaml_was_read(yaml_store: YamlStore) -> None:
    kb = KnowledgeBase(yaml_store)
    file, line = kb.place("treatment", "mild")
    assert (DATA / file).read_text("utf-8").splitlines()[line - 1] == "  mild:"
