"""Hear the danger: which red flags somebody's words hold, highest first, with the words that were heard.

Two ears, and in doubt the louder one speaks:
1. Rules over ideas (flag_rules.py) for what is certain and must be explained; they speak unless the model is far from
   any alarm. An overlay may add flags with rules, which speak by themselves.
2. A trained model (flag_model.py) over letters, words, ideas, pairs of ideas and the rules that fired, for what no rule
   foresaw. Where it cannot tell which flag it is, the general sentence of the level is said (`Alert.sure` is False).

The words decide: case, accents and spaces never change a level, and punctuation never lowers it. A text is heard as a
whole, sentence by sentence, in overlapping runs of words where it is long, and around every rule; the loudest counts,
so that ordinary talk around a sign cannot drown it, but a part must be louder than the whole (flag_runs.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from painfinder.model import LEVELS, Alert, Level, RedFlag
from painfinder.record import NamedTuple
from painfinder.understand.associations import Associations
from painfinder.understand.clauses import starts
from painfinder.understand.features import one_by_one
from painfinder.understand.flag_model import FlagModel
from painfinder.understand.flag_rules import Fired, Rules
from painfinder.understand.flag_runs import DOUBT, QUIETER, runs_of, slice_of
from painfinder.understand.linear import Table
from painfinder.understand.regions import EMPTY
from painfinder.understand.text import Word

if TYPE_CHECKING:
    from painfinder.knowledge.load import KnowledgeBase

LONE = 2.0  # danger above which one telling word is believed; the model learnt "think" and "home" from whole sentences
SHOWN = 3  # alerts
SURE = 0.5  # share of the likeliest flag from which its own sentence is said
HIGHER = 0.35  # share of a higher level from which an unsure alert takes it
QUOTE = 8  # words quoted where only the model heard
# A text of these words and of single letters says nothing yet, whatever the model makes of them: it learnt "he" from
# people who are beaten. On a live screen every text begins so.
_NOTHING_YET = EMPTY.union("abcdefghijklmnopqrstuvwxyz0123456789") | one_by_one(
    "he she they we you him them us who hes shes theyre were ella ellas ellos nosotros usted ustedes yo tu que si pero "
    "and but or if then than because about ok okay yes no not hi thanks thank bye gracias adios bueno buenos buenas es"
)


class Sign(NamedTuple):
    """A red flag before it is put into words: where it was heard, and whether the flag itself is certain."""

    flag: str
    level: Level
    start: int
    end: int
    sure: bool
    strength: float


class Gate:
    """The safety gate of one knowledge base; made once, only fills caches afterwards."""

    def __init__(
        self,
        rules: Rules,
        flags: Mapping[str, RedFlag],
        general: Mapping[str, object],
        model: FlagModel | None,
        added: Rules | None = None,
    ) -> None:
        """Take compiled rules, the red flags they belong to, the general sentences by level, and the trained model.

        added: the rules of an overlay's own flags; they speak by themselves and change nothing of what else is heard.
        """
        self._rules, self._flags, self._general, self._model, self._added = rules, flags, general, model, added

    @classmethod
    def of(cls, kb: KnowledgeBase) -> Gate:
        """Make the gate of a knowledge base, its overlays' red flags included."""
        from painfinder.knowledge.files import data_map

        model = FlagModel(Table(data_map("red_flags.bin")), Associations(data_map("red_flag_words.bin")))
        added = kb.added_flag_rules
        return cls(Rules(kb.flag_rules), kb.red_flags, kb.general, model, Rules(added) if added else None)

    def listen(self, cleaned: str, folded: list[Word], language: str) -> tuple[Alert, ...]:
        """Return the alerts of a text: highest level first, at most three, a crisis never left out.

        cleaned and folded: from `text.clean` and `text.words`. language: the language of what is said in the alerts.
        """
        heard = self._hear([w.text for w in folded], starts(cleaned, folded))
        return tuple([self._alert(h, cleaned, folded, language) for h in self._chosen(heard)]) if heard else ()

    def _hear(self, words: list[str], begins: frozenset[int]) -> list[Sign]:
        ideas, no, fired = self._rules.hear(words, begins)
        heard, loudest = [], 0.0 if self._model is None else -100.0
        if self._model is not None and (fired or not _NOTHING_YET.issuperset(words)):
            for start, end in runs_of(len(words), fired, begins):
                danger, shares = self._model.judge(*slice_of(words, ideas, no, fired, start, end))
                danger -= QUIETER if end - start < len(words) else 0.0
                loudest = max(loudest, danger)
                if danger > 0:
                    heard.append(self._from_model(words, start, end, danger, shares, fired))
        if heard and len([word for word in words if word not in _NOTHING_YET or word in ("no", "not")]) < 2:
            heard = [sign for sign in heard if sign.strength > LONE]
        sure = [f for f in fired if f.always or (f.alone and loudest > -DOUBT)]
        if self._added is not None:
            sure += [f for f in self._added.hear(words, begins)[2] if f.alone]
        heard += [Sign(f.flag, _level(f.level), f.start, f.end, True, 10.0) for f in sure]
        return heard

    def _from_model(
        self, words: list[str], start: int, end: int, danger: float, shares: dict[str, float], fired: Iterable[Fired]
    ) -> Sign:
        flag = max(shares, key=lambda f: (shares[f], f))
        sure = shares[flag] >= SURE
        level = self._flags[flag].level
        inside = [f for f in fired if f.flag == flag and f.start >= start and f.end <= end]
        if inside:
            level = max([level, *(_level(f.level) for f in inside)], key=LEVELS.index)
            start, end = min(f.start for f in inside), max(f.end for f in inside)
        else:
            start, end = self._loudest(words, start, end)
        if not sure:
            for other in LEVELS[:0:-1]:
                if sum(p for f, p in shares.items() if self._flags[f].level == other) >= HIGHER:
                    level = max(level, other, key=LEVELS.index)
                    break
        return Sign(flag, level, start, end, sure, danger)

    def _loudest(self, words: list[str], start: int, end: int) -> tuple[int, int]:
        if self._model is None or end - start <= QUOTE:
            return start, end
        weights = self._model.weights(words[start:end])
        best = max(range(len(weights) - QUOTE + 1), key=lambda i: sum(weights[i : i + QUOTE]))
        return start + best, start + best + QUOTE

    def _chosen(self, heard: list[Sign]) -> list[Sign]:
        if not heard:
            return heard
        best: dict[str, Sign] = {}
        for h in heard:
            kept = best.get(h.flag)
            if kept is None or (LEVELS.index(h.level), h.strength) > (LEVELS.index(kept.level), kept.strength):
                best[h.flag] = h
        level_of = {h.flag: self._flags[h.flag].level for h in best.values()}
        own = [h for h in best.values() if h.sure and level_of[h.flag] in (h.level, "crisis")]
        top = max((LEVELS.index(h.level) for h in own), default=0)
        # The general sentence of a level adds nothing beside the own one of a flag of that level or above.
        others = sorted((h for h in best.values() if h not in own), key=lambda h: -LEVELS.index(h.level))
        kept_all = own + [h for h in others if LEVELS.index(h.level) > top][:1]
        # Of one level, a flag that always is of that level comes before one that only may reach it.
        kept_all.sort(
            key=lambda h: (
                -LEVELS.index(h.level),
                -LEVELS.index(self._flags[h.flag].level),
                -h.strength,
                h.start,
                h.flag,
            )
        )
        shown = kept_all[:SHOWN]
        crisis = [h for h in kept_all if h.level == "crisis" or self._flags[h.flag].level == "crisis"]
        if crisis and not any(h in shown for h in crisis):
            shown[-1] = crisis[0]
        return shown

    def _alert(self, heard: Sign, cleaned: str, folded: Sequence[Word], language: str) -> Alert:
        flag = self._flags[heard.flag]
        spanish = language == "es"
        quote = cleaned[folded[heard.start].start : folded[heard.end - 1].end]
        say = flag.say_es if spanish else flag.say
        sure = heard.sure and heard.level == flag.level  # raised above its flag, "the nurse calls" would be too little
        if not sure:
            general = self._general.get(heard.level)
            if isinstance(general, Mapping):
                say = str(general["es" if spanish else "en"])
        return Alert(
            id=heard.flag,
            level=heard.level,
            name=flag.name_es if spanish else flag.name,
            heard=(quote,),
            say=say,
            why=flag.why_es if spanish else flag.why,
            sources=flag.sources,
            sure=sure,
        )


def _level(name: str) -> Level:
    return next((level for level in LEVELS if level == name), "urgent")
