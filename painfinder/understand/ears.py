"""What a knowledge base hears with: the safety gate, the matcher, the circumstances' words; made once per base."""

from __future__ import annotations

from typing import TYPE_CHECKING

from painfinder.record import NamedTuple
from painfinder.understand.circumstances import Ear, Told
from painfinder.understand.flag_features import Features
from painfinder.understand.flag_model import Judgement
from painfinder.understand.lexical import Named
from painfinder.understand.match import Matcher
from painfinder.understand.reading import Reading
from painfinder.understand.safety import Gate
from painfinder.understand.scoring import Scored

if TYPE_CHECKING:
    from painfinder.knowledge.load import KnowledgeBase

# The records that are made for every text: a bulk run makes their constructors quicker (record.py).
MADE = (Told, Features, Judgement, Reading, Named, Scored)


class Ears(NamedTuple):
    """Everything that understanding needs, ready to use."""

    gate: Gate
    matcher: Matcher
    circumstances: Ear


def ears_of(kb: KnowledgeBase) -> Ears:
    """Return the ears of a knowledge base, made at the first call and kept with it."""
    if "ears" not in kb.derived:
        kb.derived["ears"] = Ears(
            gate=Gate.of(kb),
            matcher=Matcher.of(kb),
            circumstances=Ear(kb.phrases),
        )
    ears: Ears = kb.derived["ears"]  # type: ignore[assignment]  # nobody else writes under this name
    return ears
