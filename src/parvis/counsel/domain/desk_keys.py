"""Keys of a desk: made, given to officers, taken away, changed, and found again with the sheet in the safe."""

from __future__ import annotations

import datetime
from contextlib import suppress

from django.db import models, transaction
from django.utils.translation import gettext as _

from parvis.accounts.domain.acts import record
from parvis.accounts.models import Staff
from parvis.core.refusal import Refusal
from parvis.counsel.domain.desk_marks import key_binding, mark_of
from parvis.counsel.domain.desks import desks_of
from parvis.counsel.domain.officers import OpenOfficer, new_officer
from parvis.counsel.domain.phrases import Phrase, make_phrase
from parvis.counsel.domain.sealing import Key, Unreadable, new_pair, seal_to, unseal_with
from parvis.counsel.models import DeskKey, Grant, Officer
from parvis.network.domain.rights import may_sit_at_desk
from parvis.network.models import Desk


def make_desk_key(desk: Desk, by: Staff, language: str, now: datetime.datetime) -> Phrase:
    """Give ``desk`` its first key, opened by ``by``, and return the words of its recovery sheet: to be printed once, and locked away.

    ``by`` has to be an officer already (``become_officer``). For a desk whose every officer and sheet were lost, ``renew`` it instead.
    """
    officer = _officer_of(by, desk)
    words = make_phrase(language)
    sheet = new_officer(words, now)
    with transaction.atomic():
        _lock(desk)
        if DeskKey.objects.filter(desk=desk).exists():
            raise Refusal(_("This desk has a key already."))
        Officer.objects.filter(sheet_of=desk).delete()
        sheet.sheet_of = desk
        sheet.save()
        _new_key(desk, 1, [officer, sheet], now)
        record(by, "letters.key", code=desk.code, house=desk.house.slug)
    return words


def keys_of(desk: Desk, opened: OpenOfficer) -> dict[int, Key]:
    """Return the private keys of ``desk`` that ``opened`` may use, by DeskKey; empty without a grant.

    A grant that was damaged or put on another key opens nothing, and stands in the way of no other: a colleague can admit anew. An officer of the staff needs a post at the house today as well: whoever left it is out that minute.
    """
    staff = opened.officer.staff
    if staff is not None and not may_sit_at_desk(staff, desk.house):
        return {}
    grants = Grant.objects.filter(officer=opened.officer, key__desk=desk).select_related("key").order_by("key__number")
    found: dict[int, Key] = {}
    for grant in grants:
        with suppress(Unreadable):
            found[grant.key_id] = unseal_with(opened.private, grant.sealed, key_binding(grant.key))
    return found


def admit_officer(desk: Desk, officer: Officer, by: OpenOfficer) -> None:
    """Let ``officer`` open every key of ``desk`` that ``by`` can open."""
    newcomer = officer.staff
    if newcomer is not None and not may_sit_at_desk(newcomer, desk.house):
        raise Refusal(_("This person has no post at a desk of this house."))
    with transaction.atomic():
        _lock(desk)
        _grant(desk, officer, _opened_keys(desk, by))
        _note(by, "letters.admitted", desk)


def remove_officer(desk: Desk, officer: Officer, by: Staff) -> None:
    """Take every key of ``desk`` from ``officer``, at once. Offer ``rotate`` afterwards: who had a key may have copied it."""
    with transaction.atomic():
        _lock(desk)
        if not any(_may_open(each, desk) for each in officers_of(desk).exclude(pk=officer.pk)):
            raise Refusal(
                _("Nobody else can open this desk’s letters. Admit somebody or print a recovery sheet first.")
            )
        Grant.objects.filter(key__desk=desk, officer=officer).delete()
        record(by, "letters.removed", code=desk.code, house=desk.house.slug)


def rotate(desk: Desk, by: OpenOfficer, now: datetime.datetime) -> None:
    """Give ``desk`` a new key for new threads, opened by its officers of today; whoever has left loses the old ones.

    Older threads move to it with the next letter, or when their visitor comes back.
    """
    with transaction.atomic():
        _lock(desk)
        old = _opened_keys(desk, by)
        number = DeskKey.objects.filter(pk__in=old).order_by("-number").values_list("number", flat=True)[0]
        officers = [each for each in officers_of(desk) if _may_open(each, desk)]
        DeskKey.objects.filter(desk=desk, retired_on__isnull=True).update(retired_on=now.date())
        _new_key(desk, number + 1, officers, now)
        for officer in officers:
            _grant(desk, officer, old)
        Grant.objects.filter(key__in=old).exclude(officer__in=officers).delete()
        _note(by, "letters.rotated", desk)


def new_sheet(desk: Desk, by: OpenOfficer, language: str, now: datetime.datetime) -> Phrase:
    """Make another recovery sheet for ``desk`` and return its words; the one before opens nothing any more."""
    words = make_phrase(language)
    sheet = new_officer(words, now)
    with transaction.atomic():
        _lock(desk)
        keys = _opened_keys(desk, by)
        Officer.objects.filter(sheet_of=desk).delete()
        sheet.sheet_of = desk
        sheet.save()
        _grant(desk, sheet, keys)
        _note(by, "letters.sheet", desk)
    return words


def recover(desk: Desk, sheet: OpenOfficer, staff: Staff) -> None:
    """Let ``staff`` in with the recovery sheet of ``desk``, when no officer can. ``new_sheet`` should follow: this one was out of the safe."""
    officer = _officer_of(staff, desk)
    with transaction.atomic():
        _lock(desk)
        _grant(desk, officer, _opened_keys(desk, sheet))
        record(staff, "letters.recovered", code=desk.code, house=desk.house.slug)


def begin_anew(desk: Desk, by: Staff, language: str, now: datetime.datetime) -> Phrase:
    """Give ``desk`` a first key again, when no words and no sheet are left; return the words of a new sheet.

    Refused while somebody else who works here can open the desk: they would lose it to ``by``, who should ask them.
    Nothing is gained over the old threads: the desk cannot read them. Their visitors can, and when one comes back the thread is sealed to
    the new key.
    """
    officer = _officer_of(by, desk)
    words = make_phrase(language)
    sheet = new_officer(words, now)
    with transaction.atomic():
        _lock(desk)
        others = officers_of(desk).filter(staff__isnull=False).exclude(pk=officer.pk)
        if any(_may_open(each, desk) for each in others):
            raise Refusal(_("You cannot open the letters of this desk. Ask somebody who can to admit you."))
        numbers = DeskKey.objects.filter(desk=desk).order_by("-number").values_list("number", flat=True)
        number = numbers[0] if numbers else 0
        DeskKey.objects.filter(desk=desk, retired_on__isnull=True).update(retired_on=now.date())
        Officer.objects.filter(sheet_of=desk).delete()
        sheet.sheet_of = desk
        sheet.save()
        _new_key(desk, number + 1, [officer, sheet], now)
        record(by, "letters.anew", code=desk.code, house=desk.house.slug)
    return words


def officers_of(desk: Desk) -> models.QuerySet[Officer]:
    """Return who can open the desk's key of today: members of staff, and its sheet."""
    return Officer.objects.filter(grants__key__in=DeskKey.objects.current().filter(desk=desk)).select_related("staff")


def alone_at(staff: Staff) -> list[Desk]:
    """Return the desks whose letters nobody of the staff but ``staff`` can open: with new words only the sheet in the safe would."""
    return [
        desk
        for desk in desks_of(staff)
        if not any(each.staff and each.staff != staff and _may_open(each, desk) for each in officers_of(desk))
    ]


def left_behind(desk: Desk) -> list[Officer]:
    """Return officers of ``desk`` with no post at its house any more, or no account: to be removed, with a new key afterwards."""
    return [officer for officer in officers_of(desk).order_by("pk") if not _may_open(officer, desk)]


def _may_open(officer: Officer, desk: Desk) -> bool:
    """Say whether ``officer`` is a sheet, or sits at the house of ``desk`` today."""
    staff = officer.staff
    return staff is None or (staff.is_active and may_sit_at_desk(staff, desk.house))


def _officer_of(staff: Staff, desk: Desk) -> Officer:
    if not may_sit_at_desk(staff, desk.house):
        raise Refusal(_("This person has no post at a desk of this house."))
    officer = Officer.objects.filter(staff=staff).first()
    if officer is None:
        raise Refusal(_("You have no words for letters yet."))
    return officer


def _opened_keys(desk: Desk, by: OpenOfficer) -> dict[int, Key]:
    keys = keys_of(desk, by)
    current = DeskKey.objects.current().filter(desk=desk).values_list("pk", flat=True).first()
    if current not in keys:
        raise Refusal(_("You cannot open the letters of this desk. Ask somebody who can to admit you."))
    return keys


def _new_key(desk: Desk, number: int, officers: list[Officer], now: datetime.datetime) -> None:
    private, public = new_pair()
    key = DeskKey(desk=desk, number=number, public=public, made_on=now.date())
    key.mark = mark_of(key)
    key.save()
    for officer in officers:
        _grant(desk, officer, {key.pk: private})


def _grant(desk: Desk, officer: Officer, keys: dict[int, Key]) -> None:
    for key in DeskKey.objects.filter(desk=desk, pk__in=keys).order_by("number"):
        sealed = seal_to(officer.public, keys[key.pk], key_binding(key))
        Grant.objects.get_or_create(key=key, officer=officer, defaults={"sealed": sealed})


def _lock(desk: Desk) -> None:
    """Let one at a time change the keys of ``desk``."""
    list(Desk.objects.select_for_update().filter(pk=desk.pk))


def _note(by: OpenOfficer, what: str, desk: Desk) -> None:
    if by.officer.staff is not None:
        record(by.officer.staff, what, code=desk.code, house=desk.house.slug)
