"""A house's pictures: add one, say what it shows, take it away."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from parvis.accounts.domain.pages import staff_of
from parvis.core.refusal import Refusal
from parvis.network.domain.picturing import add_picture, pictured, remove_picture, tell_picture
from parvis.network.domain.rights import may_run_programme
from parvis.network.domain.staff_pages import house_page
from parvis.network.models import House, Image
from parvis.network.picture_forms import PictureForm, ToldForm


@house_page(may_run_programme)
def pictures(request: HttpRequest, house: House) -> HttpResponse:
    """Show the pictures of the house; take one in."""
    form = PictureForm(request.POST or None, request.FILES or None, house=house)
    if request.method == "POST" and form.is_valid():
        try:
            add_picture(house, form.cleaned_data["picture"].read(), form.told(), by=staff_of(request))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("network-staff:pictures", house.slug)
    language = get_language() or "en"
    shown = [(image, pictured(image, language)) for image in house.images.all()]
    return render(request, "network/pictures.html", {"house": house, "shown": shown, "form": form})


@house_page(may_run_programme)
def picture(request: HttpRequest, house: House, code: str) -> HttpResponse:
    """Say what a picture shows."""
    image = get_object_or_404(Image, house=house, code=code)
    form = ToldForm(request.POST or None, house=house, also=list(image.alt), initial=ToldForm.typed(image))
    if request.method == "POST" and form.is_valid():
        try:
            tell_picture(image, form.told(), by=staff_of(request))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("network-staff:pictures", house.slug)
    told = {"house": house, "image": image, "shown": pictured(image, get_language() or "en"), "form": form}
    return render(request, "network/picture.html", told)


@house_page(may_run_programme)
@require_POST
def remove(request: HttpRequest, house: House, code: str) -> HttpResponse:
    """Take a picture away."""
    remove_picture(
        get_object_or_404(Image.objects.select_related("house"), house=house, code=code), by=staff_of(request)
    )
    return redirect("network-staff:pictures", house.slug)
