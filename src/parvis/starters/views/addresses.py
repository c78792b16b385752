"""What both starters do with an address: read the answers in it, write them into the next, and let nobody keep it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from parvis.core.refusal import Refusal
from parvis.starters.domain.answers import Answers, Questions, answered, read_code, write_code


@dataclass(frozen=True)
class Read:
    """The answers an address carries, their code, and the sentence when it could not be read."""

    answers: Answers
    code: str
    fault: str = ""

    @property
    def number(self) -> int:
        """Return how many questions are answered."""
        return sum(map(bool, self.answers))


def read(request: HttpRequest, questions: Questions) -> Read:
    """Return the answers to ``questions`` in the address (``a``); none, and a sentence, when there is a slip in it."""
    try:
        answers = read_code(questions, request.GET.get("a", ""))
    except Refusal as refusal:
        return Read(questions.blank, "", str(refusal))
    return Read(answers, write_code(questions, answers))


@dataclass(frozen=True)
class Sheet:
    """The page being asked: its number, the last one's, where its answers stand in a code, and where the result is."""

    at: int
    last: int
    places: Sequence[int]
    result: str


def page_number(typed: str, last: int) -> int:
    """Return the number of the page ``typed`` asks for, 1…``last``; the nearest when there is no such page."""
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 4 else 1
    return max(1, min(last, number))


def with_answers(path: str, code: str, **more: str | int) -> str:
    """Return ``path`` with the answers and ``more`` in its query, what is empty left out."""
    query = {name: value for name, value in {"a": code, **more}.items() if value}
    return f"{path}?{urlencode(query)}" if query else path


def walked_on(request: HttpRequest, read: Read, questions: Questions, sheet: Sheet) -> HttpResponse | None:
    """Return the step that the form asks for (``go``: on, back, result) with its answers taken in; None when none is."""
    go = request.GET.get("go", "")
    if not go or read.fault:
        return None
    code = write_code(questions, answered(read.answers, sheet.places, request.GET.dict(), questions.choices))
    if go == "result" or (go != "back" and sheet.at >= sheet.last):
        return HttpResponseRedirect(with_answers(sheet.result, code))
    at = max(1, sheet.at - 1 if go == "back" else sheet.at + 1)
    return HttpResponseRedirect(with_answers(request.path, code, at=at))
