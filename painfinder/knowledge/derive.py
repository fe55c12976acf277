"""What is worked out from the records when the knowledge base is compiled, so that no start has to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from painfinder.knowledge.build import build
from painfinder.knowledge.shipped import Base
from painfinder.understand.texttable import TextTable


def index(base: Base) -> Any:
    """Return the index that `understand.lexical` looks words up in (plain JSON values)."""
    from painfinder.understand.lexical import build_index

    conditions, treatments, approaches = (
        {id: build(kind, id, record) for id, record in base.records[kind].items()}
        for kind in ("condition", "treatment", "approach")
    )
    return build_index(conditions, treatments, approaches)


def flag_rules(base: Base) -> Any:
    """Return the rules of all red flags as `understand.flag_rules.compile_rules` makes them, the lexicon's tables as
    texts beside the rest."""
    from painfinder.understand.flag_rules import compile_rules

    flags = base.records["red-flag"].items()
    made: Any = compile_rules(base.extras["concepts"], [(id, flag["level"], flag["rules"]) for id, flag in flags])
    lexicon = made.pop("lexicon")
    return made | {name: TextTable.text_of(table) for name, table in lexicon.items()}


def phrases(base: Base) -> Any:
    """Return the words that name circumstances: under "table" the text of one for `understand.circumstances.Ear`."""
    from painfinder.understand.circumstances import phrases

    made = phrases(build("circumstance", id, record) for id, record in base.records["circumstance"].items())
    return {"table": TextTable.text_of(made)}


DERIVED: dict[str, Callable[[Base], Any]] = {"index": index, "flag_rules": flag_rules, "phrases": phrases}


def derived(name: str, base: Base) -> Any:
    """Work out one derived value. Raises KeyError when there is no such thing."""
    return DERIVED[name](base)
