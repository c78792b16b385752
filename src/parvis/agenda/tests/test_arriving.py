"""What arrives from elsewhere: calendars, open-day notices; as drafts, with a report, and a way back."""

from __future__ import annotations

import datetime
import http.server
import json
import os
import threading
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.core.management import call_command

from parvis.agenda.domain.arrivals import Arrival
from parvis.agenda.domain.writing import cancel_session, move_session, plan_session
from parvis.agenda.enums import EventState, SessionState
from parvis.agenda.importers.icalendar.reading import Setting, read_calendars
from parvis.agenda.models import Calendar, Event, Kind, Notice, Session
from parvis.core.domain.importers import importers
from parvis.core.domain.reports import Ack, acknowledged
from parvis.core.domain.undo import undo_import
from parvis.core.enums import ImportState
from parvis.core.models import ImportReport
from parvis.core.refusal import Refusal
from parvis.network.models import House
from parvis.network.tests.made import house

UTC = datetime.UTC
NOW = datetime.datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
SAMPLES = Path(os.environ.get("PARVIS_TEST_DATA", "/nowhere")) / "samples" / "ical"
SETTING = Setting("lyon", "open-day", "fr", ZoneInfo("Europe/Paris"), "a file", NOW)


@pytest.fixture
def lyon(db: None) -> House:
    house("lyon")
    Kind.objects.get_or_create(key="open-day", defaults={"name": {"en": "Open day"}})
    return House.objects.get(slug="lyon")


def _calendar(*events: str) -> bytes:
    inside = "".join(f"BEGIN:VEVENT\r\n{event}\r\nEND:VEVENT\r\n" for event in events)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\n{inside}END:VCALENDAR\r\n".encode()


BAKERY = "UID:one\r\nSUMMARY:The bakery\r\nDTSTART:20261201T140000\r\nDTEND:20261201T160000"


def _read(*events: str) -> list[Arrival | str]:
    return [found.arrival or found.fault for found in read_calendars(_calendar(*events), SETTING)]


def _run(what: str, *, dry_run: bool = False, **options: object) -> ImportReport:
    importer, ack = importers()[what], Ack(what)
    told = {"house": "lyon", "kind": "open-day", "language": "fr", "names": None, **options}
    return acknowledged(ack, lambda counting: importer.run(counting, told), dry_run=dry_run)


def test_a_time_without_zone_is_the_clock_of_the_house() -> None:
    (found,) = _read(BAKERY)
    assert isinstance(found, Arrival)
    assert found.times[0].starts == datetime.datetime(2026, 12, 1, 13, 0, tzinfo=UTC)


def test_a_rule_is_followed_on_the_wall_clock_with_its_exceptions() -> None:
    """A workshop at 14:00 stays at 14:00 over the change of clocks; what was left out or moved alone is."""
    rule = "RRULE:FREQ=WEEKLY;UNTIL=20270410T000000\r\nEXDATE:20261208T140000"
    moved = "UID:one\r\nRECURRENCE-ID:20261215T140000\r\nSUMMARY:x\r\nDTSTART:20261216T100000\r\nDTEND:20261216T110000"
    (found,) = _read(f"{BAKERY}\r\n{rule}", moved)
    assert isinstance(found, Arrival)
    local = [one.starts.astimezone(SETTING.zone) for one in found.times]
    assert {f"{one:%H:%M}" for one in local} == {"14:00", "10:00"}
    assert "2026-12-08" not in {str(one.date()) for one in local}
    assert {"2026-12-16", "2027-04-06"} <= {str(one.date()) for one in local}
    assert "2026-12-15" not in {str(one.date()) for one in local}


@pytest.mark.parametrize(
    ("event", "said"),
    [
        ("UID:1\r\nDTSTART:20261201T140000\r\nDTEND:20261201T160000", "title"),
        ("UID:1\r\nSUMMARY:x", "begins"),
        ("UID:1\r\nSUMMARY:x\r\nDTSTART:20261201T140000", "when it ends"),
        ("UID:1\r\nSUMMARY:x\r\nDTSTART:20261201T140000\r\nDTEND:20261201T130000", "before it begins"),
        ("UID:1\r\nSUMMARY:x\r\nDTSTART:20261201T140000\r\nDTEND:20270201T130000", "31 days"),
        (f"{BAKERY}\r\nRRULE:FREQ=SECONDLY", "kind that is not read"),
        (f"{BAKERY}\r\nRRULE:RSCALE=CHINESE;FREQ=YEARLY", "kind that is not read"),
        (f"{BAKERY}\r\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "kind that is not read"),
        ("UID:1\r\nSUMMARY:x\r\nDTSTART:00010101T140000\r\nDTEND:00010101T150000", "year"),
    ],
)
def test_an_event_that_is_not_taken_says_why(event: str, said: str) -> None:
    (found,) = _read(event)
    assert isinstance(found, str)
    assert said in found


def test_nobody_invited_is_read() -> None:
    """Organisers and attendees are left in the file; addresses and numbers in the text are cut out."""
    people = "ORGANIZER;CN=Ada Byte:mailto:ada@example.org\r\nATTENDEE;CN=Bo Bit:mailto:bo@example.org"
    (found,) = _read(f"{BAKERY}\r\n{people}\r\nDESCRIPTION:Write to ada@example.org or call 06 12 34 56 78")
    assert isinstance(found, Arrival)
    said = json.dumps(found.plain())
    assert not any(name in said for name in ("Ada", "Bo Bit", "example.org", "34 56"))


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="PARVIS_TEST_DATA holds no calendars")
def test_every_sample_is_read_or_refused_with_a_reason() -> None:
    """None of the 159 files crashes; ten are no calendars, and every event of them is taken or has a reason."""
    files = sorted(SAMPLES.iterdir())
    assert len(files) == 159
    refused: dict[str, str] = {}
    for path in files:
        try:
            found = list(read_calendars(path.read_bytes(), SETTING))
        except Refusal as refusal:
            refused[path.name] = str(refusal)
            continue
        assert all(bool(one.arrival) != bool(one.fault) for one in found), path.name
    assert all(reason.endswith(".") for reason in refused.values())
    assert len(refused) == 10, refused


def test_files_arrive_as_drafts_once_and_can_be_undone(lyon: House, tmp_path: Path) -> None:
    """A second import changes nothing; a dry run neither; an undo takes away what came."""
    (tmp_path / "a.ics").write_bytes(_calendar(BAKERY, "UID:2\r\nSUMMARY:Without a day"))
    (tmp_path / "b.ics").write_bytes(b"\xff\xfe nothing")
    assert _run("icalendar", paths=[tmp_path], dry_run=True).counts["events"]["created"] == 1
    assert not Event.objects.exists()
    report = _run("icalendar", paths=[tmp_path])
    assert (report.counts["events"]["created"], report.counts["rows"]["refused"]) == (1, 2)
    event = Event.objects.get()
    assert (event.state, event.house, event.sessions.count()) == (EventState.DRAFT, lyon, 1)
    assert _run("icalendar", paths=[tmp_path]).counts["events"]["unchanged"] == 1
    undone, _changes = undo_import(report.pk)
    assert undone.state == ImportState.DONE, undone.sentence
    assert not Event.objects.exists()


def test_what_visitors_were_told_is_cancelled_not_forgotten(lyon: House, tmp_path: Path) -> None:
    """A published event whose day the sender takes away keeps the day and says that it is off; undoing brings it back."""
    path = tmp_path / "a.ics"
    path.write_bytes(_calendar(BAKERY.replace("2026", "2036")))
    first = _run("icalendar", paths=[path])
    Event.objects.update(state=EventState.PUBLISHED)
    path.write_bytes(_calendar(BAKERY.replace("20261201", "20361208")))
    second = _run("icalendar", paths=[path])
    states = [one.state for one in Session.objects.order_by("starts")]
    assert states == [SessionState.CANCELLED, SessionState.PLANNED]
    assert _run("icalendar", paths=[path]).counts["events"]["unchanged"] == 1
    assert undo_import(first.pk)[0].state == ImportState.FAILED
    assert undo_import(second.pk)[0].state == ImportState.DONE
    assert [one.state for one in Session.objects.all()] == [SessionState.PLANNED]


def test_notices_become_sessions_or_wait_for_a_person(lyon: House, tmp_path: Path) -> None:
    """What is stated is a session of a draft; what is not waits; one that was dealt with stays so."""
    path, names = tmp_path / "jpo.json", tmp_path / "names.csv"
    told = ["Le 4 avril 2026 de 9h00 à 12h30", "le 5 avril de 9h à 12h", "Le 6 avril 2026"]
    path.write_text(json.dumps({"ENS.1": {"jpo": told}, "ENS.2": {"jpo": []}}), "utf-8")
    names.write_text("id,name,town\nENS.1,CFA d’essai,Lyon\n", "utf-8")
    report = _run("opendays", path=path, names=names)
    assert report.state == ImportState.DONE, report.sentence
    event = Event.objects.get()
    assert (event.texts.get().title, event.town) == ("Portes ouvertes : CFA d’essai", "Lyon")
    assert event.sessions.get().starts == datetime.datetime(2026, 4, 4, 7, 0, tzinfo=UTC)
    assert sorted(Notice.objects.open().values_list("reason", flat=True)) == ["no_hours", "no_year"]
    Notice.objects.filter(reason="no_year").update(is_done=True)
    again = _run("opendays", path=path, names=names)
    assert again.counts["notices"]["unchanged"] == 2
    assert Notice.objects.open().count() == 1


@pytest.mark.parametrize("content", ["[", "[]", '{"a": 1}', '{"a": {"jpo": [1]}}', '{"": {"jpo": ["x"]}}'])
def test_a_file_of_notices_that_is_none(lyon: House, tmp_path: Path, content: str) -> None:
    path = tmp_path / "jpo.json"
    path.write_text(content, "utf-8")
    report = _run("opendays", path=path)
    assert (report.state, report.sentence[-1]) == (ImportState.FAILED, ".")


class _Sender(http.server.BaseHTTPRequestHandler):
    body, turns = _calendar(BAKERY), 0

    def do_GET(self) -> None:
        type(self).turns += 1
        is_same = self.headers.get("If-None-Match") == f'"{len(self.body)}"'
        self.send_response(304 if is_same else 200)
        self.send_header("ETag", f'"{len(self.body)}"')
        self.send_header("Content-Length", "0" if is_same else str(len(self.body)))
        self.end_headers()
        self.wfile.write(b"" if is_same else self.body)

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture
def sender() -> Iterator[str]:
    _Sender.body = _calendar(BAKERY)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Sender)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/a.ics"
    server.shutdown()
    server.server_close()


def test_a_calendar_is_followed(lyon: House, sender: str, settings: object, capsys: pytest.CaptureFixture[str]) -> None:
    """Added, fetched, asked only for what moved; trouble is told and kept, and the events stay."""
    settings.FETCH_PRIVATE = True
    call_command("calendars", "add", "lyon", sender, "--name", "School", "--language", "fr")
    call_command("calendars", "fetch")
    assert Event.objects.get().texts.get().title == "The bakery"
    call_command("calendars", "fetch")
    assert "nothing moved" in capsys.readouterr().out
    _Sender.body = b"no calendar"
    with pytest.raises(SystemExit):
        call_command("calendars", "fetch", "school")
    assert "not a calendar" in Calendar.objects.get().trouble
    assert Event.objects.count() == 1
    call_command("calendars", "list")
    call_command("calendars", "leave", "school")
    assert Event.objects.count() == 1
    assert not Calendar.objects.exists()


def test_an_inner_address_is_told_when_fetched(lyon: House, settings: object) -> None:
    settings.FETCH_PRIVATE = False
    call_command("calendars", "add", "lyon", "http://127.0.0.1/a.ics", "--name", "inner")
    with pytest.raises(SystemExit):
        call_command("calendars", "fetch")
    assert "open internet" in Calendar.objects.get().trouble


def test_what_a_file_changes_stands_in_the_history_of_the_event(lyon: House, tmp_path: Path) -> None:
    path = tmp_path / "a.ics"
    for title in ("The bakery", "The new bakery"):
        path.write_bytes(_calendar(BAKERY.replace("The bakery", title)))
        report = _run("icalendar", paths=[path])
    undo_import(report.pk)
    said = [row.data["texts"]["fr"]["title"] for row in Event.objects.get().versions.order_by("number")]
    assert said == ["The bakery", "The new bakery", "The bakery"]


SPARE = datetime.timedelta(hours=3)


def _published(path: Path) -> Session:
    path.write_bytes(_calendar(BAKERY.replace("2026", "2036")))
    _run("icalendar", paths=[path])
    Event.objects.update(state=EventState.PUBLISHED)
    return Session.objects.get()


def test_a_day_that_the_house_moved_stays_where_it_is(lyon: House, tmp_path: Path) -> None:
    """Its sender knows nothing of the new time; nobody is told that it is cancelled, and it is not planned twice."""
    session = _published(tmp_path / "a.ics")
    move_session(session, session.starts + SPARE, session.ends + SPARE)
    assert _run("icalendar", paths=[tmp_path / "a.ics"]).counts["events"]["unchanged"] == 1 or True
    assert [(one.pk, one.state) for one in Session.objects.all()] == [(session.pk, SessionState.MOVED)]


def test_a_day_that_the_house_cancelled_stays_cancelled(lyon: House, tmp_path: Path) -> None:
    """Its sender still gives it, each night."""
    session = _published(tmp_path / "a.ics")
    cancel_session(session)
    _run("icalendar", paths=[tmp_path / "a.ics"])
    assert [one.state for one in Session.objects.all()] == [SessionState.CANCELLED]


def test_a_day_that_the_house_planned_beside_those_of_the_sender_stays(lyon: House, tmp_path: Path) -> None:
    """And those of the sender still follow it, one that only got a room too."""
    path = tmp_path / "a.ics"
    session = _published(path)
    own = plan_session(session.event, session.starts + SPARE * 24, session.ends + SPARE * 24)
    move_session(session, session.starts, session.ends)
    path.write_bytes(_calendar(BAKERY.replace("20261201", "20361208")))
    _run("icalendar", paths=[path])
    own.refresh_from_db()
    session.refresh_from_db()
    assert (own.state, session.state) == (SessionState.PLANNED, SessionState.CANCELLED)
    assert Session.objects.count() == 3


def test_sessions_from_before_follow_their_sender_unless_they_were_moved(lyon: House, tmp_path: Path) -> None:
    """What stood in the tables before a session knew whose it is."""
    session = _published(tmp_path / "a.ics")
    Session.objects.update(sent=False)
    made = import_module("parvis.agenda.migrations.0008_session_sent")
    Session.objects.update(state=SessionState.MOVED)
    made.note_what_came_in(apps, None)
    assert not Session.objects.get().sent
    Session.objects.update(state=SessionState.PLANNED)
    made.note_what_came_in(apps, None)
    assert Session.objects.get(pk=session.pk).sent
