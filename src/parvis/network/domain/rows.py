"""One table of a file, read key by key: a wrong value is a sentence that names its place, a key nobody read too."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import Any

from parvis.network.enums import Precision

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


class BadRow(Exception):
    """A row that cannot be taken; the text is a sentence without its place."""


class Row:
    """A table being read. Every reader takes a key away; ``finish`` refuses what is left."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._left = dict(values)

    def take(self, key: str, kind: type[Any] | tuple[type[Any], ...], default: Any = None) -> Any:
        """Take the value of ``key``, ``default`` when absent; raise BadRow when it is of another type."""
        value = self._left.pop(key, default)
        if value is not default and (not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool)):
            message = f"{key} is {value!r}, which is not what belongs there"
            raise BadRow(message)
        return value

    def text(self, key: str, *, longest: int, required: bool = False) -> str:
        """Take a text of at most ``longest`` characters."""
        value = str(self.take(key, str, "")).strip()
        if required and not value:
            message = f"{key} is missing"
            raise BadRow(message)
        if len(value) > longest:
            message = f"{key} is longer than {longest} characters"
            raise BadRow(message)
        if "\x00" in value:
            message = f"{key} holds a null character"
            raise BadRow(message)
        return value

    def slug(self, key: str, *, required: bool = True) -> str:
        """Take a short name of lower-case letters, digits and hyphens."""
        value = self.text(key, longest=60, required=required)
        if value and not SLUG.fullmatch(value):
            message = f"{key} {value!r} may hold only a–z, 0–9 and single hyphens"
            raise BadRow(message)
        return value

    def choice(self, key: str, choices: list[str], default: str = "") -> str:
        """Take one of ``choices``."""
        value = self.text(key, longest=40) or default
        if value not in choices:
            message = f"{key} {value!r} is none of {', '.join(choices)}"
            raise BadRow(message)
        return value

    def address(self, key: str) -> str:
        """Take a web address."""
        value = self.text(key, longest=300)
        if value and not value.startswith(("https://", "http://")):
            message = f"{key} {value!r} does not start with https:// or http://"
            raise BadRow(message)
        return value

    def flag(self, key: str, *, default: bool | None = False) -> bool | None:
        """Take yes or no."""
        value: bool | None = self.take(key, bool, default)
        return value

    def degrees(self, key: str, limit: float) -> float:
        """Take a coordinate between minus and plus ``limit`` degrees."""
        value = self.take(key, (int, float))
        if value is None:
            message = f"{key} is missing"
            raise BadRow(message)
        if not -limit <= value <= limit:
            message = f"{key} {value} is not between -{limit:g} and {limit:g} degrees"
            raise BadRow(message)
        return float(value) + 0.0  # no minus zero

    def names(self, key: str) -> tuple[str, ...]:
        """Take a list of texts."""
        values = self.take(key, list, [])
        if not all(isinstance(value, str) and value.strip() for value in values):
            message = f"{key} is not a list of texts"
            raise BadRow(message)
        return tuple(values)

    def language(self, key: str) -> str:
        """Take a language code."""
        value = self.text(key, longest=8, required=True)
        if not LANGUAGE.fullmatch(value):
            message = f"{key} {value!r} is no language code"
            raise BadRow(message)
        return value

    def languages(self, key: str) -> tuple[str, ...]:
        """Take a list of language codes."""
        values = self.names(key)
        wrong = [value for value in values if not LANGUAGE.fullmatch(value)]
        if wrong:
            message = f"{key} holds {wrong[0]!r}, which is no language code"
            raise BadRow(message)
        return values

    def texts(self, key: str, *, required: bool = False) -> dict[str, str]:
        """Take a table of language → text."""
        values = self.take(key, dict, {})
        for language, text in values.items():
            if not LANGUAGE.fullmatch(language) or not isinstance(text, str):
                message = f"{key} is not a table of language and text"
                raise BadRow(message)
        if required and not any(values.values()):
            message = f"{key} is missing"
            raise BadRow(message)
        return {language: text.strip() for language, text in values.items() if text.strip()}

    def word_lists(self, key: str) -> dict[str, list[str]]:
        """Take a table of language → list of words."""
        values = self.take(key, dict, {})
        for language, words in values.items():
            right = isinstance(words, list) and all(isinstance(word, str) for word in words)
            if not LANGUAGE.fullmatch(language) or not right:
                message = f"{key} is not a table of language and list of words"
                raise BadRow(message)
        return dict(values)

    def day(self, key: str, *, required: bool = False) -> datetime.date | None:
        """Take a date, written 2026-11-23 or as TOML's own date."""
        value, precision = self.partial_day(key, required=required)
        if value and precision != Precision.DAY:
            message = f"{key} needs year, month and day"
            raise BadRow(message)
        return value

    def partial_day(self, key: str, *, required: bool = False) -> tuple[datetime.date | None, str]:
        """Take a date known to the day, month or year (2026-11-23, 2026-11, 2026); return its first day and precision."""
        value = self.take(key, (str, datetime.date), "")
        if isinstance(value, datetime.date):
            return value, Precision.DAY
        if not value:
            if required:
                message = f"{key} is missing"
                raise BadRow(message)
            return None, Precision.DAY
        found = _PARTIAL.fullmatch(value)
        if not found:
            message = f"{key} {value!r} is no date; write 2026-11-23, 2026-11 or 2026"
            raise BadRow(message)
        year, month, day = found.groups()
        precision = Precision.DAY if day else Precision.MONTH if month else Precision.YEAR
        try:
            return datetime.date(int(year), int(month or 1), int(day or 1)), precision
        except ValueError as error:
            message = f"{key} {value!r} is no date of the calendar"
            raise BadRow(message) from error

    def rows(self, key: str) -> list[Row]:
        """Take a list of tables."""
        values = self.take(key, list, [])
        if not all(isinstance(value, dict) for value in values):
            message = f"{key} is not a list of tables"
            raise BadRow(message)
        return [Row(value) for value in values]

    def strings_or_rows(self, key: str) -> list[str | Row]:
        """Take a list that holds names and tables."""
        values = self.take(key, list, [])
        if not all(isinstance(value, str | dict) for value in values):
            message = f"{key} is not a list of names or tables"
            raise BadRow(message)
        return [value if isinstance(value, str) else Row(value) for value in values]

    def spans(self, key: str) -> list[tuple[datetime.time, datetime.time]]:
        """Take a list of opening spans, each written 09:00-12:30."""
        return [read_span(value) for value in self.names(key)]

    def finish(self) -> None:
        """Refuse keys that nobody read: a typing slip must not vanish."""
        if self._left:
            message = f"nobody knows the key {min(self._left)!r}"
            raise BadRow(message)


def read_span(text: str) -> tuple[datetime.time, datetime.time]:
    """Read 09:00-12:30; 24:00 is midnight at the day's end."""
    found = re.fullmatch(r"(\d{2}:\d{2})\s*[-–]\s*(\d{2}:\d{2})", text.strip())
    if not found:
        message = f"{text!r} is no opening time; write 09:00-12:30"
        raise BadRow(message)
    try:
        opens, closes = (datetime.time.fromisoformat("00:00" if side == "24:00" else side) for side in found.groups())
    except ValueError as error:
        message = f"{text!r} is no time of the day"
        raise BadRow(message) from error
    return opens, closes
