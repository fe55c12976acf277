"""The cheap named tuples behave as the library's do."""

from __future__ import annotations

import copy
import pickle
import typing
from typing import Any

import pytest

from painfinder.record import NamedTuple, quicken


class Ours(NamedTuple):
    """A part of the body."""

    name: str
    side: str = "both"
    hurts: int = 0

    def loud(self) -> str:
        return self.name.upper()


class Theirs(typing.NamedTuple):
    name: str
    side: str = "both"
    hurts: int = 0


@pytest.mark.parametrize(
    ("values", "named"),
    [
        (("knee",), {}),
        (("knee", "left"), {}),
        (("knee", "left", 3), {}),
        (("knee",), {"hurts": 3}),
        ((), {"name": "knee"}),
    ],
)
def test_they_are_made_alike(values: tuple[Any, ...], named: dict[str, Any]) -> None:
    ours, theirs = Ours(*values, **named), Theirs(*values, **named)
    assert ours == theirs
    assert hash(ours) == hash(theirs)
    assert ours._asdict() == theirs._asdict()
    assert (ours.name, ours.side, ours.hurts) == (theirs.name, theirs.side, theirs.hurts)
    assert repr(ours) == repr(theirs).replace("Theirs", "Ours")


@pytest.mark.parametrize(
    ("values", "named"),
    [((), {}), (("a", "b", 1, 2), {}), (("a",), {"name": "b"}), (("a",), {"colour": "red"}), ((), {"side": "left"})],
)
def test_they_refuse_alike(values: tuple[Any, ...], named: dict[str, Any]) -> None:
    for kind in (Ours, Theirs):
        with pytest.raises(TypeError):
            kind(*values, **named)


def test_they_are_changed_copied_and_kept_alike() -> None:
    knee = Ours("knee", "left", 3)
    assert knee._replace(side="right") == ("knee", "right", 3)
    assert type(knee._replace(side="right")) is Ours
    assert pickle.loads(pickle.dumps(knee)) == copy.deepcopy(knee) == knee
    assert Ours._fields == Theirs._fields
    assert Ours._field_defaults == Theirs._field_defaults
    assert knee.loud() == "KNEE"
    for kind in (Ours, Theirs):
        with pytest.raises(AttributeError):
            kind("knee").name = "hip"  # type: ignore[misc]
    match knee:
        case Ours(name, side=side):
            assert (name, side) == ("knee", "left")


def test_a_quickened_class_is_made_and_refuses_as_before() -> None:
    class Quick(NamedTuple):
        name: str
        side: str = "both"
        hurts: int = 0

    slow = [Quick("knee"), Quick("knee", hurts=3), Quick(side="left", name="hip")]
    quicken(Quick)
    assert [Quick("knee"), Quick("knee", hurts=3), Quick(side="left", name="hip")] == slow
    assert type(Quick("knee")) is Quick
    assert Quick("knee")._replace(hurts=2) == ("knee", "both", 2)
    for values in ((), ("a", "b", 1, 2)):
        with pytest.raises(TypeError):
            Quick(*values)
