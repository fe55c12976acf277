"""The fixed words that painfinder shows, in English and Spanish: labels, disclaimers, sentences of its own.

Texts about conditions and treatments live in the knowledge base; here stands only what frames them. Both languages
have every key (a test says so).
"""

from __future__ import annotations

from typing import Literal

Language = Literal["en", "es"]

DISCLAIMER = {
    "en": (
        "For information only. This is not a diagnosis and does not replace a clinician. "
        "Emergency? Call 911. Thinking of suicide? Call or text 988. Poisoning? 1-800-222-1222. "
        "No warning shown does not mean it is safe. If you are worried, call a clinician. "
        "Do not start, stop or change a medicine because of what you read here. Your own doctor's advice comes first."
    ),
    "es": (
        "Solo para información. No es un diagnóstico ni reemplaza a un profesional de salud. "
        "¿Emergencia? Llame al 911. ¿Piensa en el suicidio? Llame al 988 y marque 2, o envíe AYUDA al 988. "
        "¿Envenenamiento? 1-800-222-1222. Que no aparezca un aviso no significa que no haya peligro. "
        "Si le preocupa, hable con un profesional de salud. "
        "No empiece, suspenda ni cambie una medicina por lo que lee aquí. Lo que diga su médico va primero."
    ),
}  # modelled on the pages named in docs/front-desk.md; wording is our own

ENGLISH_TEXTS = {
    "en": "",
    "es": "Los textos largos están en inglés por ahora; los nombres, los avisos y estas etiquetas están en español.",
}

ROLE = {
    "en": {
        "first-line": "try first",
        "second-line": "try next",
        "diagnostic": "a test",
        "after-others-fail": "if others fail",
        "last-resort": "last resort",
        "not-recommended": "not advised",
    },
    "es": {
        "first-line": "primero",
        "second-line": "después",
        "diagnostic": "una prueba",
        "after-others-fail": "si lo demás falla",
        "last-resort": "último recurso",
        "not-recommended": "no se aconseja",
    },
}

EVIDENCE = {
    "en": {
        "strong": "strong",
        "moderate": "moderate",
        "limited": "limited",
        "conflicting": "disputed",
        "insufficient": "too little",
        "against": "against it",
    },
    "es": {
        "strong": "fuerte",
        "moderate": "moderada",
        "limited": "limitada",
        "conflicting": "discutida",
        "insufficient": "muy poca",
        "against": "en contra",
    },
}

EVIDENCE_MARK = {  # a shape for each word; never shown without the word
    "strong": "●●●●",
    "moderate": "●●●○",
    "limited": "●●○○",
    "conflicting": "◐◑  ",
    "insufficient": "●○○○",
    "against": "✕   ",
}
EVIDENCE_MARK_ASCII = {
    "strong": "####",
    "moderate": "###.",
    "limited": "##..",
    "conflicting": "<>  ",
    "insufficient": "#...",
    "against": "x   ",
}

CONFIDENCE = {
    "en": {"exact": "exact match", "strong": "strong match", "possible": "possible match"},
    "es": {"exact": "coincidencia exacta", "strong": "coincidencia fuerte", "possible": "coincidencia posible"},
}

LEVEL = {
    "en": {"none": "", "urgent": "SAME DAY", "crisis": "CRISIS", "emergency": "EMERGENCY"},
    "es": {"none": "", "urgent": "HOY MISMO", "crisis": "CRISIS", "emergency": "EMERGENCIA"},
}
LEVEL_ACT = {
    "en": {"none": "", "urgent": "see someone today", "crisis": "call or text 988", "emergency": "call 911"},
    "es": {"none": "", "urgent": "que lo vean hoy", "crisis": "llame o escriba al 988", "emergency": "llame al 911"},
}

ACTION = {
    "en": {"avoid": "do not book", "ask-clinician-first": "ask the clinician first", "prepare": "get ready"},
    "es": {"avoid": "no reservar", "ask-clinician-first": "preguntar antes al médico", "prepare": "prepararse"},
}

TRAIT = {
    "en": {t: t for t in ("needle", "steroid", "implant", "incision", "medicine", "hands-on", "x-ray", "self-care")},
    "es": {
        "needle": "aguja",
        "steroid": "esteroide",
        "implant": "implante",
        "incision": "corte",
        "medicine": "medicina",
        "hands-on": "manual",
        "x-ray": "rayos X",
        "self-care": "en casa",
    },
}

REVERSIBLE = {
    "en": {"yes": "yes", "partly": "partly", "no": "no"},
    "es": {"yes": "sí", "partly": "en parte", "no": "no"},
}

LABEL = {
    "en": {
        "you_may_mean": "You may mean",
        "because": "because",
        "could_also_be": "Could also be",
        "which": "Which sounds most like it?",
        "say_more": "Say more: where it goes, what eases it, since when. Or: painfinder show ID",
        "no_match": "Nothing here fits these words.",
        "covers": (
            "painfinder covers pain of the spine, joints, nerves, muscles, head and jaw. "
            "For anything else, call your own doctor, clinic or dentist."
        ),
        "what_it_is": "What it is",
        "if_you_wait": "If you wait",
        "self_care": "What you can do yourself",
        "when_to_worry": "When to call at once",
        "ask_first": "Ask first",
        "your_options": "Your options",
        "try": "try",
        "proof": "how good is the proof",
        "not_known": "not known",
        "expect": "What to expect",
        "outcomes": "In studies",
        "conflict": "Not agreed",
        "what_happens": "What happens",
        "numbing": "Numbing",
        "imaging": "Imaging",
        "time_taken": "How long it takes",
        "place": "Where",
        "sessions": "How often",
        "starts_working": "Starts to work",
        "lasts": "How long it lasts",
        "recovery": "Afterwards",
        "common_harms": "Common harms",
        "serious_harms": "Serious harms",
        "who_should_not": "Who should not",
        "ask_before_booking": "Ask before booking",
        "approval": "Approved for",
        "reversible": "Can it be undone",
        "brands": "Brands",
        "also_called": "Also called",
        "sources": "Says who",
        "reviewed": "Reviewed",
        "review_due": "next due",
        "not_signed_off": "no clinician has signed this off yet",
        "signed_off": "signed off by",
        "cautions": "For you",
        "not_offered": "not offered here",
        "offered": "Offered here",
        "hidden": "hidden by your wishes",
        "next": "Next",
        "questions": "Questions to take to your visit",
        "heard": "Heard",
        "sounds_like": "People say things like",
        "no_simple_number": "no simple number",
        "say": "Say",
        "why": "Why",
        "withheld": "Treatments are not shown until this has been checked.",
        "circumstances": "Heard about you",
        "used_for": "Used or asked for in",
        "treatments": "Treatments",
        "clinic_claims": "The clinic says",
        "caution": "Good to know",
        "codes": "ICD-10-CM codes",
        "chance": "Chance of help",
        "evidence_for": "Proof for this",
        "place_in_care": "When to try it",
        "option": "Option",
        "of": "of",
        "match": "Match",
        "confidence": "Confidence",
        "treatment": "Treatment",
        "region": "Where in the body",
        "how": "How it is done",
        "phone_script": "On the phone",
        "booking_questions": "Ask before booking (each once)",
        "about_medicines": "Whenever a medicine comes up",
        "for_somebody_else": "When somebody calls for somebody else",
        "may_not_say": "What nobody may say on the phone",
        "no_option": "not one of its options here",
        "left_out": "{0} more options are not in this table: painfinder show {1} has all; name the ones to compare.",
        "learn_more": "Read more (MedlinePlus)",
        "clinic": "Your clinic",
        "matters": "What matters most to me",
        "funding": "The clinic that named these treatments also sells them.",
        "changed": "What changed",
        "changed_nothing": "No change is noted since then.",
        "all_entries": "all entries",
        "read_again": "Read against its sources",
        "signed_count": "A clinician has signed off {signed} of {entries} entries.",
    },
    "es": {
        "you_may_mean": "Puede ser",
        "because": "porque",
        "could_also_be": "También podría ser",
        "which": "¿Cuál se parece más?",
        "say_more": "Diga más: adónde se va, qué lo alivia, desde cuándo. O: painfinder show ID",
        "no_match": "Nada aquí corresponde a estas palabras.",
        "covers": (
            "painfinder trata del dolor de columna, articulaciones, nervios, músculos, cabeza y mandíbula. "
            "Para lo demás, llame a su médico, clínica o dentista."
        ),
        "what_it_is": "Qué es",
        "if_you_wait": "Si espera",
        "self_care": "Lo que usted puede hacer",
        "when_to_worry": "Cuándo llamar de inmediato",
        "ask_first": "Pregunte primero",
        "your_options": "Sus opciones",
        "try": "cuándo",
        "proof": "qué tan buena es la prueba",
        "not_known": "no se sabe",
        "expect": "Qué esperar",
        "outcomes": "En estudios",
        "conflict": "Sin acuerdo",
        "what_happens": "Qué pasa",
        "numbing": "Anestesia",
        "imaging": "Imagen",
        "time_taken": "Cuánto tarda",
        "place": "Dónde",
        "sessions": "Cuántas veces",
        "starts_working": "Empieza a servir",
        "lasts": "Cuánto dura",
        "recovery": "Después",
        "common_harms": "Daños comunes",
        "serious_harms": "Daños graves",
        "who_should_not": "Quién no debe",
        "ask_before_booking": "Pregunte antes de la cita",
        "approval": "Aprobado para",
        "reversible": "Se puede deshacer",
        "brands": "Marcas",
        "also_called": "También se llama",
        "sources": "Quién lo dice",
        "reviewed": "Revisado",
        "review_due": "próxima revisión",
        "not_signed_off": "ningún médico lo ha firmado todavía",
        "signed_off": "firmado por",
        "cautions": "En su caso",
        "not_offered": "no se ofrece aquí",
        "offered": "Se ofrece aquí",
        "hidden": "ocultas por lo que usted pidió",
        "next": "Siguiente",
        "questions": "Preguntas para su consulta",
        "heard": "Se oyó",
        "sounds_like": "La gente dice cosas como",
        "no_simple_number": "sin un número simple",
        "say": "Diga",
        "why": "Por qué",
        "withheld": "Los tratamientos no se muestran hasta que esto se haya revisado.",
        "circumstances": "Se oyó de usted",
        "used_for": "Se usa o se pide para",
        "treatments": "Tratamientos",
        "clinic_claims": "La clínica dice",
        "caution": "Conviene saber",
        "codes": "Códigos CIE-10-MC",
        "chance": "Probabilidad de ayuda",
        "evidence_for": "Prueba para esto",
        "place_in_care": "Cuándo probarlo",
        "option": "Opción",
        "of": "de",
        "match": "Coincidencia",
        "confidence": "Certeza",
        "treatment": "Tratamiento",
        "region": "Parte del cuerpo",
        "how": "Cómo se hace",
        "phone_script": "Por teléfono",
        "booking_questions": "Pregunte antes de la cita (una vez cada una)",
        "about_medicines": "Cuando se hable de una medicina",
        "for_somebody_else": "Cuando alguien llama por otra persona",
        "may_not_say": "Lo que nadie puede decir por teléfono",
        "no_option": "no es una de sus opciones aquí",
        "left_out": "Otras {0} opciones no están en la tabla: painfinder show {1} las tiene; nombre las que quiera.",
        "learn_more": "Más información (MedlinePlus)",
        "clinic": "Su clínica",
        "matters": "Lo que más me importa",
        "funding": "La clínica que nombra estos tratamientos también los vende.",
        "changed": "Qué cambió",
        "changed_nothing": "No hay cambios anotados desde entonces.",
        "all_entries": "todas las entradas",
        "read_again": "Leído de nuevo con sus fuentes",
        "signed_count": "Un médico ha firmado {signed} de {entries} entradas.",
    },
}

KINDS_NAMED = {
    "en": {
        "condition": "conditions",
        "treatment": "treatments",
        "approach": "approaches",
        "red-flag": "red flags",
        "circumstance": "circumstances",
    },
    "es": {
        "condition": "problemas",
        "treatment": "tratamientos",
        "approach": "enfoques",
        "red-flag": "señales de alarma",
        "circumstance": "circunstancias",
    },
}

REGION_ES = {
    "low back": "espalda baja",
    "neck": "cuello",
    "head and jaw": "cabeza y mandíbula",
    "shoulder": "hombro",
    "hip": "cadera",
    "knee": "rodilla",
    "foot": "pie",
    "joints": "articulaciones",
    "nerves": "nervios",
    "muscles": "músculos",
    "whole body": "todo el cuerpo",
}

QUESTIONS_FOR_VISIT = {
    "en": (
        "What do you think is causing my pain, and what else could it be?",
        "What usually happens if I wait, or do only exercise and self-care?",
        "Out of 100 people like me, about how many are helped, for how long, and how many are harmed?",
        "Which of my medicines or conditions change the plan?",
        "Is there a choice that is less invasive, and what would I lose by trying it first?",
        "What will it cost me, and who is paid for it?",
        "Whom do I call, day or night, if something goes wrong?",
    ),
    "es": (
        "¿Qué cree que causa mi dolor, y qué más podría ser?",
        "¿Qué suele pasar si espero, o si solo hago ejercicio y me cuido?",
        "De 100 personas como yo, ¿a cuántas les ayuda, por cuánto tiempo, y a cuántas les hace daño?",
        "¿Cuáles de mis medicinas o enfermedades cambian el plan?",
        "¿Hay una opción menos invasiva, y qué perdería si la pruebo primero?",
        "¿Cuánto me costará y a quién se le paga?",
        "¿A quién llamo, de día o de noche, si algo sale mal?",
    ),
}
