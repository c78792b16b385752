"""What a qualification's page tells machines: schema.org in JSON-LD."""

from __future__ import annotations

from django.conf import settings

from parvis.qualifications.domain.profile import Profile
from parvis.qualifications.enums import Mode


def qualification_data(shown: Profile, path: str) -> dict[str, object]:
    """Return the programme that leads to a qualification, with the credential it awards; what is not known is left out."""
    address, row = f"{settings.ORIGIN}{path}", shown.row
    credential: dict[str, object] = {
        "@type": "EducationalOccupationalCredential",
        "name": shown.line.title.text,
        "credentialCategory": row.short,
        "educationalLevel": f"EQF {row.eqf}" if row.eqf else "",
        "url": row.register_uri,
        "identifier": row.reference,
        "validIn": {"@type": "Country", "name": row.jurisdiction.country},
    }
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "EducationalOccupationalProgram",
        "@id": address,
        "url": address,
        "name": shown.line.title.text,
        "inLanguage": shown.line.title.language,
        "educationalProgramMode": row.mode,
        "programType": "Apprenticeship" if row.mode == Mode.APPRENTICESHIP else "",
        "timeToComplete": f"P{row.months_min}M" if row.months_min else "",
        "programPrerequisites": [ask for way in shown.ways for ask in way.asks],
        "educationalCredentialAwarded": {name: value for name, value in credential.items() if value},
        "occupationalCategory": [card.isco for card in shown.trades if card.isco],
        "sdDatePublished": row.checked_on.isoformat() if row.checked_on else "",
    }
    return {name: value for name, value in data.items() if value}
