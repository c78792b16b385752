"""What one can say on the phone about an offer, and what to bring: short sentences with blanks, in any interface language.

Nothing is filled in but what the offer itself says; the rest is a blank to be filled in on paper.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import override

from parvis.core.languages import INTERFACE_LANGUAGES, is_right_to_left, language_name
from parvis.core.said import quoted

#: What a caller writes on.
BLANK = "________"


@dataclass(frozen=True)
class Script:
    """What to say, line by line, in ``language``; ``heading`` says why it stands there, in the page's language."""

    language: str
    heading: str
    lines: tuple[str, ...]

    @property
    def direction(self) -> str:
        """Return ``rtl`` or ``ltr``."""
        return "rtl" if is_right_to_left(self.language) else "ltr"


@dataclass(frozen=True)
class About:
    """What of an offer is said on the phone; what is empty is left out."""

    kind: str
    title: str
    reference: str = ""


def _calling(kind: str, title: str) -> str:
    sentences: Mapping[str, Callable[[], str]] = {
        "apprenticeship": lambda: _("I am calling about your apprenticeship place: %(title)s."),
        "traineeship": lambda: _("I am calling about your traineeship place: %(title)s."),
        "job": lambda: _("I am calling about your job offer: %(title)s."),
    }
    return sentences.get(kind, sentences["job"])() % {"title": quoted(title)}


def _lines(about: About) -> tuple[str, ...]:
    """Return what to say, in the active language."""
    blank = {"blank": BLANK}
    lines = [_("Hello. My name is %(blank)s.") % blank, _calling(about.kind, about.title)]
    if about.reference:
        lines.append(_("The reference is %(reference)s.") % {"reference": about.reference})
    lines.append(_("Is the place still free?"))
    lines.append(_("I am %(blank)s years old. At the moment I %(blank)s.") % blank)
    lines.append(_("I like this trade because %(blank)s.") % blank)
    if about.kind == "apprenticeship":
        lines.append(_("May I try it for a few days first?"))
    lines += [
        _("What should I send you? By when?"),
        _("May I come by? On which day, and whom do I ask for? %(blank)s") % blank,
        _("I repeat: %(blank)s. Thank you. Goodbye.") % blank,
    ]
    return tuple(lines)


def scripts(about: About, language: str, spoken_there: str) -> tuple[Script, ...]:
    """Return what to say in ``language`` and, where the offer is written in another language of ours, in that one too."""
    first = Script(language, "", _in(about, language))
    if spoken_there == language or spoken_there not in INTERFACE_LANGUAGES:
        return (first,)
    heading = _("To say it in %(language)s:") % {"language": language_name(spoken_there, language)}
    return (first, Script(spoken_there, heading, _in(about, spoken_there)))


def _in(about: About, language: str) -> tuple[str, ...]:
    with override(language):
        return _lines(about)


def to_bring(kind: str) -> tuple[str, ...]:
    """Return what to bring to a first meeting, in the active language."""
    things = [
        _("Your CV on one page. A desk at a house helps you write it."),
        _("Your last school report or certificates. Copies will do."),
        _("This sheet, with the name of the person you will see."),
        _("Pen and paper, and three questions of your own."),
    ]
    if kind != "job":
        things.append(_("If you are under 18: the phone number of a parent or guardian."))
    return tuple(things)
