"""Reading the two files: strict JSON, the published shape, and what a shape cannot say."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from parvis.timetable.domain.verifying.schema import said, schema, schema_faults

#: A file that breaks its shape this often is not read further.
SHOWN = 100


def read(content: bytes, name: str) -> tuple[Any, list[str]]:
    """Return the value in ``content`` and the faults of its shape; ``name`` is `problem` or `plan`.

    With a fault the value is not to be used.
    """
    try:
        value = json.loads(
            content.decode("utf-8"), object_pairs_hook=_object, parse_float=_number, parse_constant=_refuse
        )
    except UnicodeDecodeError:
        return None, [f"{name}: not a text in UTF-8"]
    except RecursionError:
        return None, [f"{name}: nested too deeply"]
    except ValueError as error:
        return None, [f"{name}: not JSON as we read it: {error}"]
    return value, list(islice(schema_faults(schema(name), value, name), SHOWN))


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(name for name, _ in pairs if sum(other == name for other, _ in pairs) > 1)
        message = f"{said(twice)} stands twice in one object"
        raise ValueError(message)
    return found


def _number(written: str) -> float:
    """Return the number; 3.0 is the whole number 3, as JSON Schema has it."""
    value = float(written)
    if not math.isfinite(value):
        _refuse(written)
    return int(value) if value.is_integer() and abs(value) < 2**53 else value


def _refuse(written: str) -> Any:
    message = f"{written} is no number"
    raise ValueError(message)


def sense_faults(problem: dict[str, Any]) -> Iterator[str]:
    """Yield what a problem of the right shape still says wrongly."""
    yield from _slots(problem["slots"])
    yield from _twice((table["id"] for table in problem["tables"]), "problem.tables")
    yield from _twice((seeker["id"] for seeker in problem["seekers"]), "problem.seekers")
    for kind in ("tables", "seekers"):
        for number, one in enumerate(problem[kind]):
            beyond = [slot for slot in one["slots"] if slot >= len(problem["slots"])]
            if beyond:
                yield f"problem.{kind}[{number}].slots: the day has no slot {beyond[0]}"
    names = {table["id"] for table in problem["tables"]}
    for number, seeker in enumerate(problem["seekers"]):
        for kind in ("wishes", "vetoes"):
            for unknown in set(seeker.get(kind, ())) - names:
                yield f"problem.seekers[{number}].{kind}: no table is called {said(unknown)}"
    yield from _promises(problem)


def _slots(slots: list[dict[str, str]]) -> Iterator[str]:
    before = ""
    for number, slot in enumerate(slots):
        if slot["start"] >= slot["end"]:
            yield f"problem.slots[{number}] ends before it starts"
        if slot["start"] < before:
            yield f"problem.slots[{number}] starts before the one before it ends"
        before = slot["end"]


def _twice(names: Iterable[str], place: str) -> Iterator[str]:
    seen: set[str] = set()
    for number, name in enumerate(names):
        if name in seen:
            yield f"{place}[{number}]: {said(name)} stands there twice"
        seen.add(name)


def _promises(problem: dict[str, Any]) -> Iterator[str]:
    """Yield what `kept` and `held` say of somebody or something that is not there."""
    tables = {table["id"]: table for table in problem["tables"]}
    seekers = {seeker["id"] for seeker in problem["seekers"]}
    for number, kept in enumerate(problem.get("kept", ())):
        if kept["seeker"] not in seekers:
            yield f"problem.kept[{number}]: no seeker is called {said(kept['seeker'])}"
        if kept["table"] not in tables:
            yield f"problem.kept[{number}]: no table is called {said(kept['table'])}"
    taken: dict[tuple[str, int], int] = {}
    for number, held in enumerate(problem.get("held", ())):
        table = tables.get(held["table"])
        if table is None:
            yield f"problem.held[{number}]: no table is called {said(held['table'])}"
            continue
        at = (held["table"], held["slot"])
        taken[at] = taken.get(at, 0) + held["places"]
        if held["slot"] not in table["slots"]:
            yield f"problem.held[{number}]: the table {said(held['table'])} is not there in slot {held['slot']}"
        elif taken[at] > table.get("interviewers", 1):
            yield f"problem.held[{number}]: more places are held at {said(held['table'])} than it has"
