"""The words of JSON Schema (draft 2020-12) that the two published schemas use, checked by hand."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parents[2] / "schema"
Rules = dict[str, Any]
#: (rules, value, place) → faults
_Check = Callable[[Rules, Any, str], Iterator[str]]


@cache
def schema(name: str) -> Rules:
    """Return the published schema ``name``: `problem` or `plan`."""
    rules: Rules = json.loads((_FOLDER / f"{name}.schema.json").read_text("utf-8"))
    return rules


def schema_faults(rules: Rules, value: Any, place: str) -> Iterator[str]:
    """Yield a sentence for each place at which ``value`` breaks ``rules``; ``place`` is where it stands in its file."""
    if "anyOf" in rules:
        if all(next(schema_faults(each, value, place), None) for each in rules["anyOf"]):
            yield f"{place} is none of what may stand there: {said(value)}"
        return
    if "const" in rules and value != rules["const"]:
        yield f"{place} is {said(value)} and must be {said(rules['const'])}"
    kind = rules.get("type")
    if kind is None:
        return
    if not _is_of_kind(value, kind):
        yield f"{place} is {said(value)} and must be {_KINDS[kind]}"
        return
    yield from _CHECKS.get(kind, _nothing)(rules, value, place)


def said(value: Any) -> str:
    """Return ``value`` as a fault shows it: JSON, at most 60 characters."""
    written = json.dumps(value, ensure_ascii=False).encode("utf-8", "replace").decode()
    return written if len(written) <= 60 else f"{written[:57]}…"


_KINDS = {
    "object": "an object",
    "array": "a list",
    "string": "a text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "null": "null",
}


def _is_of_kind(value: Any, kind: str) -> bool:
    if kind in {"integer", "number"}:
        return isinstance(value, int if kind == "integer" else (int, float)) and not isinstance(value, bool)
    kinds: dict[str, type] = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None)}
    return isinstance(value, kinds[kind])


def _nothing(_rules: Rules, _value: Any, _place: str) -> Iterator[str]:
    return iter(())


def _object(rules: Rules, value: dict[str, Any], place: str) -> Iterator[str]:
    known: Rules = rules.get("properties", {})
    more = rules.get("additionalProperties", True)
    for name in rules.get("required", ()):
        if name not in value:
            yield f"{place} lacks {said(name)}"
    for name, inner in value.items():
        where = f"{place}.{name}" if name.isidentifier() else f"{place}[{said(name)}]"
        if name in known:
            yield from schema_faults(known[name], inner, where)
        elif more is False:
            yield f"{where} is no part of the format"
        elif more is not True:
            yield from schema_faults(more, inner, where)


def _array(rules: Rules, value: list[Any], place: str) -> Iterator[str]:
    least, most = rules.get("minItems", 0), rules.get("maxItems")
    if len(value) < least:
        yield f"{place} holds {len(value)}, fewer than {least}"
    if most is not None and len(value) > most:
        yield f"{place} holds {len(value)}, more than {most}"
        return
    if rules.get("uniqueItems") and len({said_whole(each) for each in value}) < len(value):
        yield f"{place} holds something twice"
    first: list[Rules] = rules.get("prefixItems", [])
    for number, inner in enumerate(value):
        each = first[number] if number < len(first) else rules.get("items", {})
        yield from schema_faults(each, inner, f"{place}[{number}]")


def said_whole(value: Any) -> str:
    """Return ``value`` as one text that equal values share, and others do not."""
    return json.dumps(value, sort_keys=True)


def _string(rules: Rules, value: str, place: str) -> Iterator[str]:
    if len(value) < rules.get("minLength", 0):
        yield f"{place} is empty"
    if len(value) > rules.get("maxLength", len(value)):
        yield f"{place} is {len(value)} characters long, more than {rules['maxLength']}"
    if "pattern" in rules and not re.search(rules["pattern"], value):
        yield f"{place} is {said(value)} and not of the form {rules['pattern']}"


def _number(rules: Rules, value: float, place: str) -> Iterator[str]:
    if value < rules.get("minimum", value):
        yield f"{place} is {said(value)}, less than {rules['minimum']}"
    if value > rules.get("maximum", value):
        yield f"{place} is {said(value)}, more than {rules['maximum']}"


_CHECKS: dict[str, _Check] = {
    "object": _object,
    "array": _array,
    "string": _string,
    "integer": _number,
    "number": _number,
}
