"""A table of texts finds what a dictionary would."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from painfinder.understand.texttable import TextTable

KEYS = st.text(st.characters(blacklist_characters="\t\n", blacklist_categories=("Cs",)), max_size=12)


@given(st.dictionaries(KEYS, KEYS), KEYS)
def test_a_table_is_the_dictionary_it_was_made_from(values: dict[str, str], other: str) -> None:
    table = TextTable(TextTable.text_of(values))
    assert dict(table) == values
    assert len(table) == len(values)
    assert table.get(other, "none") == values.get(other, "none")
    assert (other in table) == (other in values)
    assert table.begins(other) == (bool(values) and any(f"{k}\t{v}".startswith(other) for k, v in values.items()))


def test_a_key_that_begins_another_is_found() -> None:
    table = TextTable(TextTable.text_of({"knee": "1", "knee pain": "2", "kne": "3", "": "4"}))
    assert [table[k] for k in ("kne", "knee", "knee pain", "")] == ["3", "1", "2", "4"]
    with pytest.raises(KeyError):
        table["k"]


def test_what_would_break_the_lines_is_refused() -> None:
    with pytest.raises(ValueError, match="tab"):
        TextTable.text_of({"a\tb": "c"})
