"""What a visitor says they seek, in the address of a page: read without a word of complaint, and kept nowhere."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from parvis.core.languages import language_name
from parvis.meetings.domain.seekers.stating import Stated
from parvis.meetings.enums import Need, Rhythm, Start
from parvis.meetings.rules import LEVELS, interpreter
from parvis.offers.enums import OfferKind


class SoughtForm(forms.Form):
    """What is sought; every field may be empty: open. What cannot be read counts as open."""

    contract = forms.ChoiceField(label=gettext_lazy("I seek"), required=False)
    level = forms.TypedChoiceField(label=gettext_lazy("Level (EQF)"), coerce=int, empty_value=None, required=False)
    rhythm = forms.ChoiceField(label=gettext_lazy("Rhythm"), required=False)
    start = forms.ChoiceField(label=gettext_lazy("Start"), required=False)
    zone = forms.ChoiceField(label=gettext_lazy("Place"), required=False)
    language = forms.ChoiceField(label=gettext_lazy("I speak"), required=False)
    need = forms.ChoiceField(label=gettext_lazy("I need"), required=False)

    def __init__(self, *args: Any, zones: Iterable[str], languages: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown_in = get_language() or "en"
        spoken = [(code, language_name(code, shown_in)) for code in languages]
        interpreted = [
            (interpreter(code), _("interpreter: %(language)s") % {"language": name}) for code, name in spoken
        ]
        for name, choices in (
            ("contract", OfferKind.choices),
            ("level", [(level, str(level)) for level in LEVELS]),
            ("rhythm", Rhythm.choices),
            ("start", Start.choices),
            ("zone", [(zone, zone) for zone in zones]),
            ("language", spoken),
            ("need", [*Need.choices, *interpreted]),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", _("open")), *choices]
            if not choices:
                del self.fields[name]

    def sought(self) -> Stated:
        """Return what was said."""
        self.is_valid()
        typed = self.cleaned_data
        return Stated(
            languages=tuple(filter(None, [typed.get("language")])),
            needs=tuple(filter(None, [typed.get("need")])),
            level=typed.get("level"),
            contract=typed.get("contract") or "",
            rhythm=typed.get("rhythm") or "",
            start=typed.get("start") or "",
            zone=typed.get("zone") or "",
        )
