"""What the front desk says and does on the phone, by level, in English and Spanish (`--staff`, and the desk screen).

Made from docs/front-desk.md, which names the sources. A line that starts with "Say:" or "Diga:" is read aloud, every
other line is to do. A red-flag card's own words come first, always. Nothing here is a diagnosis or advice about a
medicine, and a clinician should check the lines before a clinic uses them. Both languages have the same lines in the
same order (a test says so): a desk that changes the language in the middle of a call finds its place again.
"""

from __future__ import annotations

from painfinder.model import Level
from painfinder.wording import Language

MOST = 8  # lines that can be taken in at a glance while somebody talks

Lines = dict[Language, tuple[str, ...]]

OPENING: Lines = {  # where the caller is comes before the story, so that help can be sent if the line drops
    "en": (
        'Say: "Hello, pain clinic. What is your name, and what number can I call you back on?"',
        'Say: "Where are you right now?" Ask it before the story, in case the line drops.',
        'Say: "What made you call today?" Type the caller\'s own words, not the name of an illness.',
    ),
    "es": (
        'Diga: "Hola, clínica del dolor. ¿Cómo se llama y a qué número le puedo devolver la llamada?"',
        'Diga: "¿Dónde está usted en este momento?" Pregúntelo antes de oír la historia, por si se corta la llamada.',
        'Diga: "¿Por qué nos llama hoy?" Escriba las palabras de la persona, no el nombre de una enfermedad.',
    ),
}

CLOSING: Lines = {
    "en": (
        'Say: "If it gets worse or something new starts, call us. For an emergency, call 911."',
        "Write the call in the chart. The chart is the only record.",
        "Clear the screen for the next caller. Nothing of this call stays in the program.",
    ),
    "es": (
        'Diga: "Si empeora o empieza algo nuevo, llámenos. Si es una emergencia, llame al 911."',
        "Anote la llamada en el expediente. El expediente es el único registro.",
        "Limpie la pantalla para la siguiente llamada. Nada de esta llamada queda en el programa.",
    ),
}

SCRIPT: dict[Level, Lines] = {
    "none": {
        "en": (
            *OPENING["en"],
            "No card does not mean that nothing is wrong. The list is not complete, so keep listening.",
            'Worried? Say: "I am not a nurse, so I can\'t tell you what this is. I can get someone who can."',
            'Ask the booking questions; the strictest answer wins. Say: "You told me [...]. Did I get that right?"',
            "Tell the nurse today: a change after a procedure, fever with pain, a fall, a pregnancy. "
            "Also a medicine that ran out, a second call about the same thing, or any doubt.",
            CLOSING["en"][0],
        ),
        "es": (
            *OPENING["es"],
            "Que no salga un aviso no quiere decir que todo esté bien. La lista no está completa; siga escuchando.",
            '¿Le preocupa? Diga: "No soy de enfermería; no puedo decirle qué es. Le paso con alguien que sí puede."',
            'Haga las preguntas de la cita; vale la respuesta más estricta. Diga: "Usted me dijo [...]. ¿Es así?"',
            "Avise hoy a la enfermera: un cambio tras un procedimiento, fiebre con dolor, una caída, un embarazo. "
            "También una medicina que se acabó, una segunda llamada por lo mismo o cualquier duda.",
            CLOSING["es"][0],
        ),
    },
    "urgent": {
        "en": (
            "Stop booking. Read the card as it is written.",
            "No name, number or place yet? Ask for them now.",
            'Say: "I am going to get our nurse now. Please stay on the line with me."',
            "Stay on the line until the nurse is talking with the caller.",
            "If no nurse answers in 5 minutes, say where to go today, as the card says.",
            "Do not offer a later visit in place of the card.",
            CLOSING["en"][0],
        ),
        "es": (
            "Deje la cita. Lea el aviso tal como está escrito.",
            "¿Todavía no tiene el nombre, el teléfono o el lugar? Pregúntelos ahora.",
            'Diga: "Voy a buscar a nuestra enfermera ahora. Por favor, no cuelgue."',
            "Quédese en la línea hasta que la enfermera esté hablando con la persona.",
            "Si ninguna enfermera contesta en 5 minutos, diga adónde ir hoy, como dice el aviso.",
            "No ofrezca una cita para otro día en lugar del aviso.",
            CLOSING["es"][0],
        ),
    },
    "crisis": {
        "en": (
            "Stay calm. Do not hang up, and do not leave the person alone on the line.",
            "Read the card as it is written.",
            'Say: "Where are you right now? Is someone with you?"',
            'You may ask; asking does not raise the risk. Say: "Are you thinking about suicide?"',
            'Say: "You can call or text 988 at any time. I will stay on the line while we connect."',
            "For Spanish, press 2 after calling 988, or text AYUDA to 988.",
            "If the person is already hurt, or has the means in hand, it is 911.",
        ),
        "es": (
            "Mantenga la calma. No cuelgue ni deje sola a la persona en la línea.",
            "Lea el aviso tal como está escrito.",
            'Diga: "¿Dónde está usted en este momento? ¿Hay alguien con usted?"',
            'Puede preguntar; preguntar no aumenta el riesgo. Diga: "¿Está pensando en el suicidio?"',
            'Diga: "Puede llamar o enviar un mensaje al 988 a cualquier hora. Me quedo aquí mientras le comunicamos."',
            "Para español, marque 2 después de llamar al 988, o envíe AYUDA al 988.",
            "Si la persona ya se hizo daño, o tiene a la mano cómo hacerlo, es el 911.",
        ),
    },
    "emergency": {
        "en": (
            "Read the card in one breath, then let them go. Give no long advice first.",
            'Say: "Please hang up and call 911 now."',
            'If they cannot call, say: "Where are you right now?" Call 911 for them and follow your clinic\'s policy.',
            "If someone else is the one who is ill, do just the same.",
            "Do not cross it off because the caller sounds fine or says it went away.",
            "After a wrong dose: hard to wake, slow or no breathing, a seizure or a collapse is 911.",
            "After a wrong dose, but awake and well: Poison Help, 1-800-222-1222.",
        ),
        "es": (
            "Lea el aviso de un tirón y deje que cuelguen. No dé antes consejos largos.",
            'Diga: "Por favor, cuelgue y llame al 911 ahora."',
            'Si no pueden llamar, diga: "¿Dónde está usted?" Llame usted al 911 y siga las reglas de la clínica.',
            "Si la persona enferma es otra, haga exactamente lo mismo.",
            "No lo descarte porque la persona suena bien o dice que ya se le pasó.",
            "Tras una dosis equivocada: si no despierta bien, respira lento o no respira, convulsiona o se desploma, "
            "es el 911.",
            "Tras una dosis equivocada, pero despierta y bien: Centro de Envenenamientos, 1-800-222-1222.",
        ),
    },
}

MEDICINE: Lines = {  # whenever a medicine comes up
    "en": (
        "Never say start, stop, skip, change or keep taking. Never talk about doses or fasting.",
        'Say: "Please do not change anything until our nurse and the doctor who prescribed it have told you."',
        "Write down the names of the medicines as the caller says them.",
        "The nurse calls back the same day if an opioid, a sedative or a pump medicine has run out.",
    ),
    "es": (
        "Nunca diga que empiece, suspenda, salte, cambie o siga tomando algo. Nunca hable de dosis ni de ayuno.",
        'Diga: "Por favor, no cambie nada hasta que se lo indiquen nuestra enfermera y el médico que se lo recetó."',
        "Anote los nombres de las medicinas como los dice la persona.",
        "La enfermera devuelve la llamada el mismo día si se acabó un opioide, un sedante o la medicina de una bomba.",
    ),
}

OTHER_PERSON: Lines = {  # when somebody calls for somebody else
    "en": (
        "If someone else is ill now, treat it just as if that person had called.",
        'Say: "Is the person with you right now? Can I speak with them?"',
        "Ask where the ill person is. That is where help must go.",
        'To book for someone else, say: "How old is the patient?" For a child, a parent must consent.',
    ),
    "es": (
        "Si otra persona está enferma ahora, haga lo mismo que si ella llamara.",
        'Diga: "¿La persona está con usted en este momento? ¿Puedo hablar con ella?"',
        "Pregunte dónde está la persona enferma. Ahí debe llegar la ayuda.",
        'Para una cita de otra persona, diga: "¿Qué edad tiene el paciente?" Si es menor, autoriza su mamá o papá.',
    ),
}

MAY_NOT: Lines = {
    "en": (
        "Do not name a cause.",
        "Do not say how serious it sounds.",
        'Do not say "probably nothing", "normal" or "not an emergency".',
        "Do not tell anyone to start, stop, skip or change a medicine.",
        "Do not promise a result.",
        "Do not call stem cells or exosomes approved for pain.",
        "Do not cross off a red flag.",
        "Do not give advice by phone. That is clinical work for licensed, trained staff.",
    ),
    "es": (
        "No nombre una causa.",
        "No diga qué tan grave suena.",
        'No diga "seguro no es nada", "es normal" ni "no es una emergencia".',
        "No le diga a nadie que empiece, suspenda, salte o cambie una medicina.",
        "No prometa un resultado.",
        "No diga que las células madre o los exosomas están aprobados para el dolor.",
        "No descarte un aviso de peligro.",
        "No dé consejos médicos por teléfono. Eso es trabajo clínico de personal con licencia y preparación.",
    ),
}

RULES: dict[str, Lines] = {"about_medicines": MEDICINE, "for_somebody_else": OTHER_PERSON, "may_not_say": MAY_NOT}


def script(level: Level, language: Language) -> tuple[str, ...]:
    """Return what a receptionist says and does at a level, in order: at most MOST lines, from the first word on.

    Raises KeyError when there is no such level or language.
    """
    return SCRIPT[level][language][:MOST]
