"""Pages of staff ask the database as often for thirty tables as for one."""

import pytest
import time_machine

from parvis.network.models import Partner

from .made import DAY, STARTS, make_day, make_meeting, make_seeker, make_table

pytestmark = pytest.mark.django_db
QUESTIONS = {
    "houses/HOUSE/meetings/": 10,
    "houses/HOUSE/meetings/DAY/": 13,
    "houses/HOUSE/meetings/DAY/plan/": 11,
    "houses/HOUSE/meetings/DAY/floor/": 9,
    "houses/HOUSE/meetings/DAY/cards/": 11,
    "houses/HOUSE/meetings/DAY/slips/": 10,
    "houses/HOUSE/meetings/DAY/reception/": 10,
    "partners/office/meetings/": 8,
    "partners/office/meetings/DAY/first/names/": 7,
}


@pytest.mark.parametrize("number", [1, 30])
@pytest.mark.parametrize("path", QUESTIONS)
def test_thirty_tables_cost_as_much_as_one(signed_in, django_assert_num_queries, path, number):
    with time_machine.travel(STARTS - DAY, tick=False):
        partner = Partner.objects.create(slug="office", name={"en": "Office"})
        day = make_day("planned")
        house = day.session.event.house
        for place in range(number):
            table = make_table(
                day, f"t{place}" if place else "first", partner=partner, organisation="", x=1.0, y=1.0,
                offer={"level": 3}, seal=b"s" * 32,
            )  # fmt: skip
            seeker = make_seeker(day)
            make_meeting(seeker, table, promised=True)
            table.card = [[0, [seeker.pk]]]
            table.save()
        client = signed_in("editor", partner=partner) if path.startswith("partners") else signed_in("programme", house)
        where = f"/en/staff/{path.replace('HOUSE', house.slug).replace('DAY', day.session.code)}"
        client.get(where)
        with django_assert_num_queries(QUESTIONS[path]):
            assert client.get(where).status_code == 200
