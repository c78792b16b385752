"""Members of staff at a desk with letters, in a browser, for tests."""

import re

from django.test import Client

from parvis.accounts.domain.testing import open_session
from parvis.counsel.domain.officers import become_officer
from parvis.counsel.domain.returning import come_back
from parvis.network.enums import Role
from parvis.network.models import Desk

from .made import NOW, make_staff

HOME = "/en/staff/houses/lyon/letters/"
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')


class Sitting:
    """A member of staff in a browser, with seven words."""

    def __init__(self, place, role=Role.DESK):
        self.staff = make_staff(place, role)
        self.words = become_officer(self.staff, "en", NOW)
        self.client = Client()
        self.client.cookies.load(open_session(self.staff))

    def open(self):
        return self.client.post(HOME, {"act": "open", "words": " ".join(self.words.reveal())})

    def see(self, path=HOME):
        return self.client.get(path)

    def do(self, path, act, **fields):
        return self.client.post(path, {"act": act, **fields})


def body(reply):
    return reply.content.decode()


def page_of(phrase):
    return f"{HOME}threads/{come_back(phrase, NOW).thread.name}/"


def second_desk(desk):
    return Desk.objects.create(
        house=desk.house, key="second", code="secnd7", question={"en": "Find work"}, tone=desk.tone, order=9
    )
