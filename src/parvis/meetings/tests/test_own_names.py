import pytest
import time_machine

from parvis.accounts.models import StaffAct
from parvis.core.domain.return_codes import code_from_digest
from parvis.meetings.domain.after.purging import purge
from parvis.meetings.domain.seekers.codes import locator
from parvis.meetings.domain.seekers.revealing import Person, give_code, reveal
from parvis.network.models import Partner

from .made import DAY, STARTS, make_day, make_meeting, make_seeker, make_table

pytestmark = pytest.mark.django_db
SEEKER = code_from_digest(b"12345678")
OURS = "/en/staff/partners/office/meetings/"


@pytest.fixture
def partner():
    return Partner.objects.create(slug="office", name={"en": "Office"})


@pytest.fixture
def given(partner):
    """Two tables of one partner and their codes; a name is given to the first."""
    with time_machine.travel(STARTS, tick=False):
        day = make_day("running")
        tables = [make_table(day, key, partner=partner, organisation="") for key in ("12", "13")]
        make_meeting(make_seeker(day, locator=locator(SEEKER)), tables[0], state="held")
        codes = [give_code(day.pk, table.pk) for table in tables]
        reveal(SEEKER, tables[0], Person("Zqname", "zq@mail.example"), 30, STARTS.date())
        yield day, codes


def where(day, key):
    return f"{OURS}{day.session.code}/{key}/names/"


def test_a_partner_opens_the_names_of_its_table_with_the_code_of_that_table_alone(given, partner, signed_in):
    day, (code, other) = given
    editor = signed_in("editor", partner=partner)
    assert "Zqname" not in editor.get(where(day, "12")).content.decode()
    shown = editor.post(where(day, "12"), {"code": code.reveal()})
    page = shown.content.decode()
    assert shown.headers["Cache-Control"] == "no-store"
    for words in ("Zqname", "zq@mail.example", f"{STARTS.date() + 30 * DAY:%m/%d/%Y}"):
        assert words in page, words
    assert code.reveal() not in page
    for key, wrong in (("12", other), ("13", code), ("12", SEEKER)):
        answer = editor.post(where(day, key), {"code": wrong.reveal()})
        assert (answer.status_code, "not the code of this table" in answer.content.decode()) == (422, True)
        assert "Zqname" not in answer.content.decode()
    assert "Nobody gave a name" in editor.post(where(day, "13"), {"code": other.reveal()}).content.decode()
    assert editor.post(where(day, "12"), {"code": "x" * 5000}).status_code == 422


def test_the_log_keeps_that_somebody_looked_and_no_name(given, partner, signed_in):
    day, (code, other) = given
    editor = signed_in("editor", partner=partner)
    StaffAct.objects.all().delete()
    editor.post(where(day, "12"), {"code": other.reveal()})
    assert not StaffAct.objects.filter(what="meetings.names_read").exists()
    editor.post(where(day, "12"), {"code": code.reveal()})
    act = StaffAct.objects.get(what="meetings.names_read")
    assert (act.code, act.house) == (day.session.code, day.session.event.house.slug)
    assert "Zqname" not in str(act.__dict__)


def test_no_other_partner_and_no_team_sees_the_page(given, signed_in):
    day, (code, _other) = given
    stranger = signed_in("editor", partner=Partner.objects.create(slug="other", name={"en": "Other"}))
    assert stranger.post(where(day, "12"), {"code": code.reveal()}).status_code == 403
    assert stranger.get(where(day, "12").replace("/office/", "/other/")).status_code == 404
    assert signed_in("programme", day.session.event.house).get(where(day, "12")).status_code == 403


def test_the_names_are_found_after_the_day_until_the_last_of_them(given, partner, signed_in):
    day, (code, _other) = given
    for days, is_there in ((8, True), (30, True), (31, False)):
        with time_machine.travel(STARTS + days * DAY, tick=False):
            purge(STARTS + days * DAY)
            editor = signed_in("editor", partner=partner)
            assert where(day, "12") in editor.get(OURS).content.decode()
            page = editor.post(where(day, "12"), {"code": code.reveal()}).content.decode()
            assert ("Zqname" in page) is is_there, days
    with time_machine.travel(STARTS + 39 * DAY, tick=False):
        assert where(day, "12") not in signed_in("editor", partner=partner).get(OURS).content.decode()


def test_a_table_without_a_code_asks_for_none(partner, signed_in):
    with time_machine.travel(STARTS, tick=False):
        day = make_day("open")
        make_table(day, "12", partner=partner, organisation="")
        editor = signed_in("editor", partner=partner)
        assert "has no code yet" in editor.get(where(day, "12")).content.decode()
        assert 'id="code"' not in editor.get(where(day, "12")).content.decode()
        assert "/names/" not in editor.get(OURS).content.decode()


@pytest.mark.parametrize("number", [1, 30])
def test_thirty_names_cost_as_much_as_one(given, partner, signed_in, django_assert_num_queries, number):
    day, (code, _other) = given
    table = day.tables.get(key="12")
    for name in range(number - 1):
        mine = code_from_digest(b"%08d" % name)
        make_meeting(make_seeker(day, locator=locator(mine)), table, slot=1, place=name + 2, state="held")
        reveal(mine, table, Person("Zq", "zq"), 7, STARTS.date())
    editor = signed_in("editor", partner=partner)
    editor.get(where(day, "12"))
    with django_assert_num_queries(10):
        editor.post(where(day, "12"), {"code": code.reveal()})
