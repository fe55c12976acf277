"""Many texts: what is said again is answered the same, whether its answer was still at hand or not."""

from __future__ import annotations

import gc
import json
from pathlib import Path

import pytest
import typer

from painfinder.commands import match
from painfinder.finder import understand
from painfinder.knowledge.load import KnowledgeBase
from painfinder.model import Match
from painfinder.show import records
from painfinder.understand.text import words

SAID = ["sciatica", "", "chest pain and my arm is numb", "sciatica", "me duele la rodilla", "", "Sciatica", "sciatica"]


@pytest.mark.parametrize("kept", [0, 1_500, 8 << 20])
@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_a_text_said_again_is_answered_the_same(
    kept: int, form: str, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(match, "KEPT", kept)
    said = tmp_path / "said.txt"
    said.write_text("\n".join(SAID) + "\n", "utf-8")

    def answers(*texts: str) -> list[bytes]:
        said.write_text("".join(t + "\n" for t in texts), "utf-8")
        with pytest.raises(typer.Exit):
            match.run(str(said), format=form, limit=5)
        return capsysbinary.readouterr().out.splitlines()[form == "csv" :]

    together = answers(*SAID)
    assert len(together) == len(SAID)
    for number, (text, answer) in enumerate(zip(SAID, together, strict=True), 1):
        alone = answers(text)[0]
        if form == "csv":
            assert answer.split(b",", 1) == [b"%d" % number, alone.split(b",", 1)[1]]
        else:
            assert json.loads(answer) == json.loads(alone) | {"line": number}


def test_what_is_written_straight_is_the_record(kb: KnowledgeBase) -> None:
    file = Path(__file__).parent.parent / "benchmarks" / "sets" / "sayings_dev.tsv"
    said = [line.split("\t")[0] for line in file.read_text("utf-8").splitlines()[1:]]
    said += [*SAID, 'my "bad" knee\\ hurts \u2028 {"a": 1}', "on eliquis, can I get a knee shot", "\u00f1 rodilla"]
    for text in said:
        if words(text):
            answer = understand(text, kb)
            assert records.line_to_bytes(answer) == records.to_bytes(records.of_line(answer, with_options=False))


def test_a_clinics_odd_names_are_written_straight_as_well(kb: KnowledgeBase) -> None:
    answer = understand("gel shot", kb)
    odd = Match('z"1', "approach", 'Dr. "Who" \\ \t\u2028ñ', "possible", 0.1234567, ())
    for matches in ((), (odd,), (odd, *answer.matches)):
        changed = answer._replace(matches=matches, ask=())
        assert records.line_to_bytes(changed) == records.to_bytes(records.of_line(changed, with_options=False))


def test_a_bulk_run_leaves_the_garbage_collector_as_it_was(tmp_path: Path) -> None:
    said = tmp_path / "said.txt"
    said.write_text("sciatica\n", "utf-8")
    before, frozen = gc.get_threshold(), gc.get_freeze_count()
    with pytest.raises(typer.Exit):
        match.run(str(said))
    assert (gc.get_threshold(), gc.get_freeze_count()) == (before, frozen)
