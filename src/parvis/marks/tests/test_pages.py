"""The page of marks without its script, what the script sends, taking back, and what a manager chooses."""

import json
import re

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.accounts.models import StaffAct
from parvis.core.languages import INTERFACE_LANGUAGES
from parvis.marks.enums import Theme
from parvis.marks.models import Mark, Setup

from .made import NOW, make_house

pytestmark = pytest.mark.django_db
PAGE = "/en/staff/houses/lyon/marks/"


@pytest.fixture(autouse=True)
def _at_now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def at():
    return make_house(desks=("choose", "work"), languages=("fr", "ar"))


@pytest.fixture
def desk(signed_in, at):
    return signed_in("desk", at)


def hidden(page, name):
    return re.search(rf'name="{name}" value="([^"]+)"', page)[1]


def read(answer, status=200):
    assert answer.status_code == status
    return answer.content.decode()


def form(page, **pressed):
    usual = {
        "name": hidden(page, "name"),
        "desk": "work",
        "themes": ["cv"],
        "language": "ar",
        "mode": "phone",
        "band": "15",
    }
    return {name: value for name, value in (usual | pressed).items() if value is not None}


def test_a_form_without_script_notes_and_offers_the_same_again(desk):
    first = read(desk.get(PAGE))
    told = form(first)
    page = read(desk.post(PAGE, told))
    assert "Noted." in page
    mark = Mark.objects.get()
    assert (mark.desk, mark.themes, mark.language, mark.mode, mark.band) == ("work", "cv", "ar", "phone", "15")
    assert (str(mark.day), mark.half, mark.number) == ("2026-11-26", "am", 1)
    for value in ("work", "ar", "phone"):
        assert re.search(rf'value="{value}"[^>]*checked', page)
    assert not re.search(r'value="cv"[^>]*checked', page)
    assert re.search(r'id="as-before" name="band" value="15"\s*>', page)
    assert hidden(page, "name") != told["name"]
    read(desk.post(PAGE, told))
    assert Mark.objects.get().number == 1, "a reload counts once"


def test_undo_without_script_within_the_minute(desk):
    page = read(desk.post(PAGE, form(read(desk.get(PAGE)))))
    undo = {"undo": hidden(page, "undo")}
    back = read(desk.post(f"{PAGE}undo/", undo))
    assert "Taken back" in back
    assert not Mark.objects.exists()
    assert re.search(r'value="cv"[^>]*checked', back), "what was pressed is there to be mended"
    with time_machine.travel(NOW.replace(minute=5), tick=False):
        assert "The minute is over" in read(desk.post(f"{PAGE}undo/", undo), 422)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"themes": None}, "Press one to three themes."),
        ({"themes": ["cv", "vae", "work", "other"]}, "Press one to three themes."),
        ({"themes": ["' OR 1=1"]}, "Press one to three themes."),
        ({"desk": ""}, "Press the desk."),
        ({"desk": "nowhere"}, "Press the desk."),
        ({"language": "xx\0"}, "Press the language."),
        ({"mode": "telepathy"}, "Press how you talked."),
        ({"band": None}, "Press how long it took."),
        ({"name": "short"}, "This page is too old."),
        ({"when": "yesterday"}, "Choose the part of the day"),
        ({"when": "2026-02-30/am"}, "Choose the part of the day"),
        ({"when": "2026-11-27/am"}, "until a week"),
        ({"when": "2020-01-01/am"}, "until a week"),
        ({"when": "0001-01-01/am"}, "until a week"),
    ],
)
def test_what_is_no_mark_is_said_and_what_was_pressed_stays(desk, wrong, said):
    page = read(desk.post(PAGE, form(read(desk.get(PAGE)), **wrong)), 422)
    assert said in page
    assert not Mark.objects.exists()
    if "themes" not in wrong:
        assert re.search(r'value="cv"[^>]*checked', page)


def test_earlier_parts_of_the_day_can_be_chosen(desk):
    page = read(desk.get(PAGE))
    assert re.findall(r'<option value="(2026[^"]+)"', page)[:3] == ["2026-11-25/eve", "2026-11-25/pm", "2026-11-25/am"]
    read(desk.post(PAGE, form(page, when="2026-11-25/pm")))
    assert Mark.objects.values_list("day", "half").get()[1] == "pm"


def test_the_address_presses_what_is_remembered(desk):
    page = read(desk.get(f"{PAGE}?desk=work&language=ar&mode=video&band=30&themes=cv"))
    for value in ("work", "ar", "video", "cv"):
        assert re.search(rf'value="{value}"[^>]*checked', page)
    assert 'id="as-before" name="band" value="30"' in page
    assert read(desk.get(f"{PAGE}?desk=%00&language=%3Cb%3E&mode=&band=9"))


def test_a_rare_language_can_be_pressed_and_is_shown_pressed(desk):
    page = read(desk.post(PAGE, form(read(desk.get(PAGE)), language="ti")))
    assert "<details open>" in page
    assert Mark.objects.get().language == "ti"


def test_a_house_without_desks_asks_for_none(signed_in):
    client = signed_in("reception", make_house())
    page = read(client.get(PAGE))
    assert 'name="desk"' not in page
    assert "Noted." in read(client.post(PAGE, form(page, desk=None)))


def sent(client, notes, status=200):
    answer = client.post(f"{PAGE}notes/", json.dumps({"notes": notes}), content_type="application/json")
    assert answer.status_code == status
    return answer.json()


def script_note(name="a-note-of-the-script-1", **told):
    usual = {"desk": "work", "themes": ["cv"], "language": "fr", "mode": "there", "band": "5", "when": "2026-11-25/pm"}
    return {"name": name, **usual, **told}


def test_notes_from_off_the_line_count_once_and_each_is_answered(desk):
    notes = [script_note(f"a-note-of-the-script-{each}") for each in range(3)]
    for _again in range(2):
        told = sent(desk, [*notes, script_note("a-wrong-note-of-mine", band="")])["answers"]
    assert [told[note["name"]] for note in notes] == [""] * 3
    assert told["a-wrong-note-of-mine"].startswith("Press how long")
    assert Mark.objects.get().number == 3
    sent(desk, [notes[0] | {"gone": True}, script_note("a-note-that-never-came", gone=True)])
    assert Mark.objects.get().number == 2


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"notes": [1]}', b"\xff", b'{"notes": 3}', b'{"notes": null}'])
def test_what_cannot_be_read_is_refused(desk, body):
    assert desk.post(f"{PAGE}notes/", body, content_type="application/json").status_code == 400


def test_odd_values_are_no_error(desk):
    odd = [{}, {"name": None}, script_note(themes="cv"), script_note(themes=[None, 3, []]), script_note(when=["x"])]
    assert all(sent(desk, [each])["answers"].values() for each in odd)
    sent(desk, [script_note()] * 101, 400)


@pytest.mark.parametrize("odd", ["\ud800", "a\0b", "é" * 500])
@pytest.mark.parametrize("name", ["desk", "language", "themes", "age", "status", "when", "name"])
def test_signs_that_nothing_writes_are_no_error_in_a_note_that_is_taken_back(desk, name, odd):
    """Half a character, as JSON can say it, has no bytes: no fingerprint is made of it. One bad note must not keep the others from coming."""
    told = sent(
        desk, [script_note(**{name: [odd] if name == "themes" else odd}, gone=True), script_note("a-good-note-of-ours")]
    )
    assert told["answers"]["a-good-note-of-ours"] == ""
    assert Mark.objects.get().number == 1


def test_age_and_status_only_where_the_house_asks(desk, signed_in, at):
    said = {"age": "25", "status": "seeks"}
    assert "if the visitor said it" not in read(desk.get(PAGE))
    sent(desk, [script_note(**said)])
    assert Mark.objects.values_list("age", "status").get() == ("", "")
    manager = signed_in("manager", at)
    themes = [theme for theme in Theme.values if theme != "health"]
    wanted = {"themes": themes, "asks_age": "on", "asks_status": "on", "shows_desks": "on"}
    assert manager.post(f"{PAGE}setup/", wanted).status_code == 302
    page = read(desk.get(PAGE))
    assert page.count("if the visitor said it") == 2
    assert 'value="health"' not in page
    sent(desk, [script_note("another-note-of-mine", **said)])
    assert Mark.objects.filter(age="25", status="seeks").count() == 1


def test_a_manager_chooses_and_that_alone_is_logged(signed_in, at, desk):
    manager = signed_in("manager", at)
    assert 'value="cv" id="id_themes_7" checked' in read(manager.get(f"{PAGE}setup/"))
    assert "Leave at least one theme" in read(manager.post(f"{PAGE}setup/", {}), 422)
    assert "Select a valid choice" in read(manager.post(f"{PAGE}setup/", {"themes": ["astrology"]}), 422)
    assert manager.post(f"{PAGE}setup/", {"themes": ["cv"]}).status_code == 302
    assert len(Setup.objects.get().themes_off) == len(Theme) - 1
    read(desk.post(PAGE, form(read(desk.get(PAGE)))))
    assert list(StaffAct.objects.values_list("what", flat=True)) == ["marks.set-up"]


def test_many_desks_cost_as_many_questions_as_one(signed_in):
    asked = []
    for slug, number in (("lyon", 1), ("nice", 8)):
        client = signed_in("desk", make_house(slug, desks=[f"desk-{each}" for each in range(number)]))
        with CaptureQueriesContext(connection) as questions:
            client.get(PAGE.replace("lyon", slug))
        asked.append(len(questions))
    assert asked[0] == asked[1]


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_every_language(desk, language):
    assert f'lang="{language}"' in read(desk.get(PAGE.replace("/en/", f"/{language}/")))
    assert desk.get(PAGE.replace("/en/", f"/{language}/")).headers["Cache-Control"] == "no-store"


def test_brackets_without_end_are_no_error(desk):
    body = b"[" * 200_000
    assert desk.post(f"{PAGE}notes/", body, content_type="application/json").status_code == 400


def test_a_theme_that_was_switched_off_is_marked_no_more(desk, at):
    Setup.objects.create(house=at, themes_off=["cv"])
    told = sent(desk, [script_note(), script_note("a-note-of-the-script-2", themes=["vae"])])["answers"]
    assert told["a-note-of-the-script-1"].startswith("This page is too old")
    assert not told["a-note-of-the-script-2"]
    assert Mark.objects.get().themes == "vae"


def test_a_note_is_taken_back_whatever_the_house_changed_since(desk, at):
    setup = Setup.objects.create(house=at, asks_age=True)
    notes = [script_note(age="25"), script_note("a-note-of-the-script-2", age="25", status="seeks")]
    sent(desk, notes)
    assert Mark.objects.get().number == 2
    at.desks.filter(key="work").delete()
    setup.asks_age, setup.themes_off = False, ["cv"]
    setup.save()
    assert set(sent(desk, [note | {"gone": True} for note in notes])["answers"].values()) == {""}
    assert not Mark.objects.exists()
