"""Promises 22 to 33: whatever text is typed, it is answered or refused whole, soon, and never cut."""

from __future__ import annotations

import ast
import re
import time
import unicodedata
from importlib import import_module
from pathlib import Path

import pytest

from tests.reliability.promises import is_answer, is_refusal, kept, promise, strict_json

EMERGENCY = "i cant feel myself wipe since last night"
PACKAGE = Path(__file__).parents[2] / "painfinder"


@pytest.mark.parametrize("command", ["find", "show", "handout", "compare"])
@pytest.mark.parametrize(
    "words",
    [
        kept("22 nothing", ""),
        kept("22 spaces", "  \t "),
        kept("22 a no-break space", "\u00a0"),
        kept("22 zero width", "\u200b"),
        kept("22 marks", "?!."),
    ],
)
def test_no_letters_is_refused_and_never_the_full_list(words: str, command: str, painfinder) -> None:
    run = painfinder(command, words)
    is_refusal(run)
    assert "letters or digits" in run.said


@pytest.mark.parametrize(
    ("words", "stdin"),
    [
        kept("23 two thousand and one", "a" * 2001, None),
        kept("23 the danger stands at the end", "my knee hurts " * 150 + EMERGENCY, None),
        kept("23 on stdin", "-", b"knee " * 600),
        kept("23 megabytes on stdin", "-", b"knee " * 600_000),
        kept("24 a hundred thousand marks", "a" + "\u0301\u0323" * 31_000, None),
        kept("24 a million marks on stdin", "-", ("a" + "\u0301\u0323" * 500_000).encode()),
    ],
)
def test_too_long_is_refused_whole_and_at_once(words: str, stdin: bytes | None, painfinder) -> None:
    begun = time.monotonic()
    run = painfinder("find", words, stdin=stdin)
    assert time.monotonic() - begun < 5
    is_refusal(run)
    assert "2,000" in run.said


@promise("23 the danger at the end of a text within the limit")
def test_the_end_of_a_long_text_is_heard(painfinder) -> None:
    filler = "the weather was nice and we walked along the river "
    words = filler * ((1990 - len(EMERGENCY)) // len(filler)) + EMERGENCY
    assert 1900 < len(words) <= 2000
    assert painfinder("find", words, "--json").code == 3


@pytest.mark.parametrize(
    "words",
    [
        kept("24 marks at the limit", "a" + "\u0301\u0323" * 999),
        kept("24 letters that grow", "\ufdfa" * 2000),
        kept("24 marks between format characters", "a\u0301\u0302\u0303\u200b" * 400),
        kept("24 Hangul parts", "\u1100\u1161\u11a8" * 660),
    ],
)
def test_unicode_costs_nothing(words: str, painfinder) -> None:
    begun = time.monotonic()
    run = painfinder("find", words, "--json")
    assert time.monotonic() - begun < 5
    assert run.code in (0, 1, 2)


@pytest.mark.parametrize("face", [kept(f"25 invalid UTF-8 {f}", f) for f in ("--json", "--plain", "--full")])
def test_invalid_utf8_is_read_as_far_as_it_goes(face: str, painfinder) -> None:
    for words in (b"sciatica \xff", b"sciatica \xed\xa0\x80", b"\xc3 sciatica \xf0\x9f"):
        run = painfinder("find", words, face)
        is_answer(run)
        assert run.code == 0
    found = strict_json(painfinder("find", b"sciatica \xff", "--json").out)
    assert found["query"] == "sciatica \ufffd"


@pytest.mark.parametrize(
    ("odd", "plain"),
    [
        kept("26 letters and marks apart", unicodedata.normalize("NFD", "dolor de ciática"), "dolor de ciática"),
        kept("26 full width", "ｓｃｉａｔｉｃａ", "sciatica"),
        kept("26 a ligature", "\ufb01bromyalgia", "fibromyalgia"),
        kept("26 a long s", "\u017fciatica", "sciatica"),
        kept("26 accents that do not belong", "scíâtïca", "sciatica"),
        kept("26 spaces of another kind", "knee\u3000arthritis\u2003pain", "knee arthritis pain"),
        kept("31 capitals", "KNEE ARTHRITIS", "knee arthritis"),
        kept("31 capitals and a typing error", "STENOSYS OF THE SPINE", "stenosys of the spine"),
    ],
)
def test_other_forms_of_a_letter_mean_the_same(odd: str, plain: str, painfinder) -> None:
    one, other = (painfinder("find", w, "--json", "--lang", "en").json for w in (odd, plain))
    assert [m["id"] for m in one["matches"]] == [m["id"] for m in other["matches"]] != []
    assert [m["confidence"] for m in one["matches"]] == [m["confidence"] for m in other["matches"]]


@pytest.mark.parametrize(
    "words",
    [
        kept("26 letters that only look alike", "ѕсіаtіса"),
        kept("27 a half and a square", "½ of my knee ² hurts ③ times"),
        kept("27 digits of other scripts", "knee ٣ ๓ ߃ 𝟛 days"),
        kept("29 a shell command", "knee $(touch /tmp/x) `id` ; rm -rf ~ && x | y > z"),
        kept("29 a format", "knee %s %n {0} {} ${HOME} %(x)s"),
        kept("29 SQL", "knee'; DROP TABLE conditions; --"),
        kept("29 YAML", "knee: &a [*a, !!python/object x]"),
        kept("29 JSON", '{"knee": [1, null'),
        kept("29 a spreadsheet formula", "=cmd|' /C calc'!A0 knee"),
        kept("29 a path", "../../etc/passwd knee"),
        kept("29 a regular expression", "(knee+)+$ [a- \\ .* (?"),
        kept("29 a glob", "*knee* ?? [a-z] ~"),
        kept("29 HTML", "<script>alert(1)</script> knee & <b>"),
    ],
)
def test_special_characters_are_just_text(words: str, painfinder, tmp_path: Path) -> None:
    run = painfinder("find", words, "--json", cwd=tmp_path)
    is_answer(run)
    assert strict_json(run.out)["query"] == words
    assert list(tmp_path.iterdir()) == []


@promise("29 NUL on stdin")
def test_nul_on_stdin_is_a_space(painfinder) -> None:
    run = painfinder("find", "-", "--json", stdin=b"knee\0arthritis")
    assert strict_json(run.out)["query"] == "knee arthritis"


@promise("28 words that begin with a dash")
def test_a_dash_first_is_explained(painfinder) -> None:
    for words in ("-5 pain", "-knee pain", "--knee", "-5"):
        run = painfinder("find", words)
        is_refusal(run)
        assert " -- " in run.said
    assert painfinder("find", "--", "-knee arthritis").code == 0
    assert painfinder("find", "-", stdin=b"-knee arthritis").code == 0
    line = strict_json(painfinder("match", stdin=b"-knee arthritis\n").out)
    assert line["matches"][0]["id"] == "knee-osteoarthritis"


@pytest.mark.parametrize(
    ("words", "heard"),
    [
        kept("30 a sign", EMERGENCY, True),
        kept("30 a sign after a denial of another", "no fever but i cant feel myself wipe since last night", True),
        kept("30 a no inside the sign", "i have no feeling when i wipe since last night", True),
        kept("30 a denied sign", "my knee is sore, no chest pain", False),
        kept("30 one letter", "a", False),
    ],
)
def test_part_of_a_sign_is_not_the_sign(words: str, heard: bool, painfinder) -> None:
    assert (painfinder("find", words, "--json").code == 3) == heard


@promise("32 names are capped")
def test_no_name_is_longer_than_its_cap(painfinder, overlay, kb) -> None:
    things = [*kb.conditions.values(), *kb.treatments.values(), *kb.approaches.values()]
    for thing in things:
        assert all(len(n) <= 120 for n in (*thing.also_called, *getattr(thing, "also_called_es", ()), thing.name))
    run = painfinder("check", overlay(f"also_called: {{migraine: [{'x' * 121}]}}\n"))
    assert run.code == 1
    assert "120" in run.text


@promise("32 a hostile overlay full of the longest names")
def test_the_longest_names_do_not_hang_find(painfinder, overlay) -> None:
    names = ", ".join(f"{i} {'abcde fghij ' * 9}"[:120] for i in range(1500))
    path = overlay(f"also_called: {{migraine: [{names}]}}\n")
    for words in ("fghij abcd " * 180, "x" * 2000):
        begun = time.monotonic()
        is_answer(painfinder("find", words, "--kb", path, "--json"))
        assert time.monotonic() - begun < 10


def patterns() -> list[re.Pattern[str]]:
    """Every regular expression that the package has at hand when it is loaded."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        if "re.compile" in path.read_text("utf-8"):
            module = import_module("painfinder." + ".".join(path.relative_to(PACKAGE).with_suffix("").parts))
            for value in vars(module).values():
                if isinstance(value, re.Pattern):
                    found[value.pattern, value.flags] = value if isinstance(value.pattern, str) else None
    return [p for p in found.values() if p is not None]


@promise("33 every pattern on two thousand characters of every word")
def test_no_pattern_is_slow(kb) -> None:
    vocabulary = sorted(
        {w for c in kb.conditions.values() for n in (c.name, *c.also_called) for w in n.lower().split()}
    )
    texts = [(f"{w} " * 2000)[:2000] for w in vocabulary]
    texts += [
        (x * 2000)[:1999] + end
        for x in ("a", "ab ", "knee pain back ", "1.2", "no no ", "\u0301", "-", "'", " ", ".")
        for end in "!\u0301"
    ]
    assert len(patterns()) >= 8
    for pattern in patterns():
        for text in texts:
            assert timed(pattern, text) < 0.05 or min(timed(pattern, text) for _ in range(5)) < 0.05, (
                pattern.pattern,
                text[:40],
            )


def timed(pattern: re.Pattern[str], text: str) -> float:
    begun = time.thread_time()
    pattern.sub("", text)
    return time.thread_time() - begun


@promise("33 patterns are written down, not made of what is typed")
def test_no_pattern_is_made_of_words_that_were_typed() -> None:
    for folder in ("understand", "commands", "show"):
        for path in (PACKAGE / folder).glob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                called = isinstance(node, ast.Call) and ast.unparse(node.func).startswith("re.")
                assert (
                    not called
                    or isinstance(node.args[0], ast.Constant | ast.BinOp)
                    or ast.unparse(node.args[0]).isupper()
                ), f"{path.name}:{node.lineno}"
