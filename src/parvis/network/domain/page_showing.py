"""A house's page as visitors see it, and what differs between two of its versions, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from parvis.core.domain.changed import Changed, said_value
from parvis.core.domain.differing import differences
from parvis.core.domain.markup import as_page
from parvis.core.pictured import Pictured
from parvis.core.said import Said, say
from parvis.network.domain.picturing import named_pictures, pictured
from parvis.network.models import House, Page

WORDS: dict[str, Promise | str] = {
    "title": gettext_lazy("Title"),
    "body": gettext_lazy("Text"),
    "image": gettext_lazy("Picture"),
    "order": gettext_lazy("Place in the list"),
    "is_shown": gettext_lazy("Visitors see this page"),
}


@dataclass(frozen=True)
class ShownPage:
    """A page in one language: ``html`` is ``body`` made a page of; ``others`` are the house's other pages."""

    title: Said
    body: Said
    html: SafeString
    summary: str
    picture: Pictured | None
    others: tuple[tuple[str, Said], ...]


def find_page(house: str, slug: str) -> Page | None:
    """Return a public page of the house with the slug ``house``."""
    pages = Page.objects.public().select_related("house", "image")
    return pages.filter(house__slug=house, slug=slug).order_by("pk").first()


def shown_page(page: Page, language: str) -> ShownPage:
    """Return what visitors see of ``page``, saved or not."""
    body = say(page.body, language)
    return ShownPage(
        title=say(page.title, language),
        body=body,
        html=as_page(body.text),
        summary=summary_of(body.text),
        picture=pictured(page.image, language) if page.image else None,
        others=tuple(
            (slug, say(title, language))
            for slug, title in page.house.pages.public().exclude(pk=page.pk).values_list("slug", "title")
        ),
    )


def summary_of(text: str) -> str:
    """Return the first paragraph that is no heading, without its marks."""
    for paragraph in text.replace("\r", "").split("\n\n"):
        if paragraph.strip() and not paragraph.lstrip().startswith("#"):
            return " ".join(paragraph.replace("*", "").split())[:200]
    return ""


def changes(house: House, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Changed]:
    """Return what differs between two versions, field by field and language by language."""
    names = dict(named_pictures(house))
    return [
        Changed(
            str(WORDS[each.path[0]]),
            each.path[1] if len(each.path) > 1 else "",
            *(
                names.get(value, _("a picture that is gone"))
                if each.path == ("image",) and value
                else said_value(value)
                for value in (each.before, each.after)
            ),
        )
        for each in differences(before, after)
    ]


def listed(pages: Iterable[Page]) -> list[tuple[str, Said]]:
    """Return ``pages`` that visitors see for a list: slug and title."""
    language = get_language() or "en"
    return [(page.slug, say(page.title, language)) for page in pages if page.is_shown]
