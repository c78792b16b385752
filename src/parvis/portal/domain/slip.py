"""The slip: what a counsellor puts together during a talk and hands over on paper, as a QR or as the notebook's link.

It is a notebook (core/domain/notebook.py) and two languages; it travels in the body of each form and is stored nowhere. A slip
handed to another desk or house is the same paper with a sentence that says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from parvis.core.domain.notebook import MAX_ITEMS, Item, Kind, Notebook, read
from parvis.core.languages import INTERFACE_LANGUAGES
from parvis.core.refusal import Refusal
from parvis.core.said import Said, say
from parvis.network.models import Desk, House
from parvis.portal.domain.next_steps import write_step
from parvis.portal.domain.notebook import Line, address_of, open_notebook, second_language
from parvis.portal.domain.paper import direction_of
from parvis.portal.domain.phrases import GROUPS, Half, Phrase, phrases, said_gap
from parvis.portal.domain.things import things_of
from parvis.search.domain.asking import ask, grouped
from parvis.search.domain.questions import Question

#: The kinds of things that search finds, by the names it has for them.
_KINDS = {kind.name.lower(): kind for kind in Kind if kind is not Kind.NEXT_STEP}
#: Kinds of which two may have one name: what tells them apart stands beside it.
_FACTS_HELP = {Kind.EVENT, Kind.OFFER, Kind.QUALIFICATION, Kind.DESK}
TRADES, OTHERS = 5, 3


@dataclass(frozen=True)
class Slip:
    """A slip: its things and sentences, the visitor's language, a second one beside it (empty for none), the paper."""

    notebook: Notebook
    language: str
    second: str = ""
    paper: str = "a5"

    @property
    def direction(self) -> str:
        """Return ``rtl`` or ``ltr``, of the visitor's language."""
        return direction_of(self.language)

    @property
    def second_direction(self) -> str:
        """Return ``rtl`` or ``ltr``, of the second language."""
        return direction_of(self.second)

    @property
    def address(self) -> str:
        """Return the whole public address that opens it as the visitor's notebook, in the visitor's language."""
        with translation.override(self.language):
            return address_of(reverse("portal:notebook"), self.notebook, self.second)

    def lines(self) -> list[Line]:
        """Return what stands on it, in the visitor's languages."""
        return open_notebook(self.notebook, self.language, self.second)


@dataclass(frozen=True)
class Finding:
    """Something that search found and the slip can take."""

    item: Item
    kind: str
    title: Said
    fact: str  #: where or when, in a few words; empty where the name says enough
    is_in: bool


@dataclass(frozen=True)
class Choice:
    """A sentence to choose: its key, how it reads in the counsellor's language, whether it needs a day or places."""

    key: str
    words: Said
    needs: str
    pictogram: str


def make_slip(notebook: Notebook, language: str, second: str, paper: str) -> Slip:
    """Return the slip of what a form said; a language that is none of the ten becomes the page's own."""
    own = language if language in INTERFACE_LANGUAGES else get_language() or "en"
    return Slip(notebook, own, second_language(second, own), paper)


def put_in(notebook: Notebook, group: str) -> Notebook:
    """Return ``notebook`` with the thing written as ``group`` (letter and code); refuse what is not there and what is too much."""
    items = read(group).items[:1]
    if not items or things_of(items, "en")[0].is_gone:
        raise Refusal(_("This is not there any more. Search again."))
    return _added(notebook, items[0])


def say_step(notebook: Notebook, key: str, weekday: int, half: Half, places: tuple[str, ...]) -> Notebook:
    """Return ``notebook`` with the sentence ``key`` at its end, its gaps filled."""
    return _added(notebook, write_step(key, weekday, half, places).item)


def open_shown(typed: str) -> Notebook:
    """Return the notebook that a visitor shows: its letters typed, or its whole address as a scanner reads the QR."""
    written = (
        parse_qs(urlsplit(typed.strip()).query, keep_blank_values=True).get("n", [typed])[0] if "n=" in typed else typed
    )
    shown = read(written)
    if not shown.items:
        raise Refusal(_("This is no notebook’s code. Scan it again, or type the letters and digits below the square."))
    return shown


def _added(notebook: Notebook, item: Item) -> Notebook:
    if notebook.is_full and item not in notebook.items:
        raise Refusal(_("A slip holds %(count)d things. Take something out first.") % {"count": MAX_ITEMS})
    return notebook.adding(item)


def find(text: str, notebook: Notebook, language: str) -> list[Finding]:
    """Return what search finds for ``text``: trades, qualifications, offers, houses, desks, sheets to print, events."""
    if not text:
        return []
    question = Question(text, language, limit=TRADES)
    groups, _answer = grouped(question, OTHERS)
    events = ask(Question(text, language, question.within(kind="event").filters, limit=OTHERS))
    results = [result for group in groups for result in group.results] + list(events.results)
    items = dict.fromkeys(
        Item(_KINDS[result.document.kind], result.document.code)
        for result in results
        if result.document.kind in _KINDS and result.document.code
    )
    return [
        Finding(
            thing.item,
            thing.kind,
            thing.label,
            " · ".join(thing.facts[:3]) if thing.item.kind in _FACTS_HELP else "",
            thing.item in notebook.items,
        )
        for thing in things_of(items, language)
        if not thing.is_gone and not thing.is_retired
    ]


def palette(language: str) -> Iterator[tuple[str, list[Choice]]]:
    """Yield the sentences by group, said in ``language``."""
    for group in GROUPS:
        yield group, [_choice(phrase, language) for phrase in phrases() if phrase.group == group]


def _choice(phrase: Phrase, language: str) -> Choice:
    needs = {0: "", 1: "place", 2: "from-to"}[phrase.places] or ("" if phrase.plain else "day")
    return Choice(phrase.key, said_gap(phrase, language), needs, phrase.pictogram)


def places_for(house: House, notebook: Notebook, language: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the places that a sentence can name, grouped: the desks of ``house``, then houses and desks on the slip."""
    desks = Desk.objects.filter(house=house).order_by("order", "pk")
    own = [(house.code, house.name), *((desk.code, say(desk.question, language).text) for desk in desks)]
    codes = {code for code, _words in own}
    held = [item for item in notebook.items if item.kind in {Kind.HOUSE, Kind.DESK} and item.code not in codes]
    others = [
        (thing.item.code, " · ".join((thing.label.text, *thing.facts[:1])))
        for thing in things_of(held, language)
        if not thing.is_gone
    ]
    return [(house.name, own)] + ([(_("On the slip"), others)] if others else [])
