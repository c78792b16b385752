"""Meeting days for tests."""

import datetime
import itertools

from parvis.accounts.models import Staff
from parvis.agenda.tests.making import NOW, make_event, only
from parvis.meetings.domain.seekers.aliases import free_alias, taken_aliases
from parvis.meetings.models import Meeting, MeetingDay, Seeker, Table, TableOffer

DAY = datetime.timedelta(days=1)
STARTS = NOW + 7 * DAY
_number = itertools.count(1)


def make_day(state="open", starts=STARTS, title="Meet companies", **changes):
    session = only(make_event(title, starts=starts))
    fields = {"slot_count": 6, "seed": int(f"{starts:%Y%m%d}"), **changes}
    return MeetingDay.objects.create(session=session, state=state, **fields)


def make_table(day, key="", *, offer=None, **changes):
    fields = {"organisation": "Bakery", "key": key or f"t{next(_number):04}", **changes}
    table = Table.objects.create(day=day, **fields)
    if offer is not None:
        TableOffer.objects.create(table=table, **{"title": "Baker", **offer})
    return table


def make_seeker(day, **changes):
    alias = free_alias(taken_aliases(day))
    fields = {"word": alias.word, "colour": alias.colour, "number": alias.number, **changes}
    return Seeker.objects.create(day=day, **fields)


def make_meeting(seeker, table, slot=0, **changes):
    return Meeting.objects.create(day=seeker.day, seeker=seeker, table=table, slot=slot, **changes)


def make_staff(**fields):
    number = next(_number)
    return Staff.objects.create(**{"email": f"team{number}@house.example", "name": f"Team {number}", **fields})
