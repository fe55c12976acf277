"""The phone script says the same in both languages, is short, and names the right number at each level."""

from __future__ import annotations

import pytest

from painfinder import phone
from painfinder.model import LEVELS, Level
from painfinder.wording import Language

LANGUAGES: tuple[Language, ...] = ("en", "es")
SAID = {"en": "say:", "es": "diga:"}
BLOCKS: dict[str, phone.Lines] = {
    "opening": phone.OPENING,
    "closing": phone.CLOSING,
    "medicine": phone.MEDICINE,
    "other person": phone.OTHER_PERSON,
    "may not": phone.MAY_NOT,
    **{str(level): lines for level, lines in phone.SCRIPT.items()},
}


@pytest.mark.parametrize("name", BLOCKS)
def test_both_languages_have_the_same_lines(name: str) -> None:
    english, spanish = BLOCKS[name]["en"], BLOCKS[name]["es"]
    assert len(english) == len(spanish)
    for one, other in zip(english, spanish, strict=True):
        assert (SAID["en"] in one.lower()) == (SAID["es"] in other.lower()), (one, other)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("level", LEVELS)
def test_a_script_is_short_and_whole(level: Level, language: Language) -> None:
    assert phone.script(level, language) == phone.SCRIPT[level][language]
    assert 0 < len(phone.script(level, language)) <= phone.MOST


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_emergency_comes_to_911_before_any_question(language: Language) -> None:
    lines = phone.script("emergency", language)
    first = next(i for i, line in enumerate(lines) if "911" in line)
    assert first == 1
    assert not any("?" in line for line in lines[: first + 1])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_crisis_names_988_and_keeps_the_line_open(language: Language) -> None:
    lines = " ".join(phone.script("crisis", language))
    assert "988" in lines
    assert "911" in lines
    assert "AYUDA" in lines


def test_a_call_without_a_card_starts_with_who_and_where() -> None:
    for language in LANGUAGES:
        assert phone.script("none", language)[: len(phone.OPENING[language])] == phone.OPENING[language]


def test_staff_see_every_rule_in_full_but_not_in_an_emergency(painfinder):
    calm = painfinder("find", "knee arthritis", "--staff", "--full", "--plain").text
    assert all(line in calm for lines in phone.RULES.values() for line in lines["en"])
    assert phone.MAY_NOT["en"][0] not in painfinder("find", "knee arthritis", "--staff", "--plain").text
    assert phone.MAY_NOT["en"][0] not in painfinder("find", "his face is drooping", "--staff", "--full", "--plain").text
