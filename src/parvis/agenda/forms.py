"""What a programme team types: a calendar to follow, an event, its sessions, rooms and kinds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from parvis.agenda.domain.drafting import COLUMNS, TEXTS
from parvis.agenda.domain.typed_trades import trades_typed
from parvis.agenda.domain.writing import Facts, Text
from parvis.agenda.enums import Access, Audience, Repeat, Seats, Sense, Where
from parvis.agenda.models import Kind, Room
from parvis.core.forms import TextsForm
from parvis.core.languages import language_name
from parvis.core.refusal import Refusal
from parvis.core.said import say
from parvis.network.domain.picturing import named_pictures
from parvis.network.enums import Tone
from parvis.network.models import House, Partner

PICTOGRAMS = ("calendar", "theatre", "hands", "talk", "door", "people", "book", "star", "screen", "compass")
_WORDS: dict[str, tuple[Any, int]] = {
    "title": (_("Title"), 160),
    "summary": (_("One sentence"), 300),
    "body": (_("More about it"), 10_000),
    "bring": (_("What to bring or wear"), 300),
    "safety": (_("Safety: protective shoes, tied hair …"), 300),
    "name": (_("Name"), 120),
    "directions": (_("How to find it"), 300),
    "hint": (_("What it is, in one sentence"), 300),
}


def _named(rows: Iterable[Kind | Room | Partner], key: str) -> list[tuple[str, str]]:
    language = get_language() or "en"
    return [(getattr(row, key), say(row.name, language).text or getattr(row, key)) for row in rows]


def _choose(form: forms.Form, name: str, choices: list[tuple[str, Any]]) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = choices


class CalendarForm(forms.Form):
    """A calendar on the web."""

    address = forms.CharField(label=_("Address of the calendar, beginning with https:// or webcal://"), max_length=500)
    name = forms.CharField(label=_("A short name for it"), max_length=60)
    kind = forms.ChoiceField(label=_("What its events are"))

    def __init__(self, *args: Any, kinds: QuerySet[Kind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "kind", _named(kinds, "key"))


class EventTextsForm(TextsForm):
    """Texts of the programme in languages side by side."""

    said_as = _WORDS


def _several(label: Any, choices: Any = ()) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple()
    )


class EventForm(EventTextsForm):
    """An event as its team writes it."""

    words = TEXTS
    kind = forms.ChoiceField(label=_("What it is"))
    trades = forms.CharField(
        label=_("Trades it shows"),
        help_text=_("One a line: the name or the code."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    where = forms.ChoiceField(label=_("Where"), choices=Where.choices, initial=Where.ROOM)
    place = forms.CharField(label=_("Somewhere else: name and street"), required=False, max_length=200)
    town = forms.CharField(label=_("Somewhere else: town"), required=False, max_length=120)
    url = forms.URLField(label=_("Online: address"), required=False, max_length=300, assume_scheme="https")
    min_age = forms.IntegerField(label=_("From age"), required=False, min_value=0, max_value=120)
    max_age = forms.IntegerField(label=_("Up to age"), required=False, min_value=0, max_value=120)
    audience = _several(_("For whom"), Audience.choices)
    languages = _several(_("Languages spoken"))
    senses = _several(_("It may be"), Sense.choices)
    access = _several(_("Access"), Access.choices)
    partners = _several(_("Partners taking part"))
    image = forms.ChoiceField(label=_("Picture"), required=False)
    contact = forms.CharField(
        label=_("Questions to"),
        help_text=_("The telephone or mail of a desk or office, no person’s."),
        required=False,
        max_length=200,
    )

    def __init__(self, *args: Any, house: House, partners: Iterable[Partner], **kwargs: Any) -> None:
        super().__init__(*args, house=house, **kwargs)
        self.house, self.kinds, self.known = house, list(Kind.objects.of(house)), list(partners)
        shown_in = get_language() or "en"
        _choose(self, "kind", _named(self.kinds, "key"))
        _choose(self, "partners", _named(self.known, "slug"))
        _choose(self, "image", [("", _("none")), *named_pictures(house)])
        spoken = [*self.written_in, *(self.initial.get("languages") or [])]
        _choose(self, "languages", [(code, language_name(code, shown_in)) for code in dict.fromkeys(spoken)])

    def clean(self) -> dict[str, Any]:
        """Read the trades; say which line names none."""
        typed = super().clean() or {}
        self.named_trades = []
        try:
            self.named_trades = trades_typed(typed.get("trades", ""), get_language() or "en")
        except Refusal as refusal:
            self.add_error("trades", str(refusal))
        return typed

    def chosen_kind(self) -> Kind:
        """Return the kind that was chosen."""
        return next(kind for kind in self.kinds if kind.key == self.cleaned_data["kind"])

    def facts(self) -> Facts:
        """Return what was typed as the act takes it."""
        typed = self.cleaned_data
        texts = {
            language: Text(**{name: typed.get(f"{name}_{language}", "") for name in TEXTS})
            for language in self.written_in
        }
        partners = [partner for partner in self.known if partner.slug in typed["partners"]]
        fields = {column: typed[column] for column in COLUMNS}
        if "image" in self.fields:
            fields["image"] = self.house.images.filter(code=typed["image"]).order_by("pk").first()
        return Facts(fields, texts, self.named_trades, partners)


_DAY, _HOUR = {"type": "date"}, {"type": "time"}


class TimeForm(forms.Form):
    """When a session takes place, and in which room."""

    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"))
    begins = forms.TimeField(label=_("From"), widget=forms.TimeInput(attrs=_HOUR, format="%H:%M"))
    ends = forms.TimeField(label=_("To"), widget=forms.TimeInput(attrs=_HOUR, format="%H:%M"))
    room = forms.ChoiceField(label=_("Room"), required=False)

    def __init__(self, *args: Any, house: House, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rooms = list(Room.objects.filter(house=house, is_closed=False))
        _choose(self, "room", [("", _("none")), *_named(self.rooms, "code")])

    def chosen_room(self) -> Room | None:
        """Return the room that was chosen."""
        return next((room for room in self.rooms if room.code == self.cleaned_data["room"]), None)


class PlanForm(TimeForm):
    """One session, or one that repeats."""

    repeat = forms.ChoiceField(label=_("How often"), choices=Repeat.choices, initial=Repeat.ONCE)
    until = forms.DateField(
        label=_("Until (when it repeats)"), required=False, widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d")
    )


class WhyForm(forms.Form):
    """A sentence for those who noted it."""

    why = forms.CharField(label=_("Why, in one sentence for visitors"), max_length=300)


class MoveForm(TimeForm, WhyForm):
    """A session moved, with a sentence."""

    field_order = ("day", "begins", "ends", "room", "why")


class RoomForm(EventTextsForm):
    """A room of the house."""

    words = ("name", "directions")
    capacity = forms.IntegerField(label=_("How many people it holds"), required=False, min_value=1, max_value=30_000)
    access = _several(_("Access"), Access.choices)
    is_closed = forms.BooleanField(label=_("No longer used"), required=False)

    def columns(self) -> dict[str, Any]:
        """Return what was typed as columns."""
        plain = {name: self.cleaned_data[name] for name in ("capacity", "access", "is_closed")}
        return {**plain, "name": self.said("name"), "directions": self.said("directions")}


class KindForm(EventTextsForm):
    """A kind of event of this house alone."""

    words = ("name", "hint")
    pictogram = forms.ChoiceField(label=_("Drawing"), choices=[(name, name) for name in PICTOGRAMS])
    tone = forms.ChoiceField(label=_("Colour"), choices=Tone.choices)
    seats = forms.ChoiceField(label=_("Seats"), choices=Seats.choices)
    minutes = forms.IntegerField(label=_("Minutes it usually lasts"), min_value=5, max_value=1440, initial=120)
    is_reviewed = forms.BooleanField(label=_("Proposals are reviewed for neutrality"), required=False, initial=True)
    is_for_public = forms.BooleanField(label=_("Everybody may come"), required=False, initial=True)

    def columns(self) -> dict[str, Any]:
        """Return what was typed as columns."""
        names = ("pictogram", "tone", "seats", "minutes", "is_reviewed", "is_for_public")
        plain = {name: self.cleaned_data[name] for name in names}
        return {**plain, "name": self.said("name"), "hint": self.said("hint")}
