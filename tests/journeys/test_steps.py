"""A visitor's own steps: kept on the device or on paper, never sent. At 360 px, with script; without it, paper."""

from __future__ import annotations

import datetime
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request, expect

from parvis.core.domain.notebook import Item, Kind, encode
from tests.served import Site

from .test_open_to_everyone import RULES
from .visitor import Visitor, visiting

pytestmark = [pytest.mark.journey, pytest.mark.timeout(180)]
KEPT = "localStorage.getItem('parvis-steps')"
TODAY = datetime.datetime.now(tz=datetime.UTC).date()
PAST, SOON, LATER = (str(TODAY + datetime.timedelta(days)) for days in (-9, 9, 40))
#: Words and a day that nobody else writes: whatever is sent is searched for them.
MARKED, MARKED_DAY = "zebrafalke", "2031-08-17"


@pytest.fixture(scope="module")
def codes(site: Site) -> dict[str, str]:
    with sqlite3.connect(site.data / "parvis.sqlite3") as database:
        rows = database.execute(
            "SELECT seed_key, code FROM occupations_occupation WHERE seed_key IN ('baker', 'nurse')"
        )
        return dict(rows)


@pytest.fixture(scope="module")
def n(codes: dict[str, str]) -> str:
    return encode(Item(Kind.TRADE, codes[key]) for key in ("baker", "nurse"))


@pytest.fixture
def visitor(browser: Browser, site: Site) -> Iterator[Visitor]:
    with visiting(browser, site.origin, language="en") as visitor:
        yield visitor


def add(page: Page, code: str, kind: str, day: str = "", note: str = "", until: str = "") -> None:
    form = page.locator(f"[data-steps=t{code}] .step-add")
    if form.get_attribute("open") is None:
        form.locator("summary").click()
    form.locator("[data-field=kind]").select_option(kind)
    form.locator("[data-field=date]").fill(day)
    if until:
        form.locator("[data-field=until]").fill(until)
    form.locator("[data-field=note]").fill(note)
    form.get_by_role("button", name="Write it down").click()
    expect(page.get_by_text("The step is written down.")).to_be_visible()


def kept(page: Page) -> list[dict[str, object]]:
    return json.loads(page.evaluate(KEPT) or '{"steps": []}')["steps"]  # type: ignore[no-any-return]


def test_steps_are_added_ordered_ticked_off_and_taken_out(visitor: Visitor, codes: dict[str, str], n: str) -> None:
    page = visitor.go(f"/en/notebook/?n={n}").page
    assert page.evaluate("localStorage.length") == 0, "nothing is kept before the first step"
    add(page, codes["baker"], "to_do", LATER, "letter")
    add(page, codes["baker"], "to_call", PAST)
    add(page, codes["baker"], "yes")
    add(page, codes["nurse"], "trial", SOON, until=LATER)
    mine = page.locator(f"[data-steps=t{codes['baker']}] .step")
    expect(mine).to_have_count(3)
    expect(mine.nth(0)).to_contain_text("To call on")
    expect(mine.nth(0)).to_contain_text("The day has passed")
    expect(mine.nth(1)).to_contain_text("To do before")
    expect(mine.nth(1)).to_contain_text("letter")
    expect(mine.nth(2)).to_contain_text("Answer: yes")
    expect(mine.nth(2).get_by_role("checkbox")).to_have_count(0)
    ahead = page.locator("[data-steps-next] > .step-list .step")
    expect(ahead).to_have_count(3)
    expect(ahead.nth(0)).to_contain_text("baker")
    expect(ahead.nth(1)).to_contain_text("nurse")
    expect(ahead.nth(1)).to_contain_text("Trial placement from")
    page.reload()
    expect(mine).to_have_count(3)
    mine.nth(0).get_by_role("checkbox").check()
    expect(ahead).to_have_count(2)
    expect(page.get_by_text("The day has passed")).to_have_count(0)
    mine.nth(2).get_by_role("button", name="Take out: ").click()
    expect(mine).to_have_count(2)
    assert {step["kind"]: step["done"] for step in kept(page)} == {"to_do": False, "to_call": True, "trial": False}
    assert not visitor.is_too_wide()


def test_forgetting_leaves_nothing_on_the_device(visitor: Visitor, codes: dict[str, str], n: str) -> None:
    page = visitor.go(f"/en/notebook/?n={n}").page
    add(page, codes["baker"], "note", note="mine")
    page.get_by_text("Save, open or forget my steps").click()
    page.get_by_role("button", name="Forget my steps").click()
    expect(page.get_by_text("Your steps are forgotten.")).to_be_visible()
    assert page.evaluate("localStorage.length") == 0
    visitor.go(f"/en/trades/{codes['baker']}/")
    page.get_by_role("link", name="Add to my notebook").first.click()
    expect(page.get_by_role("link", name="In my notebook").first).to_be_visible()
    visitor.go("/en/notebook/")
    page.wait_for_url("**n=**")
    add(page, codes["baker"], "note", note="mine")
    page.get_by_role("button", name="Forget it").click()
    expect(page.locator(".step")).to_have_count(0)
    assert page.evaluate("localStorage.length") == 0


def test_nothing_of_a_step_ever_travels(visitor: Visitor, site: Site, codes: dict[str, str], n: str) -> None:
    sent: list[str] = []

    def note_down(request: Request) -> None:
        sent.append(f"{request.method} {request.url} {request.all_headers()} {request.post_data or ''}")

    page = visitor.page
    visitor.context.on("request", note_down)
    visitor.go(f"/en/notebook/?n={n}")
    add(page, codes["baker"], "to_do", MARKED_DAY, MARKED)
    add(page, codes["nurse"], "called", MARKED_DAY, f"{MARKED} again")
    add(page, codes["nurse"], "to_call", MARKED_DAY, MARKED)
    page.locator(f"[data-steps=t{codes['baker']}] .step").get_by_role("checkbox").check()
    page.get_by_role("link", name="down").first.click()
    page.wait_for_load_state("networkidle")
    page.get_by_role("button", name="Show it so").click()
    page.wait_for_load_state("networkidle")
    for path in (
        f"/en/notebook/tracking/?n={n}",
        "/de/notebook/",
        f"/en/trades/{codes['baker']}/",
        "/en/search/?q=bread",
    ):
        visitor.go(path)
        page.wait_for_load_state("networkidle")
    visitor.go(f"/en/notebook/?n={n}")
    page.get_by_text("Save, open or forget my steps").click()
    for name in ("Save them to a file", "Days for my calendar"):
        with page.expect_download() as made:
            page.get_by_role("button", name=name).click()
        content = Path(made.value.path()).read_text()
        assert MARKED in content
    assert MARKED in page.evaluate(KEPT), "the marks were really there"
    assert len(sent) > 20
    found = [line for line in sent if MARKED in line.lower() or MARKED_DAY in line or "20310817" in line]
    assert not found
    site_bytes = b"".join(path.read_bytes() for path in site.folder.rglob("*") if path.is_file())
    assert MARKED.encode() not in site_bytes
    assert MARKED_DAY.encode() not in site_bytes


def test_the_form_could_not_send_even_if_the_script_broke(visitor: Visitor, codes: dict[str, str], n: str) -> None:
    page = visitor.go(f"/en/notebook/?n={n}").page
    forms = page.locator("[data-steps] form")
    assert (
        forms.evaluate_all(
            "all => all.map(f => [f.method, f.autocomplete, f.querySelectorAll('[data-field][name]').length])"
        )
        == [["dialog", "off", 0]] * 2
    )


def test_a_file_carries_the_steps_to_another_device(
    visitor: Visitor, browser: Browser, site: Site, codes: dict[str, str], n: str, tmp_path: Path
) -> None:
    page = visitor.go(f"/en/notebook/?n={n}").page
    add(page, codes["baker"], "to_call", SOON, "ask, for; \\ Ms K")
    add(page, codes["nurse"], "trial", SOON, until=LATER)
    add(page, codes["nurse"], "called", PAST)
    page.get_by_text("Save, open or forget my steps").click()
    with page.expect_download() as made:
        page.get_by_role("button", name="Save them to a file").click()
    made.value.save_as(tmp_path / "steps.json")
    with page.expect_download() as made:
        page.get_by_role("button", name="Days for my calendar").click()
    calendar = Path(made.value.path()).read_bytes().decode()
    assert made.value.suggested_filename == "parvis-steps.ics"
    assert calendar.count("BEGIN:VEVENT\r\n") == 2, "what has been done is no appointment"
    assert f"DTSTART;VALUE=DATE:{SOON.replace('-', '')}\r\n" in calendar
    after = datetime.date.fromisoformat(LATER) + datetime.timedelta(1)
    assert f"DTEND;VALUE=DATE:{after:%Y%m%d}\r\n" in calendar
    assert "DESCRIPTION:ask\\, for\\; \\\\ Ms K\r\n" in calendar
    assert "SUMMARY:To call: baker" in calendar.replace("\r\n ", "")
    assert all(len(line.encode()) <= 75 for line in calendar.split("\r\n"))
    with visiting(browser, site.origin, language="en") as other:
        other.go("/en/notebook/?n=" + encode([Item(Kind.TRADE, codes["baker"])]))
        other.page.get_by_text("Save, open or forget my steps").click()
        for _twice in range(2):
            other.page.get_by_label("Open a file of steps").set_input_files(tmp_path / "steps.json")
            expect(other.page.get_by_text("Steps that came in: 3")).to_be_visible()
        assert sorted(map(str, kept(other.page))) == sorted(map(str, kept(page)))
        expect(other.page.get_by_text("Steps of things that are not in this notebook")).to_be_visible()
        other.page.get_by_role("link", name="Put these things in").click()
        expect(other.page.locator(".notebook-line")).to_have_count(2)
        expect(other.page.get_by_text("Steps of things that are not in this notebook")).to_be_hidden()


HOSTILE = {
    "no json": "<script>alert(1)</script>",
    "no format": '{"steps": []}',
    "another file": '{"format": "something-else", "steps": []}',
    "no list": '{"format": "parvis-steps-1", "steps": {}}',
    "null": "null",
    "too large": '{"format": "parvis-steps-1", "steps": [], "x": "' + "x" * 300_000 + '"}',
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_a_file_that_holds_no_steps_changes_nothing(
    visitor: Visitor, n: str, codes: dict[str, str], content: str
) -> None:
    page = visitor.go(f"/en/notebook/?n={n}").page
    add(page, codes["baker"], "note", note="mine")
    before = page.evaluate(KEPT)
    page.get_by_text("Save, open or forget my steps").click()
    page.get_by_label("Open a file of steps").set_input_files(
        {"name": "steps.json", "mimeType": "application/json", "buffer": content.encode()}
    )
    expect(page.get_by_text("This file holds no steps of Parvis.")).to_be_visible()
    assert page.evaluate(KEPT) == before


def test_markup_in_a_file_is_text_and_what_is_not_sound_stays_out(
    visitor: Visitor, n: str, codes: dict[str, str]
) -> None:
    page = visitor.go(f"/en/notebook/?n={n}").page
    of = f"t{codes['baker']}"
    steps = [
        {"of": of, "kind": "note", "note": "<img src=x onerror=alert(1)>", "date": "2031-02-31", "mood": "good"},
        {"of": of, "kind": "from_the_future", "note": "x" * 900, "id": "abc123"},
        {"of": "not a thing", "kind": "note"},
        {"of": of, "kind": 7},
        None,
        "a step",
    ]
    content = json.dumps({"format": "parvis-steps-1", "owner": "kept", "steps": steps})
    page.get_by_text("Save, open or forget my steps").click()
    page.get_by_label("Open a file of steps").set_input_files(
        {"name": "steps.json", "mimeType": "application/json", "buffer": content.encode()}
    )
    expect(page.get_by_text("Steps that came in: 2")).to_be_visible()
    assert page.locator(".step img").count() == 0
    first, second = kept(page)
    assert (first["date"], first["mood"]) == ("", "good")
    assert second["kind"] == "from_the_future"
    assert len(str(second["note"])) == 200


def test_unknown_fields_survive_and_a_newer_form_is_left_alone(visitor: Visitor, n: str, codes: dict[str, str]) -> None:
    page = visitor.go(f"/en/notebook/?n={n}").page
    step = {"id": "abc123", "of": f"t{codes['baker']}", "kind": "note", "date": "", "note": "old", "colour": "green"}
    written = {"format": "parvis-steps-1", "theme": "dark", "steps": [step]}
    page.evaluate("text => localStorage.setItem('parvis-steps', text)", json.dumps(written))
    page.reload()
    add(page, codes["nurse"], "wrote", PAST)
    now = json.loads(page.evaluate(KEPT))
    assert (now["theme"], now["steps"][0]["colour"]) == ("dark", "green")
    newer = '{"format": "parvis-steps-2", "steps": "in another shape"}'
    page.evaluate("text => localStorage.setItem('parvis-steps', text)", newer)
    page.reload()
    expect(page.get_by_text("made by a newer Parvis")).to_be_visible()
    form = page.locator(f"[data-steps=t{codes['baker']}] .step-add")
    form.locator("summary").click()
    form.get_by_role("button", name="Write it down").click()
    assert page.evaluate(KEPT) == newer


def test_there_is_a_bound(visitor: Visitor, n: str, codes: dict[str, str]) -> None:
    page = visitor.go(f"/en/notebook/?n={n}").page
    steps = [{"id": f"step{place:04}", "of": f"t{codes['baker']}", "kind": "note"} for place in range(400)]
    full = json.dumps({"format": "parvis-steps-1", "steps": steps})
    page.evaluate("text => localStorage.setItem('parvis-steps', text)", full)
    page.reload()
    form = page.locator(f"[data-steps=t{codes['nurse']}] .step-add")
    form.locator("summary").click()
    form.locator("[data-field=note]").fill("one too many")
    form.get_by_role("button", name="Write it down").click()
    expect(page.get_by_text("There is no room for more steps.")).to_be_visible()
    assert page.evaluate(KEPT) == full
    expect(form.locator("[data-field=note]")).to_have_value("one too many")


def test_print_shows_the_steps_also_on_the_tracking_sheet(visitor: Visitor, n: str, codes: dict[str, str]) -> None:
    page = visitor.go(f"/en/notebook/?n={n}").page
    add(page, codes["baker"], "called", PAST, "Ms K")
    page.emulate_media(media="print")
    expect(page.locator(f"[data-steps=t{codes['baker']}] .step")).to_be_visible()
    expect(page.locator(".step-add:visible")).to_have_count(0)
    visitor.go(f"/en/notebook/tracking/?n={n}")
    expect(page.locator(".step")).to_contain_text("Ms K")
    expect(page.locator("[data-step-remove]:visible, .step-add")).to_have_count(0)


def test_a_kiosk_keeps_no_step_and_makes_no_file(browser: Browser, site: Site, codes: dict[str, str], n: str) -> None:
    with visiting(browser, site.origin, language="en", size=(1080, 1200)) as visitor:
        page = visitor.go(f"/en/notebook/?kiosk&n={n}").page
        add(page, codes["baker"], "to_call", SOON, MARKED)
        expect(page.locator("[data-steps-next] .step")).to_have_count(1)
        expect(page.get_by_text("your steps are gone when you leave this page")).to_be_visible()
        expect(page.locator(".steps-files")).to_have_count(0)
        assert page.evaluate("localStorage.length + sessionStorage.length") == 0
        page.reload()
        expect(page.locator(".step")).to_have_count(0)
        add(page, codes["baker"], "to_call", SOON, MARKED)
        page.get_by_role("link", name="Start again").click()
        page.wait_for_url("**/?kiosk=")
        visitor.go(f"/en/notebook/?kiosk&n={n}")
        expect(page.locator(".step")).to_have_count(0)


def test_without_script_there_is_paper(browser: Browser, site: Site, n: str) -> None:
    with visiting(browser, site.origin, language="en", script=False) as visitor:
        page = visitor.go(f"/en/notebook/?n={n}").page
        expect(page.locator("[data-steps-next]")).to_be_hidden()
        expect(page.locator(".step-add")).to_have_count(0)
        visitor.follow(".handout-links a[href*=tracking]")
        assert f"n={n}" in page.url
        expect(page.locator(".handout-boxes")).to_have_count(4)
        assert not visitor.is_too_wide()
        for key in ("call", "trial", "parents"):
            visitor.follow(f".handout-others a[href*={key}]")
            assert not visitor.is_too_wide()
            answer = page.request.get(page.get_by_role("link", name="PDF").get_attribute("href") or "")
            assert answer.body().startswith(b"%PDF-")


@pytest.mark.parametrize("language", ["en", "ar", "de"])
@pytest.mark.parametrize("size", [(320, 640), (1280, 900)])
def test_steps_are_open_to_everyone(
    browser: Browser, site: Site, codes: dict[str, str], n: str, language: str, size: tuple[int, int]
) -> None:
    with visiting(browser, site.origin, language=language, size=size) as visitor:
        page = visitor.go(f"/{language}/notebook/?n={n}").page
        steps = [
            {"of": f"t{codes[key]}", "kind": kind, "date": day, "note": "a word of mine " * 5, "done": done}
            for key, kind, day, done in (
                ("baker", "to_call", PAST, False),
                ("baker", "trial", SOON, True),
                ("nurse", "to_do", LATER, False),
            )
        ]
        steps.append({"of": "hzzzzzz", "kind": "wait", "name": "a house"})
        written = json.dumps({"format": "parvis-steps-1", "steps": steps})
        page.evaluate("text => localStorage.setItem('parvis-steps', text)", written)
        page.reload()
        for summary in page.locator(".step-add summary, .steps-files summary").all():
            summary.click()
        expect(page.locator(f"[data-steps=t{codes['baker']}] .step")).to_have_count(2)
        found = Axe().run(page, options=RULES).response["violations"]
        assert not [(each["id"], [node["html"][:160] for node in each["nodes"][:2]]) for each in found]
        assert not visitor.is_too_wide()
