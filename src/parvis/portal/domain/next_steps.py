"""A next step: a phrase with its gaps filled, as one code of a notebook; so that the visitor's own link and paper carry it.

```
code   = phrase day half length [place] [place]
phrase = 3 characters: the phrase's key (portal/phrases/)
day    = 0 none | 1 Monday … 7 Sunday       half = 0 none | 1 morning | 2 afternoon
length = of the first place's code, 0 when no place is named       place = code of a desk or a house
```
Nothing is stored: whoever has the code and the phrases has the sentence, in any language.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from parvis.core.codes import ALPHABET, LENGTH
from parvis.core.domain.notebook import LONGEST_CODE, Item, Kind
from parvis.core.refusal import Refusal
from parvis.portal.domain.phrases import Half, Phrase, phrase_named, said_phrase
from parvis.portal.domain.thing import Codes, Found, Thing

_KEY = 3


@dataclass(frozen=True)
class NextStep:
    """A phrase with a day of the week (ISO, 0 for none), half a day, and the codes of the places it names."""

    phrase: Phrase
    weekday: int = 0
    half: Half = Half.NONE
    places: tuple[str, ...] = ()

    @property
    def item(self) -> Item:
        """Return the step as a notebook holds it."""
        first = ALPHABET[len(self.places[0])] if self.places else "0"
        return Item(Kind.NEXT_STEP, f"{self.phrase.key}{self.weekday}{self.half:d}{first}{''.join(self.places)}")


def write_step(key: str, weekday: int, half: Half, places: tuple[str, ...]) -> NextStep:
    """Return the step; what the phrase has no gap for is left out, what it needs and did not get is refused in a sentence."""
    phrase = phrase_named(key)
    if phrase is None:
        raise Refusal(_("This sentence is not there any more. Choose another one."))
    if not phrase.when:
        weekday, half = 0, Half.NONE
    elif not phrase.plain and not (weekday or half):
        raise Refusal(_("Choose a day or a half-day first, then the sentence."))
    named = places[-phrase.places :] if phrase.places else ()
    if not all(named):
        raise Refusal(_("Choose the desk or the house first, then the sentence."))
    if len(set(named)) < len(named):
        raise Refusal(_("From and to are the same place. Choose two."))
    return NextStep(phrase, weekday, half, named)


def read_step(code: str) -> NextStep | None:
    """Return the step in ``code``; None when it is none, or a newer Parvis wrote it."""
    phrase, slots = phrase_named(code[:_KEY]), code[_KEY:]
    is_written = len(slots) >= _KEY and slots[0] in "01234567" and slots[1] in "012" and slots[2] in ALPHABET
    if phrase is None or not is_written:
        return None
    weekday, half = int(slots[0]), Half(int(slots[1]))
    places = _places(ALPHABET.index(slots[2]), slots[3:])
    has_words = phrase.when if weekday or half else phrase.plain
    if not has_words or len(places) != phrase.places or not all(_is_code(place) for place in places):
        return None
    step = NextStep(phrase, weekday, half, places)
    return step if step.item.code == code else None


def _places(first: int, written: str) -> tuple[str, ...]:
    return tuple(part for part in (written[:first], written[first:]) if part)


def _is_code(place: str) -> bool:
    return LENGTH <= len(place) <= LONGEST_CODE


def step_things(codes: Codes, language: str, places_of: Callable[[Codes, str], Found]) -> Found:
    """Return the steps of ``codes`` said in the active ``language``; ``places_of`` knows desks and houses by their codes."""
    steps = {code: step for code in codes if (step := read_step(code)) is not None}
    wanted = {place for step in steps.values() for place in step.places}
    known = places_of(sorted(wanted), language) if wanted else {}
    return {code: _thing(step, language, known) for code, step in steps.items()}


def _thing(step: NextStep, language: str, known: Found) -> Thing:
    """Return ``step`` as a thing; the last place it names is where it leads."""
    places = [known.get(code) for code in step.places]
    goal = places[-1] if places else None
    names = [_named(place) if place else code for place, code in zip(places, step.places, strict=True)]
    if len(names) > 1:
        names = [_("From: %(place)s") % {"place": names[0]}, _("To: %(place)s") % {"place": names[1]}]
    return Thing(
        step.item,
        said_phrase(step.phrase, language, step.weekday, step.half),
        goal.path if goal else "",
        lines=(*names, *(goal.facts[1:] if goal and goal.item.kind == Kind.DESK else ())),
        pictogram=step.phrase.pictogram,
        tone="sea",
        is_sample=any(place.is_sample for place in places if place),
    )


def _named(place: Thing) -> str:
    """Name a place in one line: a desk's question with its house, or the house with its address."""
    return " · ".join((place.label.text, *place.facts[:1]))
