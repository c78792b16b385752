"""Things that answer a question, as a page shows them: a few of each kind, with the way to all of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise

from parvis.search.domain.asking import Group
from parvis.search.domain.needs.finding import Heard
from parvis.search.domain.needs.things import rest
from parvis.search.domain.showing import KIND_NAMES, Shown, shown
from parvis.search.words.reading import Reading


@dataclass(frozen=True)
class GroupShown:
    """Results of one kind; ``more`` is the address of all of them, empty when these are all."""

    kind: str
    words: Promise | str
    total: int
    results: list[Shown]
    more: str


def shown_groups(groups: Iterable[Group], heard: Heard, readings: Sequence[Reading]) -> list[GroupShown]:
    """Return ``groups`` ready for a page in the language of what was heard."""
    return [
        GroupShown(
            group.kind,
            KIND_NAMES.get(group.kind, group.kind),
            group.total,
            [shown(result, heard.language, readings) for result in group.results],
            _all_of(group, heard),
        )
        for group in groups
    ]


def _all_of(group: Group, heard: Heard) -> str:
    if group.total <= len(group.results):
        return ""
    if group.kind == "offer":
        return f"{reverse('portal:offers')}?{urlencode({'q': rest(heard)})}"
    return f"{reverse('search:page')}?{urlencode({'q': rest(heard) or heard.text, 'kind': group.kind})}"
