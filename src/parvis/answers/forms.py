"""What visitors and recruiters type here, read with clear sentences; nothing of it is written down before an act asks for it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.answers.domain.contracts import Stated
from parvis.answers.domain.sealing import Secret
from parvis.answers.enums import Reach
from parvis.answers.rules import (
    LATEST,
    LONGEST_CONTACT,
    LONGEST_LANGUAGES,
    LONGEST_NAME,
    LONGEST_NOTE,
    LONGEST_TEXT,
    LONGEST_WHEN,
    MOST_WAITING,
    SOONEST,
    USUAL_WAITING,
)
from parvis.core.domain.once import FIELD, Once, read_once
from parvis.core.domain.return_codes import Code, read_code
from parvis.core.languages import INTERFACE_LANGUAGES
from parvis.core.refusal import Refusal
from parvis.network.models import House, Partner
from parvis.offers.domain.profile import find_offer

#: What is shown again of a text that is too long: all of it, but for what nobody typed by hand.
_SHOWN_AGAIN = 4000


@dataclass(frozen=True, repr=False)
class Typed:
    """A note’s form as it was sent, to be shown again as it was."""

    can: str = ""
    why: str = ""
    languages: str = ""
    when: str = ""

    @classmethod
    def of(cls, sent: QueryDict) -> Typed:
        """Read what was sent."""
        return cls(*(_tidied(sent.get(name, "")[:_SHOWN_AGAIN]) for name in ("can", "why", "languages", "when")))

    @property
    def texts(self) -> tuple[str, ...]:
        """Return what was typed, in the order of the form."""
        return self.can, self.why, self.languages, self.when

    def told(self) -> Secret:
        """Return what the note says; refuse what is empty or too long."""
        if not self.can or not self.why:
            raise Refusal(_("Please write what you can do, and why you want to. Nothing was sent."))
        bounds = (LONGEST_NOTE, LONGEST_NOTE, LONGEST_LANGUAGES, LONGEST_WHEN)
        if any(len(text) > most for text, most in zip(self.texts, bounds, strict=True)):
            raise Refusal(_("One of the texts is too long. Please make it shorter. Nothing was sent."))
        return Secret(can=self.can, why=self.why, languages=self.languages, when=self.when)


def _tidied(typed: str) -> str:
    """Return ``typed`` without what no keyboard writes and no database keeps, as NUL."""
    kept = (
        sign for sign in typed.replace("\r\n", "\n") if sign == "\n" or unicodedata.category(sign) not in {"Cc", "Cs"}
    )
    return "".join(kept).strip()


def read_form_key(sent: QueryDict) -> Once:
    """Return the form’s own secret; refuse a form that stood open too long."""
    once = read_once(sent.get(FIELD, "")[:200])
    if once is None:
        raise Refusal(_("This form stood open for more than half an hour. Nothing was sent. Press the button again."))
    return once


def read_moment(sent: QueryDict) -> tuple[str, str]:
    """Return the moment that came with a form, and the number that was found for it; both empty in calm times."""
    return sent.get("moment", "")[:200], sent.get("work", "")[:40]


def read_typed_code(sent: QueryDict) -> Code:
    """Return the code that was typed; refuse what cannot be one."""
    code = read_code(sent.get("code", ""))
    if code is None:
        raise Refusal(_("This is no whole code. A code has twelve letters and digits; compare each with your paper."))
    return code


def refuse_unnoted(sent: QueryDict, code: Code) -> None:
    """Refuse a note whose visitor has neither typed the code back nor said that it is on paper."""
    typed = sent.get("code", "")[:400]
    if typed.strip():
        if read_code(typed) != code:
            raise Refusal(_("This is another code than the one shown here. Compare each letter. Nothing was sent yet."))
    elif not sent.get("noted"):
        raise Refusal(
            _(
                "Type the code back, or print this page and tick that you have. Without the code nobody can read the answer."
            )
        )


def read_text(sent: QueryDict, *, may_be_empty: bool = False) -> str:
    """Return a message; refuse what is empty or too long."""
    text = _tidied(sent.get("text", "")[:_SHOWN_AGAIN])
    if not text and not may_be_empty:
        raise Refusal(_("Please write something first. Nothing was sent."))
    if len(text) > LONGEST_TEXT:
        raise Refusal(_("This text is too long: 1000 letters fit. Nothing was sent."))
    return text


def read_identity(sent: QueryDict) -> tuple[Secret, int]:
    """Return name, contact and days; refuse what is empty or too long."""
    name, contact = (_tidied(sent.get(each, "")[:400]) for each in ("name", "contact"))
    if not name or not contact:
        raise Refusal(_("Write a name and how to reach you, or say nothing of yourself. Nothing was sent."))
    if len(name) > LONGEST_NAME or len(contact) > LONGEST_CONTACT or "\n" in name + contact:
        raise Refusal(_("A name has at most 80 letters, a contact 120, each in one line. Nothing was sent."))
    days = sent.get("days", "")[:3]
    return Secret(name=name, contact=contact), int(days) if days.isascii() and days.isdecimal() else 0


class ContractForm(forms.Form):
    """A promise: for which offers, within how many days, how many notes may wait, where mails go."""

    offer = forms.CharField(
        label=gettext_lazy("One of the offers"),
        help_text=gettext_lazy("Its address on this site, or the code at the end of that address."),
        max_length=300,
    )
    reach = forms.ChoiceField(label=gettext_lazy("The promise is for"), choices=Reach.choices)
    days = forms.IntegerField(
        label=gettext_lazy("Every note is answered within so many days"), min_value=SOONEST, max_value=LATEST, initial=7
    )
    most = forms.IntegerField(
        label=gettext_lazy("So many notes may wait at once"),
        min_value=1,
        max_value=MOST_WAITING,
        initial=USUAL_WAITING,
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of mails to the recruiter"), choices=list(INTERFACE_LANGUAGES.items())
    )
    mailbox = forms.EmailField(
        label=gettext_lazy("Mail address of whoever answers"),
        help_text=gettext_lazy("It is sealed. Empty: you read the notes here, in the workspace."),
        required=False,
        max_length=254,
    )

    def __init__(
        self, *args: object, partner: Partner | None, houses: list[House], has_mail: bool, **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # a form's own many arguments
        self._houses = {house.slug: house for house in houses}
        if partner is not None:
            self.fields["house"] = forms.ChoiceField(
                label=gettext_lazy("The house that stands for it"), choices=[(each.slug, each.name) for each in houses]
            )
        if not has_mail:
            del self.fields["mailbox"]

    def stated(self) -> Stated:
        """Return what was typed, once it is valid; refuse an offer that nobody knows."""
        typed = self.cleaned_data
        code = typed["offer"].strip().rstrip("/").rpartition("/")[2]
        offer = find_offer(code)
        if offer is None:
            raise Refusal(_("No offer here has this code. Open the offer on this site and copy its address."))
        return Stated(
            offer.merged_into or offer,
            Reach(typed["reach"]),
            typed["days"],
            typed["most"],
            typed["language"],
            typed.get("mailbox", ""),
        )

    def chosen_house(self) -> House | None:
        """Return the house that is to stand for a partner’s promise."""
        return self._houses.get(self.cleaned_data.get("house", ""))
