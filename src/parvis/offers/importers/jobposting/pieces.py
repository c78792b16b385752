"""The postings in a page or a feed."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from parvis.core.domain.tables import refuse
from parvis.offers.importers._feed import Raw
from parvis.offers.importers._files import TextFile
from parvis.offers.importers._json import json_records

PAGE = 16 << 20  # characters of one page
DEEPEST = 12
_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script\s*>", re.IGNORECASE | re.DOTALL)
_OPEN = re.compile(r"<script\b[^>]*application/ld\+json", re.IGNORECASE)


def is_posting(value: Any) -> bool:
    """Say whether ``value`` is a JobPosting, however its type is written."""
    kinds = value.get("@type") if isinstance(value, Mapping) else None
    return any(
        isinstance(kind, str) and re.split(r"[/:#]", kind)[-1] == "JobPosting"
        for kind in (kinds if isinstance(kinds, list) else [kinds])
    )


def _within(value: Any, depth: int = 0) -> Iterator[Any]:
    """Yield the postings in ``value``, itself or nested in lists and objects."""
    if depth > DEEPEST:
        return
    if is_posting(value):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _within(one, depth + 1)
    elif isinstance(value, Mapping):
        for one in value.values():
            if isinstance(one, (list, Mapping)):
                yield from _within(one, depth + 1)


def of_feed(file: TextFile, arrays: Collection[str]) -> Iterator[Raw]:
    """Yield the postings of a feed; values that hold none are passed over."""
    number = 0
    for one in json_records(file, arrays):
        for posting in _within(one.value):
            number += 1
            yield Raw(number, one.line, posting)


def of_page(file: TextFile) -> Iterator[Raw]:
    """Yield the postings of a page's JSON-LD scripts; refuse a page whose script breaks off."""
    text, number = "", 0
    for piece in file.text():
        text += piece
        if len(text) > PAGE:
            refuse(f"«{file.name}» is a page of more than {PAGE >> 20} million characters; it was not read.")
    whole = 0
    for found in _SCRIPT.finditer(text):
        if "ld+json" not in found[1].lower():
            continue
        whole += 1
        line = text.count("\n", 0, found.start()) + 1
        try:
            value = json.loads(found[2].strip().removeprefix("<!--").removesuffix("-->").removeprefix("//<![CDATA["))
        except (ValueError, RecursionError):
            number += 1
            yield Raw(number, line, None)
            continue
        for posting in _within(value):
            number += 1
            yield Raw(number, line, posting)
    if len(_OPEN.findall(text)) > whole:
        refuse(f"«{file.name}» breaks off within a script of JSON-LD.")
