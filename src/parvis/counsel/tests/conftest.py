"""Small word lists, quick hashing and a folder of its own for every test of this room."""

import itertools

import pytest

from parvis.counsel.domain import hashing, phrases
from parvis.counsel.domain.desk_keys import admit_officer, make_desk_key
from parvis.counsel.domain.officers import open_own
from parvis.counsel.models import Officer

from .made import NOW, make_desk
from .sitting import Sitting

SYLLABLES = {
    "en": ["".join(pair) for pair in itertools.product("bcdfghjk", "aeiou")],
    "fr": ["".join(pair) for pair in itertools.product("lmnprstv", "aéioû")],
    "ar": ["".join(pair) for pair in itertools.product("بتثجحخدذ", "اويرز")],
    "uk": ["".join(pair) for pair in itertools.product("бвгджзкл", "аеиоґ")],
}


def write_lists(folder):
    for language, syllables in SYLLABLES.items():
        words = ["".join(pair) for pair in itertools.product(syllables[:32], syllables[:32])]
        (folder / f"{language}.txt").write_text("\n".join(words), encoding="utf-8")


@pytest.fixture(scope="session")
def list_folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("phrases")
    write_lists(folder)
    return folder


@pytest.fixture(autouse=True)
def small(monkeypatch, settings, tmp_path, list_folder):
    monkeypatch.setattr(phrases, "FOLDER", list_folder)
    monkeypatch.setattr(hashing, "MEMORY", 1 << 13)
    monkeypatch.setattr(hashing, "PASSES", 1)
    settings.DATA = tmp_path


@pytest.fixture
def desk():
    return make_desk()


@pytest.fixture
def first(desk):
    sitting = Sitting(desk.house)
    make_desk_key(desk, sitting.staff, "en", NOW)
    sitting.open()
    return sitting


@pytest.fixture
def second(desk, first):
    sitting = Sitting(desk.house)
    admit_officer(desk, Officer.objects.get(staff=sitting.staff), open_own(first.staff, first.words))
    sitting.open()
    return sitting
