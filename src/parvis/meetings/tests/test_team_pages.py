import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from parvis.agenda.tests.making import make_event, only
from parvis.meetings.models import Meeting, MeetingDay, Plan, Seeker, Table, Wish
from parvis.network.domain.keeping import write_partner
from parvis.network.models import Partner
from parvis.network.tests.made import OFFICE, house

from .made import DAY, STARTS, make_meeting, make_seeker, make_table

pytestmark = pytest.mark.django_db
NOW = STARTS - 2 * DAY
LIST = "/en/staff/houses/lyon/meetings/"
DAY_TYPED = {
    "slot_count": "6", "slot_minutes": "10", "pause_minutes": "2", "breaks": "3:15", "zones": "Nord\nSüd\n\nNord",
    "joins_open": "2026-12-01T09:00", "joins_close": "", "walk_ins": "on", "most": "3", "cap": "5", "release_before": "1",
}  # fmt: skip
TABLE_TYPED = {
    "key": "12", "organisation": "Bakery", "interviewers": "2", "languages": ["fr"], "also": "ro", "slots": ["0", "1"],
    "access": ["quiet"], "interpreters": "ar", "x": "2.5", "y": "3", "wants": ["level:3"], "refuses": ["contract:job"],
    "held_need": "quiet", "held_places": "1", "held_slots": [],
}  # fmt: skip


@pytest.fixture(autouse=True)
def _at_now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def session():
    return only(make_event("Meet companies", starts=STARTS))


@pytest.fixture
def team(session, signed_in):
    return signed_in("programme", session.event.house)


def said(answer):
    return answer.content.decode()


def offers(*rows):
    told = {"offer-TOTAL_FORMS": str(len(rows)), "offer-INITIAL_FORMS": "0", "offers": "1"}
    return told | {f"offer-{number}-{name}": value for number, row in enumerate(rows) for name, value in row.items()}


def test_the_team_makes_a_day_writes_a_table_opens_and_plans(team, session, client):
    where = f"{LIST}{session.code}/"
    assert f"new/{session.code}/" in said(team.get(LIST))
    assert team.post(f"{LIST}new/{session.code}/", DAY_TYPED).headers["Location"] == where
    day = MeetingDay.objects.get()
    assert (day.breaks, day.zones, day.seed) == ([[2, 15]], ["Nord", "Süd"], 20261203)
    assert day.joins_open.isoformat() == "2026-12-01T08:00:00+00:00"  # typed on the clock of Lyon
    assert "There is no table yet." in said(team.get(where))
    refused = team.post(f"{where}act/", {"act": "open"})
    assert refused.status_code == 422
    assert "no table yet: with whom" in said(refused)
    made = team.post(f"{where}tables/new/", TABLE_TYPED)
    assert made.headers["Location"] == f"{where}tables/12/"
    table = Table.objects.get()
    assert (table.languages, table.access, table.slots) == (["fr", "ro"], ["quiet", "interpreter:ar"], [0, 1])
    assert table.held == [{"slot": slot, "need": "quiet", "places": 1} for slot in (0, 1)]
    told = offers({"title": "Apprentice baker", "level": "3", "zone": "Nord"}, {"title": ""})
    assert team.post(f"{where}tables/12/", told).headers["Location"] == f"{where}tables/12/"
    assert table.offers.get().level == 3
    assert client.get(f"/en/meetings/{session.code}/").status_code == 404
    assert team.post(f"{where}act/", {"act": "open"}).headers["Location"] == where
    assert "Apprentice baker" in said(client.get(f"/en/meetings/{session.code}/"))
    assert "has no plan yet" in said(team.get("/en/staff/"))
    for _each in range(3):
        make_seeker(day, most=1)
    assert "3 people have joined" in said(team.get(f"{where}plan/"))
    assert team.post(f"{where}plan/").headers["Location"] == f"{where}plan/"
    page = said(team.get(f"{where}plan/"))
    assert "A verifier that shares no code" in page
    assert "the seed 20261203" in page
    assert not Meeting.objects.exists()
    assert team.post(f"{where}plan/{Plan.objects.get().pk}/publish/").status_code == 302
    assert Meeting.objects.filter(promised=True).count() == Plan.objects.get().number > 0
    assert "The plan that holds" in said(team.get(f"{where}plan/"))
    assert "keep what was promised" in said(team.get(f"{where}plan/"))


def test_what_does_not_fit_is_seen_before(team, session):
    day = MeetingDay.objects.create(session=session, seed=1, state="open", slot_count=3)
    make_table(day, key="fr", languages=["fr"], refuses=["contract:job"])
    make_table(day, key="late", languages=["fr"], slots=[2])
    speaks = make_seeker(day, languages=["uk"])
    needs = make_seeker(day, languages=["fr"], needs=["quiet"])
    shut = make_seeker(day, languages=["fr"], contract="job", slots=[0])
    vetoes = make_seeker(day, open=False)
    Wish.objects.create(seeker=vetoes, table=Table.objects.get(key="fr"), kind="wish")
    refuses = make_seeker(day)
    for table in Table.objects.all():
        Wish.objects.create(seeker=refuses, table=table, kind="veto")
    page = said(team.get(f"{LIST}{session.code}/"))
    for words in (
        "No table speaks Ukrainian.",
        "has: a quiet table.",
        "No table that would fit is there at the times named.",
        "Every table that would fit was refused.",
        "Nobody wishes to meet these tables:",
        "There are 4 places in all slots together, and 5 people",
    ):
        assert words in page, words
    assert {speaks.pk, needs.pk, shut.pk} <= set(Seeker.objects.values_list("pk", flat=True))


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"slot_count": "0"}, "greater than or equal to 1"),
        ({"slot_count": "60"}, "after the date"),
        ({"breaks": "lunch"}, "Write breaks as 6:20"),
        ({"breaks": "6:20"}, "between two slots"),
        ({"zones": "a" * 61}, "at most 60 characters"),
        ({"most": "6", "cap": "5"}, "more meetings at first"),
        ({"joins_open": "9999-12-01T09:00"}, "too far away"),
    ],
)
def test_a_wrong_day_is_told_and_nothing_typed_is_lost(team, session, changed, words):
    answer = team.post(f"{LIST}new/{session.code}/", DAY_TYPED | changed)
    assert answer.status_code == 422
    assert words in said(answer)
    assert next(iter(changed.values()))[:40] in said(answer)
    assert not MeetingDay.objects.exists()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"organisation": ""}, "Say whose table it is"),
        ({"key": "no key"}, "valid"),
        ({"also": "klingon!"}, "no code of a language"),
        ({"x": ""}, "along both walls"),
        ({"wants": ["contract:job"]}, "at once"),
        ({"held_places": "3"}, "more places than it has"),
        ({"held_need": "hearing-loop"}, "a need that the table meets"),
    ],
)
def test_a_wrong_table_is_told_and_nothing_typed_is_lost(team, session, changed, words):
    MeetingDay.objects.create(session=session, seed=1, slot_count=6)
    answer = team.post(f"{LIST}{session.code}/tables/new/", TABLE_TYPED | changed)
    assert answer.status_code == 422
    assert words in said(answer)
    assert "Bakery" in said(answer) or "organisation" in changed
    assert not Table.objects.exists()


def test_a_table_that_somebody_is_promised_stays(team, session):
    day = MeetingDay.objects.create(session=session, seed=1, state="planned", slot_count=6)
    table = make_table(day, key="12", slots=[0, 1])
    make_meeting(make_seeker(day), table, 1, promised=True)
    where = f"{LIST}{session.code}/tables/12/"
    refused = team.post(f"{where}remove/")
    assert refused.status_code == 422
    assert "promised to meet this table" in said(refused)
    shorter = team.post(where, TABLE_TYPED | {"slots": ["0"]})
    assert "cannot be taken away" in said(shorter)
    Meeting.objects.all().delete()
    assert team.post(f"{where}remove/").headers["Location"] == f"{LIST}{session.code}/"
    assert not Table.objects.exists()


def test_wrong_offers_are_told_and_the_old_ones_stay(team, session):
    day = MeetingDay.objects.create(session=session, seed=1, slot_count=6)
    table = make_table(day, key="12", offer={"level": 4})
    where = f"{LIST}{session.code}/tables/12/"
    answer = team.post(where, offers({"title": "New", "level": "99"}))
    assert answer.status_code == 422
    assert 'value="New"' in said(answer)
    assert "There is no offer with this code" in said(team.post(where, offers({"code": "nothing"})))
    assert team.post(where, {"offers": "1"}).status_code == 422
    assert table.offers.get().level == 4


def test_files_are_taken_in_and_names_shown_once(team, session):
    day = MeetingDay.objects.create(session=session, seed=1, state="open", slot_count=6)
    where = f"{LIST}{session.code}/files/"
    tables = SimpleUploadedFile("anna.csv", b"key,organisation\n1,Bakery\n2,\n")
    page = said(team.post(where, {"what": "tables", "file": tables}))
    assert "2 rows read, 1 new" in page
    assert "Line 3 · Say whose table it is." in page
    slips = SimpleUploadedFile("anna.csv", b"alias,wishes\nblue heron 42,1\n,1\n")
    answer = team.post(where, {"what": "seekers", "file": slips})
    assert "blue heron 42" in said(answer)
    assert answer.headers["Cache-Control"] == "no-store"
    assert day.seekers.count() == 2
    broken = team.post(where, {"what": "seekers", "file": SimpleUploadedFile("x.csv", b"name\nAnna\n")})
    assert broken.status_code == 422
    assert "Anna" not in said(broken)
    assert team.post(where, {"what": "seekers"}).status_code == 422
    for name in ("tables.csv", "seekers.xlsx"):
        assert team.get(f"{where}{name}").headers["Content-Disposition"] == f'attachment; filename="{name}"'
    for name in ("other.csv", "tables.exe"):
        assert team.get(f"{where}{name}").status_code == 404


def test_the_hall_and_the_cards_are_for_printing(team, session):
    day = MeetingDay.objects.create(session=session, seed=1, slot_count=6)
    make_table(day, key="12", x=2.5, y=3.0, sign="Bread", offer={"level": 3}, languages=["fr"], slots=[0, 1, 4])
    make_table(day, key="13", access=["quiet"])
    floor = said(team.get(f"{LIST}{session.code}/floor/"))
    assert 'x="1.2" y="1.2"' in floor
    assert "not on the plan" in floor
    cards = said(team.get(f"{LIST}{session.code}/cards/"))
    assert cards.count('class="table-card"') == 2
    assert "EQF level 3" in cards
    assert "10:00 – 10:22, 10:48 – 10:58" in cards
    assert cards.count('class="meet-paper"') == 2
    signs, lists = (said(team.get(f"{LIST}{session.code}/cards/?only={only}")) for only in ("signs", "lists"))
    assert (signs.count('class="table-card"'), signs.count('class="meet-paper"')) == (2, 0)
    assert (lists.count('class="table-card"'), lists.count('class="meet-paper"')) == (0, 2)


def test_a_partner_writes_for_its_own_table_and_no_other(session, signed_in):
    write_partner(OFFICE)
    partner, day = Partner.objects.get(), MeetingDay.objects.create(session=session, seed=1, slot_count=6)
    table = make_table(
        day, key="12", partner=partner, organisation="", interviewers=2, x=1.0, y=1.0, access=["quiet"],
        held=[{"slot": 0, "need": "quiet", "places": 2}],
    )  # fmt: skip
    make_table(day, key="13")
    editor = signed_in("editor", partner=partner)
    own = "/en/staff/partners/office/meetings/"
    assert f"{own}{session.code}/12/" in said(editor.get(own))
    assert editor.get(f"{own}{session.code}/13/").status_code == 404
    where = f"{own}{session.code}/12/"
    assert editor.post(where, TABLE_TYPED | {"interviewers": "1"}).headers["Location"] == where
    table.refresh_from_db()
    assert (table.key, table.x, table.access, table.interviewers, table.partner) == ("12", 1.0, ["quiet"], 1, partner)
    assert table.held == [{"slot": 0, "need": "quiet", "places": 1}]
    assert editor.post(where, offers({"title": "Apprentice"})).status_code == 302
    assert "Apprentice" in said(editor.get(where))
    assert editor.post(where, TABLE_TYPED | {"interviewers": "0"}).status_code == 422
    assert editor.get(f"{LIST}{session.code}/").status_code == 403


def test_another_house_cannot_touch_it(team, session, signed_in):
    MeetingDay.objects.create(session=session, seed=1, slot_count=6)
    other = house("nice")
    stranger = signed_in("programme", other)
    assert stranger.get(f"{LIST}{session.code}/").status_code == 403
    assert stranger.get(f"/en/staff/houses/nice/meetings/{session.code}/").status_code == 404
    assert team.post(f"{LIST}{session.code}/act/", {"act": "explode"}).status_code == 404
    assert team.get(f"{LIST}new/{session.code}/").headers["Location"].endswith("/settings/")


def test_the_reception_finds_the_day_of_today(session, signed_in):
    MeetingDay.objects.create(session=session, seed=1, slot_count=6, state="planned")
    reception = signed_in("reception", session.event.house)
    where = f"{LIST}today/"
    assert "There is none today." in said(reception.get(where))
    with time_machine.travel(STARTS, tick=False):
        page = said(signed_in("reception", session.event.house).get(where))
    assert f"{LIST}{session.code}/reception/" in page
    assert where in page
    assert reception.get(LIST).status_code == 403
