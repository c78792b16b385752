"""Fetching from addresses that strangers gave: only the open internet, never for long, never much."""

from __future__ import annotations

import http.server
import ipaddress
import socket
import socketserver
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from pytest_django.fixtures import Settings as SettingsWrapper

from parvis.core.domain import fetching
from parvis.core.domain.fetching import Bounds, checked_address, fetch, may_be_asked
from parvis.core.refusal import Refusal


class _Sender(http.server.BaseHTTPRequestHandler):
    """A sender of calendars with all kinds of manners."""

    asked: list[dict[str, str]]

    def do_GET(self) -> None:
        self.asked.append({"path": self.path, **dict(self.headers)})
        name = self.path.strip("/").partition("?")[0] or "plain"
        getattr(self, f"_{name}", self._plain)()

    def _say(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for key, value in headers.items():
            self.send_header(key.replace("_", "-"), value)
        if "Content_Length" not in headers:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _plain(self) -> None:
        if self.headers.get("If-None-Match") == '"one"':
            self._say(304)
        else:
            self._say(200, b"BEGIN:VCALENDAR", ETag='"one"', Content_Type="text/calendar; charset=utf-8")

    def _moved(self) -> None:
        self._say(302, Location="/plain")

    def _circle(self) -> None:
        self._say(302, Location="/circle")

    def _inwards(self) -> None:
        self._say(302, Location="http://169.254.169.254/latest/meta-data/")

    def _file(self) -> None:
        self._say(302, Location="file:///etc/passwd")

    def _missing(self) -> None:
        self._say(404, b"no")

    def _much(self) -> None:
        self._say(200, b"x" * 5000)

    def _packed(self) -> None:
        self._say(200, b"x", Content_Encoding="gzip")

    def _cut(self) -> None:
        self._say(200, b"half", Content_Length="4000")

    def _drip(self) -> None:
        self.send_response(200)
        self.end_headers()
        waiting = threading.Event()
        for _turn in range(200):
            try:
                self.wfile.write(b"x")
            except OSError:
                return
            waiting.wait(0.05)

    def log_message(self, *_args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def sender() -> Iterator[str]:
    """Serve on this machine; return the address."""
    _Sender.asked = []
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Sender)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def at_home(settings: SettingsWrapper) -> None:
    """Let machines of the house be asked."""
    settings.FETCH_PRIVATE = True


@pytest.mark.usefixtures("at_home")
def test_fetches_and_asks_only_for_what_moved(sender: str) -> None:
    """The second time the sender is asked with its own mark, and says that nothing moved."""
    first = fetch(f"{sender}/moved")
    assert (first.body, first.etag, first.kind) == (b"BEGIN:VCALENDAR", '"one"', "text/calendar")
    assert first.url == f"{sender}/plain"
    assert fetch(f"{sender}/plain", etag=first.etag).is_unchanged
    assert {name for asked in _Sender.asked for name in asked} <= {
        "path", "Host", "Accept", "Accept-Encoding", "User-Agent", "If-None-Match",
    }  # fmt: skip


@pytest.mark.usefixtures("at_home")
@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("circle", "more than 5 times"),
        ("inwards", "not on the open internet"),
        ("file", "not a web address"),
        ("missing", "404"),
        ("much", "larger than"),
        ("packed", "packed"),
        ("cut", "broke off"),
    ],
)
def test_bad_manners_are_told_in_a_sentence(sender: str, path: str, said: str) -> None:
    """Whatever the other side does ends, and in words; a busy machine has time for it."""
    with pytest.raises(Refusal, match=said):
        fetch(f"{sender}/{path}", bounds=Bounds(size=4096, seconds=120))


@pytest.mark.usefixtures("at_home")
def test_an_answer_that_drips_is_not_waited_for(sender: str) -> None:
    with pytest.raises(Refusal, match="too long"):
        fetch(f"{sender}/drip", bounds=Bounds(size=4096, seconds=1.5))


@pytest.mark.usefixtures("at_home")
def test_nobody_is_asked_once_the_time_is_over(sender: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The time ended between two connections, where there is none to end: the next one would have had no end."""
    look_up = fetching._looked_up

    def slow(host: str, port: int) -> Any:
        for timer in [each for each in threading.enumerate() if isinstance(each, threading.Timer)]:
            timer.join()
        return look_up(host, port)

    monkeypatch.setattr(fetching, "_looked_up", slow)
    with pytest.raises(Refusal, match="too long"):
        fetch(f"{sender}/plain", bounds=Bounds(seconds=0.01))
    assert _Sender.asked == []


class _Haggler(socketserver.BaseRequestHandler):
    """Answers a TLS greeting with one long record, a byte at a time."""

    def handle(self) -> None:
        self.request.recv(1 << 16)
        waiting = threading.Event()
        for byte in b"\x16\x03\x03\x3f\xff" + bytes(200):
            try:
                self.request.sendall(bytes([byte]))
            except OSError:
                return
            waiting.wait(0.05)


@pytest.mark.usefixtures("at_home")
def test_a_greeting_that_drips_is_not_waited_for() -> None:
    """TLS begins with a talk that the other side can draw out, a byte each ten seconds; it is in the same time."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Haggler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with pytest.raises(Refusal, match="too long"):
            fetch(f"https://127.0.0.1:{server.server_address[1]}/", bounds=Bounds(seconds=1.5))
        server.shutdown()


def test_a_machine_of_the_house_is_not_asked(sender: str, settings: SettingsWrapper) -> None:
    """Without the setting nothing reaches a private address: no connection is even opened."""
    settings.FETCH_PRIVATE = False
    with pytest.raises(Refusal, match="port"):
        fetch(sender)
    for address in ("http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://2130706433/", "http://0/"):
        with pytest.raises(Refusal):
            fetch(address)
    assert _Sender.asked == []


@pytest.mark.usefixtures("at_home")
def test_connects_to_the_address_that_was_checked(sender: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name is looked up once; one that would answer differently a moment later cannot lead elsewhere."""
    port, looked_up = int(sender.rpartition(":")[2]), []

    def answer(host: str, *_rest: object, **_named: object) -> list[Any]:
        looked_up.append(host)
        place = "127.0.0.1" if len(looked_up) == 1 else "169.254.169.254"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (place, port))]

    monkeypatch.setattr(fetching.socket, "getaddrinfo", answer)
    assert fetch(f"http://calendar.example:{port}/plain").body
    assert looked_up == ["calendar.example"]
    assert _Sender.asked[0]["Host"] == f"calendar.example:{port}"


def test_one_inner_address_among_good_ones_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that lives both outside and inside is refused."""
    places = [("93.184.215.14", 80), ("10.0.0.7", 80)]
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", place) for place in places]
    monkeypatch.setattr(fetching.socket, "getaddrinfo", lambda *_a, **_k: found)
    with pytest.raises(Refusal, match="open internet"):
        fetch("http://calendar.example/")


INNER = (
    *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "100.64.0.1", "169.254.169.254", "0.0.0.0", "224.0.0.1"),
    *("::1", "fe80::1", "fc00::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "64:ff9b::a9fe:a9fe", "2002:a00:1::", "::"),
    *("255.255.255.255", "240.0.0.1", "ff02::1", "2001::1"),
)


@pytest.mark.parametrize("address", INNER)
def test_inner_addresses(address: str, settings: SettingsWrapper) -> None:
    """Private, link-local, shared, multicast, and IPv4 wrapped in IPv6."""
    settings.FETCH_PRIVATE = False
    assert not may_be_asked(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["169.254.169.254", "fe80::1", "0.0.0.0", "224.0.0.1", "64:ff9b::a9fe:a9fe"])
def test_never_even_with_the_setting(address: str, settings: SettingsWrapper) -> None:
    """Where clouds keep their keys is never asked."""
    settings.FETCH_PRIVATE = True
    assert not may_be_asked(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_open_addresses(address: str) -> None:
    """The open internet."""
    assert may_be_asked(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "address",
    [
        *(
            "",
            "calendar",
            "ftp://example.org/a",
            "file:///etc/passwd",
            "gopher://example.org",
            "https://",
            "//example.org",
        ),
        *(
            "https://name:word@example.org/",
            "https://example.org:22/",
            "https://example.org:x/",
            "http://[::1/",
            "a" * 900,
        ),
        *("https://example.org/\r\nHost: other", "https://exa\x00mple.org/", "https://" + "a" * 300 + ".example/"),
    ],
)
def test_what_is_no_address(address: str) -> None:
    """A sentence, never an error."""
    with pytest.raises(Refusal):
        checked_address(address)


def test_addresses_as_they_are_asked_for() -> None:
    """webcal is https; names and paths in other letters are written as machines do."""
    assert checked_address("webcal://example.org/a.ics") == "https://example.org/a.ics"
    assert checked_address("https://bücher.example/é?q=ä#x") == "https://xn--bcher-kva.example/%C3%A9?q=%C3%A4"
