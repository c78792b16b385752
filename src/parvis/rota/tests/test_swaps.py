"""A date changes hands, by every road and no other."""

import datetime

import pytest
import time_machine

from parvis.accounts.models import Staff
from parvis.core.refusal import Refusal
from parvis.network.domain.keeping import write_partner
from parvis.network.domain.records import PartnerRecord
from parvis.rota.domain.swapping import decline_date, give_back, offer_date, take_back, take_date
from parvis.rota.models import ShiftException, Swap

from .made import MONDAY, NOW, THURSDAY, make_house, make_shift, partner

pytestmark = pytest.mark.django_db
NEXT = THURSDAY + datetime.timedelta(days=7)


@pytest.fixture(autouse=True)
def _at_now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def at():
    return make_house()


@pytest.fixture
def by():
    return Staff.objects.create(email="manager@house.example", name="Manager")


def test_offered_taken_and_no_longer_there(at, by):
    shift = make_shift(at, day=THURSDAY)
    swap = offer_date(at, shift.pk, NEXT, None, by=by)
    with pytest.raises(Refusal, match="offered or taken already"):
        offer_date(at, shift.pk, NEXT, None, by=by)
    with pytest.raises(Refusal, match="its own date"):
        take_date(at, swap.pk, partner(), ["fr"], by=by)
    with pytest.raises(Refusal, match="which languages"):
        take_date(at, swap.pk, partner("chamber"), [], by=by)
    take_date(at, swap.pk, partner("chamber"), ["fr", "es"], by=by)
    swap.refresh_from_db()
    assert (swap.state, swap.taken_by.slug, swap.languages) == ("accepted", "chamber", ["fr", "es"])
    for act in (take_back, decline_date):
        with pytest.raises(Refusal, match="waits no longer"):
            act(at, swap.pk, by=by)


def test_a_taken_date_is_given_back_and_can_be_offered_anew(at, by):
    shift = make_shift(at, day=THURSDAY)
    swap = offer_date(at, shift.pk, NEXT, None, by=by)
    with pytest.raises(Refusal, match="given back already"):
        give_back(at, swap.pk, by=by)
    take_date(at, swap.pk, partner("chamber"), ["es"], by=by)
    with time_machine.travel(NOW + datetime.timedelta(days=8), tick=False), pytest.raises(Refusal, match="is over"):
        give_back(at, swap.pk, by=by)
    with time_machine.travel(NOW + datetime.timedelta(days=7), tick=False), pytest.raises(Refusal, match="is today"):
        give_back(at, swap.pk, partner("chamber"), by=by)
    give_back(at, swap.pk, by=by)
    swap.refresh_from_db()
    assert (swap.state, swap.taken_by, swap.languages) == ("withdrawn", None, [])
    assert offer_date(at, shift.pk, NEXT, None, by=by).state == "asked"


def test_the_manager_and_who_took_it_give_back_and_nobody_else(at, signed_in):
    shift = make_shift(at, day=THURSDAY)
    chamber = partner("chamber")
    date = f"/en/staff/houses/lyon/rota/shifts/{shift.pk}/{NEXT.isoformat()}/"
    for client, page, address, status in (
        (signed_in("editor", partner=partner()), "", "/en/staff/partners/office/rota/", 422),
        (signed_in("editor", partner=chamber), "", "/en/staff/partners/chamber/rota/", 302),
        (signed_in("manager", at), date, f"{date}swap/", 302),
    ):
        Swap.objects.all().delete()
        swap = Swap.objects.create(shift=shift, day=NEXT, state="accepted", taken_by=chamber, languages=["fr"])
        shown = client.get(page or address).content.decode()
        assert ("Give the date back" in shown) == (status == 302)
        assert client.post(address, {"act": "give-back", "swap": swap.pk}).status_code == status
        swap.refresh_from_db()
        assert swap.state == ("withdrawn" if status == 302 else "accepted")


def test_what_cannot_be_offered(at, by):
    shift = make_shift(at, day=MONDAY)
    with pytest.raises(Refusal, match="is over"):
        offer_date(at, shift.pk, MONDAY, None, by=by)
    with pytest.raises(Refusal, match="no date"):
        offer_date(at, shift.pk, NEXT, None, by=by)
    later = MONDAY + datetime.timedelta(days=7)
    with pytest.raises(Refusal, match="whose date it is"):
        offer_date(at, shift.pk, later, partner(), by=by)
    write_partner(PartnerRecord("stranger", {"en": "A stranger"}, "local", ("authority",)))
    with pytest.raises(Refusal, match="no convention"):
        offer_date(at, shift.pk, later, partner("stranger"), by=by)
    ShiftException.objects.create(shift=shift, day=later)
    with pytest.raises(Refusal, match="nothing to offer"):
        offer_date(at, shift.pk, later, None, by=by)


def test_partners_meet_on_their_own_pages(at, signed_in):
    shift = make_shift(at, day=THURSDAY)
    office, chamber = signed_in("editor", partner=partner()), signed_in("editor", partner=partner("chamber"))
    ours, theirs = "/en/staff/partners/office/rota/", "/en/staff/partners/chamber/rota/"
    page = office.get(ours).content.decode()
    assert "Thu 3 Dec, 09:00–\u206012:00" in page
    sent = {"act": "offer", "shift": shift.pk, "day": NEXT.isoformat(), "to": "chamber"}
    assert office.post(ours, sent).status_code == 302
    assert "1 date of the rota is offered" in chamber.get("/en/staff/").content.decode()
    swap = Swap.objects.get()
    assert "offered to you alone" in chamber.get(theirs).content.decode()
    wrong = chamber.post(theirs, {"act": "take", "swap": swap.pk, f"take{swap.pk}-partner": "chamber"})
    assert wrong.status_code == 422
    assert "Say which languages will be spoken" in wrong.content.decode()
    assert chamber.post(theirs, {"act": "decline", "swap": swap.pk}).status_code == 302
    assert office.post(ours, sent | {"to": ""}).status_code == 302
    swap = Swap.objects.get(state="asked")
    assert chamber.post(theirs, {"act": "decline", "swap": swap.pk}).status_code == 422  # others may still take it
    taken = {"act": "take", "swap": swap.pk, f"take{swap.pk}-partner": "chamber", f"take{swap.pk}-languages": ["fr"]}
    assert chamber.post(theirs, taken).status_code == 302
    assert "instead of The office" in chamber.get(theirs).content.decode()
    assert "taken by The chamber" in office.get(ours).content.decode()
    assert office.post(ours, {"act": "take-back", "swap": swap.pk}).status_code == 422


def test_a_partner_acts_on_its_own_dates_alone(at, signed_in):
    shift = make_shift(at, day=THURSDAY)
    chamber = signed_in("editor", partner=partner("chamber"))
    theirs = "/en/staff/partners/chamber/rota/"
    sent = {"act": "offer", "shift": shift.pk, "day": NEXT.isoformat(), "to": ""}
    assert chamber.post(theirs, sent).status_code == 422
    swap = Swap.objects.create(shift=shift, day=NEXT)
    assert chamber.post(theirs, {"act": "take-back", "swap": swap.pk}).status_code == 422
    assert chamber.post(theirs, {"act": "take", "swap": "٣"}).status_code == 422
    swap.refresh_from_db()
    assert swap.state == "asked"
