"""JSON feeds read record by record: one array, an object that holds one, lines of objects, or one object."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, NoReturn, cast

from parvis.core.domain.tables import refuse
from parvis.offers.importers._files import TextFile

LONGEST = 4 << 20  # characters of one record
_SPACE = " \t\r\n\ufeff\x1e"
_DELIMITERS = ",]}:"


@dataclass(frozen=True)
class JsonRecord:
    """One value of the feed and where it stands."""

    number: int
    line: int
    value: Any


class _Scanner:
    """A place in the text; the text before it is forgotten."""

    def __init__(self, file: TextFile) -> None:
        self.file, self._pieces = file, file.text()
        self._text, self._at, self.line, self._is_over = "", 0, 1, False
        self._decoder = json.JSONDecoder(parse_int=self._number, parse_constant=self._constant)

    @staticmethod
    def _number(digits: str) -> int | None:
        """Read a number that nobody means as nothing; Python itself stops at one of more than 4,300 digits."""
        return int(digits) if len(digits) < 40 else None

    @staticmethod
    def _constant(_name: str) -> None:
        """Read NaN and Infinity, which are no JSON, as nothing."""

    def fail(self, why: str = "it breaks off or is wrongly written") -> NoReturn:
        refuse(f"«{self.file.name}» is not whole JSON near line {self.line:,}: {why}.")

    def _more(self) -> bool:
        """Read on; say whether there was more."""
        piece = next(self._pieces, None)
        if piece is None:
            self._is_over = True
            return False
        self._text, self._at = self._text[self._at :] + piece, 0
        return True

    def peek(self) -> str:
        """Return the next sign that is no space, empty at the end."""
        while True:
            text, at = self._text, self._at
            while at < len(text) and text[at] in _SPACE:
                self.line += text[at] == "\n"
                at += 1
            self._at = at
            if at < len(text):
                return text[at]
            if not self._more():
                return ""

    def whole(self, arrays: Collection[str]) -> dict[str, Any] | None:
        """Go past the object that begins here and return it when all of it was read already and it holds none of ``arrays``."""
        try:
            value, end = self._decoder.raw_decode(self._text, self._at)
        except (json.JSONDecodeError, RecursionError):
            return None
        if not value or any(isinstance(value.get(name), list) for name in arrays):
            return None
        self._pass(end)
        return cast("dict[str, Any]", value)

    def _pass(self, end: int) -> None:
        self.line += self._text.count("\n", self._at, end)
        self._at = end

    def take(self, sign: str) -> None:
        """Go past ``sign``."""
        if self.peek() != sign:
            self.fail()
        self._at += 1

    def value(self) -> Any:
        """Read one whole value."""
        self.peek()
        wanted = 1
        while True:
            try:
                value, end = self._decoder.raw_decode(self._text, self._at)
                if end < len(self._text) or self._is_over or self._text[end - 1] in '}]"':
                    self._pass(end)
                    return value
            except json.JSONDecodeError:
                if self._is_over:
                    self.fail()
            except RecursionError:
                self.fail("it is nested too deeply")
            if len(self._text) - self._at > LONGEST:
                self.fail(f"a record is longer than {LONGEST:,} characters, or wrongly written")
            for _ in range(wanted):  # twice as much each time: reading a long value again costs no more than it is long
                self._more()
            wanted *= 2


def json_records(file: TextFile, arrays: Collection[str]) -> Iterator[JsonRecord]:
    """Yield the items of the top array, of the arrays called one of ``arrays`` in the top object, or the top objects themselves."""
    scanner, number = _Scanner(file), 0
    while sign := scanner.peek():
        if sign not in "[{":
            scanner.fail("an array or an object should begin there")
        for line, value in _items(scanner) if sign == "[" else _members(scanner, arrays):
            number += 1
            yield JsonRecord(number, line, value)
        if scanner.peek() == ",":
            scanner.fail()


def _items(scanner: _Scanner) -> Iterator[tuple[int, Any]]:
    scanner.take("[")
    if scanner.peek() == "]":
        scanner.take("]")
        return
    while True:
        scanner.peek()
        line = scanner.line
        yield line, scanner.value()
        if scanner.peek() == "]":
            scanner.take("]")
            return
        scanner.take(",")


def _members(scanner: _Scanner, arrays: Collection[str]) -> Iterator[tuple[int, Any]]:
    """Yield the items of the wanted arrays as they pass; the object itself where it holds none."""
    line, kept, is_holder = scanner.line, dict[str, Any](), False
    if (value := scanner.whole(arrays)) is not None:
        yield line, value
        return
    scanner.take("{")
    if scanner.peek() == "}":
        scanner.take("}")
        return
    while True:
        key = scanner.value() if scanner.peek() == '"' else scanner.fail()
        scanner.take(":")
        if key in arrays and scanner.peek() == "[":
            is_holder = True
            yield from _items(scanner)
        else:
            kept[key] = scanner.value()
        if scanner.peek() == "}":
            scanner.take("}")
            break
        scanner.take(",")
    if not is_holder:
        yield line, kept
