"""Two states of the same data, and three: pure functions over JSON values, whatever room they come from.

Data is made of mappings all the way down; a list is one value, except a list of mappings, which is a set of rows.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Data = dict[str, Any]
Path = tuple[str, ...]


@dataclass(frozen=True)
class Difference:
    """One value that differs, by its path: ``("about", "fr")``; None where one side has none."""

    path: Path
    before: Any
    after: Any


def mark(value: object) -> str:
    """Return a short mark of ``value``: equal values have equal marks, so a form can say from what it began."""
    written = json.dumps(value, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(written.encode()).hexdigest()[:16]


def flat(data: Mapping[str, Any], path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Yield every value with its path; what is empty is not there."""
    for key, value in data.items():
        if isinstance(value, Mapping):
            yield from flat(value, (*path, key))
        elif value not in (None, "", []):
            yield (*path, key), value


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """Return what differs, value by value and so language by language, in the order of ``before``, what is new last."""
    first, second = dict(flat(before)), dict(flat(after))
    paths = dict.fromkeys([*first, *second])
    return [
        Difference(path, first.get(path), second.get(path)) for path in paths if first.get(path) != second.get(path)
    ]


def _is_rows(*values: object) -> bool:
    lists = [value for value in values if isinstance(value, list)]
    return len(lists) == len(values) and all(isinstance(row, Mapping) for rows in lists for row in rows)


_NOTHING = object()


def merged(base: Any, theirs: Any, ours: Any) -> Any:
    """Return ``theirs`` with what ``ours`` changed since ``base``; where both changed one value, ours stays."""
    if isinstance(theirs, Mapping) and isinstance(ours, Mapping):
        known = base if isinstance(base, Mapping) else {}
        keys = dict.fromkeys([*theirs, *ours])
        each = {
            key: merged(known.get(key, _NOTHING), theirs.get(key, _NOTHING), ours.get(key, _NOTHING)) for key in keys
        }
        return {key: value for key, value in each.items() if value is not _NOTHING}
    if ours == base:
        return theirs
    if _is_rows(base, theirs, ours):
        kept = [row for row in theirs if row in ours or row not in base]
        return kept + [row for row in ours if row not in base and row not in kept]
    return ours
