"""Words as typed, made safe and comparable: the one normaliser for the knowledge base and for what people type.

Three steps, always in this order:
1. `clean`: what may be shown again. No control, bidi or zero-width characters, at most three marks on a letter.
2. `fold`: what is compared. Compatibility forms, case, accents and apostrophes gone; one letter stays one word.
3. `words`: the folded words, each with its place in the cleaned text, so that an answer can quote the person.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal, NamedTuple  # not record.py's: words are many, and this one makes them faster

from painfinder.errors import Refused

LIMIT = 2000  # characters; longer texts are refused whole, since the danger may stand in the part cut off

# Runs of more than three combining marks, to be cut to three: they make normalising quadratic (200,000 took 32 s).
_MARKS_RUN = re.compile(r"([\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0e31\u0e34-\u0e3a"
                        r"\u0e47-\u0e4e\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{3})"
                        r"[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0e31\u0e34-\u0e3a"
                        r"\u0e47-\u0e4e\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+")  # fmt: skip
_PLAIN = re.compile(r"[ -~\u00a1-\u00ac\u00ae-\u02ff\u2013\u2014\u2018\u2019\u201c\u201d\u2026]*")
_APOSTROPHES = str.maketrans("", "", "'\u2018\u2019\u02bc\u00b4`\u02b9\u2032\u055a\uff07")
_FOLD_ONLY = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ı": "i"})
_WORD = re.compile(r"[a-z0-9]+(?:\.[0-9]+)?")
_WORD_APART = re.compile(r"[a-z0-9](?:['`]*[a-z0-9])*(?:['`]*\.['`]*[0-9](?:['`]*[0-9])*)?")  # with apostrophes inside
_FOLDED: dict[str, str] = {}


class Word(NamedTuple):
    """A folded word and where it stands in the cleaned text (`cleaned[start:end]`)."""

    text: str
    start: int
    end: int


def decode(argument: str) -> str:
    """Give a command-line argument whose bytes were not UTF-8 a readable form (its lone surrogates become U+FFFD)."""
    return (
        argument.encode("utf-8", "surrogateescape").decode("utf-8", "replace") if _has_surrogate(argument) else argument
    )


def _has_surrogate(s: str) -> bool:
    try:
        s.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False


def clean(raw: str, limit: int = LIMIT) -> str:
    """Make a text that came from outside safe to show and to compare.

    Controls become U+FFFD (line breaks and tabs a space), format characters (bidi, zero-width, tags, soft hyphen, BOM)
    and lone surrogates vanish, runs of marks are cut to three, the result is NFC with single spaces. Idempotent.
    Raises Refused when the text is longer than `limit` characters, before and again after normalising.
    """
    if _PLAIN.fullmatch(raw):  # the usual case: nothing to mend
        text = raw
        if len(raw) > limit:
            raise _too_long(len(raw), limit)
    else:
        if len(raw) > limit:
            raise _too_long(len(raw), limit)
        text = unicodedata.normalize("NFC", _MARKS_RUN.sub(r"\1", raw))
        text = "".join(map(_printable, text))
        text = unicodedata.normalize("NFC", _MARKS_RUN.sub(r"\1", text))  # a removed character may have joined two runs
    text = " ".join(text.split())
    if len(text) > limit:
        raise _too_long(len(text), limit)
    return text


def _printable(c: str) -> str:
    category = unicodedata.category(c)
    if c in "\t\n\r\v\f\x85\u2028\u2029":
        return " "
    if category in ("Cf", "Cs"):
        return ""
    if category in ("Cc", "Cn"):  # controls, unassigned code points
        return "\ufffd"
    return c


def printable(s: str, limit: int = 100_000) -> str:
    """`clean` for text of any length that is only shown (file names, a clinic's notes): cut, never refused."""
    return clean(s[:limit], limit * 20)


def _too_long(length: int, limit: int) -> Refused:
    what = f"the text has {length:,} characters; at most {limit:,} can be read: say it in fewer words"
    return Refused(f"{what}; emergency? call 911")


def fold(cleaned: str) -> str:
    """Fold to what is compared: NFKC, case, accents and apostrophes gone (can't -> cant); other characters kept."""
    if cleaned.isascii():
        return cleaned.lower().translate(_APOSTROPHES)
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", cleaned).casefold())
    text = "".join(c for c in text if not unicodedata.combining(c))
    return text.translate(_FOLD_ONLY).translate(_APOSTROPHES)


def words(cleaned: str) -> list[Word]:
    """Split a cleaned text into folded words with their places in it.

    Numbers keep one decimal point ("102.4", "m48.06"); everything else that is not a letter or digit separates.
    """
    if cleaned.isascii():
        if "'" not in cleaned and "`" not in cleaned:
            return _placed(cleaned.lower())
        return [Word(m.group().translate(_APOSTROPHES), *m.span()) for m in _WORD_APART.finditer(cleaned.lower())]
    folded: list[str] = []
    places: list[int] = []
    for i, c in enumerate(cleaned):
        piece = _FOLDED.get(c)
        if piece is None:
            piece = fold(c)
            if len(_FOLDED) < 1000:  # the letters of a language, not every sign that somebody pastes
                _FOLDED[c] = piece
        if piece:
            folded.append(piece)
            places += [i] * len(piece)
    return [Word(m.group(), places[m.start()], places[m.end() - 1] + 1) for m in _WORD.finditer("".join(folded))]


def _placed(folded: str) -> list[Word]:
    """Split a text whose every letter is a folded one into words: a word is found again at once, as nothing but what
    separates lies before it."""
    found, end, new = [], 0, tuple.__new__
    for word in _WORD.findall(folded):
        start = folded.index(word, end)
        end = start + len(word)
        found.append(new(Word, (word, start, end)))  # what the class itself calls: half the time
    return found


def normalise(raw: str) -> str:
    """Return the folded words of a text with single spaces between: the key under which names and sayings are kept."""
    return " ".join(w.text for w in words(clean(raw, 100_000)))


_SPANISH = frozenset(
    "el la los las un una unos unas de del al y o pero que en con sin por para como cuando desde hasta hace me te "
    "se le mi mis su sus tu yo es esta estoy soy tengo tiene tienen puedo puede siento duele duelen dolor muy mas "
    "ya ni si lo les nos fue era ser estar hay porque donde ayer hoy anoche ahora dia dias semana mes meses ano "
    "anos noche rodilla espalda cuello cabeza cadera hombro pierna piernas brazo mano manos pie pies nervio "
    "nervios inyeccion doctor quiero necesito ayuda cita gracias buenos buenas senora hola voy vas va vamos van "
    "ando anda eso esto ese todo todos nada algo otra otro bien mal mucho poco casi siempre nunca tambien aqui "
    "ahi alla asi cada entre sobre tras ante creo quiere quieren hago hacer hizo dio dar vino viene salio matar "
    "morir vivir acabar ojala sangre boca cara ojo ojos oido pecho corazon panza barriga vejiga orinar popo bano "
    "fiebre calentura tos gripe mareo vomito vomite diarrea infarto derrame embolia coagulo cancer tunel carpiano "
    "fascitis hernia disco ciatica siatica artrosis artritis reuma migrana jaqueca culebrilla lumbago columna "
    "cintura codo muneca tobillo talon dedo dedos piel hueso huesos articulacion musculo musculos congelado "
    "congelada inflamado inflamada hinchado hinchada dormido dormida adormecido adormecida ardor hormigueo miedo "
    "casa esposo esposa marido mama papa hijo hija abuelo abuela regresar violaron pega golpea pastilla pastillas "
    "medicina inyecciones cirugia operacion clinica seguro hora abren cuesta horario tarde temprano manana "
    "caminar dormir subir bajar sentado parado embarazada".split()
)
_ENGLISH = frozenset(
    "me the a an of to and or but that in on with without for from as when since until i im ive my your his her "
    "its is am are was were be been have has had do does dont cant can could would not very more already this "
    "these those it they we you he she there because where yesterday today tonight now day days week weeks month "
    "months year years night knee back neck head hip shoulder leg legs arm hand hands foot feet nerve nerves shot "
    "injection pain hurts hurt want need help appointment thanks hello joint spine disc disk fusion surgery "
    "treatment therapy block cortisone steroid numb numbness burning ache aching sore stiff swollen pinched elbow "
    "wrist ankle heel jaw muscle bone doctor nurse insurance hours what how why which who tell show".split()
)


def language(folded: list[Word], raw: str = "") -> Literal["en", "es"]:
    """Tell Spanish from English by their small words; a tie is English unless the text has Spanish letters."""
    texts = [w.text for w in folded]
    es, en = sum(map(_SPANISH.__contains__, texts)), sum(map(_ENGLISH.__contains__, texts))
    if es == en:
        return "es" if any(c in "ñ¿¡áéíóúü" for c in raw.lower()) else "en"
    return "es" if es > en else "en"
