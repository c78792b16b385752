"""Tables that people fill in, and pages that tell machines of events: taken row by row, with a reason for each that is not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.agenda.enums import SessionState, Where
from parvis.agenda.importers.eventpage.reading import Fault, Place, arrival_of
from parvis.agenda.models import Event, Kind, Session
from parvis.agenda.tests.test_arriving import SETTING, _run, lyon  # noqa: F401  a fixture
from parvis.core.domain.exporters import exporters
from parvis.core.enums import ImportState
from parvis.network.models import House

HEAD = "key,title,day,starts,ends,language,kind,body,place,town,url,state"
AT = Place("lyon", "open-day", "fr", SETTING.zone, "a page")
OPEN_DAY = {"@type": "Event", "name": "Open day", "startDate": "2026-12-01T14:00", "endDate": "2026-12-01T16:00"}


def _table(folder: Path, *rows: str) -> list[str]:
    path = folder / "events.csv"
    path.write_text("\n".join((HEAD, *rows)), "utf-8")
    return [str(path)]


def test_rows_with_one_key_are_one_event(lyon: House, tmp_path: Path) -> None:  # noqa: F811
    rows = (
        "a,Bakery,2026-12-01,14:00,16:00,fr,,Pain,,,,",
        "a,Bakery,2026-12-02,9:00,11:00,fr,,Pain,,,,cancelled",
        "b,Night,2026-12-03,22:00,01:00,fr,,,Four,Lyon,,",
        "c,Broken,2026-13-03,22:00,23:00,fr,,,,,,",
        "d,Twice,2026-12-03,10:00,11:00,fr,,,,,,",
        "d,Twice,2026-12-04,10:00,10:00,fr,,,,,,",
        "e,Kind,2026-12-04,10:00,11:00,fr,nothing,,,,,",
        "EXAMPLE:x,Example,2026-12-04,10:00,11:00,fr,,,,,,",
    )
    report = _run("events", paths=_table(tmp_path, *rows))
    assert report.state == ImportState.DONE, report.sentence
    assert (report.counts["events"]["created"], report.counts["rows"]["refused"]) == (2, 4)
    assert [one["line"] for one in report.refusals] == [5, 6, 7, 8]
    states = list(Session.objects.filter(event__reference="a").values_list("state", flat=True))
    assert states == [SessionState.PLANNED, SessionState.CANCELLED]
    night = Session.objects.get(event__reference="b")
    assert (night.ends - night.starts).total_seconds() == 3 * 3600
    assert Event.objects.get(reference="b").where == Where.ELSEWHERE
    assert _run("events", paths=_table(tmp_path, *rows)).counts["events"]["unchanged"] == 2


def test_the_empty_table_is_taken_back_without_a_row(lyon: House, tmp_path: Path) -> None:  # noqa: F811
    """What the exporter gives, the importer reads: its example is passed over, in both shapes."""
    exporter = exporters()["events-template"]
    (tmp_path / "a.csv").write_text("\n".join(exporter.lines()), "utf-8")
    (tmp_path / "a.xlsx").write_bytes(exporter.spreadsheet())
    for name in ("a.csv", "a.xlsx"):
        report = _run("events", paths=[str(tmp_path / name)])
        assert (report.state, report.sentence) == (ImportState.FAILED, "It is empty.")


def test_a_page_tells_of_events(lyon: House, tmp_path: Path) -> None:  # noqa: F811
    """Nested, in a graph, in several scripts; one that is cancelled; one that cannot be read says why."""
    place = {"@type": "Place", "name": "CFA", "address": {"streetAddress": "1 rue A", "addressLocality": "Lyon"}}
    online = {"@type": "VirtualLocation", "url": "https://example.org/live"}
    graph = {
        "@graph": [
            {**OPEN_DAY, "@id": "one", "location": place, "organizer": {"name": "Ada Byte"}},
            {**OPEN_DAY, "@id": "two", "location": online, "eventStatus": "https://schema.org/EventCancelled"},
            {**OPEN_DAY, "name": ""},
        ]
    }
    page = tmp_path / "page.html"
    page.write_text(f'<p>x<script type="application/ld+json">{json.dumps(graph)}</script>', "utf-8")
    report = _run("eventpage", paths=[str(page)])
    assert report.state == ImportState.DONE, report.sentence
    assert (report.counts["events"]["created"], report.counts["rows"]["refused"]) == (2, 1)
    one = Event.objects.get(where=Where.ELSEWHERE)
    assert (one.place, one.town) == ("CFA, 1 rue A", "Lyon")
    assert Session.objects.get(event__where=Where.ONLINE).state == SessionState.CANCELLED
    assert "Ada" not in one.texts.get().body


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"endDate": ""}, "ends"),
        ({"startDate": ""}, "begins"),
        ({"startDate": "soon"}, "no day"),
        ({"endDate": "2026-12-01"}, "one end only"),
        ({"endDate": "2026-12-01T13:00"}, "before it begins"),
        ({"eventStatus": "EventPostponed"}, "postponed"),
        ({"startDate": "", "eventSchedule": {"repeatFrequency": "P1W"}}, "schedule"),
    ],
)
def test_an_event_of_a_page_that_is_not_taken_says_why(changes: dict[str, object], said: str) -> None:
    with pytest.raises(Fault, match=said):
        arrival_of({**OPEN_DAY, **changes}, AT)


@given(
    st.dictionaries(
        st.sampled_from(["name", "startDate", "endDate", "location", "url", "@id", "description", "inLanguage"]),
        st.recursive(
            st.text(max_size=20) | st.integers() | st.none() | st.sampled_from(["2026-12-01", "2026-12-01T10:00"]),
            lambda inner: (
                st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["@type", "name", "address"]), inner)
            ),
        ),
    )
)
def test_whatever_a_page_says_is_taken_or_has_a_reason(told: dict[str, object]) -> None:
    try:
        arrival = arrival_of(told, AT)
    except Fault as fault:
        assert str(fault)  # noqa: PT017  both ways out are right
    else:
        assert arrival.title
        assert arrival.times


@pytest.mark.parametrize("text", ["<p>nothing</p>", "{", '<script type="application/ld+json">{"a":</script>'])
def test_a_page_without_events_is_refused(lyon: House, tmp_path: Path, text: str) -> None:  # noqa: F811
    path = tmp_path / "page.html"
    path.write_text(text, "utf-8")
    report = _run("eventpage", paths=[str(path)])
    assert (report.state, report.sentence[-1]) == (ImportState.FAILED, ".")


def test_kinds_of_another_house_are_not_used(lyon: House, tmp_path: Path) -> None:  # noqa: F811
    Kind.objects.all().delete()
    report = _run("events", paths=_table(tmp_path, "a,Bakery,2026-12-01,14:00,16:00,fr,,,,,,"))
    assert "no kind of event" in report.sentence
