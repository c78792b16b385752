"""Every way a file from outside can be wrong: a clear sentence, and nothing changed."""

from __future__ import annotations

import gzip
import struct
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from parvis.core.domain import tables
from parvis.core.domain.tables import pieces_of, rows_of
from parvis.core.models import ImportReport
from parvis.core.refusal import Refusal
from parvis.occupations.models import Occupation
from parvis.occupations.tests.made import OCCUPATION_COLUMNS, occupations, state, table, zipped

GOOD = occupations(("a", "7512", "baker", "bread maker\nbun maker", "Bakes."), ("b", "7512", "confectioner", "", ""))


def fails(*paths: object) -> str:
    """Import ESCO, which must fail, and return the sentence kept in the report."""
    with pytest.raises(SystemExit) as end:
        call_command("import", "esco", *map(str, paths))
    assert end.value.code == 1
    report = ImportReport.objects.order_by("-pk").first()
    assert report is not None
    assert report.state == "failed"
    return report.sentence


def lying_bomb(path: Path) -> Path:
    """Write a zip whose headers say 10 bytes and whose stream holds 200 kB."""
    zipped(path.parent, "1.2.0", "en", {"occupations_en.csv": GOOD[:200] + b"x" * 200_000}).rename(path)
    raw = bytearray(path.read_bytes())
    for signature, place in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        struct.pack_into("<I", raw, raw.index(signature) + place, 10)
    path.write_bytes(raw)
    return path


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


@pytest.fixture
def good(db, tmp_path):
    """Return an archive that is already taken in."""
    archive = zipped(tmp_path, "1.1.1", "en", {"occupations_en.csv": GOOD})
    call_command("import", "esco", str(archive))
    return archive


FAULTS = {
    "missing": (lambda folder: folder / "not_there.zip", "There is no file or folder «not_there.zip»"),
    "cut zip": (
        lambda folder: written(
            folder / "cut.zip", zipped(folder, "1.2.0", "en", {"occupations_en.csv": GOOD}).read_bytes()[:-30]
        ),
        "not a whole zip file",
    ),
    "not a zip": (lambda folder: written(folder / "v1.zip", b"hello"), "not a whole zip file"),
    "empty": (lambda folder: written(folder / "occupations_en.csv", b""), "is empty"),
    "wrong columns": (
        lambda folder: written(folder / "occupations_en.csv", table(("a", "b"), [("1", "2")])),
        "has no column «conceptUri»",
    ),
    "latin-1": (
        lambda folder: written(folder / "occupations_fr.csv", GOOD + "x,é".encode("latin-1")),
        "is not written in UTF-8",
    ),
    "half a row": (
        lambda folder: written(folder / "occupations_en.csv", GOOD + b"Occupation,http://data"),
        "cut or broken",
    ),
    "half a cell": (lambda folder: written(folder / "occupations_en.csv", GOOD[:-9] + b',"half'), "breaks off"),
    "climbs out": (
        lambda folder: zipped(folder, "1.2.0", "en", {"../../occupations_en.csv": GOOD}),
        "names a file outside itself",
    ),
    "absolute": (lambda folder: zipped(folder, "1.2.0", "en", {"/etc/occupations_en.csv": GOOD}), "outside itself"),
    "bomb": (
        lambda folder: zipped(folder, "1.2.0", "en", {"occupations_en.csv": GOOD + b"\0" * (17 << 20)}),
        "times its size",
    ),
    "no end of line": (
        lambda folder: written(folder / "occupations_en.csv", GOOD + b"x" * (4 << 20)),
        "has a line of more",
    ),
    "nothing but NUL": (
        lambda folder: written(folder / "occupations_en.csv", GOOD + b"a\0b\r\n"),
        "holds NUL characters",
    ),
    "lying bomb": (lambda folder: lying_bomb(folder / "v1.2.0.zip"), "is damaged or was cut short"),
    "cut gzip": (
        lambda folder: written(folder / "occupations_en.csv.gz", gzip.compress(GOOD * 50)[:-20]),
        "is damaged or was cut short",
    ),
    "other kind": (lambda folder: written(folder / "occupations.pdf", b"%PDF"), "not a .zip, .csv or .csv.gz"),
    "strange table": (lambda folder: written(folder / "people.csv", GOOD), "None of these files is a table of ESCO"),
    "empty folder": (lambda folder: folder, "holds no .zip, .csv or .csv.gz file"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_wrong_file_is_told_and_changes_nothing(good, tmp_path, fault):
    before = state()
    make, sentence = FAULTS[fault]
    folder = tmp_path / "wrong"
    folder.mkdir()
    assert sentence in fails(make(folder))
    assert state() == before


def test_a_good_file_beside_a_wrong_one_does_not_land(good, tmp_path):
    before = state()
    fine = zipped(tmp_path, "1.2.0", "en", {"occupations_en.csv": occupations(("c", "7513", "cheesemaker", "", ""))})
    wrong = written(tmp_path / "occupations_fr.csv", occupations(("c", "7513", "fromager", "", ""))[:-20])
    assert "cut or broken" in fails(fine, wrong)
    assert state() == before
    assert not Occupation.objects.filter(uri__endswith="/c").exists()


def test_the_sentence_names_no_place_of_the_machine(db, tmp_path):
    assert str(tmp_path.parent) not in fails(tmp_path / "gone.zip")


def test_a_locked_archive_is_refused(db, tmp_path):
    path = zipped(tmp_path, "1.2.0", "en", {"occupations_en.csv": GOOD})
    raw = bytearray(path.read_bytes())
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(raw)
    assert "locked with a password" in fails(path)


def test_too_many_files_are_refused(db, tmp_path, monkeypatch):
    monkeypatch.setattr(tables, "MEMBERS", 2)
    path = zipped(tmp_path, "1.2.0", "en", {f"occupations_{language}.csv": GOOD for language in ("en", "fr", "de")})
    assert "holds 3 files" in fails(path)


def test_too_large_a_file_is_refused(db, tmp_path, monkeypatch):
    monkeypatch.setattr(tables, "UNPACKED", 100)
    assert "MB is not read" in fails(written(tmp_path / "occupations_en.csv", GOOD))


@pytest.mark.parametrize(
    "content",
    [
        GOOD,
        b"\xef\xbb\xbf" + GOOD,
        GOOD.replace(b"\r\n", b"\n"),
        GOOD.decode().encode("utf-16"),
        table(OCCUPATION_COLUMNS, []).replace(b",", b";") + GOOD.split(b"\r\n", 1)[1].replace(b",", b";"),
    ],
    ids=["plain", "byte order mark", "line feeds", "utf-16", "semicolons"],
)
def test_the_same_table_in_other_clothes_reads_the_same(tmp_path, content):
    (piece,) = pieces_of([str(written(tmp_path / "occupations_en.csv", content))])
    wanted = ("conceptUri", "preferredLabel", "altLabels")
    assert list(rows_of(piece, wanted, ("absent",))) == [
        (2, [f"http://data.europa.eu/esco/occupation/{'a'}", "baker", "bread maker\nbun maker", ""]),
        (4, [f"http://data.europa.eu/esco/occupation/{'b'}", "confectioner", "", ""]),
    ]


def test_resource_forks_and_folders_in_an_archive_are_passed_over(tmp_path):
    path = zipped(
        tmp_path,
        "1.2.0",
        "en",
        {"x/occupations_en.csv": GOOD, "__MACOSX/x/._occupations_en.csv": b"\0", "x/notes.txt": b""},
    )
    assert [piece.name for piece in pieces_of([str(path)])] == ["occupations_en.csv"]


def test_an_archive_that_lies_is_never_read_beyond_what_it_said(tmp_path):
    (piece,) = pieces_of([str(lying_bomb(tmp_path / "v1.2.0.zip"))])
    with pytest.raises(Refusal):
        list(rows_of(piece, ("conceptUri",)))


def test_no_importer_of_that_name():
    with pytest.raises(CommandError, match="invalid choice"):
        call_command("import", "nothing")
