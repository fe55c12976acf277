"""What the trained model looks at: the words of a text, without those that the person denies.

Training and run time call the very same functions, so a text means the same to both.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from painfinder.understand.text import Word

NUMBER = "0"  # every bare number is the same word: "for 3 weeks" says no more than "for 2 weeks"


def one_by_one(words: str) -> frozenset[str]:
    """Return the words of a line as a set."""
    return frozenset(words.split())


_NEGATORS = one_by_one(
    "no not without never isnt arent wasnt dont doesnt didnt aint denies denied nor neither nothing neg negative ruled "
    "ni sin nunca tampoco nada niega descartaron descarto excluding except"
)
_ENDS = one_by_one(
    "but just only its it instead rather because since until when although pero sino solo solamente es son "
    "porque prefiero quiero is are was i my the-rest aunque cuando "
    "relief better insurance luck help alivio mejoria seguro "
    "puedo puede pueden podia pude aguanto aguanta soporto soporta deja dejan logro able trust stand bear"
)
_REACH = 4  # words after the negator that it can deny

# Only these can be denied: names of troubles, parts and treatments. Everything else behind a "no" ("no puedo",
# "not sleeping", "no cartilage") is part of the complaint itself.
_DENIABLE = one_by_one(
    "arthritis artritis osteoarthritis artrosis disc disk disco discos hernia herniated slipped bulge bulging "
    "stenosis estenosis sciatica ciatica fracture fractura break fall caida golpe torcedura strain sprain "
    "esguince diabetes diabetic diabetica diabetico fever fiebre headache headaches migraine migrana jaqueca leg "
    "legs pierna piernas arm arms brazo brazos back espalda neck cuello knee rodilla hip cadera groin ingle "
    "shoulder hombro foot feet pies surgery cirugia operations operation opioids opioides cortisone cortisona "
    "steroid steroids esteroides cancer tumor osteoporosis numbness tingling hormigueo swelling redness rash "
    "sinus teeth dientes rheumatoid gout gota shingles culebrilla infection infeccion menisco tendon nerve "
    "nervio injury lesion sciatic needles agujas pastillas pills quiropractico chiropractor fibromyalgia "
    "fibromialgia lupus bursitis tendonitis tendinitis migraines migranas carpal tunnel carpiano plantar fasciitis "
    "fascitis neuropathy neuropatia facet sacroiliac bladder bowel bowels vejiga intestino incontinence"
)
_BREAKS = ",;:.!?()"
_IS = one_by_one("es son era fue is are was")
_SHORT = one_by_one("hip arm leg jaw toe rib pie")  # words of few letters that say something all the same

# How people begin a question whatever it is about: "what are the symptoms of", "do I need to see a doctor for".
_FRAME = one_by_one(
    "what whats is are the a an of for to about on how do does did can could should would will need see doctor who at "
    "risk treat treats symptoms symptom signs sign treatments causes cause complications complication prevent diagnose "
    "diagnosed outlook tell me please information info there any some something anything hello hi you your know "
    "que es cual cuales son como de del la el los las hola informacion sobre sintomas causas tratamientos"
)
_FRAME_END = one_by_one("be used taken and what is the dosage dose how explained thanks thank you please")


def tokens(words: Sequence[str], denied: Collection[int]) -> list[str]:
    """Return the words of a text that count: bare numbers as NUMBER; what is denied and question frames left out.

    Nothing is left out when little else would remain. words: the folded words; denied: from `denied`.
    """
    all_words = [NUMBER if w[0] <= "9" and _is_number(w) else w for w in words]
    start, end = unframed(all_words)
    if not denied and end - start == len(all_words):
        return all_words
    rest = [w for i, w in enumerate(all_words[start:end], start) if i not in denied]
    return rest if any((len(w) > 3 or w in _SHORT) and w not in _NEGATORS for w in rest) else all_words


def _is_number(word: str) -> bool:
    return word[0].isdigit() and word.replace(".", "", 1).isdigit()


def unframed(words: Sequence[str]) -> tuple[int, int]:
    """Return the first word, and the one after the last, of what is left without the words that frame a question."""
    start, end = 0, len(words)
    while start < end and (words[start] in _FRAME or (start and words[start] == "i")):
        start += 1
    while end > start and words[end - 1] in _FRAME_END:
        end -= 1
    return start, end


def denied(cleaned: str, folded: Sequence[Word]) -> frozenset[int]:
    """Return the places of the words that the person says they do not have ("no back pain", "sin fiebre")."""
    found: list[int] = []
    for i in [i for i, word in enumerate(folded) if word.text in _NEGATORS]:
        first = i + 1
        if first < len(folded) and folded[first].text in _IS:  # "no es la rodilla, es la cadera"
            first += 1
        for j in range(first, min(i + 1 + _REACH, len(folded))):
            if any(c in _BREAKS for c in cleaned[folded[j - 1].end : folded[j].start]) or folded[j].text in _ENDS:
                break
            if folded[j].text in _DENIABLE:
                found.append(j)
    return frozenset(found)


def grams(word: str) -> set[str]:
    """Return the pieces of 2 to 5 letters of a word, its edges marked: how an unknown word is still understood."""
    edged = f"^{word}$"
    return {edged[i : i + n] for n in (2, 3, 4, 5) for i in range(len(edged) - n + 1)} - {edged}
