"""Offers with a promise, notes and recruiters for tests."""

import datetime
import itertools

from parvis.answers.domain import keys
from parvis.answers.domain.sealing import Secret
from parvis.answers.domain.sending import send_note
from parvis.answers.models import Contract
from parvis.core.domain.once import Once
from parvis.network.models import House
from parvis.network.tests.made import house
from parvis.offers.tests.making import make_offer

NOW = datetime.datetime(2026, 11, 26, 10, 5, tzinfo=datetime.UTC)
DAY = datetime.timedelta(days=1)
NOTE = {
    "can": "I repaired bicycles for two years",
    "why": "I like to see that it runs",
    "languages": "French",
    "when": "September",
}
_number = itertools.count()


def an_offer(reference=None, **changes):
    return make_offer(reference or f"offer-{next(_number)}", **{"expires_at": NOW + 300 * DAY, **changes})


def a_contract(offer=None, **changes):
    offer = offer or an_offer()
    place = House.objects.filter(slug="lyon").first() or house()
    return Contract.objects.create(
        house=place,
        feed=offer.feed,
        **{
            "reach": "offer",
            "offer_code": offer.code,
            "days": 5,
            "most": 10,
            "language": "en",
            "stated_on": NOW.date(),
            "confirmed_on": NOW.date(),
            **changes,
        },
    )


def a_form():
    return Once(f"form-{next(_number)}".encode())


def send(offer, now=NOW, form=None, **texts):
    """Send a note and return it with its code."""
    form = form or a_form()
    note = send_note(offer, Secret(**{**NOTE, **texts}), form, now)
    return note, keys.code_from(form.secret)
