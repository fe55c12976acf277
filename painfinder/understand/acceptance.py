"""How sure it must be that a text is about something of ours before anything is said.

The trained model counts words one by one, so a long story about other medicine can add up to a match, and a short
complaint in odd words can fall short. What a pain clinic hears nearly always says that something hurts, or names a part
of the body that is treated here; so such a text needs less, and one that only names parts that are not needs more.

What each adds is a logistic regression's over 23,863 sayings of authors left out of the model that judged them. Of
other people's real complaints 97.4 % are answered where 5 % of what is not ours comes through, and 96.6 % without it.
"""

from __future__ import annotations

from collections.abc import Iterable

from painfinder.understand.features import one_by_one
from painfinder.understand.regions import PAIN, PART_OF

NEEDED = 0.0  # log-odds of "ours" against "none of ours"
# What is added to it: that something hurts (unless only parts are named that are not treated here), that a part is
# named which is treated here, that only others are.
HURTS, HERE, ELSEWHERE = -2.0, -1.4, 0.4

_HERE = (
    one_by_one(
        "disc discs disk vertebra vertebrae sciatic sciatica butt buttock buttocks glute tailbone rib ribs groin shin "
        "temple scalp skull sacrum cartilage tendon ligament meniscus rotator spine spinal nalga nalgas ingle disco "
        "discos sien craneo cartilago ligamento menisco coxis costilla"
    )
    | PART_OF.keys()
)
_ELSEWHERE = one_by_one(
    "ear ears earache tooth teeth toothache gum gums stomach belly tummy abdomen abdominal chest heart lung lungs "
    "eye eyes skin rash rashes itch itchy itching acne pimples nose nostril sinus sinuses throat tonsils cough "
    "coughing kidney kidneys bladder urine pee period menstrual vagina vaginal uterus ovary ovarian testicle "
    "testicles penis prostate breast breasts nipple bowel bowels intestine liver gallbladder pancreas thyroid "
    "hair lip lips tongue mouth blood allergy flu cold fever vision breath breathing lump oido oidos muela muelas "
    "diente dientes encia estomago panza barriga vientre pecho corazon pulmon pulmones ojo ojos piel sarpullido "
    "ronchas comezon nariz garganta anginas tos rinon rinones vejiga orina regla menstruacion utero ovario "
    "ovarios testiculo testiculos pene prostata seno senos higado vesicula tiroides pelo labios lengua boca gripe "
    "fiebre respirar"
)


def needed(words: Iterable[str]) -> float:
    """Return the log-odds of "ours" that a text needs, from its folded words."""
    said = set(words)
    here = not said.isdisjoint(_HERE)
    elsewhere = not here and not said.isdisjoint(_ELSEWHERE)
    hurts = not elsewhere and not said.isdisjoint(PAIN)
    return NEEDED + HURTS * hurts + HERE * here + ELSEWHERE * elsewhere
