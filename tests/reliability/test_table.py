"""The table of docs/reliability.md names every promise, every test that keeps it, and no test that is not there."""

from __future__ import annotations

import pytest

from tests.reliability import table


@pytest.fixture(scope="module")
def tests() -> tuple[dict[int, set[str]], list[str]]:
    return table.collected()


def test_every_test_names_its_promise(tests) -> None:
    assert tests[1] == [], "begin the id with the number of a promise"
    assert set(tests[0]) <= set(table.PROMISES)


def test_every_promise_has_a_test(tests) -> None:
    assert set(table.PROMISES) - set(tests[0]) == set()


def test_the_document_says_so(tests) -> None:
    rows = table.rows(table.DOCUMENT.read_text("utf-8"))
    assert set(rows) == set(table.PROMISES)
    for number, (_, named) in rows.items():
        assert named == tests[0][number], f"promise {number}: run python -m tests.reliability.table"
