"""A house's own pages: from a first draft to visitors, to managers, to earlier versions and back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from parvis.accounts.models import Staff, StaffAct
from parvis.core.domain.differing import mark
from parvis.core.domain.versions import Overtaken
from parvis.core.enums import VersionState
from parvis.network.domain.documents import addresses, documents, revision
from parvis.network.domain.house_pages import Begun, change_page, history_of, restore_page
from parvis.network.models import House, Image, Page, PageVersion
from parvis.network.tests.made import house

pytestmark = pytest.mark.django_db
STAFF = "/en/staff/houses/lyon/pages/"
TYPED = {
    "title_fr": "Qui nous sommes",
    "title_en": "Who we are",
    "body_fr": "## Une maison\r\n\r\nPour **tous**. <script>alert(1)</script> [ici](javascript:alert(1))",
    "order": "1",
    "is_shown": "on",
}


@pytest.fixture
def lyon() -> House:
    return house()


@pytest.fixture
def team(signed_in: Callable[..., Client], lyon: House) -> Client:
    return signed_in("programme", lyon)


@pytest.fixture
def manager(signed_in: Callable[..., Client], lyon: House) -> Client:
    return signed_in("manager", lyon)


def text(client: Client, address: str, typed: dict[str, object] | None = None, status: int = 200) -> str:
    answer = client.get(address) if typed is None else client.post(address, typed)
    assert answer.status_code == status, answer.content.decode()[-2000:]
    return answer.content.decode()


def begun(client: Client) -> str:
    """Return from what the form of the page begins."""
    return text(client, f"{STAFF}who-we-are/write/").split('name="began" value="')[1].split('"')[0]


def publish(client: Client) -> None:
    text(client, f"{STAFF}who-we-are/act/", {"act": "publish"}, 302)


@pytest.fixture
def page(team: Client) -> Page:
    text(team, f"{STAFF}new/", TYPED | {"slug": "who-we-are"}, 302)
    return Page.objects.get()


def test_a_page_goes_from_a_draft_over_a_manager_to_visitors(
    team: Client, client: Client, page: Page, manager: Client
) -> None:
    text(client, "/en/houses/lyon/pages/who-we-are/", status=404)
    assert "once it is published" in text(team, f"{STAFF}who-we-are/preview/")
    text(team, f"{STAFF}who-we-are/act/", {"act": "publish"}, 403)
    text(team, f"{STAFF}who-we-are/act/", {"act": "hand-in", "note": "Is it clear?"}, 302)
    assert "waits to be read and published" in text(manager, "/en/staff/")
    assert "Is it clear?" in text(manager, f"{STAFF}who-we-are/")
    assert "Say in a sentence" in text(manager, f"{STAFF}who-we-are/act/", {"act": "send-back"})
    text(manager, f"{STAFF}who-we-are/act/", {"act": "send-back", "note": "Say for whom."}, 302)
    assert "Say for whom." in text(team, f"{STAFF}who-we-are/")
    assert "came back with a sentence" in text(team, "/en/staff/")
    text(team, f"{STAFF}who-we-are/write/", TYPED | {"began": begun(team), "title_en": "Who we are, in short"}, 302)
    publish(manager)
    shown = text(client, "/en/houses/lyon/pages/who-we-are/")
    assert "<h1>Who we are, in short</h1>" in shown
    assert '<div lang="fr" dir="ltr"><h2>Une maison</h2>\n<p>Pour <strong>tous</strong>.' in shown
    assert "It is shown in French" in shown
    assert "<script>alert" not in shown
    assert "javascript:" not in shown.split("<article")[1].split("</article")[0].replace("(javascript:alert(1))", "")
    assert "Who we are, in short" in text(client, "/en/houses/lyon/")
    assert client.get("/fr/houses/LYON/pages/who-we-are/").status_code == 301
    told = list(StaffAct.objects.order_by("pk").values_list("what", flat=True))
    assert told == ["page.begun", "page.handed-in", "page.sent-back", "page.changed", "page.published"]


def test_two_people_at_one_form_lose_nothing(team: Client, page: Page) -> None:
    both = begun(team)
    text(team, f"{STAFF}who-we-are/write/", TYPED | {"began": both, "title_en": "Hers"}, 302)
    shown = text(team, f"{STAFF}who-we-are/write/", TYPED | {"began": both, "title_en": "Mine"})
    assert "Somebody else changed this" in shown
    assert "<ins>Hers</ins>" in shown
    assert 'value="Mine"' in shown
    again = shown.split('name="began" value="')[1].split('"')[0]
    text(team, f"{STAFF}who-we-are/write/", TYPED | {"began": again, "over": "on", "title_en": "Mine"}, 302)
    said = {row.state: row.data["title"]["en"] for row in page.versions.all()}
    assert said == {VersionState.DRAFT: "Mine", VersionState.SET_ASIDE: "Hers"}


def test_an_earlier_version_is_seen_and_comes_back_as_a_draft(manager: Client, client: Client, page: Page) -> None:
    publish(manager)
    text(
        manager,
        f"{STAFF}who-we-are/write/",
        TYPED | {"began": begun(manager), "title_en": "Other", "is_shown": ""},
        302,
    )
    state = text(manager, f"{STAFF}who-we-are/")
    for change in ("<del>Who we are</del>", "<ins>Other</ins>", "<del>yes</del>", "<ins>no</ins>"):
        assert change in state
    assert "Who we are" in text(client, "/en/houses/lyon/pages/who-we-are/")
    publish(manager)
    text(client, "/en/houses/lyon/pages/who-we-are/", status=404)
    assert [each.until is not None for each in documents(revision()[0] - 1) if each.kind == "page"] == [True]
    assert "Bring it back as a draft" in text(manager, f"{STAFF}who-we-are/versions/1/")
    text(manager, f"{STAFF}who-we-are/versions/1/", {}, 302)
    text(client, "/en/houses/lyon/pages/who-we-are/", status=404)
    publish(manager)
    assert "Who we are" in text(client, "/en/houses/lyon/pages/who-we-are/")
    assert "There is a draft" not in text(manager, f"{STAFF}who-we-are/")
    text(manager, f"{STAFF}who-we-are/versions/9/", status=404)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"title_fr": "", "title_en": "", "body_fr": "Perdu ?"}, "Give the page a title"),
        ({"title_fr": "", "body_fr": "Perdu ?"}, "Give each language its title"),
        ({"slug": "new", "body_fr": "Perdu ?"}, "with this address already"),
        ({"slug": "no spaces", "body_fr": "Perdu ?"}, "valid"),
        ({"order": "-1", "body_fr": "Perdu ?"}, "greater than or equal"),
        ({"image": "nothing", "body_fr": "Perdu ?"}, "valid choice"),
        ({"title_fr": "صفحة", "title_en": "", "body_fr": "Perdu ?"}, "in plain letters"),
        ({"body_en": "x" * 8001, "body_fr": "Perdu ?"}, "at most 8000"),
    ],
)
def test_bad_input_gets_a_sentence_and_nothing_typed_is_lost(
    team: Client, typed: dict[str, object], sentence: str
) -> None:
    shown = text(team, f"{STAFF}new/", TYPED | typed)
    assert sentence in shown
    assert "Perdu ?" in shown
    assert not Page.objects.exists()


def test_what_cannot_be_done_is_said(team: Client, page: Page) -> None:
    assert "with this address already" in text(team, f"{STAFF}new/", TYPED | {"slug": "who-we-are"})
    assert "Somebody was faster" in text(team, f"{STAFF}who-we-are/act/", {"act": "take-back"})
    text(team, f"{STAFF}who-we-are/act/", {"act": "nonsense"})
    text(team, f"{STAFF}who-we-are/act/", {"act": "set-aside"}, 302)
    assert not Page.objects.exists(), "a page that was never published goes with its draft"
    text(team, f"{STAFF}who-we-are/", status=404)


def test_another_house_cannot_touch_it(page: Page, signed_in: Callable[..., Client]) -> None:
    other = signed_in("manager", house("nice"))
    for path in ("", "write/", "preview/", "versions/1/"):
        text(other, f"/en/staff/houses/nice/pages/who-we-are/{path}", status=404)
        text(other, f"{STAFF}who-we-are/{path}", status=403)


def test_a_removed_picture_leaves_the_page_and_no_version_breaks(manager: Client, client: Client, page: Page) -> None:
    image = Image.objects.create(
        house=page.house, code="im1", digest="0" * 32, widths=[400], width=400, height=300, alt={"en": "A"}, credit="C"
    )
    text(manager, f"{STAFF}who-we-are/write/", TYPED | {"began": begun(manager), "image": "im1"}, 302)
    publish(manager)
    assert "<picture>" in text(client, "/en/houses/lyon/pages/who-we-are/")
    manager.post(f"/en/staff/houses/lyon/pictures/{image.code}/remove/")
    assert "<picture>" not in text(client, "/en/houses/lyon/pages/who-we-are/")
    assert "a picture that is gone" in text(manager, f"{STAFF}who-we-are/versions/1/")
    text(manager, f"{STAFF}who-we-are/write/", TYPED | {"began": begun(manager), "title_en": "We"}, 302)
    publish(manager)


def asked(what: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as questions:
        what()
    return len(questions)


def test_pages_are_found_and_ask_as_often_for_many(team: Client, client: Client, lyon: House) -> None:
    counts, found = [], []
    for number in range(4):
        Page.objects.create(house=lyon, slug=f"p{number}", title={"en": f"P{number}"}, is_shown=number != 2, revision=9)
        found = [each.titles["en"] for each in documents() if each.kind == "page"]
        looks = (
            lambda: text(client, "/en/houses/lyon/pages/p0/?not=kept"),
            lambda: text(team, STAFF),
            lambda: list(documents()),
        )
        counts.append([asked(each) for each in looks])
    assert counts[0] == counts[3]
    assert counts[0][0] == 3
    house_name = lyon.name
    assert found == [f"P{number} · {house_name}" for number in (0, 1, 3)]
    assert [path for path in addresses() if "/pages/" in path] == [
        f"houses/lyon/pages/p{number}/" for number in (0, 1, 3)
    ]


def test_the_sample_pages_are_there_in_ten_languages_with_a_version(client: Client) -> None:
    call_command("sample", verbosity=0)
    for language in ("fr", "en", "de", "it", "es", "pt", "nl", "ca", "ar", "uk"):
        for slug in ("first-visit", "school-classes"):
            shown = text(client, f"/{language}/houses/paris/pages/{slug}/")
            assert f'<div lang="{language}"' in shown
    assert PageVersion.objects.filter(state=VersionState.PUBLISHED).count() == 2


def test_an_address_in_capitals_is_kept_in_small_letters(manager: Client, client: Client, lyon: House) -> None:
    text(manager, f"{STAFF}new/", TYPED | {"slug": "Our_Access"}, 302)
    text(manager, f"{STAFF}our-access/act/", {"act": "publish"}, 302)
    assert "Who we are" in text(client, "/en/houses/lyon/pages/our-access/")
    assert "with this address already" in text(manager, f"{STAFF}new/", TYPED | {"slug": "New"})


def test_whoever_waited_behind_a_publisher_is_told(manager: Client, page: Page) -> None:
    by = Staff.objects.order_by("pk")[0]
    publish(manager)
    waiting = Page.objects.get()
    values = dict(PageVersion.objects.get().data)
    text(manager, f"{STAFF}who-we-are/write/", TYPED | {"began": begun(manager), "title_en": "Newer"}, 302)
    publish(manager)
    with pytest.raises(Overtaken):
        change_page(waiting, values | {"order": 2}, Begun(mark(values)), by=by)
    restore_page(waiting, 1, by=by)
    assert history_of(waiting).live().data["title"]["en"] == "Newer"


def test_a_page_is_found_under_the_new_name_of_its_house(lyon: House) -> None:
    Page.objects.create(house=lyon, slug="p", title={"en": "P"}, is_shown=True, revision=1)
    seen = revision()[0]
    house(name="Maison nouvelle")
    assert [each.titles["en"] for each in documents(seen) if each.kind == "page"] == ["P · Maison nouvelle"]
