"""Staff write what their house publishes: parts, texts in languages, drafts, review, history, a new house."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from parvis.accounts.models import Staff, StaffAct
from parvis.core.domain.differing import mark
from parvis.core.domain.revisions import raise_revision
from parvis.core.domain.versions import Overtaken, fields
from parvis.core.enums import VersionState
from parvis.core.models import Revision
from parvis.core.refusal import Refusal
from parvis.network.domain import content
from parvis.network.domain.house_data import data_of
from parvis.network.domain.house_rows import read_desk
from parvis.network.domain.keeping import record_of, write_house
from parvis.network.domain.previewing import as_published
from parvis.network.domain.profile import find_house, profile_of
from parvis.network.domain.records import PeriodRecord
from parvis.network.domain.rows import BadRow, Row
from parvis.network.models import House, HouseVersion
from parvis.network.tests.made import ASK, house, record
from parvis.network.tests.made import WEEK as WEEKDAYS

pytestmark = pytest.mark.django_db
PAGE = "/en/staff/houses/lyon/content/"
HOURS = PAGE + "hours/week/"
NOW = datetime.datetime(2026, 11, 26, 9, tzinfo=datetime.UTC)
WEEK = {f"day_{day}": "10-18" for day in range(1, 6)}


@pytest.fixture
def lyon() -> House:
    return house(about={"fr": "Chez nous"}, address="1 rue d’essai")


@pytest.fixture
def team(signed_in: Callable[..., Client], lyon: House) -> Client:
    return signed_in("programme", lyon)


@pytest.fixture
def manager(signed_in: Callable[..., Client], lyon: House) -> Client:
    return signed_in("manager", lyon)


def page_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def began(client: Client, address: str) -> str:
    return re.search(r'name="began" value="(\w+)"', page_of(client, address))[1]


def typed_in(client: Client, address: str) -> dict[str, object]:
    """Return what the form at ``address`` would send as it stands."""
    answer = client.get(address)
    form = answer.context["form"]
    values = {name: form[name].value() for name in form.fields}
    sent = {name: value for name, value in values.items() if value not in (None, False)}
    return sent | {"began": answer.context["began"]}


def test_a_draft_goes_from_the_programme_team_to_visitors(team: Client, manager: Client, client: Client) -> None:
    answer = team.post(HOURS, WEEK | {"day_5": "9h à tard", "began": began(team, HOURS)})
    assert answer.status_code == 200
    assert "“à tard” is not understood" in answer.content.decode()
    assert 'value="9h à tard"' in answer.content.decode()
    assert team.post(HOURS, WEEK | {"day_5": "9h-12h30", "began": began(team, HOURS)}).status_code == 302
    assert "9:00" not in page_of(client, "/en/houses/lyon/")
    assert "09:00–\u206012:30" in page_of(team, PAGE + "preview/")
    assert team.post(PAGE + "publish/").status_code == 403
    assert team.post(PAGE + "hand-in/", {"note": "Fridays are shorter."}).status_code == 302
    assert "waits to be read and published" in page_of(manager, "/en/staff/")
    assert "waits to be read and published" not in page_of(team, "/en/staff/")
    page = page_of(manager, PAGE)
    assert "Fridays are shorter." in page
    assert "<ins>09:00-12:30</ins>" in page
    assert "Friday" in page
    revision = Revision.objects.get(room="network").number
    assert manager.post(PAGE + "publish/").status_code == 302
    assert Revision.objects.get(room="network").number > revision
    assert "09:00–\u206012:30" in page_of(client, "/en/houses/lyon/")
    assert HouseVersion.objects.filter(subject__slug="lyon").count() == 2, "publishing leaves one version, not two"
    manager.post(f"{PAGE}history/1/restore/")
    manager.post(PAGE + "publish/")
    assert "09:00–\u206012:30" not in page_of(client, "/en/houses/lyon/")
    told = list(StaffAct.objects.order_by("pk").values_list("what", flat=True))
    assert told == ["house.drafted", "house.handed-in", "house.published", "house.restored", "house.published"]


@pytest.mark.parametrize("part", ["about/", "place/", "desks/choose/", "hours/week/", "texts/ar/"])
def test_keeping_a_form_as_it_stands_changes_nothing(team: Client, lyon: House, part: str) -> None:
    assert team.post(PAGE + part, typed_in(team, PAGE + part)).status_code == 302
    draft = HouseVersion.objects.get(state=VersionState.DRAFT)
    stored = data_of(record_of(House.objects.get(pk=lyon.pk)))
    stored["desks"]["choose"]["pictogram"] = draft.data["desks"]["choose"]["pictogram"]
    assert draft.data == stored


def test_two_people_write_the_same_part_and_both_are_shown(team: Client, manager: Client) -> None:
    address = PAGE + "about/"
    mine, theirs = typed_in(team, address), typed_in(manager, address)
    assert manager.post(address, theirs | {"about": "Chez eux"}).status_code == 302
    page = team.post(address, mine | {"about": "Chez moi"}).content.decode()
    assert "Somebody else changed this while you were writing" in page
    assert "Chez eux" in page
    assert "Chez moi" in page
    again = re.search(r'name="began" value="(\w+)"', page)[1]
    assert team.post(address, mine | {"about": "Chez moi", "began": again, "over": "1"}).status_code == 302
    told = {each.state: each.data["about"]["fr"] for each in HouseVersion.objects.all()}
    assert (told[VersionState.DRAFT], told[VersionState.SET_ASIDE]) == ("Chez moi", "Chez eux")


def test_texts_stand_side_by_side_and_a_machine_is_named(team: Client, manager: Client, client: Client) -> None:
    address = PAGE + "texts/ar/"
    page = page_of(team, address)
    assert "missing: shown in French to readers of Arabic" in page
    typed = typed_in(team, address) | {"about": "عندنا", "machine/about": "on", "desks/choose/question": "أي مهنة؟"}
    team.post(address, typed)
    overview = page_of(team, PAGE)
    assert "2/2" in re.sub(r"<[^>]+>", "", overview)
    manager.post(PAGE + "publish/")
    assert "عندنا" in page_of(client, "/ar/houses/lyon/")
    shown = find_house("lyon", NOW.date())
    assert [profile_of(shown, NOW, code).has_machine_texts for code in ("ar", "fr")] == [True, False]
    assert House.objects.get(slug="lyon").machine_texts == ["about/ar"]
    team.post(address, typed_in(team, address) | {"machine/about": ""})
    assert HouseVersion.objects.get(state=VersionState.DRAFT).data["machine_texts"] == []
    assert team.get(PAGE + "texts/xx/").status_code == 404
    bad = typed_in(team, PAGE + "texts/fr/") | {"about": "x" * 2001}
    assert "x" * 2001 in team.post(PAGE + "texts/fr/", bad).content.decode()


def test_desks_are_added_moved_and_taken_away(team: Client, manager: Client) -> None:
    new = {
        "question": "Comment créer ?",
        "words": "boîte, entreprise",
        "tone": "sea",
        "languages": ["fr"],
        "also": "pl",
    }
    address = PAGE + "desks/new/"
    assert "Write the question" in team.post(address, new | {"question": ""}).content.decode()
    assert "no code of a language" in team.post(address, new | {"also": "polish!"}).content.decode()
    assert team.post(address, new | {"began": began(team, address)}).status_code == 302
    desks = PAGE + "desks/"
    assert page_of(team, desks).index("Which trade") < page_of(team, desks).index("Comment")
    team.post(desks, {"up": "comment-creer", "began": began(team, desks)})
    assert page_of(team, desks).index("Which trade") > page_of(team, desks).index("Comment")
    assert "Somebody else" in team.post(desks, {"remove": "choose", "began": "past"}).content.decode()
    team.post(desks, {"remove": "choose", "began": began(team, desks)})
    manager.post(PAGE + "publish/")
    desk = House.objects.get(slug="lyon").desks.get()
    assert (desk.question, desk.words, desk.languages) == (
        {"fr": "Comment créer ?"},
        {"fr": ["boîte", "entreprise"]},
        ["fr", "pl"],
    )
    assert team.get(PAGE + "desks/choose/").status_code == 404


def test_weeks_and_days_that_are_otherwise(team: Client, manager: Client) -> None:
    new = HOURS + "?new=1"
    page = team.post(new, WEEK | {"began": began(team, new)}).content.decode()
    assert "a week for these dates already" in page
    typed = {"day_1": "14-18", "desk": "choose", "since": "2026-07-01", "until": "2026-08-31"}
    assert team.post(new, typed | {"began": began(team, new)}).status_code == 302
    days = PAGE + "hours/days/"
    typed = {"since": "2026-12-24", "until": "2026-12-20", "hours": "9-12", "reason": "Inventaire"}
    assert "before the first" in team.post(days, typed | {"began": began(team, days)}).content.decode()
    assert team.post(days, typed | {"until": "", "began": began(team, days)}).status_code == 302
    manager.post(PAGE + "publish/")
    lyon = House.objects.get(slug="lyon")
    exception = lyon.exceptions.get()
    assert (exception.starts_on, exception.ends_on, exception.opens.hour) == (datetime.date(2026, 12, 24),) * 2 + (9,)
    assert lyon.periods.get(desk__key="choose").valid_until == datetime.date(2026, 8, 31)
    this = days + "?desk=&since=2026-12-24&until=2026-12-24"
    team.post(this, {"remove": "1", "began": began(team, this)})
    manager.post(PAGE + "publish/")
    assert not lyon.exceptions.exists()
    for wrong in ("?desk=nobody", "?since=2026-13-40", "?since=x"):
        assert team.get(HOURS + wrong).status_code in {200, 404}


@pytest.mark.parametrize(
    ("part", "bad"),
    [
        ("about/", {"name": ""}),
        ("about/", {"source_url": "no address"}),
        ("about/", {"checked_on": "2026-12-01", "due_on": "2026-11-01"}),
        ("place/", {"latitude": "200"}),
        ("place/", {"time_zone": "Moon/Sea"}),
        ("place/", {"country": "XX"}),
        ("place/", {"directions": "nul \x00"}),
        ("hours/week/", {"day_1": "sometimes"}),
        ("hours/week/", {"since": "yesterday"}),
    ],
)
def test_bad_input_gets_a_sentence_and_stays(team: Client, part: str, bad: dict[str, str]) -> None:
    answer = team.post(PAGE + part, typed_in(team, PAGE + part) | bad)
    assert answer.status_code == 200
    assert "Nothing you typed is lost" in answer.content.decode()
    for word in bad.values():
        assert word.replace("\x00", "") in answer.content.decode().replace("\x00", "")
    assert not HouseVersion.objects.filter(state=VersionState.DRAFT).exists()


def test_a_manager_sends_back_and_the_draft_can_be_taken_up_or_set_aside(team: Client, manager: Client) -> None:
    team.post(PAGE + "about/", typed_in(team, PAGE + "about/") | {"name": "Maison"})
    team.post(PAGE + "hand-in/", {"note": ""})
    assert "Take it back first" in team.post(PAGE + "about/", typed_in(team, PAGE + "about/")).content.decode()
    assert "required" in manager.post(PAGE + "send-back/", {"answer": ""}).content.decode()
    manager.post(PAGE + "send-back/", {"answer": "Say which house."})
    assert "came back with a sentence" in page_of(team, "/en/staff/")
    house(town="Lyon 3e", about={"fr": "Chez nous"}, address="1 rue d’essai")
    assert "Take up what changed first" in page_of(manager, PAGE)
    assert "Take up what changed first" in manager.post(PAGE + "publish/").content.decode()
    team.post(PAGE + "take-up/")
    team.post(PAGE + "set-aside/")
    assert "Somebody was faster" in team.post(PAGE + "take-back/").content.decode()
    page = page_of(team, PAGE + "history/")
    assert "came with a file" in page
    number = HouseVersion.objects.get(state=VersionState.SET_ASIDE).number
    assert "<ins>Maison</ins>" in page_of(team, f"{PAGE}history/{number}/")
    assert team.get(f"{PAGE}history/99/").status_code == 404


def test_a_coordinator_founds_a_house_with_its_manager(signed_in: Callable[..., Client], client: Client) -> None:
    coordinator = signed_in("coordinator")
    address = "/en/staff/network/houses/new/"
    typed = {
        "name": "Cité des métiers de Nantes", "name_language": "fr", "slug": "Nantes", "kind": "house", "country": "FR",
        "town": "Nantes", "time_zone": "Europe/Paris", "email": "first@house.example", "manager": "First",
    }  # fmt: skip
    assert "no town of this name" in coordinator.post(address, typed | {"town": "Qqqqzz"}).content.decode()
    page = coordinator.post(address, typed).content.decode()
    link = re.search(r"/en/staff/join/[\w-]+/", page)[0]
    assert client.get(link).status_code == 200
    assert "Nantes" in page_of(client, "/fr/houses/nantes/")
    assert "taken" in coordinator.post(address, typed).content.decode()
    assert "taken" in coordinator.post(address, typed | {"slug": "country"}).content.decode()
    assert set(StaffAct.objects.values_list("what", flat=True)) == {"house.founded", "post.given"}


@pytest.mark.parametrize("part", ["", "desks/", "hours/", "history/", "preview/", "texts/ar/"])
def test_pages_ask_as_often_for_many(team: Client, lyon: House, part: str) -> None:
    def ask() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert team.get(PAGE + part).status_code == 200
        return len(asked)

    team.post(PAGE + "about/", typed_in(team, PAGE + "about/") | {"name": "Maison"})
    first = ask()
    house(desks=tuple(ASK.__class__(f"ask-{each}", {"en": "?", "fr": "?"}, "sea", order=each) for each in range(9)))
    for each in range(3):
        house(phone=str(each))
    assert ask() == first


def test_a_preview_is_for_staff_alone_and_not_kept(team: Client, client: Client) -> None:
    answer = team.get(PAGE + "preview/")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "noindex" in answer.content.decode()
    assert client.get(PAGE + "preview/").status_code == 302


CREATE = replace(ASK, key="create", question={"fr": "Comment créer ?"}, order=2)
LATE = PeriodRecord(1, datetime.time(18), datetime.time(20), desk="create")


@pytest.mark.parametrize("is_removed_by_the_file", [True, False])
def test_the_hours_of_a_desk_that_is_gone_never_become_those_of_the_house(
    team: Client, manager: Client, *, is_removed_by_the_file: bool
) -> None:
    kept = {"about": {"fr": "Chez nous"}, "address": "1 rue d’essai"}
    house(desks=(ASK, CREATE), **kept)
    hours = f"{HOURS}?desk=create"
    if is_removed_by_the_file:
        assert team.post(hours, {"day_1": "18-20", "desk": "create", "began": began(team, hours)}).status_code == 302
        house(desks=(ASK,), **kept, phone="1")
    else:
        team.post(PAGE + "desks/", {"remove": "create", "began": began(team, PAGE + "desks/")})
        house(desks=(ASK, CREATE), periods=(*WEEKDAYS, LATE), **kept)
    team.post(PAGE + "about/", typed_in(team, PAGE + "about/") | {"phone": "2", "about": "Chez eux"})
    assert team.post(PAGE + "take-up/").status_code == 302
    assert manager.post(PAGE + "publish/").status_code == 302
    place = House.objects.get(slug="lyon")
    assert place.desks.count() == 1
    assert sorted(place.periods.values_list("weekday", "desk")) == [(day, None) for day in range(1, 6)]


def test_hours_without_their_desk_are_neither_written_nor_shown(lyon: House) -> None:
    lost = record(periods=(LATE,))
    assert not as_published("lyon", lost, NOW.date()).periods.all()
    with pytest.raises(Refusal):
        write_house(lost)


def test_a_draft_of_a_house_begins_from_what_is_stored_once_nobody_else_writes(
    lyon: House, manager: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever waits for the lock sees what the one before wrote: here a file arrives while the lock is waited for."""
    waited = iter([lambda: house(phone="7")])

    def raised(room: str) -> int:
        next(waited, lambda: None)()
        return raise_revision(room)

    monkeypatch.setattr(content, "raise_revision", raised)
    edit = fields({"phone": "8"})
    with pytest.raises(Overtaken):
        content.keep(lyon, edit, mark({"phone": ""}), by=Staff.objects.get())


def test_a_desk_called_new_can_be_written_again(team: Client) -> None:
    address = PAGE + "desks/new/"
    assert team.post(address, {"question": "New", "tone": "sea", "began": began(team, address)}).status_code == 302
    assert 'value="New"' in page_of(team, PAGE + "desks/new-2/")
    with pytest.raises(BadRow, match="another page"):
        read_desk(Row({"key": "new", "question": {"en": "New"}}))
