"""Links to MedlinePlus pages by ICD-10-CM code, in English and Spanish.

MedlinePlus Connect answers a code with the pages of the National Library of Medicine that fit it; the address is built
here, nothing is fetched. Parameters: https://medlineplus.gov/medlineplus-connect/web-application/
"""

from __future__ import annotations

from painfinder.wording import Language

ADDRESS = "https://connect.medlineplus.gov/application"
ICD10CM = "2.16.840.1.113883.6.90"  # the code system's object identifier


def link(codes: tuple[str, ...], language: Language) -> str:
    """Return the address for the first code, or "" when there is none."""
    if not codes:
        return ""
    return (
        f"{ADDRESS}?mainSearchCriteria.v.cs={ICD10CM}&mainSearchCriteria.v.c={codes[0]}"
        f"&informationRecipient.languageCode.c={language}"
    )
