"""A house's pictures: taken in, told in words, shown, taken away; their files never outlive the last row that names them."""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from parvis.accounts.domain.acts import record
from parvis.accounts.models import Staff
from parvis.core.codes import code_for
from parvis.core.domain import picture_files
from parvis.core.domain.pictures import MadePicture, make_picture
from parvis.core.domain.revisions import raise_revision
from parvis.core.models import Revision
from parvis.core.pictured import Pictured
from parvis.core.refusal import Refusal
from parvis.core.said import Said, say
from parvis.network.domain.keeping import ROOM
from parvis.network.models import House, Image

MOST = 200  # pictures of a house
MOST_SHOWN = 6  # on the page of a house


@dataclass(frozen=True)
class Told:
    """What is said of a picture."""

    alt: Mapping[str, str] = field(default_factory=dict)
    credit: str = ""
    is_decorative: bool = False
    on_house_page: bool = False


def _refuse_unsaid(told: Told) -> None:
    if not told.is_decorative and not any(text.strip() for text in told.alt.values()):
        raise Refusal(_("Say in one language at least what the picture shows, or mark it as decoration."))
    if not told.credit.strip():
        raise Refusal(_("Say who made the picture and under which licence."))


def _refuse_many(house: House, told: Told, image: Image | None = None) -> None:
    others = house.images.exclude(pk=image.pk) if image else house.images.all()
    if image is None and others.count() >= MOST:
        raise Refusal(_("A house keeps %(most)s pictures at most. Remove one first.") % {"most": MOST})
    if told.on_house_page and others.filter(on_house_page=True).count() >= MOST_SHOWN:
        raise Refusal(_("The page of the house shows %(most)s pictures at most.") % {"most": MOST_SHOWN})


def add_picture(house: House, content: bytes, told: Told, *, by: Staff) -> Image:
    """Take a picture in: made anew, its files kept, told in words."""
    _refuse_unsaid(told)
    made = make_picture(content)  # before the lock: it may take a second
    with transaction.atomic():
        image = write_picture(house, made, told)
        record(by, "picture.added", code=image.code, house=house.slug)
    return image


@transaction.atomic
def write_picture(house: House, made: MadePicture, told: Told, *, is_sample: bool = False) -> Image:
    """Keep the files of ``made`` and its row; refuse what the house has already."""
    raise_revision(ROOM)
    if house.images.filter(digest=made.digest).exists():
        raise Refusal(_("The house has this picture already."))
    _refuse_many(house, told)
    picture_files.keep(made.files)
    return Image.objects.create(
        house=house,
        code=_new_code(),
        digest=made.digest,
        widths=list(made.widths),
        width=made.width,
        height=made.height,
        is_sample=is_sample,
        **_columns(told),
    )


def _columns(told: Told) -> dict[str, object]:
    alt = {language: text.strip() for language, text in told.alt.items() if text.strip()}
    return {**vars(told), "alt": {} if told.is_decorative else alt, "credit": told.credit.strip()}


def _new_code() -> str:
    code = code_for(f"image:{secrets.token_hex(16)}")
    return _new_code() if Image.objects.filter(code=code).exists() else code


@transaction.atomic
def tell_picture(image: Image, told: Told, *, by: Staff) -> None:
    """Say something else of a picture."""
    raise_revision(ROOM)
    _refuse_unsaid(told)
    _refuse_many(image.house, told, image)
    for column, value in _columns(told).items():
        setattr(image, column, value)
    image.save()
    record(by, "picture.changed", code=image.code, house=image.house.slug)


@transaction.atomic
def remove_picture(image: Image, *, by: Staff) -> None:
    """Take a picture away from wherever it is shown; its files go when no other house has the same."""
    raise_revision(ROOM)
    record(by, "picture.removed", code=image.code, house=image.house.slug)
    transaction.on_commit(partial(_sweep, image.digest))
    image.delete()


def purge(_now: datetime.datetime) -> int:
    """Remove the files that no row names, such as those of a transaction that failed; return how many."""
    return _sweep()


@transaction.atomic
def _sweep(digest: str | None = None) -> int:
    """Remove unused files, of one ``digest`` or all, while nobody adds a picture: the revision's row is held."""
    list(Revision.objects.select_for_update().filter(room=ROOM).order_by("pk"))
    used = set(Image.objects.order_by().values_list("digest", flat=True))
    return picture_files.remove(lambda each: each not in used and digest in {None, each})


def pictured(image: Image, language: str) -> Pictured:
    """Return ``image`` as a page shows it."""
    alt = Said("", language, language) if image.is_decorative else say(image.alt, language)
    return Pictured(image.digest, tuple(image.widths), image.width, image.height, alt, image.credit)


def named_pictures(house: House) -> list[tuple[str, str]]:
    """Return the pictures of ``house`` for a choice: code and what each shows."""
    language = get_language() or "en"
    return [
        (image.code, say(image.alt, language).text or f"{_('Decoration')} {image.code}") for image in house.images.all()
    ]
