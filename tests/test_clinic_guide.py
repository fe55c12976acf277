"""The guide for a practice manager is true: its file works, wears its badge in every face; broken ones are refused."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from painfinder.errors import BrokenKnowledge
from painfinder.knowledge.json_schema import overlay_schema
from painfinder.knowledge.load import load

DOCS = Path(__file__).parent.parent / "docs"
EXAMPLE = DOCS / "clinic-example.yaml"
BROKEN = DOCS / "clinic-broken.yaml"
STEPS = re.findall(r"```yaml\n(.*?)```", (DOCS / "clinic.md").read_text("utf-8"), re.S)
BADGE = "[Example Pain Center]"
PHONE, NURSE = "555-0100", "555-0101"


def steps_until(n: int) -> str:
    """Return the file as it stands after the first n fragments of the guide; between sections is an empty line."""
    parts = [STEPS[0], *("" if step.startswith("  ") else "\n" for step in STEPS[1:n])]
    return parts[0] + "".join(gap + step for gap, step in zip(parts[1:], STEPS[1:n], strict=True))


def cut(text: str, line: str) -> str:
    """Return a file without one line that stands in it once."""
    assert text.count(line) == 1
    return text.replace(line, "")


# --- the file of the guide


def test_the_steps_of_the_guide_make_the_finished_file() -> None:
    first, *rest = EXAMPLE.read_text("utf-8").split("\nclinic:", 1)
    assert STEPS[0].rstrip() == first.rstrip()
    assert steps_until(len(STEPS)).split("\nclinic:", 1)[1] == rest[0]


@pytest.mark.parametrize("n", range(2, len(STEPS) + 1))
def test_the_file_can_be_used_after_every_step(n: int, tmp_path: Path) -> None:
    path = tmp_path / "clinic.yaml"
    path.write_text(steps_until(n), "utf-8")
    assert load([path]).overlays == ("clinic.yaml",)


def test_a_file_of_notes_alone_is_refused_with_what_to_write_first(tmp_path: Path) -> None:
    path = tmp_path / "clinic.yaml"
    path.write_text(STEPS[0], "utf-8")
    with pytest.raises(BrokenKnowledge, match="start a line with 'clinic:'"):
        load([path])


def test_the_finished_file_has_no_problem_and_no_warning(painfinder: Any) -> None:
    run = painfinder("check", "--content", str(EXAMPLE))
    assert (run.code, run.text, run.said) == (0, "no problems found\n", "")


def test_editors_understand_the_finished_file(painfinder: Any) -> None:
    schema = painfinder("schema", "overlay").json
    jsonschema.Draft202012Validator.check_schema(schema)
    found = jsonschema.Draft202012Validator(schema).iter_errors(_as_editors_read(EXAMPLE.read_text("utf-8")))
    assert [e.message for e in found] == []
    assert EXAMPLE.read_text("utf-8").startswith("# yaml-language-server: $schema=clinic.schema.json\n")


def test_editors_see_what_is_wrong_with_the_broken_file() -> None:
    found = jsonschema.Draft202012Validator(overlay_schema()).iter_errors(_as_editors_read(BROKEN.read_text("utf-8")))
    assert any("'pone' was unexpected" in e.message for e in found)


def _as_editors_read(text: str) -> Any:
    """Read YAML 1.2 as editors do: dates stay text."""

    class Loader(yaml.SafeLoader):
        pass

    Loader.yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in found if not tag.endswith("timestamp")]
        for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    return yaml.load(text, Loader)


# --- the badge


def test_the_badge_stands_on_the_page_of_a_treatment(painfinder: Any) -> None:
    for face in ("panels", "plain"):
        run = painfinder("show", "mild", "--format", face, "--kb", str(EXAMPLE))
        shown = " ".join(run.text.replace("│", " ").split())
        assert f"The maker paid for the studies. {BADGE}" in shown
        assert f"On Tuesdays. {BADGE}" in shown
        assert f"spine trim {BADGE}" in shown
        assert "What happens" in shown
        assert f"numbed. {BADGE}" not in shown


def test_the_badge_stands_once_beside_the_title_of_the_clinics_own_entry(painfinder: Any) -> None:
    run = painfinder("show", "warm-water-exercise", "--plain", "--kb", str(EXAMPLE))
    assert run.text.startswith(f"Warm-water exercise ({BADGE}).\n")
    run = painfinder("show", "carbon-monoxide", "--plain", "--kb", str(EXAMPLE))
    assert run.text.startswith(f"Carbon monoxide in the home (EMERGENCY: call 911 {BADGE}).\n")


def test_the_badge_stands_on_an_option_in_the_page_of_a_condition(painfinder: Any) -> None:
    run = painfinder("show", "knee-osteoarthritis", "--plain", "--kb", str(EXAMPLE))
    row = next(line for line in run.text.splitlines() if "Warm-water exercise." in line)
    assert BADGE in row
    assert (
        f"What to expect: A little less pain by the end of the classes. We do not know how long it lasts. {BADGE}"
        in run.text
    )
    other = next(line for line in run.text.splitlines() if "Massage therapy." in line)
    assert BADGE not in other
    assert "not offered here" in other
    for width in ("40", "80"):
        panels = " ".join(
            painfinder("show", "knee-osteoarthritis", "--brief", "--kb", str(EXAMPLE), COLUMNS=width).text.split()
        )
        assert BADGE in panels


def test_the_badge_stands_in_an_answer(painfinder: Any) -> None:
    for face in ("panels", "plain"):
        run = painfinder("find", "football knee", "--full", "--format", face, "--kb", str(EXAMPLE), COLUMNS="120")
        assert run.text.count(BADGE) >= 3


def test_the_badge_stands_over_a_column_of_a_comparison(painfinder: Any) -> None:
    run = painfinder("compare", "warm-water-exercise", "massage-therapy", "--plain", "--kb", str(EXAMPLE))
    assert f"Warm-water exercise {BADGE}.\n" in run.text
    assert "Massage therapy.\n" in run.text


def test_the_badge_stands_in_lists(painfinder: Any) -> None:
    for kind, id in (("treatments", "warm-water-exercise"), ("red-flags", "carbon-monoxide")):
        lines = painfinder("list", kind, "--plain", "--kb", str(EXAMPLE)).text.splitlines()
        assert [line for line in lines if BADGE in line] == [line for line in lines if f"· {id} " in line]
        assert id in painfinder("list", kind, "--kb", str(EXAMPLE)).text.splitlines()


@pytest.mark.parametrize("form", ["markdown", "html", "text"])
def test_the_badge_and_the_clinics_details_stand_on_the_handout(form: str, painfinder: Any) -> None:
    run = painfinder("handout", "knee-osteoarthritis", "--format", form, "--kb", str(EXAMPLE))
    sheet = " ".join(run.text.replace("\\", "").split())
    told = "We do not know how long it lasts. After up to 12 weeks, pain was about 5 points lower on a 0 to 100 scale."
    assert f"{told} {BADGE}" in sheet
    assert f"Lake Road pool · next Monday · 12 dollars a class {BADGE}" in sheet
    assert f"Phone: {PHONE}" in sheet
    assert f"Nurse line: {NURSE}" in sheet


def test_without_a_name_the_badge_is_the_files(tmp_path: Path, painfinder: Any) -> None:
    path = tmp_path / "ours.yaml"
    path.write_text("replace: {treatments: {mild: {summary: Ours.}}}\n", "utf-8")
    run = painfinder("show", "mild", "--plain", "--kb", str(path))
    assert "What it is: Ours. [ours.yaml]\n" in run.text


def test_without_an_overlay_nothing_wears_a_badge(painfinder: Any) -> None:
    for words in (("show", "mild"), ("show", "knee-osteoarthritis"), ("find", "bone on bone knee", "--full")):
        run = painfinder(*words, "--plain")
        assert "[" not in run.text
        assert "Your clinic" not in run.text


# --- where it comes from


def test_origin_names_file_and_line(painfinder: Any) -> None:
    lines = dict(
        line.split(": ") for line in painfinder("show", "mild", "--origin", "--kb", str(EXAMPLE)).text.splitlines()
    )
    at = (
        EXAMPLE.read_text("utf-8")
        .splitlines()
        .index("      place: In our building on Main Street. You go home the same day.")
        + 1
    )
    assert lines["place"] == f"clinic-example.yaml:{at}"
    assert lines["steps"] == "painfinder"
    assert "approval" not in lines or lines["approval"] == "painfinder"
    lines = painfinder("show", "knee-osteoarthritis", "--origin", "--kb", str(EXAMPLE)).text.splitlines()
    inside = [line for line in lines if line.startswith("options.warm-water-exercise.")]
    assert len(inside) == 5
    assert all("clinic-example.yaml:" in line for line in inside)
    assert "options.massage-therapy: painfinder" in lines


def test_json_says_whose_a_value_is(painfinder: Any) -> None:
    answer = painfinder("find", "football knee", "--json", "--kb", str(EXAMPLE)).json
    origins = {o["treatment"]: o["origin"] for o in answer["options"]}
    assert origins["warm-water-exercise"] == "Example Pain Center"
    assert origins["massage-therapy"] == "painfinder"
    assert answer["knowledge_base"]["overlays"] == ["clinic-example.yaml"]
    entry = painfinder("show", "mild", "--json", "--kb", str(EXAMPLE)).json
    assert entry["origin"] == "painfinder"
    assert set(entry["origins"]) == {"summary", "place", "also_called"}
    assert (
        painfinder("show", "warm-water-exercise", "--json", "--kb", str(EXAMPLE)).json["origin"]
        == "Example Pain Center"
    )
    assert "origins" not in painfinder("show", "mild", "--json").json


# --- the clinic's numbers


def test_the_nurse_line_stands_in_the_alert_of_who_must_be_seen_today(painfinder: Any) -> None:
    run = painfinder("find", "back pain and a fever of 102 since yesterday", "--plain", "--kb", str(EXAMPLE))
    assert run.code == 3
    alert = run.text.split("For information only")[0]
    assert alert.startswith("SAME DAY")
    assert f"Nurse line: {NURSE}" in alert


def test_no_number_of_the_clinic_stands_beside_911(painfinder: Any) -> None:
    for words in ("headache, and the carbon monoxide alarm went off", "since last night i cant feel myself wipe"):
        run = painfinder("find", words, "--plain", "--kb", str(EXAMPLE))
        assert run.code == 3
        assert run.text.startswith("EMERGENCY")
        assert "555-" not in run.text


def test_the_clinics_own_danger_withholds_treatments_and_wears_the_badge(painfinder: Any) -> None:
    words = "headache, and the carbon monoxide alarm went off"
    assert f"Do not go back in.” {BADGE}" in painfinder("find", words, "--plain", "--kb", str(EXAMPLE)).text
    answer = painfinder("find", words, "--json", "--kb", str(EXAMPLE)).json
    assert (answer["level"], answer["withheld"], answer["options"]) == ("emergency", True, [])
    assert "carbon-monoxide" in [a["id"] for a in answer["alerts"]]
    assert "carbon-monoxide" not in [a["id"] for a in painfinder("find", words, "--json").json["alerts"]]


def test_the_clinics_details_end_the_page(painfinder: Any) -> None:
    for words in (("find", "football knee"), ("find", "parking"), ("show", "mild")):
        text = painfinder(*words, "--plain", "--kb", str(EXAMPLE)).text
        assert f"Your clinic:\nExample Pain Center\nPhone: {PHONE}\nNurse line: {NURSE}\n" in text
        assert text.rindex("\n", 0, text.index("For information only")) > text.index("Your clinic:")
    spanish = painfinder("show", "mild", "--plain", "--lang", "es", "--kb", str(EXAMPLE)).text
    assert f"Teléfono: {PHONE}\nLínea de enfermería: {NURSE}\n" in spanish


# --- what is refused

COMMANDS = (
    ("find", "knee pain"),
    ("show", "mild"),
    ("list",),
    ("compare", "mild", "vertiflex"),
    ("handout", "knee-osteoarthritis"),
    ("match",),
    ("export", "json"),
    ("changes",),
    ("desk", "--plain"),
)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda c: c[0])
def test_every_command_refuses_a_broken_file_with_the_first_problem_and_the_count(
    command: tuple[str, ...], painfinder: Any
) -> None:
    run = painfinder(*command, "--kb", str(BROKEN), stdin=b"knee pain\n")
    assert (run.code, run.out) == (2, b"")
    assert f"{BROKEN}:4:3: clinic: unknown key 'pone' (did you mean 'phone'?)" in run.said
    assert "and 4 more" in run.said
    assert len(run.said.splitlines()) == 1


EXAMPLE_TEXT = EXAMPLE.read_text("utf-8")
VARIANTS = {
    "a red flag hidden": (EXAMPLE_TEXT.replace("- iv-therapy", "- stroke"), "red flags are never hidden: 'stroke'"),
    "911 taken out": (EXAMPLE_TEXT.replace("call 911 from there", "call us"), "'say' does not name 911"),
    "a shipped red flag again": (EXAMPLE_TEXT.replace("    carbon-monoxide:\n", "    stroke:\n"), "'stroke' already"),
    "an option without sources": (
        cut(EXAMPLE_TEXT, "          sources: [water-exercise-2016]\n"),
        "'sources' is missing",
    ),
    "a source that is not there": (EXAMPLE_TEXT.replace("encore-2018", "encore-2081"), "did you mean 'encore-2018'?"),
    "a key twice": (EXAMPLE_TEXT + "hide: [botox]\n", "hide"),
    "a tab": (EXAMPLE_TEXT.replace("  name: Example", "\tname: Example"), ":"),
}


@pytest.mark.parametrize("name", VARIANTS)
def test_a_dangerous_or_careless_change_is_refused(name: str, tmp_path: Path, painfinder: Any) -> None:
    text, said = VARIANTS[name]
    assert text != EXAMPLE_TEXT
    path = tmp_path / "clinic.yaml"
    path.write_text(text, "utf-8")
    run = painfinder("check", str(path))
    assert run.code == 1
    assert any(
        re.match(rf"error: {re.escape(str(path))}:\d+:\d+: ", line) and said in line for line in run.text.splitlines()
    )
    run = painfinder("find", "knee pain", "--json", "--kb", str(path))
    assert (run.code, run.out) == (2, b"")


# --- check


def test_check_lists_every_problem_at_once_with_its_place_and_how_to_mend_it(painfinder: Any) -> None:
    run = painfinder("check", str(BROKEN))
    assert run.code == 1
    assert [line.split(":")[2] for line in run.text.splitlines()] == ["4", "6", "9", "15", "17"]
    assert all(line.endswith(")") for line in run.text.splitlines())
    problems = json.loads(painfinder("check", "--json", str(BROKEN)).out)["problems"]
    assert {p["severity"] for p in problems} == {"error"}
    assert all(p["fix"] for p in problems)


def test_check_ends_with_2_when_the_file_cannot_be_read(tmp_path: Path, painfinder: Any) -> None:
    for path in (tmp_path / "none.yaml", tmp_path):
        run = painfinder("check", str(path))
        assert (run.code, run.out) == (2, b"")


def test_wording_of_the_clinic_only_warns(painfinder: Any) -> None:
    path = str(DOCS / "clinic-wording.yaml")
    assert painfinder("check", path).code == 0
    run = painfinder("check", "--content", path)
    assert run.code == 0
    assert all(line.startswith(f"warning: {path}:") for line in run.text.splitlines())
    assert "'revolutionary' sells" in run.text
    assert "stop a medicine" in run.text
    assert "reads at grade" in run.text


def test_hiding_is_no_problem_of_painfinders_own_files(tmp_path: Path, painfinder: Any) -> None:
    path = tmp_path / "clinic.yaml"
    path.write_text("hide: [stem-cell-therapy]\n", "utf-8")
    assert painfinder("check", str(path)).text == "no problems found\n"


def test_an_added_treatment_that_no_condition_has_is_warned_of(tmp_path: Path, painfinder: Any) -> None:
    path = tmp_path / "clinic.yaml"
    path.write_text(EXAMPLE_TEXT.split("\nreplace:")[0], "utf-8")
    run = painfinder("check", str(path))
    assert run.code == 0
    assert f"warning: {path}:" in run.text
    assert "no condition has it as an option" in run.text


# --- where the file is looked for


def test_the_nearest_place_wins(tmp_path: Path, painfinder: Any) -> None:
    home = tmp_path / "config" / "painfinder"
    home.mkdir(parents=True)
    paths = {}
    for name, path in (
        ("one", tmp_path / "one.yaml"),
        ("two", tmp_path / "two.yaml"),
        ("folder", home / "clinic.yaml"),
    ):
        path.write_text(f"replace: {{treatments: {{mild: {{summary: From {name}.}}}}}}\n", "utf-8")
        paths[name] = str(path)
    folder = {"XDG_CONFIG_HOME": str(tmp_path / "config")}

    def summary(*arguments: str, **env: str) -> str:
        return str(painfinder("show", "mild", "--json", *arguments, **env).json["summary"]["text"])

    assert summary(**folder) == "From folder."
    assert summary(PAINFINDER_KB=paths["one"], **folder) == "From one."
    assert summary(PAINFINDER_KB=f"{paths['one']}:{paths['two']}", **folder) == "From two."
    assert summary("--kb", paths["two"], PAINFINDER_KB=paths["one"], **folder) == "From two."
    assert summary("--kb", paths["two"], "--kb", paths["one"]) == "From one."
    assert "From" not in summary()


def test_check_without_a_file_checks_the_one_in_use(tmp_path: Path, painfinder: Any) -> None:
    run = painfinder("check", PAINFINDER_KB=str(BROKEN))
    assert run.code == 1
    assert f"error: {BROKEN}:4:3: " in run.text
