"""What pages tell machines that read them: schema.org in JSON-LD."""

from __future__ import annotations

from django.conf import settings

from parvis.occupations.domain.profile import Profile

#: Skills named to machines; more is noise.
SKILLS = 20


def site_data(language: str, search: str) -> dict[str, object]:
    """Return the site as schema.org knows one: who keeps it, and the address ``search`` that answers questions."""
    origin = settings.ORIGIN
    organisation = {"@type": "Organization", "@id": f"{origin}/#organisation", "name": "Parvis", "url": f"{origin}/"}
    return {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "@id": f"{origin}/#site",
        "name": "Parvis",
        "url": f"{origin}/{language}/",
        "inLanguage": language,
        "publisher": organisation,
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{origin}{search}?q={{search_term_string}}"},
            "query-input": "required name=search_term_string",
        },
    }


def occupation_data(trade: Profile, path: str) -> dict[str, object]:
    """Return ``trade``, shown at ``path``, as a schema.org Occupation with its ISCO-08 category."""
    address = f"{settings.ORIGIN}{path}"
    skills = [line.label.text for heading in trade.skills.essential for line in heading.skills]
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "Occupation",
        "@id": address,
        "url": address,
        "name": trade.card.label.text,
        "inLanguage": trade.card.label.language,
        "description": trade.card.summary.text or trade.description.text,
        "mainEntityOfPage": address,
        "sameAs": trade.esco_uri,
        "alternateName": trade.names[:SKILLS],
        "skills": skills[:SKILLS],
    }
    if trade.isco:
        data["occupationalCategory"] = {
            "@type": "CategoryCode",
            "inCodeSet": {"@type": "CategoryCodeSet", "name": "ISCO-08"},
            "codeValue": trade.isco[-1].code,
            "name": trade.isco[-1].label.text,
        }
    return {name: value for name, value in data.items() if value}
