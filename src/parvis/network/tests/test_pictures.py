"""A house's pictures: taken in, told in words, served for a year, taken away with their files."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from parvis.accounts.models import StaffAct
from parvis.core.domain import pictures
from parvis.core.tests.test_pictures import drawn, saved, telling
from parvis.network.domain.picturing import purge
from parvis.network.models import House, Image
from parvis.network.tests.made import house

pytestmark = pytest.mark.django_db
PAGE = "/en/staff/houses/lyon/pictures/"
TOLD = {
    "alt_fr": "La grande salle",
    "credit": "Photo: the house, CC BY 4.0",
    "may_be_shown": "on",
    "on_house_page": "on",
}


@pytest.fixture(autouse=True)
def folder(settings, tmp_path: Path) -> Path:
    settings.IMAGES = tmp_path / "images"
    return settings.IMAGES


@pytest.fixture
def lyon() -> House:
    return house()


@pytest.fixture
def team(signed_in: Callable[..., Client], lyon: House) -> Client:
    return signed_in("programme", lyon)


def sent(content: bytes = b"", name: str = "holiday.svg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content or telling(), "text/html")


def add(client: Client, page: str = PAGE, **typed: object) -> str:
    """Send a picture; return the page that comes back, empty when it was taken."""
    answer = client.post(page, TOLD | {"picture": sent()} | typed)
    assert answer.status_code in {200, 302}
    return answer.content.decode()


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def test_a_picture_goes_from_a_telephone_to_the_page_of_the_house(team: Client, client: Client, folder: Path) -> None:
    assert add(team) == ""
    image = Image.objects.get()
    page = client.get("/en/houses/lyon/").content.decode()
    for said in (
        "<picture>",
        'width="500" height="340"',
        'loading="lazy"',
        'alt="La grande salle" lang="fr"',
        "CC BY 4.0",
    ):
        assert said in page
    assert len(files(folder)) == 4
    for name in files(folder):
        answer = client.get(f"/images/{name}")
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer.headers["Content-Type"] == ("image/webp" if name.endswith("webp") else "image/jpeg")
        assert answer.content == (folder / name).read_bytes()
        assert client.get(f"/images/{name}", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    typed = {"alt_fr": "Le hall", "alt_en": "The hall", "credit": "The house"}
    assert team.post(f"{PAGE}{image.code}/", typed).status_code == 302
    assert "<picture>" not in client.get("/en/houses/lyon/").content.decode()
    assert "The hall" in team.get(PAGE).content.decode()
    acts = list(StaffAct.objects.order_by("pk").values_list("what", "code"))
    assert acts == [("picture.added", image.code), ("picture.changed", image.code)]


@pytest.mark.parametrize(
    "name", ["../secret_key", "0" * 32 + "-400.svg", "0" * 32 + "-999999.jpg", "x-1.jpg", "0" * 32 + "-400.jpg"]
)
def test_no_other_file_is_served(client: Client, name: str) -> None:
    assert client.get(f"/images/{name}").status_code == 404


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"alt_fr": " "}, "what the picture shows, or mark it as decoration"),
        ({"credit": ""}, "This field is required"),
        ({"may_be_shown": ""}, "This field is required"),
        ({"picture": ""}, "This field is required"),
        ({"picture": sent(saved(drawn((20, 20))))}, "too small"),
        ({"picture": sent(telling()[:700])}, "cannot read this file"),
        ({"picture": sent(telling() + bytes(pictures.MOST_BYTES), "photo.jpg")}, "more than 15 MB"),
        ({"alt_en": "x" * 301}, "at most 300 characters"),
        ({"alt_en": "nul \x00"}, "Null characters"),
    ],
)
def test_what_cannot_be_taken_is_said_and_nothing_typed_is_lost(
    team: Client, folder: Path, typed: dict[str, object], sentence: str
) -> None:
    page = add(team, **{"alt_de": "Der Saal"} | typed if "alt_fr" not in typed else typed)
    assert sentence in page
    assert "Choose the file again" in page
    assert "Der Saal" in page or "alt_fr" in typed
    assert not Image.objects.exists()
    assert files(folder) == []


def test_decoration_needs_no_words(team: Client, client: Client) -> None:
    assert add(team, alt_fr="", is_decorative="on") == ""
    assert 'alt=""' in client.get("/en/houses/lyon/").content.decode()


@pytest.fixture
def _full_disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the third file find no room."""
    left = [1, 1]

    def fsync(_file: int) -> None:
        if not left:
            raise OSError(errno.ENOSPC, "No space left on device")
        left.pop()

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", fsync)
        yield


@pytest.mark.usefixtures("_full_disk")
def test_a_full_disk_is_said_and_leaves_nothing_half(team: Client, folder: Path) -> None:
    assert "the disk of this site is full" in add(team)
    assert files(folder) == []
    assert not Image.objects.exists()


def test_files_go_with_the_last_row_that_names_them(
    team: Client, signed_in: Callable[..., Client], folder: Path, django_capture_on_commit_callbacks
) -> None:
    add(team)
    assert "has this picture already" in add(team)
    nice = signed_in("manager", house("nice"))
    add(nice, "/en/staff/houses/nice/pictures/")
    one, other = Image.objects.get(house__slug="lyon"), Image.objects.get(house__slug="nice")
    assert nice.post(f"/en/staff/houses/nice/pictures/{one.code}/remove/").status_code == 404
    for client, page, image, left in ((team, PAGE, one, 4), (nice, "/en/staff/houses/nice/pictures/", other, 0)):
        with django_capture_on_commit_callbacks(execute=True):
            assert client.post(f"{page}{image.code}/remove/").status_code == 302
        assert len(files(folder)) == left
    assert not Image.objects.exists()


def test_the_daily_purge_sweeps_what_nobody_names(team: Client, folder: Path) -> None:
    add(team)
    (folder / ("0" * 32 + "-400.jpg")).write_bytes(b"left by a transaction that failed")
    (folder / ".0123.part").write_bytes(b"left by a process that was killed")
    (folder / "README").write_text("a person's own file stays")
    assert purge(timezone.now()) == 2
    assert len(files(folder)) == 5


def test_a_library_asks_as_often_for_many(team: Client, lyon: House, django_assert_num_queries) -> None:
    for number in range(4):
        Image.objects.create(
            house=lyon,
            code=f"im{number}",
            digest=f"{number}" * 32,
            widths=[400],
            width=400,
            height=300,
            alt={"en": "A"},
            credit="C",
        )
        if number in {0, 3}:
            with django_assert_num_queries(7):
                team.get(PAGE)
