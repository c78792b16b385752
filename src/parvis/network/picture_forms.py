"""What a team types of a picture."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from parvis.core.domain.pictures import refuse_heavy
from parvis.core.forms import TextsForm
from parvis.core.refusal import Refusal
from parvis.network.domain.picturing import Told
from parvis.network.models import Image


class ToldForm(TextsForm):
    """What is said of a picture."""

    words = ("alt",)
    said_as: ClassVar = {"alt": (_("What the picture shows"), 300)}
    is_decorative = forms.BooleanField(
        label=_("It only decorates: whoever does not see it misses nothing"), required=False
    )
    credit = forms.CharField(
        label=_("Who made it, and under which licence"),
        help_text=_("Shown below the picture. For example: Photo: the house, CC BY 4.0"),
        max_length=200,
    )
    on_house_page = forms.BooleanField(label=_("Show it on the page of the house"), required=False)

    def told(self) -> Told:
        """Return what was typed as the act takes it."""
        typed = self.cleaned_data
        return Told(self.said("alt"), typed["credit"], typed["is_decorative"], typed["on_house_page"])

    @staticmethod
    def typed(image: Image) -> dict[str, Any]:
        """Return what is said of ``image`` as it stands in the form."""
        plain = {name: getattr(image, name) for name in ("is_decorative", "credit", "on_house_page")}
        return plain | {f"alt_{language}": text for language, text in image.alt.items()}


class PictureForm(ToldForm):
    """A picture to take in."""

    field_order = ("picture",)
    picture = forms.FileField(
        label=_("Picture: JPEG, PNG or WebP"),
        max_length=None,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    may_be_shown = forms.BooleanField(label=_("We may publish it, and everybody to be recognised on it agrees"))

    def clean_picture(self) -> UploadedFile[Any]:
        """Say that a file is too heavy."""
        sent: UploadedFile[Any] = self.cleaned_data["picture"]
        try:
            refuse_heavy(sent.size or 0)
        except Refusal as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return sent
