"""What the programme team and partners type about tables and their offers."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from parvis.core.languages import INTERFACE_LANGUAGES, language_name, own_name
from parvis.core.said import say
from parvis.meetings.domain.saying import say_fact, say_slot
from parvis.meetings.domain.tables.writing import Held, WantedOffer, WantedTable, held_of
from parvis.meetings.enums import Need, Rhythm, Start
from parvis.meetings.models import MeetingDay, Table, TableOffer
from parvis.meetings.rules import LEVELS, LONGEST_TITLE, MOST_INTERVIEWERS, fact, interpreted, interpreter
from parvis.network.domain.rows import LANGUAGE
from parvis.network.models import House, Partner
from parvis.offers.enums import OfferKind
from parvis.offers.models import Offer


def fact_choices(day: MeetingDay) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return what can be stated on ``day``, in groups."""
    groups: list[tuple[str, str, list[Any]]] = [
        ("level", _("Level"), list(LEVELS)),
        ("contract", _("Contract"), list(OfferKind.values)),
        ("rhythm", _("Rhythm"), list(Rhythm.values)),
        ("start", _("Start"), list(Start.values)),
        ("zone", _("Place"), list(day.zones)),
    ]
    return [
        (name, [(fact(kind, value), say_fact(fact(kind, value))) for value in values])
        for kind, name, values in groups
        if values
    ]


def _choose(form: forms.Form, name: str, choices: Any) -> None:
    cast("forms.ChoiceField", form.fields[name]).choices = choices


class _Several(forms.MultipleChoiceField):
    def __init__(self, label: Any, help_text: Any = "") -> None:
        super().__init__(label=label, help_text=help_text, required=False, widget=forms.CheckboxSelectMultiple())


class OwnTableForm(forms.Form):
    """What a partner says of its own table."""

    interviewers = forms.IntegerField(
        label=gettext_lazy("People who talk at the same time, each with one seeker"),
        min_value=1, max_value=MOST_INTERVIEWERS, initial=1,
    )  # fmt: skip
    languages = _Several(gettext_lazy("Languages spoken"), gettext_lazy("None: any"))
    also = forms.CharField(
        label=gettext_lazy("Further languages, as codes: pl, ro, tr"), required=False, max_length=100
    )
    slots = _Several(gettext_lazy("Slots of the table"), gettext_lazy("None: all"))
    wants = _Several(
        gettext_lazy("Wished of people"),
        gettext_lazy("Of what people state, never of persons. None: what the offers say"),
    )
    refuses = _Several(gettext_lazy("No meeting with people who seek"))

    def __init__(self, *args: Any, day: MeetingDay, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "en"
        self.day = day
        known = dict.fromkeys(
            [*day.session.event.house.languages, *self.initial.get("languages", []), *INTERFACE_LANGUAGES]
        )
        _choose(self, "languages", [(code, language_name(code, language)) for code in known])
        _choose(self, "slots", [(str(slot), say_slot(day, slot, language)) for slot in range(day.slot_count)])
        for name in ("wants", "refuses"):
            _choose(self, name, fact_choices(day))

    def clean_also(self) -> list[str]:
        """Read the codes of further languages."""
        return _codes(self.cleaned_data["also"])

    def wanted(self, before: Table) -> WantedTable:
        """Return ``before`` with what was typed, once it is valid."""
        typed = self.cleaned_data
        return WantedTable(
            key=before.key,
            organisation=before.organisation,
            partner=before.partner,
            sign=before.sign,
            access=tuple(before.access),
            x=before.x,
            y=before.y,
            held=held_of(before),
            interviewers=typed["interviewers"],
            languages=tuple(dict.fromkeys([*typed["languages"], *typed["also"]])),
            slots=tuple(sorted(map(int, typed["slots"]))),
            wants=tuple(typed["wants"]),
            refuses=tuple(typed["refuses"]),
        )


def _codes(typed: str) -> list[str]:
    codes = typed.replace(",", " ").split()
    wrong = [code for code in codes if not LANGUAGE.fullmatch(code)]
    if wrong:
        raise forms.ValidationError(_("%(code)s is no code of a language such as pl or zh-Hant.") % {"code": wrong[0]})
    return codes


class TableForm(OwnTableForm):
    """What the programme team says of a table."""

    key = forms.SlugField(
        label=gettext_lazy("Short name on the plan of the hall"),
        help_text=gettext_lazy("For example 12 or bakery"),
        max_length=30,
    )
    partner = forms.ChoiceField(label=gettext_lazy("Partner whose table it is"), required=False)
    organisation = forms.CharField(
        label=gettext_lazy("or an organisation’s name; no person’s"), max_length=120, required=False
    )
    sign = forms.CharField(
        label=gettext_lazy("What stands over it"),
        help_text=gettext_lazy("Empty: the short name"),
        max_length=30,
        required=False,
    )
    access = _Several(gettext_lazy("Needs it meets"))
    interpreters = forms.CharField(
        label=gettext_lazy("Interpreters there, by the codes of their languages: ar, uk"),
        required=False,
        max_length=100,
    )
    x = forms.FloatField(
        label=gettext_lazy("Metres from the left wall of the hall"), min_value=0, max_value=9999, required=False
    )
    y = forms.FloatField(label=gettext_lazy("Metres from the front wall"), min_value=0, max_value=9999, required=False)
    held_need = forms.ChoiceField(label=gettext_lazy("Places held for people who need"), required=False)
    held_places = forms.IntegerField(
        label=gettext_lazy("How many places in each slot"),
        min_value=1,
        max_value=MOST_INTERVIEWERS,
        initial=1,
        required=False,
    )
    held_slots = _Several(gettext_lazy("In these slots"), gettext_lazy("None: all slots of the table"))
    field_order = (
        "key", "partner", "organisation", "sign", "interviewers", "languages", "also", "slots", "access", "interpreters",
        "x", "y", "wants", "refuses", "held_need", "held_places", "held_slots",
    )  # fmt: skip

    def __init__(self, *args: Any, day: MeetingDay, house: House, **kwargs: Any) -> None:
        super().__init__(*args, day=day, **kwargs)
        language = get_language() or "en"
        self.partners = {each.slug: each for each in Partner.objects.filter(partnerships__house=house).order_by("slug")}
        named = [(key, say(each.name, language).text) for key, each in self.partners.items()]
        _choose(self, "partner", [("", _("none of ours")), *named])
        _choose(self, "access", Need.choices)
        _choose(self, "held_need", [("", _("nobody")), *Need.choices])
        _choose(self, "held_slots", cast("forms.ChoiceField", self.fields["slots"]).choices)

    def clean_interpreters(self) -> list[str]:
        """Read the codes of the languages."""
        return _codes(self.cleaned_data["interpreters"])

    def wanted(self, before: Table | None = None) -> WantedTable:
        """Return what was typed, once it is valid."""
        del before
        typed = self.cleaned_data
        slots = tuple(sorted(map(int, typed["slots"])))
        kept = sorted(map(int, typed["held_slots"])) or list(slots or range(self.day.slot_count))
        places = typed["held_places"] or 1
        return WantedTable(
            key=typed["key"],
            organisation=typed["organisation"],
            partner=self.partners.get(typed["partner"]),
            sign=typed["sign"],
            interviewers=typed["interviewers"],
            languages=tuple(dict.fromkeys([*typed["languages"], *typed["also"]])),
            slots=slots,
            access=(*typed["access"], *map(interpreter, typed["interpreters"])),
            x=typed["x"],
            y=typed["y"],
            wants=tuple(typed["wants"]),
            refuses=tuple(typed["refuses"]),
            held=tuple(Held(slot, typed["held_need"], places) for slot in kept) if typed["held_need"] else (),
        )


def table_typed(table: Table) -> dict[str, Any]:
    """Return what the form shows of ``table``."""
    plain = {
        name: getattr(table, name)
        for name in ("key", "organisation", "sign", "interviewers", "languages", "x", "y", "wants", "refuses")
    }
    return plain | {
        "partner": table.partner.slug if table.partner else "",
        "slots": list(map(str, table.slots)),
        "access": [need for need in table.access if not interpreted(need)],
        "interpreters": ", ".join(filter(None, map(interpreted, table.access))),
        "held_need": table.held[0]["need"] if table.held else "",
        "held_places": table.held[0]["places"] if table.held else 1,
        "held_slots": [str(each["slot"]) for each in table.held],
    }


class OfferForm(forms.Form):
    """One place to start; a row without a title and a code is none."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=LONGEST_TITLE, required=False)
    language = forms.ChoiceField(label=gettext_lazy("Its language"), required=False)
    code = forms.SlugField(
        label=gettext_lazy("or the code of an offer of this site"),
        help_text=gettext_lazy("As it stands in its address"), max_length=16, required=False,
    )  # fmt: skip
    level = forms.TypedChoiceField(label=gettext_lazy("Level (EQF)"), coerce=int, empty_value=None, required=False)
    contract = forms.ChoiceField(label=gettext_lazy("Contract"), required=False)
    rhythm = forms.ChoiceField(label=gettext_lazy("Rhythm"), required=False)
    start = forms.ChoiceField(label=gettext_lazy("Start"), required=False)
    zone = forms.ChoiceField(label=gettext_lazy("Place"), required=False)
    positions = forms.IntegerField(label=gettext_lazy("How many"), min_value=1, max_value=999, required=False)
    known: Offer | None = None  #: the offer whose code was typed

    def __init__(self, *args: Any, day: MeetingDay, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        anything = ("", _("open"))
        _choose(self, "language", [("", "–"), *((code, own_name(code)) for code in INTERFACE_LANGUAGES)])
        _choose(self, "level", [anything, *((level, str(level)) for level in LEVELS)])
        _choose(self, "contract", [anything, *OfferKind.choices])
        _choose(self, "rhythm", [anything, *Rhythm.choices])
        _choose(self, "start", [anything, *Start.choices])
        _choose(self, "zone", [anything, *((zone, zone) for zone in day.zones)])
        if not day.zones:
            del self.fields["zone"]

    def clean(self) -> dict[str, Any]:
        """Find the offer whose code was typed."""
        typed = super().clean() or {}
        self.known = Offer.objects.filter(code=typed["code"]).first() if typed.get("code") else None
        if typed.get("code") and self.known is None:
            self.add_error("code", _("There is no offer with this code."))
        return typed

    def wanted(self) -> WantedOffer | None:
        """Return what was typed, None for an empty row."""
        typed, known = self.cleaned_data, self.known
        title = typed.get("title", "") or (known.title if known else "")
        if not title:
            return None
        return WantedOffer(
            title=title,
            language=typed["language"] or (known.language if known and not typed["title"] else ""),
            level=typed["level"] or (known.eqf if known else None),
            contract=typed["contract"] or (known.kind if known else ""),
            rhythm=typed["rhythm"],
            start=typed["start"],
            zone=typed.get("zone", ""),
            positions=typed["positions"],
            offer=known,
        )


OffersForm = forms.formset_factory(OfferForm, extra=2, max_num=12, absolute_max=24)


def offer_typed(offer: TableOffer) -> dict[str, Any]:
    """Return what the form shows of ``offer``."""
    names = ("title", "language", "level", "contract", "rhythm", "start", "zone", "positions")
    return {name: getattr(offer, name) for name in names} | {"code": offer.offer.code if offer.offer else ""}
