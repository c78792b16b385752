"""The peer: pretix sells the same hundred seats over HTTP, from the cart to a confirmed free order.

Its whole public flow is four requests, so nothing of it is called from within: put one into the cart, start the checkout, give a
mail address, confirm. Pages that a person would look at between them are left out, to its favour; so is the event page.
"""

from __future__ import annotations

import json
import secrets
import time
from urllib.parse import urlsplit

import psycopg
from bench.common.report import say
from bench.pages.pretix import PAGE, VERSION, Pretix
from bench.seats.crowd import AGAIN_AFTER, Again, Told, Visitor, crowd

#: Typed into pretix's own shell: one seat an order, nobody's name is asked, nothing is drawn: as with us.
ASK_LESS = """
from django_scopes import scopes_disabled
from pretix.base.models import Event, Item
with scopes_disabled():
    event = Event.objects.get(slug="bread")
    event.settings.attendee_names_asked = False
    event.plugins = ""  # no ticket is drawn, no mail of a plugin is sent
    event.save()
    Item.objects.filter(event=event).update(max_per_order=1)
"""
SOLD = """
select count(*), count(distinct o.id) from pretixbase_orderposition p join pretixbase_order o on o.id = p.order_id
where o.status in ('p', 'n') and not p.canceled
"""
__all__ = ["VERSION", "run"]
_BUSY = ("too busy", "unexpected error", "try again")


def run(address: str, attempts: int, at_once: int, workers: int) -> tuple[Told, int]:
    """Let the crowd at pretix in a database of its own beside ``address``; return what it was told, and how many seats are sold in its tables."""
    peer = Pretix(address)
    peer.prepare()
    peer.shell(ASK_LESS)
    database = address.rpartition("/")[0] + "/pretix"
    with psycopg.connect(database) as connection:
        item = connection.execute("select id from pretixbase_item").fetchone()
    assert item
    more = ("--preload", "--timeout", "120")  # a worker that was killed is back at once
    with peer.serving("bench.seats.warm_pretix", workers=workers, more=more) as (port, server):
        say("the crowd is at pretix …")
        told = crowd(lambda: _attempt(port, int(item[0])), attempts, at_once, server)
    with psycopg.connect(database) as connection:
        sold = connection.execute(SOLD).fetchone()
        codes = {code for (code,) in connection.execute("select code from pretixbase_order").fetchall()}
    assert sold
    say(f"pretix: {len(set(told.sold) - codes)} orders told and not there")
    return told, int(sold[0])


def _attempt(port: int, item: int) -> str:
    """Try to order until told yes or no; return the order's code, empty when all is sold."""
    visitor = Visitor(port)
    token = secrets.token_hex(16)
    visitor.cookies["pretix_csrftoken"] = token
    while True:
        try:
            return _order(visitor, item, {"csrfmiddlewaretoken": token})
        except Again:
            time.sleep(AGAIN_AFTER)


def _told(answer: tuple[int, str, str]) -> dict[str, object]:
    """Return what pretix said in JSON; anything else is no answer."""
    try:
        told = json.loads(answer[2])
    except ValueError as error:
        raise Again from error
    return told if isinstance(told, dict) and "success" in told else {"success": False, "message": "try again"}


def _order(visitor: Visitor, item: int, form: dict[str, str]) -> str:
    added = _told(visitor.ask(f"{PAGE}cart/add?ajax=1", {**form, f"item_{item}": "1"}))
    if not added["success"] and not added.get("has_cart"):
        if any(word in str(added["message"]) for word in _BUSY):
            raise Again
        return ""
    status, to, _page = visitor.ask(f"{PAGE}checkout/questions/", {**form, "email": "visitor@house.example"})
    if status != 302 or not to.endswith("/confirm/"):
        raise Again
    done = _told(visitor.ask(f"{PAGE}checkout/confirm/?ajax=1", form))
    if not done["success"]:
        raise Again
    return urlsplit(str(done["redirect"])).path.split("/order/")[1].split("/")[0]
