"""Answers in an address: a short code that carries them, so that nothing is stored anywhere.

A code is the mark of its questions, the answers as one number in Crockford's base 32 (core/codes.py), and two characters that
check the rest. Typed by hand it may be upper case, spaced, dashed; a wrong character is noticed 1,023 times of 1,024.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from parvis.core.codes import ALPHABET, normalise_code
from parvis.core.refusal import Refusal

Answers = tuple[int, ...]

#: Characters that check a code, and the most that are read of one.
CHECK, MOST = 2, 200


@dataclass(frozen=True)
class Questions:
    """What an address answers: ``number`` questions with ``choices`` answers each, 0 (none) among them."""

    mark: str
    number: int
    choices: int

    @property
    def blank(self) -> Answers:
        """Return no answer to any question."""
        return (0,) * self.number

    @property
    def width(self) -> int:
        """Return how many characters hold the answers."""
        most: int = self.choices**self.number - 1
        return -(-most.bit_length() // 5)


def write_code(questions: Questions, answers: Answers) -> str:
    """Return ``answers`` as a code; empty when there is no answer, so that an unanswered page has a clean address."""
    if not any(answers):
        return ""
    number = 0
    for answer in reversed(answers):
        number = number * questions.choices + answer
    body = questions.mark + _digits(number, questions.width)
    return body + _check(body)


def read_code(questions: Questions, typed: str) -> Answers:
    """Return the answers that the code ``typed`` carries; Refusal when it is none of ``questions``."""
    code = normalise_code(typed[:MOST])
    if not code:
        return questions.blank
    body, check = code[:-CHECK], code[-CHECK:]
    if len(body) != 1 + questions.width or body[0] != questions.mark or _check(body) != check:
        raise Refusal(_("There is a slip in the address, so your answers could not be read. Please start again."))
    number = 0
    for character in reversed(body[1:]):
        number = number * 32 + ALPHABET.index(character)
    if number >= questions.choices**questions.number:
        raise Refusal(_("There is a slip in the address, so your answers could not be read. Please start again."))
    return tuple(number // questions.choices**place % questions.choices for place in range(questions.number))


def answered(answers: Answers, places: Iterable[int], given: Mapping[str, str], choices: int) -> Answers:
    """Return ``answers`` with those to the questions at ``places`` as ``given`` (``s<place>`` → number); others stay.

    A question that is not named, or is given something else than a choice, has no answer.
    """
    changed = list(answers)
    for place in places:
        said = given.get(f"s{place}", "")
        changed[place] = int(said) if len(said) == 1 and said in "123456789"[: choices - 1] else 0
    return tuple(changed)


def _digits(number: int, width: int) -> str:
    return "".join(ALPHABET[number >> (5 * place) & 31] for place in range(width))


def _check(body: str) -> str:
    if not set(body) <= set(ALPHABET):
        return ""
    number = int.from_bytes(hashlib.sha256(f"parvis:{body}".encode()).digest()[:2], "big")
    return _digits(number, CHECK)
