"""What differs between two versions of a house, in words: field by field, language by language, day by day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from parvis.core.domain.changed import Changed, said_value
from parvis.core.domain.differing import Data, Path, differences
from parvis.core.languages import language_name
from parvis.core.said import say
from parvis.network.domain.house_data import PLAIN
from parvis.network.domain.house_parts import DaysKey, WeekKey, days_in, times_of, week_of, weeks_in
from parvis.network.domain.house_texts import field_words
from parvis.network.domain.saying import say_weekday

_TEXTS = {"about", "access", "directions", "question", "hint", "words", "reason"}


def plain_words() -> dict[str, str]:
    """Return what the fields of a house that are no texts are called."""
    return {
        "name": _("Name"),
        "name_language": _("Language of the name"),
        "other_names": _("Other names, with commas between"),
        "country": _("Country"),
        "region": _("Region"),
        "town": _("Town"),
        "address": _("Street and number"),
        "postcode": _("Postcode"),
        "latitude": _("Latitude, in degrees"),
        "longitude": _("Longitude, in degrees"),
        "is_place_of_town": _("The place on the map is the middle of the town, not the door"),
        "time_zone": _("Time zone"),
        "languages": _("Languages spoken"),
        "website": _("Website"),
        "phone": _("Telephone"),
        "email": _("E-mail"),
        "holiday_subdivision": _("Region for public holidays, as a code of ISO 3166-2"),
        "closes_on_holidays": _("Closed on public holidays"),
        "source": _("Where these facts come from"),
        "source_url": _("Address of the source"),
        "checked_on": _("Checked on"),
        "due_on": _("To be checked again by"),
        "is_sample": _("Sample: the house has not confirmed it"),
        "machine_texts": _("A machine’s drafts"),
        "tone": _("Colour"),
        "pictogram": _("Drawing"),
        "order": _("Order"),
    }


def _comparable(data: Data) -> dict[str, Any]:
    """Return ``data`` with hours by week and day, so that one changed day is one difference."""
    weeks = {key: {str(day): times for day, times in week_of(data, key).items()} for key in weeks_in(data)}
    days = {key: [row for row in data["exceptions"] if key.holds(row)] for key in days_in(data)}
    return {
        **{name: data.get(name) for name in PLAIN},
        "desks": data["desks"],
        "weeks": {_key(key): week for key, week in weeks.items()},
        "days": {
            _key(key): {"hours": times_of(rows) or _("closed"), "reason": rows[0]["reason"]}
            for key, rows in days.items()
        },
    }


def _key(key: WeekKey | DaysKey) -> str:
    return f"{key.desk}|{key.since}|{key.until}"


def say_differences(before: Data, after: Data, language: str) -> list[Changed]:
    """Return what differs, in the words of ``language``."""
    desks = {**before["desks"], **after["desks"]}
    found = differences(_comparable(before), _comparable(after))
    return [
        Changed(
            _label(each.path, desks, language), _language_of(each.path), said_value(each.before), said_value(each.after)
        )
        for each in found
    ]


def _language_of(path: Path) -> str:
    return path[-1] if len(path) > 1 and path[-2] in _TEXTS else ""


def _label(path: Path, desks: Mapping[str, Any], language: str) -> str:
    words = plain_words()

    def desk(key: str) -> str:
        return say(desks[key]["question"], language).text if key in desks else ""

    if path[0] in {"weeks", "days"}:
        key, since, until = path[1].split("|")
        dates = "–".join(dict.fromkeys(each for each in (since, until) if each))
        last = say_weekday(int(path[2]), language) if path[0] == "weeks" else ""
        last = field_words("reason") if "reason" in path else last
        parts = [_("Opening hours"), desk(key), dates, last]
    elif path[0] == "desks":
        parts = [
            desk(path[1]),
            field_words(path[2]) if path[2] in _TEXTS else words.get(path[2], _("Languages spoken")),
        ]
        parts = [parts[0], words["is_sample"]] if path[2] == "is_sample" else parts
    else:
        parts = [field_words(path[0]) if path[0] in _TEXTS else words[path[0]]]
    own = _language_of(path)
    return " · ".join(part for part in [*parts, language_name(own, language) if own else ""] if part)
