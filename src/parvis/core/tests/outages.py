"""A database that goes away in the middle of a form, and the form that the page gives back."""

from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser

from django.db import OperationalError, connection
from django.http import HttpResponse
from django.test import Client

#: What a transaction of the test itself needs to come out of the outage whole.
_FRAME = ("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT")


@contextmanager
def away_from(words: str) -> Iterator[list[str]]:
    """Let the database answer until a statement begins with ``words`` ("INSERT", "SELECT"), and nothing from then on."""
    refused: list[str] = []

    def ask(execute, sql, params, many, context):
        if sql.startswith(_FRAME):
            return execute(sql, params, many, context)
        if refused or sql.startswith(words):
            refused.append(sql)
            raise OperationalError("server closed the connection unexpectedly")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(ask):
        yield refused
    assert refused, "the database never went away: nothing was tried"


class _Kept(HTMLParser):
    """The fields of the one form that is given back, as a browser would send them."""

    def __init__(self) -> None:
        super().__init__()
        self.action, self.sent, self.labels = "", {}, {}
        self._is_in, self._area, self._label = False, "", ""

    def handle_starttag(self, tag: str, attrs: list) -> None:
        told = dict(attrs)
        if tag == "form":
            self._is_in = told.get("id") == "kept"
            self.action = told["action"] if self._is_in else self.action
        if not self._is_in:
            return
        if tag == "label":
            self._label = told["for"]
        if tag == "input":
            self.sent.setdefault(told["name"], []).append(told.get("value", ""))
        if tag == "textarea":
            self._area = told["name"]
            self.sent.setdefault(self._area, []).append("")

    def handle_endtag(self, tag: str) -> None:
        self._is_in = self._is_in and tag != "form"
        self._area, self._label = "", ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.sent[self._area][-1] += data
        if self._label:
            self.labels[self._label.removeprefix("kept-")] = data


def post_into_outage(client: Client, path: str, sent: dict, words: str = "INSERT") -> tuple[HttpResponse, dict]:
    """Send a form while the database goes away at ``words``; return the page, and the fields that it gives back."""
    client.raise_request_exception = False
    with away_from(words):
        reply = client.post(path, sent)
    kept = _Kept()
    kept.feed(reply.content.decode())
    assert reply.status_code == 503
    assert kept.action == path
    assert reply.headers["Cache-Control"] == "no-store"
    assert "/staff/" in path or not reply.cookies
    assert "<script" not in reply.content.decode().split('id="kept"')[1].split("</form>")[0]
    assert kept.labels.keys() <= kept.sent.keys()
    return reply, kept.sent
