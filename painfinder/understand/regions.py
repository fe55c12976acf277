"""A body region and a pain word, and nothing more: "my knee hurts", "dolor de espalda".

Such words name no condition, so they are answered with all that is usual there, most usual first, as `possible`.
"""

from __future__ import annotations

from collections.abc import Sequence

from painfinder.understand.features import one_by_one

USUAL: dict[str, tuple[str, ...]] = {
    "back": (
        "chronic-low-back-pain", "facet-joint-pain", "herniated-disc", "degenerative-disc-disease",
        "lumbar-spinal-stenosis", "myofascial-pain", "radiculopathy", "sacroiliac-joint-pain",
    ),
    "neck": (
        "chronic-neck-pain", "myofascial-pain", "facet-joint-pain", "radiculopathy", "cervicogenic-headache",
        "cervical-dystonia",
    ),
    "knee": ("knee-osteoarthritis", "joint-injury", "bursitis", "tendonitis"),
    "shoulder": ("shoulder-osteoarthritis", "tendonitis", "bursitis", "joint-injury", "myofascial-pain"),
    "foot": (
        "plantar-fasciitis", "neuropathic-pain", "diabetic-neuropathy", "tendonitis", "joint-injury", "osteoarthritis",
    ),
    "heel": ("plantar-fasciitis", "tendonitis", "neuropathic-pain"),
    "head": ("migraine", "cervicogenic-headache", "tmj-disorder"),
    "hip": ("hip-osteoarthritis", "bursitis", "sacroiliac-joint-pain", "tendonitis", "joint-injury"),
    "ankle": ("joint-injury", "osteoarthritis", "tendonitis"),
    "elbow": ("tendonitis", "bursitis", "joint-injury", "osteoarthritis", "peripheral-nerve-injury"),
    "hand": ("osteoarthritis", "tendonitis", "joint-injury", "peripheral-nerve-injury", "neuropathic-pain"),
    "leg": (
        "radiculopathy", "lumbar-spinal-stenosis", "neuropathic-pain", "peripheral-nerve-injury", "joint-injury",
        "herniated-disc", "diabetic-neuropathy",
    ),
    "arm": ("radiculopathy", "tendonitis", "joint-injury", "peripheral-nerve-injury"),
    "muscles": ("myofascial-pain", "joint-injury", "fibromyalgia", "tendonitis", "chronic-pain"),
    "joints": (
        "osteoarthritis", "joint-injury", "knee-osteoarthritis", "hip-osteoarthritis", "shoulder-osteoarthritis",
        "bursitis", "tendonitis", "fibromyalgia", "chronic-pain",
    ),
    "jaw": ("tmj-disorder", "neuropathic-pain"),
    "nerves": ("neuropathic-pain", "peripheral-nerve-injury", "radiculopathy"),
}  # fmt: skip

_PARTS = {
    "back": "back backs backache spine lumbar backside espalda espaldas cintura lomo columna espinazo lumbago",
    "neck": "neck nape cuello nuca pescuezo cervicales",
    "knee": "knee knees kneecap kneecaps rodilla rodillas",
    "shoulder": "shoulder shoulders hombro hombros",
    "foot": "foot feet pie pies toe toes sole soles",
    "heel": "heel heels talon talones",
    "head": "head cabeza headache headaches cefalea",
    "hip": "hip hips cadera caderas",
    "ankle": "ankle ankles tobillo tobillos",
    "elbow": "elbow elbows codo codos",
    "hand": "hand hands wrist wrists finger fingers thumb thumbs mano manos muneca munecas dedo dedos pulgar",
    "leg": "leg legs pierna piernas thigh thighs calf calves pantorrilla pantorrillas muslo muslos",
    "arm": "arm arms brazo brazos forearm",
    "muscles": "muscle muscles musculo musculos",
    "joints": "joint joints coyuntura coyunturas articulacion articulaciones",
    "jaw": "jaw jaws quijada mandibula",
    "nerves": "nerve nerves nervio nervios",
}
PART_OF: dict[str, str] = {word: part for part, words in _PARTS.items() for word in words.split()}

PAIN = one_by_one(
    "pain pains painful hurt hurts hurting ache aches achy aching achey sore soreness backache headache "
    "headaches cefalea dolor dolores duele duelen doliendo dolorido adolorido adolorida adoloridas adoloridos "
    "lumbago aguanto aguantar soporto tender discomfort bothering bothers molestia molestias killing acting frozen "
    "congelado congelada"
)
LONGEST = 16  # words; whoever says more says more than where it hurts
EMPTY = one_by_one(
    "a an the i im ive my me mine his her our your of in on at to with from and is are am be been being was it "
    "its this that these have has had having got get gets getting do does for so really very bad badly much lot "
    "some severe mild terrible awful horrible intense constant chronic left right both side sided bilateral "
    "lower low upper middle mid outer inner top front behind around near area region all over since today "
    "yesterday now again still always every day days night week weeks month months year years long time ago "
    "lately recently help please hi hello what when where why how just too up out down there here wife husband "
    "mom dad mother father gets started keeps feel feels feeling 0 can could go going make makes made problem "
    "problems issue issues trouble el la los las un una mi mis su sus me te le se de del al en con por para y o "
    "a lo que tengo tiene siento ando esta estoy mucho mucha muy fuerte fuertes bastante desde hace dias dia "
    "semana semanas mes meses ano anos hoy ayer noche todo toda todos todas izquierdo izquierda derecho derecha "
    "baja bajo alta alto parte lado ambos ambas ya mas tanto cronico cronica ayuda favor hola es un poco siempre "
    "cuando porque como mama papa esposo esposa"
)


def pure_region(words: Sequence[str]) -> str:
    """Return the region ("knee") when a text says that one region hurts and nothing else, or "".

    "Joint" gives way to a part that is named beside it, "muscle" does not: "knee joint pain", "muscle pain in my leg".
    """
    parts: set[str] = set()
    hurts = False
    for word in words:
        part = PART_OF.get(word, "")
        if part:
            parts.add(part)
        elif word not in PAIN and word not in EMPTY:
            return ""
        hurts = hurts or word in PAIN
    named = {"muscles"} & parts or parts - {"joints"} or parts
    return min(named) if len(named) == 1 and hurts and len(words) <= LONGEST else ""


def usual_in(words: Sequence[str]) -> tuple[str, ...]:
    """Return the conditions (ids) that are usual in the regions that a text names, most usual first."""
    parts = dict.fromkeys(part for w in words if (part := PART_OF.get(w, "")) and part not in ("nerves", "joints"))
    return tuple(dict.fromkeys(id for part in parts for id in USUAL[part]))
