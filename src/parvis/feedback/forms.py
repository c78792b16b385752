"""What a card's form sends, read with clear sentences; what was typed can be shown again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.translation import gettext as _

from parvis.core.domain.once import FIELD, Once, read_once
from parvis.core.refusal import Refusal
from parvis.feedback.domain.sending import Answers
from parvis.feedback.enums import Face, Question

_SHOWN_AGAIN = 2000  # characters of a sentence that is too long


@dataclass(frozen=True)
class Typed:
    """A form as it was sent; ``faces`` holds only what is a face."""

    faces: dict[Question, Face] = field(default_factory=dict)
    sentence: str = ""

    @classmethod
    def of(cls, sent: QueryDict) -> Typed:
        """Read what was sent; an answer that is no face is none."""
        known = {str(face.value): face for face in Face}
        given = {question: known.get(sent.get(str(question), "")) for question in Question}
        faces = {question: face for question, face in given.items() if face is not None}
        return cls(faces, sent.get("sentence", "")[:_SHOWN_AGAIN].replace("\0", "").strip())

    def answers(self) -> Answers:
        """Return what the card says."""
        return Answers(self.faces, " ".join(self.sentence.split()))


@dataclass(frozen=True)
class Asked:
    """A question with what was pressed before the form came back."""

    question: Question
    pressed: Face | None


def questions(asked: Iterable[Question], typed: Typed) -> list[Asked]:
    """Return the questions of a form."""
    return [Asked(question, typed.faces.get(question)) for question in asked]


def read_form_key(sent: QueryDict) -> Once:
    """Return the form's own secret; refuse a form that stood open too long."""
    once = read_once(sent.get(FIELD, "")[:200])
    if once is None:
        raise Refusal(_("This form stood open for more than half an hour. Nothing was sent. Press the button again."))
    return once
