"""What a team types of a page of its house."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from parvis.core.domain.differing import Data, mark
from parvis.core.forms import TextsForm
from parvis.network.domain.house_pages import Begun
from parvis.network.domain.picturing import named_pictures
from parvis.network.models import House

PLAIN = ("image", "order", "is_shown")


class PageForm(TextsForm):
    """A page in its languages; ``began`` carries from what the form began, ``over`` that its writer knows of another's words."""

    words = ("title", "body")
    said_as: ClassVar = {"title": (_("Title"), 120), "body": (_("Text"), 8_000)}
    image = forms.ChoiceField(label=_("Picture"), required=False)
    order = forms.IntegerField(label=_("Place in the list"), min_value=0, max_value=999, initial=0)
    is_shown = forms.BooleanField(label=_("Visitors see this page"), required=False, initial=True)
    began = forms.CharField(widget=forms.HiddenInput(), required=False, max_length=64)
    over = forms.BooleanField(widget=forms.HiddenInput(), required=False)

    def __init__(self, *args: Any, house: House, **kwargs: Any) -> None:
        super().__init__(*args, house=house, **kwargs)
        field = self.fields["image"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("none")), *named_pictures(house)]

    def values(self) -> Data:
        """Return what was typed as a version keeps it."""
        plain = {name: self.cleaned_data[name] for name in PLAIN}
        texts = {name: self.said(name) for name in self.words}
        bodies = {language: text.replace("\r\n", "\n") for language, text in texts["body"].items()}
        return {**texts, "body": bodies, **plain}

    def begun(self) -> Begun:
        """Return from what the form began."""
        return Begun(self.cleaned_data["began"], over=self.cleaned_data["over"])

    def is_overtaken(self, theirs: Mapping[str, Any]) -> None:
        """Let the next sending of this form pass over ``theirs``, which its writer is shown now."""
        again = QueryDict(mutable=True)
        again.update(self.data)
        again["began"], again["over"] = mark(theirs), "on"
        self.data = again

    @staticmethod
    def typed(data: Mapping[str, Any]) -> dict[str, Any]:
        """Return ``data`` as it stands in the form."""
        texts = {f"{name}_{code}": text for name in PageForm.words for code, text in data[name].items()}
        return texts | {name: data[name] for name in PLAIN} | {"began": mark(dict(data))}


class NewPageForm(PageForm):
    """A page to begin."""

    slug = forms.SlugField(
        label=_("Word in its address"),
        help_text=_("Small letters, digits and dashes. It stays for good; left empty, it is made of the title."),
        max_length=60,
        required=False,
    )


class NoteForm(forms.Form):
    """A sentence between colleagues."""

    note = forms.CharField(label=_("A sentence for your colleagues"), max_length=300, required=False)
