"""The desk line by line, for screen readers and simple terminals: words or a /command in, a plain answer out.

The same State, step and Call as the live screen; only keys and drawing differ.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO

from painfinder.knowledge.load import KnowledgeBase
from painfinder.model import ShownOption
from painfinder.show import answer_page, comparison, option_page, plain, saved
from painfinder.show.blocks import Block, Card, Listing, Note, OptionRow, OptionTable
from painfinder.show.desk import call as calls
from painfinder.show.desk import step
from painfinder.show.desk.call import Call, Tools, effect
from painfinder.show.desk.labels import DESK, RULES
from painfinder.show.desk.page import CARDS, DOES, booking
from painfinder.show.desk.saving import save_new
from painfinder.show.desk.step import State
from painfinder.understand.text import LIMIT
from painfinder.wording import CONFIDENCE, LABEL

LINE = 65_536  # bytes read at a time
COMMANDS = {
    "en": (
        "WORDS: look up what the caller says. + WORDS: add to what was said.",
        "/1 to /9: go to that match.",
        "/yes, /no, /skip: answer the question that is asked.",
        "/with ID, /not ID: a circumstance applies, or does not. /questions: all of them.",
        "/details: what it is and the first options in detail. /compare: options side by side.",
        "/handout: read the take-home sheet. /handout FILE.html: save it.",
        "/lang en, /lang es. /again: the answer again.",
        "/next: next caller, nothing is kept. /quit: end.",
    ),
    "es": (
        "PALABRAS: buscar lo que dice la persona. + PALABRAS: añadir a lo dicho.",
        "/1 a /9: ir a esa coincidencia.",
        "/yes (sí), /no, /skip (saltar): responder a la pregunta.",
        "/with ID, /not ID: una circunstancia es su caso, o no. /questions: todas las preguntas.",
        "/details: qué es y las primeras opciones en detalle. /compare: las opciones comparadas.",
        "/handout: leer la hoja. /handout ARCHIVO.html: guardarla.",
        "/lang en, /lang es. /again: la respuesta otra vez.",
        "/next: otra llamada, no se guarda nada. /quit: salir.",
    ),
}
UNKNOWN = {"en": "No such command; /help lists them.", "es": "No hay esa orden; /help las dice."}
NO_ID = {"en": "No circumstance is called that; /questions lists them.", "es": "No hay esa circunstancia: /questions."}
KEYS = {"/yes": "applies", "/no": "not", "/skip": "later"}


def talk(
    kb: KnowledgeBase,
    tools: Tools,
    state: State,
    stream: BinaryIO | None,
    write: Callable[[str], None],
    ask: Callable[[str], None],
    clear: Callable[[], None],
) -> None:
    """Read lines until /quit or the end, answering each before the next is read."""
    call = calls.of(state, kb, tools)
    write(plain.drawn([Note(DESK[call.language]["start_more"]), Note("/help")], call.language))
    while True:
        ask(f"{DESK[call.language]['caller_says']}: ")
        line = _line(stream)
        if line is None or line.split(" ")[0] in ("/quit", "/exit"):
            break
        if not line:
            continue
        if line.split(" ")[0] == "/next":
            call = calls.of(step.fresh(call.state.desk_language), kb, tools)
            clear()
            write(plain.drawn([Note(DESK[call.language]["next_done"]), Note(DESK[call.language]["start_more"])]))
            continue
        call, blocks = answered(line, call, kb, tools)
        write(plain.drawn(blocks, call.language))
    clear()


def _line(stream: BinaryIO | None) -> str | None:
    """Return one line without its end, or None at the end; what is beyond LINE bytes is read and dropped but counts."""
    data = stream.readline(LINE) if stream is not None else b""
    if not data:
        return None
    text = data.decode("utf-8", "replace").strip()
    while not data.endswith(b"\n"):
        data = stream.readline(LINE) if stream is not None else b""
        if not data:
            break
        text = text if len(text) > LIMIT else text + data.decode("utf-8", "replace").strip()
    return text.removeprefix("\ufeff")


def answered(line: str, call: Call, kb: KnowledgeBase, tools: Tools) -> tuple[Call, list[Block]]:
    """Return the call after one line, and what to say to it."""
    word, _, rest = line.partition(" ")
    rest = rest.strip()
    state, language = call.state, call.language
    if not line.startswith("/"):
        words = f"{state.words} {rest}" if word == "+" else line
        after = calls.of(step.typed(state, words), kb, tools)
        return after, spoken(after, kb)
    if word == "/help":
        rules = Listing(LABEL[language]["phone_script"], RULES[language], numbered=True)
        return call, [*(Note(line) for line in COMMANDS[language]), rules]
    if word == "/questions":
        return call, [_questions(call)]
    if word == "/details":
        return call, _details(call, kb)
    if word == "/compare":
        return call, _compare(call, kb)
    if word == "/handout":
        return call, _handout(call, tools, rest)
    if word == "/lang" and rest in ("en", "es"):
        state = state._replace(language=rest)  # type: ignore[arg-type]
    elif word[1:].isascii() and word[1:].isdigit() and 0 < int(word[1:3]) <= len(call.seen.matches):
        state = step.picked(state, call.seen.matches[int(word[1:3]) - 1])
    elif word in KEYS:
        state = step.pressed(state, KEYS[word], call.seen)
        after = calls.of(state, kb, tools)
        return after, [*answer_page.alarms(after.answer)] if after.withheld and after.answer else _asking(after)
    elif word in ("/with", "/not"):
        if rest not in kb.circumstances:
            return call, [Note(NO_ID[language])]
        state = step.answered(state, rest, applies=word == "/with", seen=call.seen)
    elif word != "/again":
        return call, [Note(UNKNOWN[language])]
    after = calls.of(state, kb, tools)
    return after, spoken(after, kb)


def spoken(call: Call, kb: KnowledgeBase) -> list[Block]:
    """Return the answer to what was said: alerts, what is meant, the phone script, the question to ask, the options."""
    desk, label = DESK[call.language], LABEL[call.language]
    answer = call.answer
    if answer is None:
        return [Note(call.refusal or desk["start"])]
    blocks = answer_page.alarms(answer)
    if call.withheld:
        stop = Note(f"{desk['book']}: {desk['book_stop']} {label['withheld']}")
        return [*blocks, stop, Listing(label["phone_script"], call.script)]
    if not answer.matches:
        blocks.append(Note(f"{label['no_match']} {label['covers']}"))
    names = tuple(f"/{i} {m.name}: {CONFIDENCE[call.language][m.confidence]}" for i, m in enumerate(answer.matches, 1))
    if call.chosen is None:
        blocks += [Listing(label["which"], tuple(f"/{i} {ask}" for i, ask in enumerate(answer.ask, 1)) or names)]
    else:
        sure = CONFIDENCE[call.language][call.chosen.confidence]
        blocks.append(Note(f"{label['match']}: {call.chosen.name}. {sure}."))
        blocks += [Note(f"{label['because'].capitalize()}: {reason}") for reason in call.chosen.because[:2]]
        others = tuple(n for n, m in zip(names, answer.matches, strict=True) if m.id != call.chosen.id)
        blocks.append(Listing(label["could_also_be"], others))
    for heard in answer.circumstances:
        how = desk["heard_denied"] if heard.id in call.state.no else desk["heard"]
        blocks.append(Note(f"{option_page.circumstance_name(kb, heard.id, call.language)}: {how} “{heard.words}”"))
    first = kb.conditions[call.condition].first_question(call.language) if call.condition else ""
    if first:
        blocks.append(Note(f"{desk['ask_first']}: {first} {desk['if_yes_type']}"))
    blocks += [Note(f"{desk['say']}: {desk['say_words']}"), Note(f"{desk['not_say']}: {desk['not_words']}.")]
    notes = [q.staff_note for q in call.questions if q.ticked and q.staff_note]
    blocks += [Note(f"{desk['not_say']}: {note}") for note in notes]
    blocks += _asking(call)
    if call.options:
        rows = tuple(
            OptionRow(s.name, s.option.role, s.option.evidence, _marks(s, call),
                      under="" if call.condition else option_page.condition_name(kb, s.option.condition, call.language))
            for s in call.options
        )  # fmt: skip
        blocks.append(OptionTable(label["your_options"], label["try"], label["proof"], rows))
    return [*blocks, Note(desk["foot"])]


def _marks(shown: ShownOption, call: Call) -> tuple[str, ...]:
    desk = DESK[call.language]
    action, holds = effect(shown, call.asking)
    does = (desk[DOES[action]] if holds else f"{desk['if_so']}: {desk[DOES[action]]}",) if action else ()  # type: ignore[index]
    return does if shown.offered else (*does, LABEL[call.language]["not_offered"])


def _asking(call: Call) -> list[Block]:
    desk = DESK[call.language]
    blocks: list[Block] = [Note(f"{desk['book']}: {booking(call)}")]
    asking = call.asking
    if asking is None:
        return blocks
    if asking.ticked or asking.denied:
        return [*blocks, Note(desk["all_asked"])]
    number = call.seen.questions.index(asking.id) + 1
    blocks.append(Note(f"{desk['ask']} {number} {LABEL[call.language]['of']} {len(call.questions)}: {asking.ask}"))
    if asking.other:
        blocks.append(Note(asking.other))
    counts = calls.changed_by(asking, call.options)
    does = ", ".join(f"{n} {desk[DOES[a]] if a else desk['no_rule']}" for a, n in counts.items())  # type: ignore[index]
    blocks.append(Note(f"/yes = {desk['applies']}: {asking.name}. /no = {desk['not']}. /skip = {desk['later']}."))
    return [*blocks, Note(f"{desk['if_so'].capitalize()}: {does}.")] if does else blocks


def _questions(call: Call) -> Block:
    desk = DESK[call.language]
    items = tuple(
        f"{'[x] ' if q.ticked else '[-] ' if q.denied else ''}{q.name} ({q.id}): {q.ask} {q.other}"
        + (f" {desk['heard']} “{q.heard}”." if q.heard else "")
        for q in call.questions
    )
    return Listing(desk["ask_list"], items, numbered=True)


def _details(call: Call, kb: KnowledgeBase) -> list[Block]:
    if call.answer is None or call.chosen is None:
        return [Note(_not_now(call))]
    meant = [b for b in answer_page.meant(call.answer._replace(matches=(call.chosen,)), kb) if isinstance(b, Card)]
    return [*meant, *(option_page.option_card(s, kb, call.language) for s in call.options[:CARDS])]


def _compare(call: Call, kb: KnowledgeBase) -> list[Block]:
    if call.withheld or call.seen.comparable < 2:
        return [Note(_not_now(call))]
    ids = list(dict.fromkeys(s.option.treatment for s in call.options))[:CARDS]
    table = comparison.of_treatments(ids, call.condition, kb, call.person, call.language)
    return comparison.as_blocks(table, call.language)


def _handout(call: Call, tools: Tools, path: str) -> list[Block]:
    desk = DESK[call.language]
    if call.withheld or not call.condition:
        return [Note(_not_now(call))]
    if not path:
        return [Note(line) for line in tools.handout(call.condition, call.person, call.language, "text").split("\n")]
    form = saved.format_of(path)
    if not form:
        return [Note(desk["bad_ending"])]
    return [Note(desk[save_new(path, tools.handout(call.condition, call.person, call.language, form))])]


def _not_now(call: Call) -> str:
    return DESK[call.language]["withheld_note" if call.withheld else "choose_first"]
