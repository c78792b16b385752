"""O*NET's spreadsheets and the crosswalk from SOC 2010 to ISCO-08, read into memory (small)."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from parvis.core.domain.reports import Ack
from parvis.core.domain.tables import refuse
from parvis.core.domain.workbooks import workbook_rows
from parvis.occupations.domain.groups import is_isco
from parvis.occupations.enums import Interest

INTERESTS, RELATED, CROSSWALK = (
    "Interests.xlsx",
    "Related Occupations.xlsx",
    "isco_us_soc2010_crosswalk",
)  # .xls as published, or saved as .xlsx
NEWER = Path(__file__).with_name("soc2018.csv")  # codes of SOC 2018 the crosswalk cannot know; tied by us to ISCO-08
_CODE = re.compile(r"^\d\d-\d{4}\.\d\d$")
_SCALE = (1.0, 7.0)  # O*NET's scale of occupational interests (OI)
_LETTERS = {
    "Realistic": Interest.REALISTIC,
    "Investigative": Interest.INVESTIGATIVE,
    "Artistic": Interest.ARTISTIC,
    "Social": Interest.SOCIAL,
    "Enterprising": Interest.ENTERPRISING,
    "Conventional": Interest.CONVENTIONAL,
}


@dataclass
class Job:
    """An occupation of O*NET: interest scores 0…100 by letter, ISCO-08 unit groups, related codes, closest first."""

    title: str = ""
    scores: dict[str, float] = field(default_factory=dict)
    isco: set[str] = field(default_factory=set)
    related: list[str] = field(default_factory=list)


def read_onet(ack: Ack, folder: str) -> tuple[str, dict[str, Job]]:
    """Return (version, O*NET-SOC code → job); Refusal names what is missing."""
    path = Path(folder)
    if not path.is_dir():
        refuse(f"There is no folder «{path.name}» at the place you named.")
    crosswalk = next(iter(sorted(path.glob(f"{CROSSWALK}.xls*"))), path / f"{CROSSWALK}.xls")
    needed = (path / INTERESTS, path / RELATED, crosswalk)
    if missing := [book.name for book in needed if not book.is_file()]:
        refuse(f"«{path.name}» lacks {', '.join(missing)}.")
    ack.files = [book.name for book in needed]
    jobs: dict[str, Job] = defaultdict(Job)
    _read_interests(ack, path / INTERESTS, jobs)
    _read_crosswalk(ack, crosswalk, jobs)
    _read_related(ack, path / RELATED, jobs)
    return _version(path), dict(jobs)


def _version(path: Path) -> str:
    """Return the version that O*NET's Read Me names (29.2), empty without it."""
    told = path / "Read Me.txt"
    found = re.search(r"O\*NET (\d+\.\d+) Database", told.read_text(errors="replace")) if told.is_file() else None
    return found[1] if found else ""


def _read_interests(ack: Ack, book: Path, jobs: dict[str, Job]) -> None:
    ack.progress.begin(book.name, None)
    columns = ("O*NET-SOC Code", "Title", "Element Name", "Scale ID", "Data Value")
    low, high = _SCALE
    for line, (code, title, element, scale, value) in workbook_rows(book, columns):
        if scale != "OI":
            continue
        ack.count("O*NET rows", "read")
        score = _number(value)
        if not _CODE.match(code) or element not in _LETTERS or score is None or not low <= score <= high:
            ack.refuse("O*NET rows", book.name, line, f"«{code} {element} {value}» is not an interest score of 1 to 7")
            continue
        ack.count("O*NET rows", "unchanged")
        jobs[code].title = title
        jobs[code].scores[_LETTERS[element].value] = 100 * (score - low) / (high - low)


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _read_crosswalk(ack: Ack, book: Path, jobs: dict[str, Job]) -> None:
    """Give each job the ISCO-08 groups of its SOC 2010 code: the first seven characters of O*NET's own."""
    groups: dict[str, set[str]] = defaultdict(set)
    for line, (soc, isco) in workbook_rows(book, ("2010 SOC Code", "ISCO-08 Code"), "2010 SOC to ISCO-08"):
        if soc and is_isco(isco) and len(isco) == 4:
            groups[soc].add(isco)
        elif soc or isco:
            ack.count("O*NET rows", "read")
            ack.refuse("O*NET rows", book.name, line, f"«{soc} {isco}» ties no SOC 2010 code to an ISCO-08 unit group")
    published = set(groups)
    with NEWER.open(encoding="utf-8", newline="") as file:
        newer = [(row["soc"], row["isco"]) for row in csv.DictReader(file)]
    for soc, isco in newer:
        if soc not in published:
            groups[soc].add(isco)
    for code, job in jobs.items():
        job.isco = groups.get(code[:7], set())


def _read_related(ack: Ack, book: Path, jobs: dict[str, Job]) -> None:
    ack.progress.begin(book.name, None)
    ranked: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for _line, (code, other, index) in workbook_rows(book, ("O*NET-SOC Code", "Related O*NET-SOC Code", "Index")):
        if code in jobs and other in jobs:
            ranked[code].append((_number(index) or 99.0, other))
    for code, found in ranked.items():
        jobs[code].related = [other for _, other in sorted(found)]
