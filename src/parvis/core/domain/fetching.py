"""Fetching what somebody gave an address of: only from the open internet, bounded in size, time and redirections.

The address of the machine is looked up once, checked, and then connected to: a name that answers differently a moment
later changes nothing. Every redirection is checked anew. No proxy, no cookie, no referrer, no password is used.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NoReturn, Self
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from parvis.core.refusal import Refusal

ADDRESS = 500  # characters of an address
REDIRECTIONS = 5
PORTS = frozenset({80, 443, 8080, 8443})
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_MOVED = frozenset({301, 302, 303, 307, 308})
_CHUNK = 1 << 16
_SAFE = "/%:@!$&'()*+,;=~-._?"

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True)
class Bounds:
    """How much (bytes) and how long (seconds, all together) one fetching may take."""

    size: int = 10 << 20
    seconds: float = 30.0


@dataclass(frozen=True)
class Fetched:
    """What came back: ``is_unchanged`` when the sender says that nothing moved since ``etag``; ``url`` after redirections."""

    body: bytes
    url: str
    etag: str = ""
    kind: str = ""
    is_unchanged: bool = False


def fetch(address: str, *, etag: str = "", accept: str = "*/*", bounds: Bounds | None = None) -> Fetched:
    """Fetch ``address`` (http, https, or webcal for https); raise Refusal with a sentence when that cannot or may not be."""
    within = bounds or Bounds()
    url = checked_address(address)
    with _Watch(within.seconds) as watch:
        for _turn in range(REDIRECTIONS + 1):
            answer = _ask(url, etag, accept, within, watch)
            if isinstance(answer, Fetched):
                return answer
            url = checked_address(urljoin(url, answer))
    return _refuse(_("The address sends us on more than %(number)d times.") % {"number": REDIRECTIONS})


def checked_address(address: str) -> str:
    """Return ``address`` as it can be asked for; refuse another scheme, a password in it, an unusual port."""
    text = address.strip()
    if text.lower().startswith(("webcal://", "webcals://")):
        text = "https://" + text.split("://", 1)[1]
    try:
        parts = urlsplit(text)
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode("ascii")
    except ValueError:
        _refuse(_("This is not a web address. Write it whole, beginning with https://."))
    if parts.scheme not in {"http", "https"} or not host or len(text) > ADDRESS or not text.isprintable():
        _refuse(_("This is not a web address. Write it whole, beginning with https://."))
    if parts.username is not None or parts.password is not None:
        _refuse(_("The address holds a name or a password. Ask for an address that needs none."))
    if port is not None and port not in PORTS and not settings.FETCH_PRIVATE:
        _refuse(_("The address asks for port %(port)d, which web pages do not use.") % {"port": port})
    return _written(parts, host, port)


def _written(parts: SplitResult, host: str, port: int | None) -> str:
    name = f"[{host}]" if ":" in host else host
    place = name if port is None else f"{name}:{port}"
    path = quote(parts.path or "/", safe=_SAFE)
    return f"{parts.scheme}://{place}{path}" + (f"?{quote(parts.query, safe=_SAFE)}" if parts.query else "")


def may_be_asked(address: Address) -> bool:
    """Say whether a machine at ``address`` stands on the open internet (or, with PARVIS_FETCH_PRIVATE, in the house)."""
    inner = _inside(address)
    if inner is not None and not may_be_asked(inner):
        return False
    is_never = address.is_link_local or address.is_multicast or address.is_unspecified
    is_never = is_never or (address.is_reserved and not address.is_loopback)
    if is_never and inner is None:
        return False
    return (inner or address).is_global or bool(settings.FETCH_PRIVATE)


def _inside(address: Address) -> ipaddress.IPv4Address | None:
    """Return the IPv4 address that an IPv6 address wraps (mapped, 6to4, NAT64), which is what is reached in the end."""
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour


def _looked_up(host: str, port: int) -> list[tuple[socket.AddressFamily, Address]]:
    """Return where ``host`` lives; refuse when any of its addresses may not be asked."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        _refuse(_("Nobody knows a machine called “%(host)s”. Check the address.") % {"host": host[:100]})
    places: list[tuple[socket.AddressFamily, Address]] = [
        (family, ipaddress.ip_address(str(place[0]).partition("%")[0])) for family, _t, _p, _n, place in found
    ]
    if not places or not all(may_be_asked(address) for _family, address in places):
        _refuse(_("“%(host)s” is not on the open internet; it is not asked.") % {"host": host[:100]})
    return places


class _Watch:
    """Ends a connection when the time is over, however slowly the other side drips."""

    def __init__(self, seconds: float) -> None:
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True
        self._socket: socket.socket | None = None
        self.seconds, self.is_over = seconds, False

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._timer.cancel()

    def over(self, opened: socket.socket) -> None:
        """Watch ``opened`` from now on; raise TimeoutError when the time is over already, for then nobody would end it."""
        self._socket = opened
        if self.is_over:
            raise TimeoutError

    def _end(self) -> None:
        self.is_over = True
        if self._socket is not None:
            try:
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)  # TLS's own would take its state from a reader
            except OSError:
                self._socket.close()


def _connected(parts: SplitResult, watch: _Watch) -> socket.socket:
    """Connect to one of the checked addresses, never to the name; TLS still proves the name."""
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    for family, address in _looked_up(host, port):
        opened = socket.socket(family, socket.SOCK_STREAM)
        opened.settimeout(min(watch.seconds, 10.0))
        try:
            watch.over(opened)
            opened.connect((str(address), port))
            if parts.scheme == "https":
                opened = ssl.create_default_context().wrap_socket(
                    opened, server_hostname=host, do_handshake_on_connect=False
                )
                watch.over(opened)
                opened.do_handshake()
        except OSError as error:
            opened.close()
            if watch.is_over:
                raise
            if isinstance(error, ssl.SSLError):
                _refuse(_("The certificate of “%(host)s” cannot be trusted.") % {"host": host[:100]})
            continue
        return opened
    return _refuse(_("“%(host)s” does not answer.") % {"host": host[:100]})


def _ask(url: str, etag: str, accept: str, within: Bounds, watch: _Watch) -> Fetched | str:
    """Return what ``url`` answers, or the address that it sends us on to."""
    parts = urlsplit(url)
    headers = {"Accept": accept, "Accept-Encoding": "identity", "User-Agent": "Parvis"}
    if etag:
        headers["If-None-Match"] = etag
    with _errors_told(parts.hostname or "", watch):
        line = http.client.HTTPConnection(parts.netloc)
        line.sock = _connected(parts, watch)
        try:
            line.request("GET", url.split(parts.netloc, 1)[1], headers=headers)
            answer = line.getresponse()
            return _taken(answer, url, etag, within)
        finally:
            line.close()


def _taken(answer: http.client.HTTPResponse, url: str, etag: str, within: Bounds) -> Fetched | str:
    if answer.status in _MOVED and (there := answer.headers.get("Location", "")):
        return there
    if answer.status == http.HTTPStatus.NOT_MODIFIED and etag:
        return Fetched(b"", url, etag, is_unchanged=True)
    if answer.status != http.HTTPStatus.OK:
        _refuse(_("The address answers “%(status)d” and nothing to read.") % {"status": answer.status})
    if answer.headers.get("Content-Encoding", "identity").lower() != "identity":
        _refuse(_("The address sends a packed answer that we did not ask for."))
    body = bytearray()
    while some := answer.read(min(_CHUNK, within.size + 1 - len(body))):
        body += some
        if len(body) > within.size:
            _refuse(_("The answer is larger than %(size)d kB; it was not read.") % {"size": within.size >> 10})
    if answer.length:
        raise http.client.IncompleteRead(bytes(body), answer.length)
    told = answer.headers.get("ETag", "")
    return Fetched(bytes(body), url, told if len(told) <= ADDRESS else "", answer.headers.get_content_type())


@contextmanager
def _errors_told(host: str, watch: _Watch) -> Iterator[None]:
    """Tell what goes wrong on the way in a sentence."""
    try:
        yield
    except (OSError, http.client.HTTPException, ValueError) as error:
        if watch.is_over or isinstance(error, TimeoutError):
            _refuse(_("“%(host)s” takes too long to answer.") % {"host": host[:100]})
        _refuse(_("“%(host)s” broke off, or does not speak as web servers do.") % {"host": host[:100]})
    if watch.is_over:
        _refuse(_("“%(host)s” takes too long to answer.") % {"host": host[:100]})


def _refuse(sentence: str) -> NoReturn:
    raise Refusal(sentence)
