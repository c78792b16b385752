"""What this site itself has to say about each need: pages to go on to, named by their addresses (docs/house.md)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from parvis.core.said import Said, say
from parvis.portal.domain.handouts import handout_named


@dataclass(frozen=True)
class Onward:
    """A page to go on to."""

    href: str
    words: Promise | str | Said
    pictogram: str


@dataclass(frozen=True)
class _Page:
    route: str
    arguments: tuple[str, ...]
    words: Promise | str
    pictogram: str
    query: str = ""


_TRADES = _Page("occupations:browse", (), _("Look at trades"), "compass")
_LIKES = _Page("starters:interests", ("pictures",), _("What I like, in pictures"), "face-like")
_CAN = _Page("starters:activities", (), _("What I already do"), "hands")
_PATHS = _Page("qualifications:choose", (), _("Paths to a trade"), "path")
_COURSES = _Page("qualifications:browse", (), _("Qualifications"), "book")
_PLACES = _Page("portal:offers", (), _("Look for a place near your town"), "pin", "kind=apprenticeship")
_JOBS = _Page("portal:offers", (), _("Look for a place near your town"), "pin", "kind=job")
_CALL, _TRACKING, _TRIAL, _PARENTS = (
    _Page("portal:handout", (key,), "", "book") for key in ("call", "tracking", "trial", "parents")
)
_TALK = _Page("portal:question", ("talk",), _("Talk to someone"), "talk")
_EVENTS = _Page("agenda:events", (), pgettext_lazy("in the navigation", "Programme"), "calendar")

PAGES: Mapping[str, tuple[_Page, ...]] = {
    "choose": (_LIKES, _TRADES),
    "see": (_EVENTS, _TRIAL),
    "train": (_PATHS, _COURSES),
    "apprenticeship": (_PLACES, _CALL, _TRACKING),
    "work": (_JOBS, _CALL),
    "cv": (_EVENTS, _CALL),
    "change": (_CAN, _PATHS),
    "experience": (_CAN, _PATHS),
    "diploma": (_COURSES,),
    "funding": (_PATHS,),
    "start": (_Page("portal:question", ("start",), _("Start a business"), "rocket"),),
    "abroad": (_PATHS,),
    "language": (_Page("portal:easy", (), _("Easy to read"), "book"),),
    "rights": (_TALK, _EVENTS),
    "school": (_PATHS, _PARENTS),
    "health": (_CAN, _TRADES),
    "talk": (_TALK,),
}
MOST = 4


def onward(needs: Iterable[str], language: str) -> list[Onward]:
    """Return the pages that go on from ``needs``, the first need's first; those that this installation has."""
    found: dict[str, Onward] = {}
    for page in (page for need in needs for page in PAGES.get(need, ())):
        try:
            href = reverse(page.route, args=page.arguments) + (f"?{page.query}" if page.query else "")
        except NoReverseMatch:
            continue
        found.setdefault(href, _onward(page, href, language))
    return list(found.values())[:MOST]


def _onward(page: _Page, href: str, language: str) -> Onward:
    """Return ``page`` as a link; a handout says its own title and drawing."""
    handout = handout_named(page.arguments[0]) if page.route == "portal:handout" else None
    if handout is None:
        return Onward(href, page.words, page.pictogram)
    return Onward(href, say(handout.title, language), handout.pictogram)
