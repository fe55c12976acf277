"""A table of texts finds what a dictionary would."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from painfinder.understand.texttable import MANY, TextTable

WORDS = st.text("ab ", max_size=6)
KEYS = st.text(st.characters(blacklist_characters="\t\n", blacklist_categories=("Cs",)), max_size=12)


@given(st.dictionaries(KEYS, KEYS), KEYS)
def test_a_table_is_the_dictionary_it_was_made_from(values: dict[str, str], other: str) -> None:
    table = TextTable(TextTable.text_of(values))
    assert dict(table) == values
    assert len(table) == len(values)
    assert table.get(other, "none") == values.get(other, "none")
    assert (other in table) == (other in values)


def test_a_key_that_begins_another_is_found() -> None:
    table = TextTable(TextTable.text_of({"knee": "1", "knee pain": "2", "kne": "3", "": "4"}))
    assert [table[k] for k in ("kne", "knee", "knee pain", "")] == ["3", "1", "2", "4"]
    with pytest.raises(KeyError):
        table["k"]


def test_a_table_that_is_asked_often_answers_the_same() -> None:
    values = {f"key {n}": str(n) for n in range(50)}
    table = TextTable(TextTable.text_of(values))
    for n in range(MANY + 60):
        key = f"key {n % 60}"
        assert table.get(key) == values.get(key, "")
        assert (key in table) == (key in values)


@given(st.dictionaries(WORDS, KEYS), WORDS.filter(bool))
def test_a_look_tells_the_value_and_whether_a_key_begins_so(values: dict[str, str], start: str) -> None:
    table = TextTable(TextTable.text_of(values))
    assert table.look(start) == (values.get(start, ""), any(key.startswith(start) for key in values))


@given(st.dictionaries(WORDS, KEYS), st.sampled_from(["a", "ab", "b", ""]))
def test_what_begins_with_a_word_is_found_and_what_begins_with_more_letters_is_not(
    values: dict[str, str], word: str
) -> None:
    table = TextTable(TextTable.text_of(values))
    wanted = {key: value for key, value in values.items() if key == word or key.startswith(word + " ")}
    assert dict(table.under(word)) == wanted
    assert [key for key, _ in table.under(word)] == sorted(wanted, key=lambda key: key + "\t")


@pytest.mark.parametrize("values", [{"a\tb": "c"}, {"a\nb": "c"}, {"a": "b\nc"}])
def test_what_would_break_the_lines_is_refused(values: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="tab"):
        TextTable.text_of(values)
