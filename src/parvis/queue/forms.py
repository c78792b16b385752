"""What is typed at the line, read with clear sentences."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.core.domain.once import FIELD, Once, read_once
from parvis.core.languages import INTERFACE_LANGUAGES, own_name
from parvis.core.refusal import Refusal
from parvis.core.said import say
from parvis.network.models import Desk
from parvis.queue.domain.planning import Planned
from parvis.queue.domain.tables import Offered
from parvis.queue.enums import Mode
from parvis.queue.models import Flow


def read_form_key(sent: QueryDict) -> Once:
    """Return the form's own secret; refuse a form that stood open too long."""
    once = read_once(sent.get(FIELD, "")[:200])
    if once is None:
        raise Refusal(_("This form stood open for more than half an hour. Nothing was sent. Press the button again."))
    return once


def read_moment_sent(sent: QueryDict) -> tuple[str, str]:
    """Return the moment that came with a form, and the number that was found for it; both empty in calm times."""
    return sent.get("moment", "")[:200], sent.get("work", "")[:40]


def read_number(text: str) -> int:
    """Return a number that a button sent; refuse what is none."""
    if not (text.isascii() and text.isdecimal() and len(text) < 19):
        raise Refusal(_("This was not understood. Nothing was changed."))
    return int(text)


def _offer(form: forms.Form, name: str, choices: Iterable[tuple[str, str]]) -> None:
    """Let the field ``name`` of ``form`` choose among ``choices``."""
    field = form.fields[name]
    assert isinstance(field, forms.MultipleChoiceField)
    field.choices = list(choices)


def _asked(desks: Iterable[Desk], language: str) -> list[tuple[str, str]]:
    return [(desk.key, say(desk.question, language).text) for desk in desks]


class TableForm(forms.Form):
    """What somebody helps with at a table today."""

    sign = forms.CharField(
        label=gettext_lazy("What stands over the table"),
        help_text=gettext_lazy(
            "For the screen in the hall: “Table 3”, “by the window”. Not your name. May stay empty."
        ),
        max_length=30,
        required=False,
    )
    desks = forms.MultipleChoiceField(
        label=gettext_lazy("Questions answered here"), widget=forms.CheckboxSelectMultiple, required=False
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages spoken here"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, desks: Iterable[Desk], spoken: Iterable[str], language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = list(dict.fromkeys([*spoken, *INTERFACE_LANGUAGES]))
        _offer(self, "desks", _asked(desks, language))
        _offer(self, "languages", [(code, own_name(code)) for code in known])

    def offered(self) -> Offered:
        """Return what was said, once it is valid."""
        return Offered(**self.cleaned_data)


class FlowForm(forms.Form):
    """How a house takes people in turn."""

    mode = forms.ChoiceField(label=gettext_lazy("How people wait"), choices=Mode.choices, widget=forms.RadioSelect)
    desks = forms.MultipleChoiceField(
        label=gettext_lazy("Questions that tickets are for"),
        help_text=gettext_lazy("None chosen: all of them."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    by_visitors = forms.BooleanField(
        label=gettext_lazy("Visitors take tickets themselves, on a phone or at the kiosk"), required=False
    )
    last_at = forms.TimeField(
        label=gettext_lazy("Last ticket at"),
        help_text=gettext_lazy("On the clock of the house. Empty: until it closes. The reception can always give one."),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        required=False,
    )
    is_closed_today = forms.BooleanField(label=gettext_lazy("No more tickets today"), required=False)

    def __init__(self, *args: Any, desks: Iterable[Desk], language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "desks", _asked(desks, language))

    def planned(self) -> Planned:
        """Return what was said, once it is valid."""
        said = self.cleaned_data
        return Planned(
            Mode(said["mode"]), tuple(said["desks"]), said["by_visitors"], said["last_at"], said["is_closed_today"]
        )


def flow_said(flow: Flow | None, today: object) -> dict[str, object]:
    """Return what the form of ``flow`` begins with."""
    if flow is None:
        return {"mode": Mode.NOD, "by_visitors": True}
    return {
        "mode": flow.mode,
        "desks": flow.desks,
        "by_visitors": flow.by_visitors,
        "last_at": flow.last_at,
        "is_closed_today": flow.closed_on == today,
    }
