"""Read network files (TOML, docs/operate.md): desks, weeks and partners to refer to, and the places themselves.

A bad row is kept out and reported with file, line and reason; the good ones still land. A file that is no TOML, no UTF-8
or of another format is refused as a whole.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from parvis.core.refusal import Refusal
from parvis.network.domain.house_rows import Shelf, read_desk, read_house, read_partner, read_week
from parvis.network.domain.records import HouseRecord, NetworkFile
from parvis.network.domain.rows import BadRow, Row

FORMAT = "parvis-network-1"
LARGEST = 32 * 1024 * 1024  # bytes; 3,400 houses are about 6 MB
T = TypeVar("T")


@dataclass(frozen=True)
class BadPlace:
    """A row that was kept out: its file's name, the line it begins on (1 is the first), and why."""

    file: str
    line: int
    reason: str


def read_document(path: Path) -> tuple[Mapping[str, Any], dict[str, list[int]]]:
    """Return the tables of the file ``path`` and on which lines its lists begin; raise Refusal when it is no network file."""
    if not path.is_file():
        message = f"{path.name}: there is no such file."
        raise Refusal(message)
    if path.stat().st_size > LARGEST:
        message = f"{path.name}: the file is larger than {LARGEST // 1024 // 1024} MB."
        raise Refusal(message)
    try:
        text = path.read_bytes().decode("utf-8-sig")
        values = tomllib.loads(text)
    except UnicodeDecodeError as error:
        message = f"{path.name}: the file is not in UTF-8 (byte {error.start})."
        raise Refusal(message) from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        message = f"{path.name}: the file is not TOML: {error}."
        raise Refusal(message) from error
    if values.get("format") != FORMAT:
        message = f'{path.name}: the file does not begin with format = "{FORMAT}".'
        raise Refusal(message)
    unknown = set(values) - {"format", "desk", "week", "partner", "house"}
    if unknown:
        message = f"{path.name}: nobody knows the list {min(unknown)!r}."
        raise Refusal(message)
    lines: dict[str, list[int]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if found := re.match(r"\s*\[\[\s*(\w+)\s*\]\]", line):
            lines.setdefault(found[1], []).append(number)
    return values, lines


def read_files(paths: Sequence[Path], known_partners: set[str] | None = None) -> tuple[NetworkFile, list[BadPlace]]:
    """Read ``paths`` together: a house may refer to desks, weeks and partners of any of them, or to ``known_partners``.

    Return what can be taken and what was kept out; raise Refusal when a file cannot be read at all.
    """
    documents = [(path.name, *read_document(path)) for path in paths]
    bad: list[BadPlace] = []
    origins: dict[str, tuple[str, int]] = {}

    def each(kind: str, read: Callable[[Row], T]) -> Iterator[T]:
        for name, values, lines in documents:
            rows = values.get(kind, [])
            if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
                message = f"{name}: {kind} is not a list of tables."
                raise Refusal(message)
            for number, row in enumerate(rows):
                line = (lines.get(kind, [])[number : number + 1] or [0])[0]
                try:
                    taken = read(Row(row))
                except BadRow as error:
                    what = row.get("slug") or row.get("key") or number + 1
                    bad.append(BadPlace(name, line, f"{kind} {what}: {error}."))
                    continue
                if isinstance(taken, HouseRecord):
                    origins[taken.slug] = (name, line)
                yield taken

    shelf = Shelf()
    shelf.desks = {desk.key: desk for desk in each("desk", read_desk)}
    shelf.weeks = dict(each("week", read_week))
    shelf.partners = {partner.slug: partner for partner in each("partner", read_partner)}
    known = set(shelf.partners) | (known_partners or set())

    def house(row: Row) -> HouseRecord:
        record = read_house(row, shelf)
        if record.slug in origins:
            raise BadRow("the slug stands there twice")
        unknown = [tie.partner for tie in record.partnerships if tie.partner not in known]
        if unknown:
            message = f"nobody knows the partner {unknown[0]!r}"
            raise BadRow(message)
        return record

    houses = tuple(each("house", house))
    return NetworkFile(houses, tuple(shelf.partners.values()), origins), bad
