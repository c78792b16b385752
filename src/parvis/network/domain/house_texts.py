"""The texts of a house's draft, one by one, whatever part they stand in: for translating and for saying what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from parvis.core.domain.differing import Data, Path
from parvis.core.languages import INTERFACE_LANGUAGES
from parvis.core.said import Said, say

#: Longest text of each field.
LONGEST = {
    "about": 2000,
    "access": 1000,
    "directions": 1000,
    "question": 120,
    "hint": 300,
    "words": 1000,
    "reason": 200,
}


@dataclass(frozen=True)
class Unit:
    """One text in its languages; ``path`` says where it stands: ``("about",)``, ``("desks", "choose", "hint")``."""

    path: Path
    texts: Mapping[str, str]
    about: Mapping[str, str]

    @property
    def name(self) -> str:
        """Return its name in forms and among the marks of machines."""
        return "/".join(self.path)

    @property
    def field(self) -> str:
        """Return the field it is."""
        return self.path[-1]

    @property
    def longest(self) -> int:
        """Return how many characters it may have."""
        return LONGEST[self.field]

    def label(self, language: str) -> str:
        """Return what it is, with the desk it belongs to."""
        words = field_words(self.field)
        return f"{say(self.about, language).text} · {words}" if self.about else words

    def shown(self, language: str) -> Said:
        """Return what a reader of ``language`` is shown."""
        return say(self.texts, language)


def field_words(field: str) -> str:
    """Return what a text is called."""
    return {
        "about": _("About the house, in a few sentences"),
        "access": _("Access"),
        "directions": _("How to get there"),
        "question": _("Question, in visitors’ words"),
        "hint": _("What it is, in one sentence"),
        "words": _("Everyday words that lead here, with commas between"),
        "reason": _("Why, in a few words"),
    }[field]


def days_key(row: Mapping[str, Any]) -> str:
    """Return the key of days that are otherwise: from, until, desk."""
    return f"{row['starts_on']}_{row['ends_on']}_{row['desk']}"


def _said(value: str | list[str]) -> str:
    return ", ".join(value) if isinstance(value, list) else value


def _kept(field: str, text: str) -> Any:
    return [word.strip() for word in text.split(",") if word.strip()] if field == "words" else text.strip()


def _holders(data: Data, path: Path) -> list[dict[str, Any]]:
    """Return the mappings that hold the text at ``path``: several rows for days with several openings."""
    if path[0] == "desks":
        return [data["desks"][path[1]]] if path[1] in data["desks"] else []
    if path[0] == "exceptions":
        return [row for row in data["exceptions"] if days_key(row) == path[1]]
    return [data]


def units(data: Data) -> Iterator[Unit]:
    """Yield every text of ``data`` that is written in some language."""
    paths: list[tuple[Path, Mapping[str, str]]] = [((name,), {}) for name in ("about", "access", "directions")]
    desks = sorted(data["desks"].items(), key=lambda item: (item[1].get("order", 0), item[0]))
    paths += [(("desks", key, name), desk["question"]) for key, desk in desks for name in ("question", "hint", "words")]
    days = {days_key(row): {"": row["starts_on"]} for row in data["exceptions"]}
    paths += [(("exceptions", key, "reason"), about) for key, about in days.items()]
    for path, about in paths:
        texts = {code: _said(text) for code, text in texts_at(data, path).items() if text}
        if texts:
            yield Unit(path, texts, about)


def texts_at(data: Data, path: Path) -> Mapping[str, Any]:
    """Return the text at ``path`` by language, empty when it is not there."""
    holder = next(iter(_holders(data, path)), {})
    found: Mapping[str, Any] = holder.get(path[-1]) or {}
    return found


def text_at(data: Data, path: Path, language: str) -> str:
    """Return the text at ``path`` in ``language`` as people type it."""
    return _said(texts_at(data, path).get(language, ""))


def with_text(data: Data, path: Path, language: str, text: str, *, is_machine: bool = False) -> Data:
    """Return ``data`` with another text at ``path`` in ``language``; an empty one is taken away."""
    changed = deepcopy(data)
    kept = _kept(path[-1], text)
    for holder in _holders(changed, path):
        holder[path[-1]] = {code: said for code, said in holder[path[-1]].items() if code != language}
        if kept:
            holder[path[-1]][language] = kept
    mark = "/".join((*path, language))
    marks = {each for each in changed.get("machine_texts", []) if each != mark}
    changed["machine_texts"] = sorted(marks | ({mark} if is_machine and kept else set()))
    return changed


def is_machine(data: Data, path: Path, language: str) -> bool:
    """Say whether a machine wrote the text and nobody read it yet."""
    return "/".join((*path, language)) in data.get("machine_texts", [])


@dataclass(frozen=True)
class Complete:
    """How many texts a language has, of how many; how many of them are a machine's."""

    language: str
    number: int
    of: int
    machine: int

    @property
    def missing(self) -> int:
        """Return how many are shown in another language."""
        return self.of - self.number


def languages_of(data: Data) -> list[str]:
    """Return the languages a house's texts may be in: its own, those it speaks, those of the site, those written already."""
    written = (code for unit in units(data) for code in unit.texts)
    return list(dict.fromkeys([data["name_language"], *data["languages"], *INTERFACE_LANGUAGES, *written]))


def completeness(data: Data, languages: Iterable[str]) -> list[Complete]:
    """Return how complete the texts are in each of ``languages``."""
    every = list(units(data))
    return [
        Complete(
            code,
            sum(code in unit.texts for unit in every),
            len(every),
            sum(is_machine(data, unit.path, code) for unit in every),
        )
        for code in languages
    ]
