"""A meeting day in a real browser at 360 px: join in Arabic, type the code back, see the published plan, leave."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.served import Site

from .looking import look_over, site_with_house
from .visitor import Visitor

pytestmark = [pytest.mark.journey, pytest.mark.timeout(240)]

#: For each telling (with script 1, without 0) a day of its own.
DAYS = """
import datetime
from django.utils import timezone
from parvis.agenda.models import Event, EventText, Kind, Session
from parvis.meetings.models import MeetingDay, Table, TableOffer
from parvis.network.domain.sample_staff import sample_house
house, kind = sample_house(), Kind.objects.get(key="workshop")
starts = (timezone.now() + datetime.timedelta(days=2)).replace(hour=9, minute=0, second=0, microsecond=0)
for telling in "10":
    event = Event.objects.create(code="md" + telling, house=house, kind=kind, state="published")
    EventText.objects.create(event=event, language="ar", title=f"لقاء الشركات {telling}")
    session = Session.objects.create(event=event, code="md" + telling, starts=starts, ends=starts + datetime.timedelta(hours=4), time_zone=house.time_zone)
    day = MeetingDay.objects.create(session=session, state="open", seed=1, zones=["Nord"])
    for key, level, x in (("t1", 3, 1), ("t2", 4, 9), ("t3", 3, 20)):
        table = Table.objects.create(day=day, key=key, organisation="Bakery " + key, languages=["fr", "ar"], access=["quiet"], x=x, y=2)
        TableOffer.objects.create(table=table, title="Boulanger", language="fr", level=level, contract="apprenticeship")
print(house.slug)
"""
PLAN = """
from django.utils import timezone
from parvis.meetings.domain.plan.making import make_plan, publish_plan
from parvis.meetings.models import MeetingDay
day = MeetingDay.objects.select_related("session__event__house").get(session__code="md{telling}")
publish_plan(day, make_plan(day, None, timezone.now()).plan.pk, None)
"""
SEND = "main form[action$='/my-meetings/'] button[type=submit]"


@pytest.fixture(scope="module")
def site(make_site: Callable[..., Site]) -> Site:
    """A site of one's own: these stories write."""
    return site_with_house(make_site, DAYS)


def test_join_in_arabic_see_the_plan_and_leave(visit: Callable[..., Visitor], site: Site, *, script: bool) -> None:
    telling = int(script)
    visitor = visit("ar")
    visitor.go(f"/ar/meetings/md{telling}/")
    look_over(visitor)
    visitor.follow("main a[href$='/join/']")
    look_over(visitor)
    visitor.page.select_option("#level", "3")
    visitor.page.check("input[name=wish][value=t1]")
    visitor.page.check("input[name=wish][value=t2]")
    visitor.page.check("input[name=need][value=quiet]")
    visitor.follow("button[value=join]")
    assert visitor.see("#doubts").is_visible()
    look_over(visitor)
    visitor.follow("button[value=join]")
    look_over(visitor)
    code = visitor.see("#return-code").inner_text()
    visitor.see("#code").fill(f"  {code.lower().replace('-', '  ')} ")
    visitor.follow(SEND)
    look_over(visitor)
    done = site.run("shell", "-c", PLAN.format(telling=telling))
    assert done.returncode == 0, done.stderr
    visitor.go("/ar/").go(f"/ar/my-meetings/#{code}")
    if not script:
        visitor.see("#code").fill(code)
    visitor.follow(SEND)
    look_over(visitor)
    assert visitor.page.locator("ol.seek-tables > li").count() == 3
    visitor.follow("main details summary")
    visitor.follow("button[value=leave]")
    look_over(visitor)
    visitor.go("/ar/my-meetings/").see("#code").fill(code)
    visitor.follow(SEND)
    assert visitor.see("#refusal").is_visible()
    visitor.assert_unknown()
