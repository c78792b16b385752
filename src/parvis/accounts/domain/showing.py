"""What the workspace and the navigation of staff show: other rooms say it, by functions that settings name."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.module_loading import import_string

from parvis.accounts.enums import Task
from parvis.accounts.models import Staff


@dataclass(frozen=True)
class Waiting:
    """Something that waits for a member of staff: a sentence, where to do it, since when."""

    title: str
    url: str
    since: datetime.datetime | datetime.date
    urgent: bool = False


@dataclass(frozen=True)
class StaffLink:
    """A link of the navigation; ``section`` groups links: the name of a house, of a partner, or empty for one's own. In it they
    stand by their ``task``."""

    section: str
    title: str | Promise
    url: str
    task: Task = Task.HOUSE


def waiting_for(staff: Staff) -> list[Waiting]:
    """Return what waits for ``staff``, urgent first, then oldest first (settings.WAITING_SOURCES)."""
    found = [each for source in settings.WAITING_SOURCES for each in import_string(source)(staff)]
    return sorted(found, key=lambda each: (not each.urgent, each.since.isoformat(), each.title))


def links_for(staff: Staff) -> dict[str, list[StaffLink]]:
    """Return the navigation of ``staff`` by section, in it by task, else in the order sources give (settings.STAFF_LINKS)."""
    order = {task: place for place, task in enumerate(Task)}
    grouped: dict[str, list[StaffLink]] = {}
    sources: Iterable[str] = settings.STAFF_LINKS
    for source in sources:
        for link in import_string(source)(staff):
            grouped.setdefault(link.section, []).append(link)
    return {section: sorted(links, key=lambda link: order[link.task]) for section, links in grouped.items()}


def words_of(what: str) -> str:
    """Return the sentence of an act's code (settings.ACT_WORDS), the code itself when nobody gave one."""
    for source in settings.ACT_WORDS:
        words = import_string(source)
        if what in words:
            return str(words[what])
    return what
