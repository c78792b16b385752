"""The canary's drive: one visitor, marked from head to foot, through every page, every error and every trick."""

from __future__ import annotations

import http.client
import re
import socket
from collections.abc import Collection, Iterator
from contextlib import suppress
from urllib.parse import quote, urlencode, urlsplit

from parvis.core.languages import INTERFACE_LANGUAGES
from tests.addresses import route_of, routes
from tests.served import Reply, Site
from tests.walking import UNLINKED, homes, walk

from .traces import Marked

#: Names under which some page reads something a visitor chose; every page is asked with all of them.
FIELDS = {
    "q": ("query word", "query in other letters", "query in arabic", "phone in a query", "mail in a query"),
    "n": ("notebook code",),
    "add": ("notebook code",),
    "remove": ("notebook code",),
    "up": ("notebook code",),
    "down": ("notebook code",),
    "join": ("notebook code",),
    "new": ("notebook code",),
    "with": ("query word",),
    "back": ("path",),
    "again": ("query word",),
    "paper": ("notebook code",),
    "t": ("notebook code",),
    "town": ("town",),
    "near": ("place",),
    "km": ("town",),
    "page": ("query word",),
    "kind": ("query word",),
    "sector": ("query word",),
    "country": ("query word",),
    "language": ("query word",),
    "lang": ("query word",),
    "limit": ("query word",),
    "a": ("answers", "query in other letters", "query in arabic", "phone in a query", "mail in a query"),
    "at": ("query word",),
    "go": ("query word",),
    "o": ("query word",),
    "s0": ("query word",),
    "place": ("town",),
    "trade": ("query word",),
    "level": ("query word",),
    "start": ("query word",),
    "contract": ("query word", "query in other letters"),
    "criteria": ("query word",),
    "tongue": ("query word",),
    "plain": ("query word",),
    "where": ("town",),
    "isced": ("query word",),
    "age": ("query word",),
    "experience": ("query word",),
    "has": ("notebook code", "query word"),
    "by": ("query word",),
    "to": ("query word",),
    "mode": ("query word",),
    "stay": ("query word",),
    "all": ("query word",),
    "when": ("query word",),
    "house": ("query word",),
    "partner": ("query word",),
    "audience": ("query word",),
    "access": ("query word",),
    "free": ("query word",),
    "day": ("query word",),
    "kiosk": ("query word",),
}
#: How many fields a page is asked with at a time, beside all of them together.
_AT_ONCE = 5


class Drive:
    """Everything a visitor can do to the site, done with marked values from a marked address."""

    def __init__(self, site: Site, marked: Marked) -> None:
        self.site, self.marked = site, marked
        self.statuses: list[int] = []
        self.routes: set[str] = set()

    def ask(self, path: str, *, method: str = "GET", body: bytes | None = None, **headers: str) -> Reply:
        """Ask for ``path`` as the marked visitor."""
        sent = {**self.marked.headers(), **{name.replace("_", "-"): value for name, value in headers.items()}}
        reply = self.site.ask(path, method=method, body=body, headers=sent, source=self.marked.ADDRESS)
        self.statuses.append(reply.status)
        if (route := route_of(urlsplit(path).path)) is not None:
            self.routes.add(route)
        return reply

    def everything(self, languages: Collection[str] = tuple(INTERFACE_LANGUAGES)) -> None:
        """Walk every route in ``languages``, then ask each again with every field marked, with forms, with wrong methods, and
        badly; of other languages the homes alone."""

        def most(language: str) -> int:
            return int(language in languages or language not in INTERFACE_LANGUAGES)

        walked = walk(self.ask, self.site.origin, [*homes(), *UNLINKED], most=most)
        for path in walked.paths("fr"):
            self._every_way(urlsplit(path).path)
        for language in ("ar", "en"):
            for path in walked.paths(language):
                self.ask(f"{urlsplit(path).path}?{self._query(0)}")
        self._doors_of_staff()
        self._errors()
        self._hostile()

    def _doors_of_staff(self) -> None:
        """Try every door of staff without being one: each leads to the page to sign in, or says no."""
        word = self.marked.values["path"]
        body = urlencode(dict.fromkeys(("email", "password", "code", "csrfmiddlewaretoken"), word)).encode()
        for route in sorted(route for route in routes() if route.startswith("<lang>/staff/")):
            path = "/" + route.replace("<lang>", "fr").replace("<slug:house>", "paris")
            path = re.sub(r"<int:\w+>", "1", path)
            path = re.sub(r"<(?:\w+:)?\w+>", word, path)
            self.ask(f"{path}?{self._query(0)}")
            self.ask(path, method="POST", body=body, Content_Type="application/x-www-form-urlencoded")

    def _query(self, turn: int) -> str:
        values = self.marked.values
        return urlencode({name: values[names[turn % len(names)]] for name, names in FIELDS.items()})

    def _every_way(self, path: str) -> None:
        for turn in range(len(FIELDS["q"])):
            self.ask(f"{path}?{self._query(turn)}")
        first = [(name, self.marked.values[names[0]]) for name, names in FIELDS.items()]
        for begin in range(0, len(first), _AT_ONCE):  # a few at a time: one that is refused hides few others
            self.ask(f"{path}?{urlencode(first[begin : begin + _AT_ONCE])}")
        form = urlencode({"q": self.marked.values["form field"], "csrfmiddlewaretoken": self.marked.values["cookie"]})
        for kind in ("application/x-www-form-urlencoded", "application/json", "multipart/form-data; boundary=zq"):
            self.ask(path, method="POST", body=form.encode(), Content_Type=kind)
        for method in ("HEAD", "OPTIONS", "PUT", "DELETE", "PATCH"):
            self.ask(f"{path}?{self._query(0)}", method=method)

    def _errors(self) -> None:
        """Meet the pages for when something is wrong."""
        word, letters = self.marked.values["path"], quote(self.marked.values["query in other letters"])
        for path in self.lost(word):
            self.ask(path)
            self.ask(f"{path}?q={letters}")
        self.ask("/fr/", Host=self.marked.values["host name"])
        self.ask("/fr/search/?q=" + word * 700)
        self.ask("/fr/search/?" + "&".join(f"{word}{number}={word}" for number in range(1500)))
        self.ask("/fr/", Cookie=f"form={word * 200}")
        self.ask("/fr/", method="POST", body=word.encode() * 60_000, Content_Type="application/x-www-form-urlencoded")

    @staticmethod
    def lost(word: str) -> Iterator[str]:
        """Yield addresses that lead nowhere, with ``word`` at every place a route has a blank."""
        yield from (
            f"/{word}",
            f"/{word}/",
            f"/fr/{word}/",
            f"/xx/{word}/",
            f"/fr/trades/{word}/",
            f"/fr/houses/{word}/",
            f"/fr/events/{word}/",
            f"/fr/events/{word}/calendar.ics",
            f"/fr/events/{word}/{word}.ics",
            f"/fr/offers/{word}/",
        )
        yield from (f"/fr/houses/country/{word}/", f"/fr/trades/isco/{word}/", f"/fr/trades/sector/{word}/")
        yield from (
            f"/fr/starters/{word}/",
            f"/fr/starters/interests/{word}/",
            f"/fr/starters/interests/{word}/result/",
        )
        yield from (f"/fr/trades/interest/{word}/", f"/fr/trades/skill/{word}/", f"/fr/questions/{word}/")
        yield from (f"/static/{word}.css", f"/api/v1/trades/{word}", f"/api/{word}", f"/sitemap-{word}.xml")
        yield from (
            f"/{word}/offline/",
            f"/fr/notebook/{word}",
            f"/fr/%F0%28{word}/",
            f"/..%2f{word}",
            f"/fr//{word}//",
        )

    def _hostile(self) -> None:
        """Speak broken HTTP, and leave in the middle of a word."""
        word = self.marked.values["path"]
        for spoken in (
            f"GET /fr/{word} HTTP/9.9\r\n\r\n",
            f"{word}\r\n\r\n",
            f"GET /fr/?q={word}\0 HTTP/1.1\r\nHost: localhost\r\n\r\n",
            f"GET /fr/ HTTP/1.1\r\nHost: localhost\r\n{word}\r\n\r\n",
            f"GET /fr/ HTTP/1.1\r\nHost: localhost\r\nUser-Agent: {word}" + word * 9000 + "\r\n\r\n",
            f"POST /fr/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9999\r\n\r\nq={word}",
            f"POST /fr/ HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{word}\r\n",
            f"GET /fr/search/?q={word} HTTP/1.1\r\nHost: localhost\r\nUser-Agent: {self.marked.values['browser']}\r\n\r\n",
        ):
            with (
                suppress(OSError),
                socket.create_connection(
                    ("127.0.0.1", self.site.port), timeout=5, source_address=(self.marked.ADDRESS, 0)
                ) as line,
            ):
                line.sendall(spoken.encode())
                line.settimeout(0.3)
                line.recv(200)

    def hand_in_a_card(self) -> None:
        """Fill in an exit card and hand it in, once again for luck; its sentence says how to reach the visitor."""
        where = "/fr/card/paris/"
        once = re.search(r'name="once" value="([^"]+)"', self.ask(where).text)
        assert once, "no card to fill in"
        values = self.marked.values
        told = f"Merci ! {values['mail in a query']} {values['phone in a query']}"
        form = urlencode({"once": once[1], "welcome": "3", "useful": "2", "sentence": told, "q": values["form field"]})
        for _press in range(2):
            kind = "application/x-www-form-urlencoded"
            reply = self.ask(where, method="POST", body=form.encode(), Content_Type=kind, Origin="null")
            assert reply.status == 200
            assert 'name="once"' not in reply.text

    def briefly(self) -> None:
        """Ask for the main pages only, for the minutes in which the site is not well."""
        for path in ("/fr/", "/ar/trades/", "/en/houses/", "/fr/search/", "/fr/notebook/", "/api/v1/search"):
            with suppress(OSError, http.client.HTTPException):
                self.ask(f"{path}?{self._query(0)}")
                self.ask(f"{path}{self.marked.values['path']}/")
        for path in self.lost(self.marked.values["path"]):
            with suppress(OSError, http.client.HTTPException):
                self.ask(path)
