"""The trained table belongs to its inputs, and tables add up what numpy adds up."""

from __future__ import annotations

import random
import sys
from pathlib import Path
from typing import Any

import pytest

from painfinder.knowledge.files import data_bytes
from painfinder.knowledge.load import load
from painfinder.understand.associations import Associations
from painfinder.understand.concepts import Hit
from painfinder.understand.ears import ears_of
from painfinder.understand.flag_features import NEAR, blocks, features
from painfinder.understand.flag_model import HOPELESS, RULE_WEIGHT, log_sum
from painfinder.understand.flag_rules import Rules, compile_rules
from painfinder.understand.flag_runs import DOUBT
from painfinder.understand.linear import Table, row_of
from painfinder.understand.safety import Gate
from painfinder.understand.text import clean
from painfinder.understand.text import words as words_of

ROOT = Path(__file__).parent.parent


sys.path.insert(0, str(ROOT / "training"))


@pytest.mark.parametrize("name", ["red_flags.bin", "red_flag_words.bin"])
def test_the_shipped_model_was_trained_on_the_present_inputs(name: str) -> None:
    import stamps

    read = Table if name == "red_flags.bin" else Associations
    assert read(data_bytes(name)).meta["stamp"] == stamps.of_safety(), "run python training/train_safety.py"


def test_a_table_adds_what_was_packed() -> None:
    import numpy as np
    from table_writer import pack

    weights = np.random.default_rng(0).normal(size=(5, 1 << 10))
    table = Table.open(pack(10, list("abcde"), weights, [0.5] * 5, {"stamp": "x"}))
    assert table.meta == {"stamp": "x"}
    for count in (0, 1, 3, 256, 257, 258, 1200):
        names = [f"feature {i}".encode() for i in range(count)]
        want = 0.5 + 0.1 * sum(weights[:, row_of(n, 10)] for n in names) if count else np.full(5, 0.5)
        sums = table.lanes.unpack(table.lanes.sum(table.rows(names)))
        added = [0.5 + 0.1 * s * (n - 128 * count) for s, n in zip(table.scales, sums, strict=False)]
        assert np.allclose(added, want, atol=0.002 * max(1, count))
        assert all(table.weight(n, 3) == pytest.approx(weights[3, row_of(n, 10)], abs=0.02) for n in names[:5])


@pytest.mark.parametrize("data", [b"", b"PFL3", b"nonsense" * 9])
def test_what_is_no_table_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r".*"):
        Table.open(data)


def test_a_table_that_was_cut_off_is_refused() -> None:
    from table_writer import pack

    whole = pack(4, ["a"], [[0.0] * 16], [0.0], {})
    with pytest.raises(ValueError, match="cut off"):
        Table.open(whole[:-1])


def test_rules_of_an_overlay_speak_without_the_model() -> None:
    ideas = {"NO": "no", "BITE": "bitten, mordio"}
    rules = Rules(compile_rules(ideas, [("snake", "emergency", [{"id": "bite", "all": ["BITE", "snake|vibora"]}])]))
    assert [f.flag for f in rules.hear(["i", "was", "bitten", "by", "a", "snake"])[2]] == ["snake"]
    assert rules.hear(["no", "snake"])[2] == []


def test_a_rule_that_names_an_unknown_idea_is_refused() -> None:
    with pytest.raises(ValueError, match="NOWHERE"):
        compile_rules({"NO": "no"}, [("x", "urgent", [{"id": "y", "all": ["NOWHERE"]}])])


def test_features_do_not_depend_on_the_order_of_sets() -> None:
    one = features(["my", "knee", "hurts"], [], [False] * 3, [])
    assert list(one.words) == ["my", "knee", "hurts"]
    assert set(blocks(one)["words"]) == {b"w my", b"w knee", b"w hurts", b"w my knee", b"w knee hurts"}
    assert one.rules == []


@pytest.mark.parametrize("length", [NEAR - 1, NEAR, NEAR + 1, NEAR + 9])
def test_ideas_make_pairs_where_they_are_near(length: int) -> None:
    hits = [Hit(i, i + 1, f"IDEA{'ABCABCAB'[i % 8]}{i}") for i in range(length)]
    found = features([f"w{i}" for i in range(length)], hits, [False] * length, [])
    far = {tuple(sorted((a.idea, b.idea))) for a in hits for b in hits if 0 < b.start - a.start <= NEAR}
    assert set(found.pairs) == far


@pytest.mark.parametrize(
    "said",
    [
        "i have crushing chest pain and my left arm is numb",
        "zzyzx qwrtp no fever, my knee hurts when i climb the stairs, not suicidal",  # words that training never saw
        "knee",
    ],
)
def test_the_model_adds_up_what_training_is_given(said: str) -> None:
    import numpy as np

    gate = ears_of(load()).gate
    words = said.replace(",", "").split()
    found = features(words, *gate._rules.hear(words, frozenset()))
    model = gate._model
    assert model is not None
    table, want = model.table, np.array(model.table.biases)
    for block, keys in blocks(found).items():
        if keys:
            factor = RULE_WEIGHT if block == "rules" else len(keys) ** -0.5
            want += factor * np.array([[table.weight(k, c) for c in range(len(table.classes))] for k in keys]).sum(0)
    assert np.allclose(model._scores(found), want, atol=0.01)


def test_sums_are_kept_by_name_and_a_strange_name_has_none() -> None:
    import numpy as np
    from table_writer import pack

    weights = np.random.default_rng(1).normal(size=(3, 1 << 8))
    sums = {"knee": [b"a", b"bc", b"d"], "hip": [b"a"], "many": [b"%d" % i for i in range(255)]}
    table = Table.open(pack(8, list("xyz"), weights, [0.0] * 3, {}, sums))
    for name, keys in sums.items():
        assert table.sum_of(name.encode()) == (table.lanes.sum(table.rows(keys)), len(keys))
    assert table.sum_of(b"elbow") == (0, 0)
    with pytest.raises(ValueError, match="cut off"):
        Table.open(pack(8, list("xyz"), weights, [0.0] * 3, {}, sums)[:-1])


def test_bounds_never_change_what_is_decided() -> None:
    """The gate takes a bound for the exact sum only where neither the model nor a rule could speak."""
    gate = Gate.of(load())
    model = gate._model
    assert model is not None
    skipped = 0
    for file in ("dangers_dev.tsv", "sayings_dev.tsv"):
        for line in (ROOT / "benchmarks" / "sets" / file).read_text("utf-8").splitlines()[1:]:
            said = words_of(clean(line.split("\t")[0]))
            texts = [w.text for w in said]
            if not texts:
                continue
            heard = gate._rules.hear(texts)
            *scores, none, alarm = model._scores(features(texts, *heard))
            *meant, none_of_words = model.words.scores(texts)
            of_words = model._stretch * (log_sum(meant) - none_of_words)
            exact = ((log_sum(scores) - none + alarm) / 2 + of_words) / 2
            judged = model.judge(texts, *heard)
            if of_words < HOPELESS and not heard[2]:
                skipped += 1
                assert judged.danger <= -DOUBT
            else:
                assert (judged.danger > 0, judged.danger > -DOUBT) == (exact > 0, exact > -DOUBT)
            if judged.danger > -DOUBT:
                assert judged.danger == pytest.approx(exact)
    assert skipped


def test_rules_do_not_depend_on_the_order_of_ideas_at_one_place() -> None:
    rules = load().flag_rules
    for said in ("neck stiff with fever and she's confused", "fell off a ladder, my neck hurts and my hands are numb"):
        heard = set()
        for seed in range(20):
            made = Rules(rules)
            find = made.lexicon.find

            def shuffled(words: list[str], find: Any = find, seed: int = seed) -> list[Hit]:
                hits = find(words)
                random.Random(seed).shuffle(hits)
                return sorted(hits, key=lambda hit: hit.start)

            made.lexicon.find = shuffled  # type: ignore[method-assign]
            texts = [w.text for w in words_of(clean(said))]
            heard.add(tuple((f.flag, f.rule, f.start, f.end) for f in made.hear(texts)[2]))
        assert len(heard) == 1
        assert heard != {()}
