"""Named tuples that cost little to define: `typing.NamedTuple` to a type checker and to whoever uses one.

The library's own builds the constructor of every class by evaluating a line of source, 0.18 ms a class. One `find`
needs fifty classes, so they took 8 ms of a start-up of 30. Here one constructor serves all, and a class takes 0.03 ms.
A bulk run makes thousands of records of a few classes; `quicken` gives those the library's own constructors.
"""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple
else:
    try:
        from _collections import _tuplegetter as _getter  # what collections.namedtuple itself uses: twice as fast
    except ImportError:  # pragma: no cover - another Python than CPython

        def _getter(place: int, doc: str) -> property:
            return property(itemgetter(place), doc=doc)

    class _Naming(type):
        """Turns the annotations of a class body into fields."""

        def __new__(meta, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> type:
            fields = tuple(body.get("__annotations__", ()))  # strings, as every file here imports annotations
            defaults = {field: body.pop(field) for field in fields if field in body}
            body.update({field: _getter(i, "") for i, field in enumerate(fields)})
            body.update(__slots__=(), __match_args__=fields)
            body.update(_fields=fields, _field_defaults=defaults)
            return super().__new__(meta, name, bases, body)

    class NamedTuple(tuple, metaclass=_Naming):
        """A tuple whose places have names; see `typing.NamedTuple`."""

        def __new__(cls, *values: Any, **named: Any) -> Any:  # noqa: D102 - its class says it
            if named or len(values) != len(cls._fields):
                values = cls._filled(values, named)
            return tuple.__new__(cls, values)

        @classmethod
        def _filled(cls, values: tuple[Any, ...], named: dict[str, Any]) -> list[Any]:
            if not values and len(named) == len(cls._fields):
                try:
                    return [named[field] for field in cls._fields]
                except KeyError:
                    pass  # said below
            given = dict(zip(cls._fields, values, strict=False))
            if len(values) > len(cls._fields) or given.keys() & named or named.keys() - set(cls._fields):
                raise TypeError(f"{cls.__name__} takes each of {', '.join(cls._fields)} once")
            whole = cls._field_defaults | given | named
            missing = [field for field in cls._fields if field not in whole]
            if missing:
                raise TypeError(f"{cls.__name__} needs {', '.join(missing)}")
            return [whole[field] for field in cls._fields]

        def _asdict(self) -> dict[str, Any]:
            return dict(zip(self._fields, self, strict=True))

        def _replace(self, **changed: Any) -> Any:
            return type(self)(**self._asdict() | changed)

        def __getnewargs__(self) -> tuple[Any, ...]:
            return tuple(self)

        def __repr__(self) -> str:
            inside = ", ".join(f"{field}={value!r}" for field, value in self._asdict().items())
            return f"{type(self).__name__}({inside})"


def quicken(*classes: type[tuple[Any, ...]]) -> None:
    """Give classes of records constructors of their own: a record then takes 0.3 us to make, not 1 (12 fields: 3).

    Not for a class that others are derived from, nor for one with a field without a default after one with.
    """
    from collections import namedtuple

    for cls in classes:
        fields, defaults = cls._fields, cls._field_defaults  # type: ignore[attr-defined]
        own = namedtuple(cls.__name__, fields, defaults=defaults.values()).__new__
        cls.__new__ = staticmethod(own)  # type: ignore[method-assign]
