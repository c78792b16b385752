"""Every kind of page there is, and the states worth a look of their own, as paths behind the language."""

from __future__ import annotations

from urllib.parse import urlsplit

from tests.served import Site
from tests.tiny_esco import BAKERS_CODE
from tests.walking import walk

#: States that no link leads to: nothing found, nothing chosen, a slip in the address, a house's own device.
STATES = (
    "search/",
    "search/?q=boulanger",
    "search/?q=zzzzqqq",
    "ask/?q=zzzzqqq&town=Lyon",
    "ask/?q=travail+boulanger",
    "houses/paris/ask/",
    "houses/paris/ask/?q=zzzzqqq",
    "houses/paris/ask/?q=travail+boulanger",
    "notebook/",
    "notebook/?n=slip",
    "notebook/?kiosk",
    "notebook/tracking/?with=ar",
    "notebook/call/?with=uk",
    "notebook/parents/?kiosk",
    "trades/compare/",
    "starters/interests/statements/?at=6",
    "starters/interests/pictures/?a=slip",
    "starters/interests/pictures/result/",
    "starters/interests/pictures/result/?a=kh1fwpthmk0xe",
    "starters/interests/pictures/result/?a=kh1fwpthmk0xe&o=SRIAEC&kiosk",
    "starters/activities/result/",
    "starters/activities/result/?a=db002g040100000d",
    "houses/?town=Lyon&km=150",
    "houses/?town=Zzzqq",
    "offers/?q=boulanger&town=Lyon&km=50",
    "offers/?q=boulanger&town=Zzzqq",
    "offers/?town=Lyon&km=5&level=8",
    "offers/?where=unstated",
    f"paths/{BAKERS_CODE}/?country=CH&isced=2&age=14",
    f"paths/{BAKERS_CODE}/?country=FR&isced=2&age=40&by=level&stay=1",
    f"paths/{BAKERS_CODE}/?country=Zzz&age=x",
    f"paths/{BAKERS_CODE}/countries/?country=FR&isced=2",
    "qualifications/?level=8&mode=mobility",
    "qualifications/zzzzzz/",
    "events/?kind=club&when=month",
    "events/?town=Zzzqq",
    "events/week/?day=2026-12-01",
    "events/zzzzzz/",
    "?kiosk",
    "not-here/",
    "trades/000000/",
)


def sights(site: Site) -> list[str]:
    """Return one path a route that is a page of its own in each language, without the language, and all of STATES."""
    walked = walk(site.ask, site.origin, ["/fr/"], most=lambda _language: 1)
    kinds: dict[str, str] = {}
    for seen in walked.pages():
        if seen.route.startswith("<lang>") and seen.reply.status == 200:
            parts = urlsplit(seen.path)
            rest = parts.path.split("/", 2)[2] + (f"?{parts.query}" if parts.query else "")
            kinds.setdefault(seen.route, rest)
    return list(dict.fromkeys([*kinds.values(), *STATES]))
