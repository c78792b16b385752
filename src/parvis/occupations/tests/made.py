"""Tiny tables in the publishers' own layout, made by the tests; nothing here is copied from a publisher."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable
from pathlib import Path

from django.core.management import call_command

from parvis.core.models import ImportReport
from parvis.occupations.models import (
    InterestProfile,
    IscoGroup,
    IscoGroupText,
    NearOccupation,
    Occupation,
    OccupationSkill,
    OccupationText,
    OccupationWords,
    Sheet,
    Skill,
    SkillText,
    WorkCondition,
)

OCC, SKILL, ISCED = (f"http://data.europa.eu/esco/{kind}/" for kind in ("occupation", "skill", "isced-f"))
BAKER = "http://data.europa.eu/esco/occupation/1aadb308-432a-4d01-b54b-b4f7f76dd419"  # in our seed too
OCCUPATION_COLUMNS = ("conceptType", "conceptUri", "iscoGroup", "preferredLabel", "altLabels", "description", "code")
SKILL_COLUMNS = ("conceptUri", "skillType", "reuseLevel", "preferredLabel", "altLabels", "description")


def table(columns: Iterable[str], rows: Iterable[Iterable[str]], *, bom: bool = False) -> bytes:
    """Return a CSV table as bytes, with the publisher's line ends."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig" if bom else "utf-8")


def occupations(*rows: tuple[str, str, str, str, str], bom: bool = False) -> bytes:
    """Return an occupations table; a row is (tail or URI, ISCO, label, alternatives, description)."""
    full = [
        ("Occupation", uri if "/" in uri else OCC + uri, isco, label, names, description, f"{isco}.1")
        for uri, isco, label, names, description in rows
    ]
    return table(OCCUPATION_COLUMNS, full, bom=bom)


def skills(*rows: tuple[str, str, str]) -> bytes:
    """Return a skills table; a row is (tail, skillType, label)."""
    return table(SKILL_COLUMNS, [(SKILL + tail, kind, "cross-sector", label, "", "") for tail, kind, label in rows])


def links(*rows: tuple[str, str, str]) -> bytes:
    """Return a relations table; a row is (trade tail, essential or optional, skill tail)."""
    columns = ("occupationUri", "relationType", "skillType", "skillUri")
    return table(columns, [(OCC + trade, kind, "knowledge", SKILL + skill) for trade, kind, skill in rows])


def zipped(folder: Path, version: str, language: str, tables: dict[str, bytes]) -> Path:
    """Write an archive named as the publisher names it."""
    path = folder / f"ESCO dataset - v{version} - classification - {language} - csv.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in tables.items():
            archive.writestr(name, content)
    return path


def take(what: str, *arguments: object) -> ImportReport:
    """Run an import that must succeed, and return its report."""
    call_command("import", what, *map(str, arguments))
    report = ImportReport.objects.filter(importer=what).order_by("-pk").first()
    assert report is not None
    return report


def state() -> dict[str, list[object]]:
    """Return everything public in the room by what it says, whatever row or revision it stands in."""
    occupation = ("uri", "code", "isco", "sector", "pictogram", "rome_codes", "version", "retired_in", "seed_key")
    asked = {
        IscoGroup: ("code", "uri", "parent"),
        IscoGroupText: ("group", "language", "label", "description"),
        Occupation: occupation,
        OccupationText: (
            "occupation__uri",
            "language",
            "label",
            "label_source",
            "summary",
            "description",
            "description_source",
        ),
        OccupationWords: ("occupation__uri", "language", "kind", "words"),
        Sheet: ("occupation__uri", "language", "day", "likes"),
        Skill: ("uri", "kind", "version", "group__uri", "top_group__uri", "is_digital", "is_green"),
        SkillText: ("skill__uri", "language", "label", "alternatives"),
        OccupationSkill: ("occupation__uri", "skill__uri", "is_essential"),
        InterestProfile: ("occupation__uri", "source", "letters", "scores", "is_approximate"),
        NearOccupation: ("occupation__uri", "other__uri", "source", "nearness", "rank"),
        WorkCondition: ("occupation__uri", "kind", "texts"),
    }
    return {
        model.__name__: sorted(model.objects.order_by().values_list(*fields), key=repr)
        for model, fields in asked.items()
    }
