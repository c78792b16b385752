"""A thing of a notebook as pages, paper and slips show it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from parvis.core.domain.notebook import Item, Kind
from parvis.core.said import Said

#: What a kind is called above the thing's name.
KIND_WORDS = {
    Kind.TRADE: pgettext_lazy("kind of thing", "Trade"),
    Kind.SKILL: pgettext_lazy("kind of thing", "Skill"),
    Kind.HOUSE: pgettext_lazy("Cités des métiers", "House"),
    Kind.DESK: pgettext_lazy("Cités des métiers", "Desk"),
    Kind.PAGE: pgettext_lazy("kind of thing", "Page"),
    Kind.OFFER: pgettext_lazy("kind of thing", "Offer"),
    Kind.QUALIFICATION: pgettext_lazy("kind of thing", "Qualification"),
    Kind.EVENT: pgettext_lazy("kind of thing", "Event"),
    Kind.NEXT_STEP: pgettext_lazy("kind of thing", "Next step"),
}


@dataclass(frozen=True)
class Thing:
    """A thing as the notebook shows it, in one language.

    ``path`` is its address on this site in that language. ``lines`` are short facts (where, when). ``is_gone`` when
    nothing here has the code; ``is_retired`` when its source no longer holds it; ``successor`` then may say what does.
    """

    item: Item
    label: Said
    path: str = ""
    summary: Said | None = None
    lines: tuple[str, ...] = ()
    pictogram: str = "question"
    tone: str = "night"
    is_gone: bool = False
    is_retired: bool = False
    is_sample: bool = False
    successor: Thing | None = None

    @property
    def kind(self) -> str:
        """Return what it is, in the active language."""
        return str(KIND_WORDS[self.item.kind])

    @property
    def retired_note(self) -> str:
        """Say that its source no longer holds it; empty while it does."""
        if not self.is_retired:
            return ""
        if self.item.kind == Kind.OFFER:
            return _("This offer has ended. Its page shows what is still there.")
        if self.item.kind == Kind.EVENT:
            return _("This event is over, or nothing more is planned.")
        if self.item.kind == Kind.QUALIFICATION:
            return _("This qualification can no longer be taken. Who holds it keeps it.")
        if self.item.kind == Kind.SKILL:
            return _("The newest ESCO no longer lists this skill.")
        return _("The list of trades no longer holds this one.")

    @property
    def facts(self) -> list[str]:
        """Return the short facts that are known."""
        return [line for line in self.lines if line]


Codes = list[str]
Found = dict[str, Thing]
