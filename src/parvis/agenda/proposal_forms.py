"""What a partner types to propose, and a programme team to review: points of the charter, yes or no with a sentence."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from parvis.agenda.domain.proposing import Review
from parvis.agenda.enums import Check, Verdict
from parvis.agenda.forms import EventForm


class ProposalForm(EventForm):
    """An event as a partner proposes it."""

    wish = forms.CharField(
        label=_("When it could be, and what you need"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["image"]  # the pictures are the house's


class ReviewForm(forms.Form):
    """The charter, point by point; what to answer; which button was pressed."""

    verdict = forms.ChoiceField(choices=Verdict.choices, widget=forms.HiddenInput(), required=False)
    read = forms.IntegerField(widget=forms.HiddenInput(), required=False, min_value=0)
    answer = forms.CharField(
        label=_("Your sentence to the partner"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for check in Check:
            self.fields[f"yes_{check.value}"] = forms.ChoiceField(
                label=check.label,
                choices=[("yes", _("yes")), ("no", _("no"))],
                required=False,
                widget=forms.RadioSelect(),
            )
            self.fields[f"why_{check.value}"] = forms.CharField(
                label=_("In one sentence"), max_length=300, required=False
            )

    def points(self) -> list[tuple[BoundField, BoundField]]:
        """Return the fields of each point."""
        return [(self[f"yes_{check.value}"], self[f"why_{check.value}"]) for check in Check]

    def clean(self) -> dict[str, Any]:
        """Want a sentence beside each no."""
        typed = super().clean() or {}
        for check in Check:
            if typed.get(f"yes_{check.value}") == "no" and not typed.get(f"why_{check.value}"):
                self.add_error(f"why_{check.value}", _("Say in one sentence what is missing."))
        return typed

    def found(self) -> Review:
        """Return the review as the act takes it."""
        typed = self.cleaned_data
        checks = {
            check.value: {"yes": typed[f"yes_{check.value}"] == "yes", "why": typed[f"why_{check.value}"]}
            for check in Check
            if typed[f"yes_{check.value}"]
        }
        return Review(Verdict(typed["verdict"] or Verdict.KEEP), typed["read"] or 0, checks, typed["answer"])

    @staticmethod
    def typed(checks: dict[str, dict[str, Any]]) -> dict[str, object]:
        """Return ``checks`` as they stand in the form."""
        told: dict[str, object] = {}
        for key, check in checks.items():
            told |= {f"yes_{key}": "yes" if check["yes"] else "no", f"why_{key}": check["why"]}
        return told
