"""The blocks of `list`: entries grouped as people look for them (conditions by region, treatments by approach)."""

from __future__ import annotations

from painfinder.knowledge.load import KnowledgeBase
from painfinder.model import Kind
from painfinder.show import clinic
from painfinder.show.blocks import Block, Listing
from painfinder.wording import LABEL, LEVEL, LEVEL_ACT, REGION_ES, Language


def of_kind(kind: Kind, kb: KnowledgeBase, language: Language) -> list[Block]:
    """Return the entries of one kind in groups, each line with the id to type."""
    groups: dict[str, list[str]] = {}
    if kind == "condition":
        for c in kb.conditions.values():
            region = REGION_ES.get(c.region, c.region) if language == "es" else c.region
            groups.setdefault(region.capitalize(), []).append(_line(_name(c, language), c.id, "condition", kb))
    elif kind == "treatment":
        for t in kb.treatments.values():
            named = [_name(kb.approaches[a], language) for a in t.approaches] or [LABEL[language]["treatments"]]
            groups.setdefault(named[0], []).append(_line(_name(t, language), t.id, "treatment", kb))
    elif kind == "red-flag":
        for f in kb.red_flags.values():
            title = f"{LEVEL[language][f.level]}: {LEVEL_ACT[language][f.level]}"
            groups.setdefault(title, []).append(_line(_name(f, language), f.id, "red-flag", kb))
    elif kind == "source":
        groups[LABEL[language]["sources"]] = [
            _line(f"{s.title} ({s.organisation.strip()}{', ' + s.year if s.year else ''})", s.id, "source", kb)
            for s in kb.sources.values()
        ]
    else:
        things = kb.of_kind(kind)
        groups[f"{len(things)}"] = [_line(_name(thing, language), id, kind, kb) for id, thing in things.items()]
    return [Listing(title, tuple(lines)) for title, lines in groups.items()]


def _line(name: str, id: str, kind: Kind, kb: KnowledgeBase) -> str:
    mark = clinic.badge(kb, kind, id) or clinic.badge(kb, kind, id, "name")
    return f"{name}  ·  {id}" + (f"  {mark}" if mark else "")


def _name(thing: object, language: Language) -> str:
    spanish = getattr(thing, "name_es", "") if language == "es" else ""
    return spanish or str(getattr(thing, "name", ""))
