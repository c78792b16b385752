"""Backups: an archive that is not as it was written is refused, old ones go in order, files come back or stay as they were."""

from __future__ import annotations

import errno
import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from parvis.core.domain.backups import archive as archive_file
from parvis.core.domain.backups import folder, making, restoring
from parvis.core.domain.backups.archive import FORMAT, MANIFEST, Archive, Damaged, Writer, opened
from parvis.core.domain.locks import one_at_a_time
from parvis.core.refusal import Refusal

ABOUT = {
    "parvis": "0.1.0",
    "made_on": "2026-11-26",
    "database": "sqlite",
    "migrations": {"core": ["0001_initial"]},
    "rows": {"core_revision": 3},
    "key_print": "00",
}
BIG = bytes(range(256)) * 9000  # more than one chunk


def written(**about: object) -> bytes:
    file = io.BytesIO()
    writer = Writer(file)
    writer.add("database.sqlite3", [BIG, b"end"], squeeze=True)
    writer.add("files/contact_key", [b"k" * 32], squeeze=False)
    writer.finish(**{**ABOUT, **about})
    return file.getvalue()


WHOLE = written()


def content(path: Path) -> tuple[object, list[bytes]]:
    with opened(path) as archive:
        return archive.manifest, [b"".join(archive.chunks(part)) for part in archive.manifest.parts]


def test_what_was_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(WHOLE)
    manifest, parts = content(path)
    assert parts == [BIG + b"end", b"k" * 32]
    assert manifest.data.name == "database.sqlite3"
    assert list(manifest.files) == ["contact_key"]


@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7), cut=st.booleans())
def test_a_turned_bit_or_a_lost_end_is_refused_or_harmless(
    tmp_path_factory: pytest.TempPathFactory, place: float, bit: int, *, cut: bool
) -> None:
    path = tmp_path_factory.mktemp("bit") / "a.zip"
    changed = bytearray(WHOLE)
    where = int(len(WHOLE) * place)
    if cut:
        del changed[where:]
    else:
        changed[where] ^= 1 << bit
    path.write_bytes(changed)
    try:
        manifest, parts = content(path)
    except Refusal:
        return
    assert not cut
    assert parts == [BIG + b"end", b"k" * 32]  # a bit that no reader looks at, such as a time
    assert manifest.migrations == ABOUT["migrations"]


def test_every_bit_of_the_content_matters(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(WHOLE.replace(b"k" * 32, b"k" * 31 + b"j"))
    with pytest.raises(Damaged):
        content(path)


def zipped(**members: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as opened_zip:
        for name, text in members.items():
            opened_zip.writestr(name.replace("__", "."), text)
    return file.getvalue()


TOLD = {"format": FORMAT, **ABOUT, "parts": [{"name": "database.sqlite3", "size": 1, "sha256": ""}]}


@pytest.mark.parametrize(
    ("file", "sentence"),
    [  # each with a name: the bytes of an archive tell its minute, and workers name cases alone
        pytest.param(b"", "not a backup", id="empty"),
        pytest.param(b"SQLite format 3\0" * 99, "not a backup", id="database"),
        pytest.param(zipped(readme__txt="hello"), "not a backup", id="archive"),
        pytest.param(zipped(manifest__json="{}"), "not a backup", id="nothing-said"),
        pytest.param(zipped(manifest__json="hello"), "damaged", id="no-json"),
        pytest.param(zipped(manifest__json="[]"), "damaged", id="list"),
        pytest.param(
            zipped(manifest__json=json.dumps({**TOLD, "format": "parvis-backup-2"})),
            "newer",
            id="newer",
        ),
        pytest.param(zipped(manifest__json=json.dumps({**TOLD, "more": 1})), "damaged", id="more-said"),
        pytest.param(zipped(manifest__json=json.dumps({**TOLD, "parts": []})), "damaged", id="no-parts"),
    ],
)
def test_a_strange_file_is_a_sentence(tmp_path: Path, file: bytes, sentence: str) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(file)
    with pytest.raises(Refusal, match=sentence):
        content(path)


@pytest.mark.parametrize(
    "name",
    [
        "files/../../etc/passwd",
        "files/../a",
        "files//etc/passwd",
        "files/a//b",
        "files/a/../b",
        "files/.",
        "other",
        "files/c:\\d",
    ],
)
def test_a_part_cannot_leave_its_folder(tmp_path: Path, name: str) -> None:
    file = io.BytesIO()
    writer = Writer(file)
    writer.add("database.sqlite3", [b"x"], squeeze=False)
    writer.add(name, [b"x"], squeeze=False)
    writer.finish(**ABOUT)
    path = tmp_path / "a.zip"
    path.write_bytes(file.getvalue())
    with pytest.raises(Damaged):
        content(path)


def test_nothing_is_written_outside_whatever_the_manifest_says(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive_file, "_NAME", re.compile(".*"))
    target = tmp_path / "outside"
    path = tmp_path / "a.zip"
    file = io.BytesIO()
    writer = Writer(file)
    writer.add("database.sqlite3", [b"x"], squeeze=False)
    writer.add(f"files/{target}", [b"x"], squeeze=False)
    writer.finish(**ABOUT)
    path.write_bytes(file.getvalue())
    with opened(path) as archive, restoring._work() as work, pytest.raises(Damaged):
        restoring._lay_out(archive, work)
    assert not target.exists()
    assert not list(data.glob(".restore-*"))


def test_a_missing_file_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="There is no file"):
        content(tmp_path / "nowhere.zip")


@pytest.fixture
def data(settings: Settings, tmp_path: Path) -> Path:
    settings.DATA = tmp_path / "data"
    settings.SQLITE_FILE = settings.DATA / "own.sqlite3"
    for name in (
        "own.sqlite3", "own.sqlite3-wal", "parvis.sqlite3", "secret_key", "contact_key", "images/a/b.webp", "index/current",
        "static/a.css", "towns-3.0-1-500.sqlite3", "purge.lock", ".restore-x/files/y", "copy.zip",
    ):  # fmt: skip
        (settings.DATA / name).parent.mkdir(parents=True, exist_ok=True)
        (settings.DATA / name).write_text(name)
    return settings.DATA


def test_what_is_made_anew_is_left_out_and_all_else_is_kept(data: Path) -> None:
    (data / "what a room adds later").touch()
    assert folder.kept_files() == ["contact_key", "images/a/b.webp", "secret_key", "what a room adds later"]
    assert folder.kept_files(with_keys=False) == ["images/a/b.webp", "what a room adds later"]


def test_files_are_put_in_place_whole_or_not_at_all(data: Path, tmp_path: Path) -> None:
    staged = tmp_path / "staged"
    (staged / "images").mkdir(parents=True)
    (staged / "images" / "new.webp").write_text("new")
    (staged / "contact_key").write_text("new key")
    (staged / "fresh").write_text("was not there")

    def put(*, fails: bool) -> None:
        with folder.put_in_place(staged, tmp_path / f"aside-{fails}"):
            assert (data / "contact_key").read_text() == "new key"
            if fails:
                raise Refusal

    with pytest.raises(Refusal):
        put(fails=True)
    assert (data / "contact_key").read_text() == "contact_key"
    assert folder.kept_files() == ["contact_key", "images/a/b.webp", "secret_key"]
    put(fails=False)
    assert folder.kept_files() == ["contact_key", "fresh", "images/new.webp", "secret_key"]


@pytest.mark.parametrize("left", ["aside/secret_key", "before.pgdump"])
def test_what_a_killed_restore_put_aside_is_never_removed(data: Path, left: str) -> None:
    old = data / ".restore-killed" / left
    old.parent.mkdir(parents=True)
    old.write_text("the only one")
    with pytest.raises(Refusal, match=r"\.restore-killed"), restoring._work():
        pass
    assert old.read_text() == "the only one"
    old.unlink()
    with restoring._work() as work:
        assert not old.parent.exists()
    assert not work.exists()


def test_what_could_not_be_put_back_stays_and_is_named(data: Path) -> None:
    def fails() -> None:
        with restoring._work() as work:
            (work / "before.pgdump").write_text("the only one")
            message = "The disk is full."
            raise Refusal(message)

    with pytest.raises(Refusal, match=r"The disk is full\..*\.restore-"):
        fails()
    assert [path.read_text() for path in data.glob(".restore-*/before.pgdump")] == ["the only one"]


@pytest.mark.usefixtures("data")
def test_a_backup_and_a_restore_wait_for_each_other(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(WHOLE)
    with one_at_a_time(folder.LOCK):
        with pytest.raises(Refusal, match="Another backup or restore is running"):
            making.backup(tmp_path / "b.zip")
        with pytest.raises(Refusal, match="Another backup or restore is running"):
            restoring.restore(tmp_path / "a.zip", is_agreed=True)


def test_only_the_newest_of_this_site_stay(settings: Settings, tmp_path: Path) -> None:
    settings.ORIGIN = "https://Parvis.lyon.example"
    name = making.house_name()
    assert name == "parvis-parvis.lyon.example"
    others = {"parvis-other.example-20200101T000000Z.zip", f"{name}-notes.zip", f"{name}-20200101T000000Z.zip.age"}
    ours = {f"{name}-2026110{day}T031700Z.zip" for day in range(1, 6)}
    for each in others | ours:
        (tmp_path / each).touch()
    removed = making._forget_old(tmp_path, 2)
    assert {path.name for path in removed} == {f"{name}-2026110{day}T031700Z.zip" for day in (1, 2, 3)}
    left = {path.name for path in tmp_path.iterdir()}
    assert left == others | {f"{name}-20261104T031700Z.zip", f"{name}-20261105T031700Z.zip"}


def test_a_backup_never_takes_a_name_that_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "backup").write_text("new")
    (tmp_path / "a.zip").write_text("old")
    with pytest.raises(Refusal, match="never overwrites"):
        making.backup(tmp_path / "a.zip")
    with pytest.raises(Refusal, match="never overwrites"):  # taken while the backup was being made
        making._show(tmp_path / "work" / "backup", tmp_path / "a.zip")
    assert (tmp_path / "a.zip").read_text() == "old"
    with pytest.raises(Refusal, match="no folder"):
        making.backup(tmp_path / "nowhere" / "a.zip")

    def no_second_names(self: Path, target: Path) -> None:
        raise OSError(errno.EPERM, "no second names")

    monkeypatch.setattr(Path, "hardlink_to", no_second_names)
    making._show(tmp_path / "work" / "backup", tmp_path / "b.zip")
    assert (tmp_path / "b.zip").read_text() == "new"


def test_a_backup_of_the_other_database_or_a_newer_version_is_refused(settings: Settings, tmp_path: Path) -> None:
    settings.SQLITE_FILE = tmp_path / "own.sqlite3"
    path = tmp_path / "a.zip"
    path.write_bytes(written())
    restoring.check(path)
    path.write_bytes(written(database="postgresql"))
    with pytest.raises(Refusal, match=r"is of PostgreSQL.*DATABASE_URL"):
        restoring.check(path)
    path.write_bytes(written(parvis="9.9", migrations={"core": ["0001_initial", "9999_later"]}))
    with pytest.raises(Refusal, match=r"newer Parvis \(9\.9; here is .*9999_later"):
        restoring.check(path)


def test_the_archive_names_its_manifest_last() -> None:
    """So that one cut off while being written can never be read."""
    with zipfile.ZipFile(io.BytesIO(WHOLE)) as whole:
        assert whole.namelist()[-1] == MANIFEST
        assert Archive(Path("a"), whole).manifest.parvis == "0.1.0"


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's own")
@pytest.mark.django_db
def test_deleted_rows_do_not_stay_in_the_file() -> None:
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA secure_delete").fetchone()[0] == 1
