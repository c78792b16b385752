"""The events in a page or a file of JSON-LD, wherever they stand in it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from parvis.core.domain.tables import refuse

DEEPEST, MOST = 12, 5_000
_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script\s*>", re.IGNORECASE | re.DOTALL)
_KINDS = {"Festival", "Hackathon", "CourseInstance"}


def events_of(text: str, name: str) -> list[Mapping[str, Any]]:
    """Return the events of ``text``; refuse with a sentence when it is neither a page nor JSON, or holds too many."""
    if text.lstrip()[:1] in {"{", "["}:
        found = list(_within(_json(text, name)))
    else:
        scripts = [script[2] for script in _SCRIPT.finditer(text) if "ld+json" in script[1].lower()]
        if not scripts:
            refuse(f"«{name[:100]}» tells machines of no event: it has no JSON-LD.")
        found = [one for script in scripts for one in _within(_json(script, name))]
    if len(found) > MOST:
        refuse(f"«{name[:100]}» holds {len(found):,} events; more than {MOST:,} are not read.")
    return found


def _json(text: str, name: str) -> Any:
    try:
        return json.loads(text.strip().removeprefix("<!--").removesuffix("-->"))
    except (ValueError, RecursionError):
        refuse(f"«{name[:100]}» has a piece of JSON-LD that is not whole.")


def _is_event(value: Mapping[str, Any]) -> bool:
    kinds = value.get("@type")
    names = [
        re.split(r"[/:#]", kind)[-1]
        for kind in (kinds if isinstance(kinds, list) else [kinds])
        if isinstance(kind, str)
    ]
    return any((name.endswith("Event") and name != "PublicationEvent") or name in _KINDS for name in names)


def _within(value: Any, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    """Yield the events in ``value``; of one with parts (subEvent), the parts where they have days, else itself."""
    if depth > DEEPEST:
        return
    if isinstance(value, list):
        for one in value:
            yield from _within(one, depth + 1)
    elif isinstance(value, Mapping):
        parts = list(_within(value.get("subEvent"), depth + 1)) if _is_event(value) else []
        if parts:
            yield from parts
        elif _is_event(value):
            yield value
        else:
            for one in value.values():
                yield from _within(one, depth + 1)
