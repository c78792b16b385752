"""Reasons in words, in the active language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

Said = Mapping[str, Any]


def say(reasons: Iterable[Said]) -> str:
    """Return all ``reasons`` as sentences one after another."""
    return " ".join(filter(None, (_WORDS[reason["reason"]](reason) for reason in reasons)))


def _tables(reason: Said) -> str:
    """Return the tables that a reason names, and how many more there are."""
    names, more = ", ".join(f"“{name}”" for name in reason["tables"]), reason["count"] - len(reason["tables"])
    if not more:
        return names
    return ngettext("%(names)s and %(more)d more", "%(names)s and %(more)d more", more) % {"names": names, "more": more}


def _support(reason: Said) -> str:
    needs = ", ".join(reason["needs"])
    if reason["together"]:
        return _("No table offers all of this at once: %s.") % needs
    return _("No table offers this: %s.") % needs


def _apart(reason: Said) -> str:
    parts = {
        "no-language": _("%d speak no shared language"),
        "no-support": _("%d do not offer what is needed"),
        "all-vetoed": _("%d are vetoed"),
        "all-refuse": _("%d do not look for this profile"),
        "times-apart": _("%d are there at other times"),
    }
    told = "; ".join(parts[key] % count for key, count in reason["left_out"].items())
    return _("No table fits in everything: %s.") % told


def _few(reason: Said) -> str:
    return _(
        "%(people)d people can meet only these tables: %(tables)s. They have %(places)d places, and each of those who have one"
        " would meet nobody otherwise."
    ) % {"people": reason["people"], "tables": _tables(reason), "places": reason["places"]}


def _asked(reason: Said) -> str:
    return _("Table “%(table)s” is wished by %(asked)d people and has %(places)d places.") % dict(reason)


def _worth(reason: Said) -> str:
    return _(
        "Every place that would do is worth at least as much to somebody else; the nearest, at “%(table)s”, %(price)d points,"
        " and %(gain)d here."
    ) % {"table": reason["table"], "price": round(reason["price"]), "gain": reason["gain"]}


def _unproven(reason: Said) -> str:
    if reason["stopped"]:
        return _("The time for planning ended first; a longer one may find a place.")
    return _("It is not proven that there is no better plan.")


_WORDS: dict[str, Callable[[Said], str]] = {
    "no-tables": lambda _reason: _("There is no table."),
    "no-time": lambda _reason: _("No time was given."),
    "wishes-only": lambda reason: _("Only wished tables were to be met: %s.") % _tables(reason),
    "no-language": lambda reason: _("No table speaks one of these languages: %s.") % ", ".join(reason["languages"]),
    "no-support": _support,
    "all-vetoed": lambda _reason: _("All tables are vetoed."),
    "all-refuse": lambda reason: _("No table looks for this profile: %s.") % ", ".join(reason["states"]),
    "times-apart": lambda _reason: _("No table is there at these times."),
    "nothing-fits": _apart,
    "few-places": _few,
    "taken": lambda reason: (
        _("All places at these tables are taken when there is time for them: %s.") % _tables(reason)
    ),
    "held": lambda reason: (
        _("The places left at these tables are held for people who need them: %s.") % _tables(reason)
    ),
    "not-found": lambda reason: _("A place is left at one of these tables and was not given: %s.") % _tables(reason),
    "worth-more-to-others": _worth,
    "asked": _asked,
    "not-proven": _unproven,
}
