"""A place as linked data (schema.org) for machines. Sample desks and hours stay out: a machine cannot read "sample"."""

from __future__ import annotations

from django.conf import settings

from parvis.network.domain.picturing import pictured
from parvis.network.models import House

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def linked_house(house: House, address: str) -> dict[str, object]:
    """Return schema.org's description of ``house``, whose page is at ``address``; only what is known and not a sample."""
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": ["Organization", "CivicStructure"],
        "@id": address,
        "url": house.website or address,
        "name": house.name,
        "isAccessibleForFree": True,
        "publicAccess": True,
        "address": {
            key: value
            for key, value in {
                "@type": "PostalAddress",
                "streetAddress": house.address,
                "postalCode": house.postcode,
                "addressLocality": house.town,
                "addressRegion": house.region,
                "addressCountry": house.country,
            }.items()
            if value
        },
        "geo": {"@type": "GeoCoordinates", "latitude": house.latitude, "longitude": house.longitude},
    }
    hours = [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": f"https://schema.org/{WEEKDAYS[row.weekday - 1]}",
            "opens": f"{row.opens:%H:%M}",
            "closes": f"{row.closes:%H:%M}",
            **({"validFrom": row.valid_from.isoformat()} if row.valid_from else {}),
            **({"validThrough": row.valid_until.isoformat()} if row.valid_until else {}),
        }
        for row in house.periods.all()
        if row.desk_id is None and not row.is_sample
    ]
    if hours:
        data["openingHoursSpecification"] = hours
    if house.other_names:
        data["alternateName"] = house.other_names
    shown = [
        image for image in house.images.all() if image.on_house_page and not (image.is_decorative or image.is_sample)
    ]
    if shown:
        data["image"] = [settings.ORIGIN + pictured(image, house.name_language).widest for image in shown]
    reached = {"telephone": house.phone, "email": house.email}
    return data | {key: value for key, value in reached.items() if value}
