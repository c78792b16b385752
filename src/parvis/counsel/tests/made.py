"""Desks that take letters, and threads, for tests."""

import datetime

from parvis.accounts.models import Staff
from parvis.counsel.domain.desk_keys import keys_of, make_desk_key
from parvis.counsel.domain.desk_reading import open_at_desk
from parvis.counsel.domain.drafts import new_draft
from parvis.counsel.domain.officers import become_officer, open_own
from parvis.counsel.domain.opening import send_first
from parvis.counsel.domain.returning import come_back
from parvis.counsel.domain.sealing import PlainText
from parvis.network.enums import Role
from parvis.network.models import House, Post
from parvis.network.tests.made import house

NOW = datetime.datetime(2026, 11, 25, 21, 40, tzinfo=datetime.UTC)  # a Wednesday, at night
DAY = datetime.timedelta(days=1)


def make_desk():
    place = House.objects.filter(slug="lyon").first() or house()
    return place.desks.select_related("house").get()


def make_staff(place, role=Role.DESK):
    number = Staff.objects.count()
    staff = Staff.objects.create(email=f"desk{number}@house.example", name=f"Desk {number}")
    Post.objects.create(staff=staff, role=role, house=place, since=(NOW - 30 * DAY).date())
    return staff


def make_officer(place):
    """Return an officer of staff, opened."""
    staff = make_staff(place)
    return open_own(staff, become_officer(staff, "en", NOW))


def ready_desk():
    """Return a desk that takes letters, its officer, and the words of its sheet."""
    desk = make_desk()
    officer = make_officer(desk.house)
    return desk, officer, make_desk_key(desk, officer.officer.staff, "en", NOW)


def write(desk, text="How do I become a baker?", now=NOW, language="en", keep=90):
    """Send a first letter and return its phrase."""
    draft = new_draft(desk, PlainText(text), language, keep, now)
    send_first(draft, now)
    return draft.phrase


def thread_of(phrase):
    return come_back(phrase, NOW).thread


def at_desk(phrase, officer):
    thread = thread_of(phrase)
    return open_at_desk(thread, keys_of(thread.desk, officer))
