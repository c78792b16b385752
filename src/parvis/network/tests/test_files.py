"""Network files: good rows land, bad rows are told with file, line and reason; out and in again is the same."""

import datetime
from pathlib import Path

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parvis.core.models import ImportReport, Revision
from parvis.core.refusal import Refusal
from parvis.network.domain.keeping import stored_houses, stored_partners, write_house, write_partner
from parvis.network.domain.reading import read_files
from parvis.network.domain.records import (
    ExceptionRecord,
    HouseRecord,
    MembershipRecord,
    PartnershipRecord,
    PeriodRecord,
)
from parvis.network.domain.taking import parents_first
from parvis.network.domain.writing import file_lines
from parvis.network.models import Desk, House
from parvis.network.tests.made import ASK, LYON, OFFICE, house, record

GOOD = """format = "parvis-network-1"

[[house]]
slug = "lyon"
name = "Cité"
name_language = "fr"
country = "FR"
town = "Lyon"
latitude = 45.75
longitude = 4.85
time_zone = "Europe/Paris"
"""


def written(tmp_path, text, name="network.toml"):
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def only_bad(tmp_path, text):
    file, bad = read_files([written(tmp_path, text)])
    assert file.houses == ()
    (place,) = bad
    return place


def test_the_least_that_a_house_needs(tmp_path):
    file, bad = read_files([written(tmp_path, GOOD)])
    assert bad == []
    assert [each.slug for each in file.houses] == ["lyon"]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (('town = "Lyon"\n', ""), "town is missing"),
        (("45.75", "95.75"), "latitude 95.75 is not between -90 and 90"),
        (("45.75", '"45"'), "latitude is '45'"),
        (("45.75", "true"), "latitude is True"),
        (('"FR"', '"fr"'), "country 'fr' is not a code"),
        (("Europe/Paris", "Europe/Lyon"), "none of the IANA database"),
        (('"lyon"', '"Lyon!"'), "may hold only"),
        (('"lyon"', '"country"'), "the address of another page"),
        (('town = "Lyon"', 'town = "Lyon"\ntwon = 1'), "nobody knows the key 'twon'"),
        (('town = "Lyon"', 'town = "Lyon"\nweek = "long"'), "nobody knows the week 'long'"),
        (('town = "Lyon"', 'town = "Lyon"\ndesks = ["choose"]'), "nobody knows the desk 'choose'"),
        (('town = "Lyon"', 'town = "Lyon"\npartners = ["x"]'), "nobody knows the partner 'x'"),
        (('town = "Lyon"', 'town = "Lyon"\nwebsite = "javascript:alert(1)"'), "does not start with https://"),
        (('town = "Lyon"', 'town = "Lyon"\nchecked_on = "2026-02-30"'), "no date of the calendar"),
        (('town = "Lyon"', 'town = "Lyon"\nchecked_on = "2026"'), "needs year, month and day"),
        (('town = "Lyon"', 'town = "Lyon"\nabout = { fr = 1 }'), "not a table of language and text"),
        (("Europe/Paris", 'Europe/Paris"\n[[house.hours]]\nmon = ["9-12"]\nx = "'), "no opening time"),
        (("Europe/Paris", 'Europe/Paris"\n[[house.hours]]\nmon = ["25:00-26:00"]\nx = "'), "no time of the day"),
        (
            ("Europe/Paris", 'Europe/Paris"\n[[house.membership]]\nknown_on = "2020"\nsource = "x"\nstate = "gold'),
            "state 'gold' is none of",
        ),
    ],
)
def test_a_bad_row_is_told_with_line_and_reason(tmp_path, change, reason):
    place = only_bad(tmp_path, GOOD.replace(*change))
    assert reason in place.reason
    assert (place.file, place.line) == ("network.toml", 3)


def test_good_rows_land_beside_bad_ones(tmp_path):
    bad = GOOD.split("\n\n", 1)[1].replace("lyon", "genf").replace("45.75", "1000")
    file, places = read_files([written(tmp_path, f"{GOOD}\n{bad}")])
    assert [each.slug for each in file.houses] == ["lyon"]
    assert [(place.line, place.reason[:10]) for place in places] == [(13, "house genf")]


def test_the_same_slug_twice_is_refused(tmp_path):
    again = GOOD.split("\n\n", 1)[1]
    _file, places = read_files([written(tmp_path, f"{GOOD}\n{again}")])
    assert "stands there twice" in places[0].reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (b"format = \xe9", "not in UTF-8"),
        (GOOD[: len(GOOD) // 2].encode(), "not TOML"),
        (b'slug = "x"', "does not begin with format"),
        (b'format = "parvis-network-1"\nhouse = 3', "not a list of tables"),
        (b'format = "parvis-network-1"\nhuose = []', "nobody knows the list"),
        (b"[" * 5000, "not TOML"),
    ],
)
def test_a_file_that_is_no_network_file_is_refused_whole(tmp_path, text, reason):
    with pytest.raises(Refusal, match=reason):
        read_files([written(tmp_path, text)])


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(Refusal, match="no such file"):
        read_files([tmp_path / "nowhere.toml"])


@pytest.mark.django_db(transaction=True)
def test_importing_twice_changes_nothing_the_second_time(tmp_path, capsys):
    path = written(tmp_path, GOOD)
    call_command("import", "network", str(path))
    first = Revision.objects.get(room="network").number
    call_command("import", "network", str(path))
    assert Revision.objects.get(room="network").number == first
    newest = ImportReport.objects.order_by("-pk").first()
    assert newest.counts["houses"]["unchanged"] == 1
    assert newest.counts["houses"]["created"] == 0


@pytest.mark.django_db(transaction=True)
def test_a_broken_file_changes_nothing_and_is_kept_as_failed(tmp_path):
    house()
    with pytest.raises(SystemExit):
        call_command("import", "network", str(written(tmp_path, GOOD + "[[")))
    assert House.objects.count() == 1
    assert ImportReport.objects.get().state == "failed"


@pytest.mark.django_db(transaction=True)
def test_bad_rows_stand_in_the_report(tmp_path):
    bad = GOOD.split("\n\n", 1)[1].replace("lyon", "genf").replace('"FR"', '"France"')
    orphan = GOOD.split("\n\n", 1)[1].replace('"lyon"', '"kid"\nparent = "nobody"')
    call_command("import", "network", str(written(tmp_path, f"{GOOD}\n{bad}\n{orphan}")))
    report = ImportReport.objects.get()
    assert report.counts["houses"] == {
        "read": 3,
        "created": 1,
        "changed": 0,
        "unchanged": 0,
        "retired": 0,
        "refused": 2,
    }
    assert [refusal["line"] for refusal in report.refusals] == [13, 23]
    assert "nobody knows the parent 'nobody'" in report.refusals[1]["reason"]


@pytest.mark.django_db
def test_a_desk_keeps_its_row_and_code_when_the_house_is_written_again():
    house()
    before = Desk.objects.get()
    house(desks=(ASK.__class__("choose", {"en": "Another question?"}, "sea"),))
    after = Desk.objects.get()
    assert (after.pk, after.code) == (before.pk, before.code)
    assert after.question == {"en": "Another question?"}


@pytest.mark.django_db
def test_taking_a_desk_away_is_a_removal():
    house()
    house(desks=())
    revision = Revision.objects.get(room="network")
    assert revision.removed == revision.number
    assert not Desk.objects.exists()


def test_parents_come_first_even_in_a_ring():
    order = parents_first([record("c", parent="b"), record("b", parent="a"), record("a")])
    assert [each.slug for each in order] == ["a", "b", "c"]
    ring = parents_first([record("x", parent="y"), record("y", parent="x")])
    assert {each.slug for each in ring} == {"x", "y"}


TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=20).map(str.strip).filter(bool)
TEXTS = st.dictionaries(st.sampled_from(["fr", "en", "ar", "uk"]), TEXT, min_size=1, max_size=3)
QUARTERS = st.builds(datetime.time, st.integers(0, 23), st.sampled_from([0, 15, 30, 45]))
DAYS = st.dates(datetime.date(2020, 1, 1), datetime.date(2030, 12, 31))


@st.composite
def houses(draw):
    first, last = sorted((draw(DAYS), draw(DAYS)))
    desks = draw(st.lists(st.sampled_from(["choose", "work", "start"]), unique=True, max_size=3))
    some_desk = st.sampled_from(["", *desks])
    return HouseRecord(
        slug="place",
        kind=draw(st.sampled_from(["house", "associated", "outreach"])),
        name=draw(TEXT),
        name_language="fr",
        country="FR",
        town=draw(TEXT),
        latitude=draw(st.floats(-90, 90)) + 0.0,  # no minus zero: SQLite has none
        longitude=draw(st.floats(-180, 180)) + 0.0,
        time_zone=draw(st.sampled_from(["Europe/Paris", "Africa/Lome"])),
        about=draw(TEXTS),
        closes_on_holidays=draw(st.sampled_from([None, True, False])),
        is_sample=draw(st.booleans()),
        checked_on=draw(st.none() | DAYS),
        desks=tuple(
            ASK.__class__(key, draw(TEXTS), "leaf", hint=draw(TEXTS), order=order, is_sample=draw(st.booleans()))
            for order, key in enumerate(desks, 1)
        ),
        periods=tuple(
            draw(
                st.lists(
                    st.builds(
                        PeriodRecord,
                        st.integers(1, 7),
                        QUARTERS,
                        QUARTERS,
                        st.sampled_from([None, first]),
                        st.sampled_from([None, last]),
                        some_desk,
                        st.booleans(),
                    ),
                    max_size=4,
                )
            )
        ),
        exceptions=(
            ExceptionRecord(first, last, reason=draw(TEXTS), desk=draw(some_desk), is_sample=draw(st.booleans())),
        ),
        memberships=(
            MembershipRecord(
                "operating", datetime.date(2013, 1, 1), draw(TEXT), "year", datetime.date(1999, 4, 1), "month"
            ),
        ),
        partnerships=(PartnershipRecord("office", draw(st.none() | st.just(first)), None, draw(st.booleans())),),
    )


@given(houses())
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_out_and_in_again_is_the_same(tmp_path, place):
    text = "\n".join(file_lines([place], [OFFICE]))
    file, bad = read_files([written(tmp_path, text)])
    assert bad == []
    assert file.partners == (OFFICE,)
    assert file.houses[0].fingerprint() == place.fingerprint()


@pytest.mark.django_db
@given(houses())
@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_into_the_tables_and_out_again_is_the_same(place):
    write_partner(OFFICE)
    write_house(place)
    stored = stored_houses()["place"]
    assert stored.fingerprint() == place.fingerprint(), (stored, place)
    assert stored_partners() == {"office": OFFICE}


def test_a_fingerprint_minds_values_not_order():
    turned = record(periods=tuple(reversed(LYON.periods)))
    assert turned.fingerprint() == LYON.fingerprint()
    assert record(town="Lyons").fingerprint() != LYON.fingerprint()


def test_the_sample_is_faultless_and_speaks_ten_languages():
    folder = Path(__file__).resolve().parent.parent / "sample"
    file, bad = read_files(sorted(folder.glob("*.toml")))
    assert bad == []
    from parvis.core.languages import INTERFACE_LANGUAGES

    for place in file.houses:
        for desk in place.desks:
            assert set(desk.question) == set(desk.hint) == set(desk.words) == set(INTERFACE_LANGUAGES), desk.key
            assert desk.is_sample
        assert all(period.is_sample for period in place.periods)
        assert place.phone == place.email == ""
        assert place.checked_on
        assert place.source
    assert all(set(partner.name) == set(INTERFACE_LANGUAGES) for partner in file.partners)
