"""Walking a whole site: from every language's home along every link, a bounded number of pages a route and language."""

from __future__ import annotations

import re
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from parvis.core.languages import INTERFACE_LANGUAGES

from .addresses import route_of
from .served import Reply
from .sight import Sight, is_of
from .tiny_esco import BAKERS_CODE

#: A sample event: a day in the bakery, in Paris.
BAKERY_DAY = "askf9g"
#: A sample event of recruiters, in Val-de-Marne: its date is a meeting day.
RECRUITERS_DAY = "4hm8yd"
#: A desk of the sample house in Paris.
PARIS_DESK = "87cf3q"

#: Addresses no page links to, because machines, scripts and forms ask for them.
UNLINKED = (
    "/",
    "/robots.txt",
    "/sitemap.xml",
    "/favicon.ico",
    "/sw.js",
    "/api/v1/openapi.json",
    "/api/v1/",
    f"/api/v1/trades/{BAKERS_CODE}",
    f"/fr/trades/{BAKERS_CODE}/",
    "/api/v1/search?q=pain&lang=fr",
    "/api/v1/houses",
    "/api/v1/houses/marseille/now",
    "/api/v1/events?house=paris&lang=fr",
    "/fr/events/oembed.json?url=http%3A%2F%2Flocalhost%3A8000%2Ffr%2Fevents%2F",
    "/api/v1/qualifications/template.csv",
    "/api/v1/qualifications/template.xlsx",
    "/api/v1/offers/template.csv",
    "/api/v1/offers/template.xlsx",
    "/api/v1/offers?q=boulanger&town=Lyon",
    "/fr/offers/?q=boulanger&town=Lyon",
    "/fr/search/?q=boulanger",
    "/fr/ask/?q=je+cherche+un+apprentissage+de+boulanger&town=Lyon",
    "/fr/houses/paris/ask/?q=je+cherche+un+apprentissage+de+boulanger",
    "/ar/houses/paris/ask/?q=hello",
    "/fr/paths/",
    f"/fr/paths/{BAKERS_CODE}/?country=FR&isced=2&age=14",
    f"/fr/paths/{BAKERS_CODE}/countries/?country=FR",
    "/fr/qualifications/?country=FR&mode=school",
    f"/api/v1/paths?to={BAKERS_CODE}&country=CH&isced=2&age=14",
    "/fr/search/suggest/?q=bou",
    "/fr/starters/interests/pictures/result/?a=kh1fwpthmk0xe",
    "/fr/starters/activities/result/?a=db002g040100000d",
    "/fr/offline/",
    "/fr/houses/bruxelles/line/",
    "/fr/houses/bruxelles/line/?language=nl",
    "/fr/houses/bruxelles/line/hall/",
    "/fr/houses/bruxelles/line/0000000000000000/",
    "/fr/meetings/names/",
    "/fr/my-meetings/calendar.ics",
    "/fr/meetings/table/0000000000000000/",
    "/fr/meetings/table/0000000000000000/notes/",
    "/fr/meetings/0000/hall/",
    "/fr/meetings/0000/name/",
    "/fr/seats/",
    "/fr/seats/calendar.ics",
    "/fr/write/",
    "/fr/write/return/",
    "/fr/write/return/news/",
    "/fr/write/sent/",
    "/fr/notes/",
    "/fr/reply/0000000000000000/",
    "/fr/promise/0000000000000000/",
    f"/fr/write/{PARIS_DESK}/",
    "/fr/houses/marseille/now/?tongue=ar",
    "/fr/houses/marseille/now/cards/",
    f"/fr/events/{BAKERY_DAY}/seats/",
    f"/fr/events/{RECRUITERS_DAY}/",
    f"/fr/events/{BAKERY_DAY}/card/",
    f"/fr/events/{BAKERY_DAY}/card/paper/",
    "/sitemap-fr.xml",
    "/manifest-fr.webmanifest",
)


#: Sets of query names that a route and language has walked apart; filters combine freely, and hundreds more say nothing more.
MOST_SETS = 6


@dataclass(frozen=True)
class Seen:
    """One address that was asked for and what came."""

    path: str
    route: str
    reply: Reply
    sight: Sight | None
    came_from: str

    @property
    def language(self) -> str:
        first = self.path.split("/", 2)[1]
        return first if first in INTERFACE_LANGUAGES else ""


@dataclass
class Walk:
    """What a walk has met."""

    seen: list[Seen] = field(default_factory=list)
    dead: set[tuple[str, str]] = field(default_factory=set)
    outside: set[tuple[str, str]] = field(default_factory=set)

    @property
    def routes(self) -> set[str]:
        return {seen.route for seen in self.seen}

    def pages(self) -> Iterator[Seen]:
        """Yield the whole pages of people: HTML with a head."""
        return (seen for seen in self.seen if seen.sight is not None and b"<html" in seen.reply.body)

    def paths(self, language: str = "fr") -> list[str]:
        """Return one address a route, in ``language`` where the route has one."""
        first: dict[str, str] = {}
        for seen in self.seen:
            if seen.reply.status == 200 and seen.language in {"", language}:
                first.setdefault(seen.route, seen.path)
        return list(first.values())


def homes(languages: Iterable[str] = tuple(INTERFACE_LANGUAGES)) -> list[str]:
    """Return the home page's address in each of ``languages``."""
    return [f"/{language}/" for language in languages]


def walk(fetch: Callable[[str], Reply], origin: str, entrances: Iterable[str], *, most: Callable[[str], int]) -> Walk:
    """Ask for ``entrances`` and all that is linked from there, at most ``most(language)`` pages a route, language and
    set of query names; links that were left out must still resolve to a route."""
    found, count = Walk(), Counter[tuple[str, str, tuple[str, ...]]]()
    sets: dict[tuple[str, str], set[tuple[str, ...]]] = defaultdict(set)
    queue = deque((path, "") for path in entrances)
    known = {path for path, _ in queue}
    while queue:
        path, came_from = queue.popleft()
        parts = urlsplit(path)
        route = route_of(parts.path)
        if route is None:
            if not parts.path.startswith("/static/"):
                found.dead.add((came_from, path))
            continue
        language = parts.path.split("/", 2)[1]
        names = tuple(sorted({pair.split("=")[0] for pair in parts.query.split("&")}))
        apart = sets[language, route]
        if names not in apart and len(apart) >= MOST_SETS:
            names = ("more",)
        apart.add(names)
        count[language, route, names] += 1
        if came_from and count[language, route, names] > most(language):
            continue
        seen = _see(fetch, origin, path, route, came_from)
        found.seen.append(seen)
        for address in _onwards(seen, origin):
            if not is_of(origin, address):
                found.outside.add((path, address))
                continue
            onward = address[len(origin) :] or "/"
            if onward not in known:
                known.add(onward)
                queue.append((onward, path))
    return found


def _see(fetch: Callable[[str], Reply], origin: str, path: str, route: str, came_from: str) -> Seen:
    reply = fetch(path)
    is_page = reply.header("Content-Type").startswith("text/html") and reply.status != 304
    return Seen(path, route, reply, Sight(reply.text, origin + path) if is_page else None, came_from)


def _onwards(seen: Seen, origin: str) -> Iterator[str]:
    """Yield the addresses ``seen`` leads to."""
    location = seen.reply.header("Location")
    if location:
        yield location if location.startswith("http") else origin + location
    if seen.sight:
        schemes = ("http:", "https:")
        yield from (link for link in sorted(seen.sight.links) if link.startswith(schemes))
        yield from (link for link in sorted(seen.sight.resources) if link.startswith(schemes))
    elif "xml" in seen.reply.header("Content-Type"):
        yield from re.findall(r"<loc>([^<]+)</loc>", seen.reply.text)
