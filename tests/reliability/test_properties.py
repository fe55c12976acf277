"""Promises 70 to 73 for all texts and all bytes; HYPOTHESIS_PROFILE=nightly tries 2,000 of each instead of 40."""

from __future__ import annotations

import json
import time
import unicodedata
from contextlib import suppress

import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from painfinder import find, load
from painfinder.errors import BrokenKnowledge, Problem, Refused
from painfinder.knowledge import schema
from painfinder.model import LEVELS
from painfinder.show import records
from painfinder.understand import text
from tests.reliability.promises import promise
from tests.reliability.test_overlay_files import GOOD, LAUGHS, MERGES, NESTED

KB = load()
SIGNS = (
    "i cant feel myself wipe since last night", "i want to end my life", "crushing chest pain and short of breath",
    "no puedo orinar desde ayer y tengo las piernas dormidas", "fever of 103 and my back hurts",
)  # fmt: skip
MESSY = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from(
            "\u0301\u0323\u200b\u202e\u2066\ufeff\u00ad\x1b\x9b\x00\x7f\u2028\x85\ud800\udcff\U000e0041\ufdfaｋ½²ﬁſİß"
        ),
        st.sampled_from("knee pain no "),
    )
)
NEUTRAL = st.lists(
    st.sampled_from(
        "the weather is nice we walked along a river with her dog tuesday blue car paper my knee hip aches".split()
    ),
    max_size=12,
)


def level(words: str) -> int:
    """Return how high the level of a text is."""
    return LEVELS.index(find(words, KB).level)


@promise("70 cleaning twice is cleaning once")
@given(raw=MESSY)
def test_clean_is_idempotent_safe_and_short(promise: str, raw: str) -> None:
    assume(len(raw) <= text.LIMIT)
    cleaned = text.clean(raw)
    assert text.clean(cleaned) == cleaned
    assert len(cleaned) <= text.LIMIT
    assert not [c for c in cleaned if unicodedata.category(c) in ("Cc", "Cf", "Cs")]


@promise("70 folding costs little at the limit")
@given(piece=MESSY)
def test_normalising_at_the_limit_is_quick(promise: str, piece: str) -> None:
    assume(piece)
    raw = (piece * text.LIMIT)[: text.LIMIT]
    begun = time.thread_time()
    with suppress(Refused):  # a letter that normalising makes two of ("\ufb2a") is over the limit then
        text.words(text.clean(raw))
    assert time.thread_time() - begun < 0.25  # 50 ms at most on a machine of its own


@promise("71 find answers or refuses, and its JSON reads back as itself")
@given(raw=MESSY)
def test_find_raises_nothing_but_refused(promise: str, raw: str) -> None:
    try:
        answer = find(raw, KB)
    except Refused:
        return
    record = records.of_answer(answer, KB.version, KB.overlays, explain=True)
    assert json.loads(records.to_bytes(record)) == record


@promise("71 spaces, case and accents lower no level")
@given(sign=st.sampled_from(SIGNS), data=st.data())
def test_spelling_out_lowers_no_level(promise: str, sign: str, data: st.DataObject) -> None:
    before = level(sign)
    assert before > 0
    spaced = "".join(c + data.draw(st.sampled_from(("", "  ", "\t", "\u00a0"))) if c == " " else c for c in sign)
    cased = "".join(data.draw(st.sampled_from((c, c.upper()))) for c in spaced)
    accented = "".join(
        c + data.draw(st.sampled_from(("", "", "\u0301", "\u0300"))) if c.isalpha() else c for c in cased
    )
    assert level(accented) >= before


@promise("72 words beside a sign do not silence it")
@given(sign=st.sampled_from(SIGNS), before=NEUTRAL, after=NEUTRAL)
def test_a_sign_is_heard_among_other_words(promise: str, sign: str, before: list[str], after: list[str]) -> None:
    alone = find(sign, KB)
    among = find(f"{' '.join(before)}. {sign}. {' '.join(after)}", KB)
    assert LEVELS.index(among.level) >= LEVELS.index(alone.level)
    sure = {a.id for a in alone.alerts if a.sure}
    assert len(among.alerts) == 3 or sure <= {a.id for a in among.alerts}


@promise("73 any bytes are a tree or a refusal")
@given(data=st.one_of(st.binary(max_size=400), st.text(max_size=200).map(lambda s: s.encode("utf-8", "surrogatepass"))))
def test_any_bytes_are_read_or_refused(promise: str, data: bytes) -> None:
    read_back(data)


@promise("73 any change of a good or evil file")
@given(seed=st.sampled_from((GOOD, LAUGHS, MERGES, NESTED)), data=st.data())
def test_changed_files_are_read_or_refused(promise: str, seed: str, data: st.DataObject) -> None:
    raw = bytearray(seed.encode())
    for _ in range(data.draw(st.integers(0, 4))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    read_back(bytes(raw[: data.draw(st.integers(0, len(raw)))]))


@promise("73+47 every prefix of a good file")
def test_every_prefix_is_read_or_refused() -> None:
    data = GOOD.encode()
    for end in range(len(data)):
        read_back(data[:end])


def read_back(data: bytes) -> None:
    """Read bytes as an overlay; what was read must come back the same when it is written and read again."""
    found: tuple[Problem, ...] = ()
    tree = None
    try:
        tree = schema.plain(schema.read(data, "x.yaml"))
    except BrokenKnowledge as broken:
        found = broken.problems
    assert bool(found) == (tree is None)
    assert all(p.line >= 0 and len(p.what) < 400 for p in found)
    if found:
        return
    again = yaml.safe_dump(tree, default_style='"', allow_unicode=True).encode()
    assert schema.plain(schema.read(again, "y.yaml")) == tree


@promise("71+5 the same words give the same answer")
@given(raw=MESSY)
def test_find_is_pure(promise: str, raw: str) -> None:
    try:
        first = find(raw, KB)
    except Refused:
        return
    assert find(raw, KB) == first
