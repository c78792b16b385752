"""No figure of a counsellor: whoever holds every table after a day of work at the desks cannot count what one of them did.

Two of a house answer letters, call tickets, mark interviews, say that they are free and give appointments. What leads to a member of staff is the same
before and after, in every table; no other table names one; and what is planned is logged without a number or a chair.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator

import pytest
import time_machine
from django.apps import apps
from django.db import models

from parvis.accounts.models import Staff, StaffAct
from parvis.agenda.models import Session
from parvis.appointments.domain.making import Pattern, change_link, drop_slots, make_slots
from parvis.appointments.models import Offering
from parvis.counsel.domain.desk_keys import admit_officer, make_desk_key
from parvis.counsel.domain.officers import open_own
from parvis.counsel.models import Letter, Officer
from parvis.counsel.tests.made import write
from parvis.counsel.tests.sitting import HOME, Sitting, page_of
from parvis.marks.models import Mark
from parvis.network.models import Desk, House
from parvis.queue.enums import State
from parvis.queue.models import Ticket
from parvis.queue.tests.made import NOW, make_line, sit, take
from parvis.rota.models import Standing

pytestmark = pytest.mark.django_db
AT = "/en/staff/houses/lyon/"
DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def _at_now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def house() -> House:
    return make_line()


@pytest.fixture
def desk(house: House) -> Desk:
    return Desk.objects.select_related("house").get(house=house, key="choose")


@pytest.fixture
def pair(house: House, desk: Desk) -> list[Sitting]:
    """Return two officers of the desk, their desks open."""
    one, other = Sitting(house), Sitting(house)
    make_desk_key(desk, one.staff, "en", NOW)
    admit_officer(desk, Officer.objects.get(staff=other.staff), open_own(one.staff, one.words))
    for each in (one, other):
        assert each.open().status_code == 303
    return [one, other]


def leads_to_staff(model: type[models.Model]) -> bool:
    ahead, seen = [model], {model}
    while ahead:
        for column in ahead.pop()._meta.concrete_fields:
            if column.related_model and column.related_model not in seen:
                seen.add(column.related_model)
                ahead.append(column.related_model)
    return Staff in seen


def rows(*, of_staff: bool) -> dict[str, list[str]]:
    """Return all rows of the tables that lead to a member of staff, or of the others."""
    return {
        model._meta.label: sorted(repr(row) for row in model._default_manager.values_list())
        for model in apps.get_models()
        if leads_to_staff(model) is of_staff
    }


def a_day(pair: list[Sitting], house: House, desk: Desk) -> None:
    """Let the two do everything that a desk does with visitors."""
    for number in range(6):
        worker = pair[number % 3 % 2]
        path = page_of(write(desk, f"Question {number}", now=NOW))
        assert worker.do(path, "claim").status_code == 303
        assert worker.do(path, "answer", text="Come on Thursday.", after="1", ends="1").status_code == 303
        table = f"{AT}line/tables/{sit(house)}/"
        ticket = take(house).ticket
        worker.do(table, "next")
        worker.do(table, "serve", ticket=str(ticket.pk))
        ticket.refresh_from_db()
        assert ticket.state == State.WITH_US
        note = {"name": f"a-note-of-the-test-{number}", "desk": "choose", "themes": ["choose"], "language": "fr"}
        note |= {"mode": "there", "band": "15"}
        told = worker.client.post(f"{AT}marks/notes/", json.dumps({"notes": [note]}), content_type="application/json")
        assert told.json()["answers"] == {f"a-note-of-the-test-{number}": ""}
        said = worker.client.post(f"{AT}rota/now/?desk=choose", {"desk": "choose", "chair": "1", "state": "talking"})
        assert said.status_code == 302
    assert Letter.objects.count() == 12
    assert sum(Mark.objects.values_list("number", flat=True)) == 6
    assert Ticket.objects.count() == 6
    assert Standing.objects.count() == 1


def test_a_day_at_the_desks_moves_nothing_that_leads_to_somebody(pair: list[Sitting], house: House, desk: Desk) -> None:
    before = rows(of_staff=True)
    assert {"accounts.StaffAct", "accounts.StaffSession", "counsel.Officer", "counsel.Grant"} <= before.keys()
    a_day(pair, house, desk)
    assert rows(of_staff=True) == before
    named = [value for each in pair for value in (each.staff.email, each.staff.name)]
    for label, told in rows(of_staff=False).items():
        assert not [row for row in told if any(value in row for value in named)], label


def test_the_measure_sees_what_is_logged(pair: list[Sitting], desk: Desk) -> None:
    before = rows(of_staff=True)
    pair[0].do(f"{HOME}officers/", "live", desk=desk.code, on="1")
    make_slots(slots(desk), pair[0].staff, NOW)
    assert rows(of_staff=True) != before


def slots(desk: Desk, link: str = "") -> Pattern:
    morning, noon = datetime.time(10), datetime.time(12)
    return Pattern(desk, 3, ("fr",), ((NOW + 7 * DAY).date(),), morning, noon, 30, 10, link)


def test_the_log_of_appointments_has_no_number_and_no_chair(pair: list[Sitting], house: House, desk: Desk) -> None:
    """How many slots somebody gave, or which chair is theirs, would make a figure: what becomes of the slots of a chair is in the tables."""
    by = pair[0].staff
    make_slots(slots(desk, "https://video.house.example/room"), by, NOW)
    change_link(house, Offering.objects.get().pk, "https://video.house.example/other", by)
    drop_slots(house, list(Session.objects.values_list("code", flat=True)), by, NOW)
    told = dict(StaffAct.objects.filter(staff=by, what__startswith="appointments.").values_list("what", "code"))
    assert told.keys() == {"appointments.made", "appointments.link", "appointments.dropped"}
    assert not [code for code in told.values() if re.search(r"\d", code)]
