"""Plain values out of JSON: each is checked, and what is wrong is refused with a sentence that names its place (`tables[3].slots`)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, NoReturn

from django.utils.translation import gettext as _

from parvis.core.refusal import Refusal

BYTES = 64 << 20  # of one file; 10,000 seekers take four million
NAMES, LETTERS = 200, 80  # in one list; in one name


def refuse(place: str, sentence: str) -> NoReturn:
    """Refuse with ``sentence`` after the place in the file."""
    raise Refusal(f"{place}: {sentence}" if place else sentence[:1].upper() + sentence[1:])


def parsed(text: bytes) -> dict[str, Any]:
    """Return the object that the JSON in ``text`` is."""
    if len(text) > BYTES:
        raise Refusal(_("The file is larger than %d MB.") % (BYTES >> 20))
    try:
        told = json.loads(text.decode("utf-8-sig"), object_pairs_hook=_pairs, parse_constant=_no_number)
    except RecursionError as error:
        raise Refusal(_("This is not a meeting day: lists stand in lists too deep.")) from error
    except ValueError as error:  # not UTF-8, not JSON, a number of 10,000 digits
        raise Refusal(_("This is not a JSON file: %s.") % str(error)[:200]) from error
    if not isinstance(told, dict):
        raise Refusal(_("This is not a meeting day: write one object { … }."))
    return told


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _value in pairs]
        twice = next(key for number, key in enumerate(keys) if key in keys[:number])
        raise Refusal(_("“%s” stands twice in one place.") % twice[:LETTERS])
    return found


def _no_number(name: str) -> NoReturn:
    raise Refusal(_("“%s” is not a number that can be planned with.") % name)


def refuse_strange(place: str, told: dict[str, Any], keys: set[str]) -> None:
    """Refuse keys that are not among ``keys``."""
    strange = sorted(str(key) for key in told.keys() - keys)
    if strange:
        refuse(
            place,
            _("“%(key)s” is not known here. Known: %(keys)s.")
            % {"key": strange[0][:LETTERS], "keys": ", ".join(sorted(keys))},
        )


def listed(place: str, told: Any, bound: int) -> Iterable[tuple[str, Any]]:
    """Return (place, value) of every entry."""
    if not isinstance(told, list):
        refuse(place, _("write a list here."))
    if len(told) > bound:
        refuse(
            place, _("%(found)d are too many; up to %(bound)d can be planned.") % {"found": len(told), "bound": bound}
        )
    return ((f"{place}[{number}]", each) for number, each in enumerate(told))


def object_of(place: str, told: Any, needed: set[str], free: set[str]) -> dict[str, Any]:
    """Return ``told``, an object with all ``needed`` keys and perhaps some of ``free``."""
    if not isinstance(told, dict):
        refuse(place, _("write an object { … } here."))
    refuse_strange(place, told, needed | free)
    for key in sorted(needed):
        if key not in told:
            refuse(place, _("“%s” is missing.") % key)
    return told


def whole(place: str, told: Any, lowest: int, highest: int) -> int:
    """Return ``told``, a whole number from ``lowest`` to ``highest``."""
    if isinstance(told, bool) or not isinstance(told, int) or not lowest <= told <= highest:
        refuse(place, _("write a whole number from %(low)d to %(high)d.") % {"low": lowest, "high": highest})
    return told


def name(place: str, told: Any) -> str:
    """Return ``told``, a short text."""
    if not isinstance(told, str) or not told.strip() or len(told) > LETTERS:
        refuse(place, _("write 1 to %d characters.") % LETTERS)
    if not told.isprintable():
        refuse(place, _("this holds characters that cannot be printed."))
    return told


def name_set(place: str, told: Any) -> frozenset[str]:
    """Return the different short texts in the list ``told``."""
    names = [name(*each) for each in listed(place, told, NAMES)]
    refuse_twice(place, names)
    return frozenset(names)


def numbers(place: str, told: Any, count: int) -> tuple[int, ...]:
    """Return the different numbers under ``count`` in the list ``told``, in order."""
    found = [whole(*each, 0, count - 1) for each in listed(place, told, count)]
    refuse_twice(place, found)
    return tuple(sorted(found))


def yes_or_no(place: str, told: Any) -> bool:
    """Return ``told``, true or false."""
    if not isinstance(told, bool):
        refuse(place, _("write true or false."))
    return told


def refuse_twice(place: str, names: list[Any], sentence: str = "") -> None:
    """Refuse two equal ``names``, with ``sentence``, which tells the name in %s."""
    if len(set(names)) == len(names):
        return
    number = next(number for number, each in enumerate(names) if each in names[:number])
    refuse(f"{place}[{number}]", (sentence or _("“%s” stands here twice.")) % names[number])
