import pytest
from django.contrib.sessions.backends.base import SessionBase

from parvis.accounts.models import Staff, StaffAct
from parvis.core.refusal import Refusal
from parvis.counsel.domain import desk_keys
from parvis.counsel.domain.desk_keys import (
    admit_officer,
    begin_anew,
    keys_of,
    left_behind,
    new_sheet,
    recover,
    remove_officer,
    rotate,
)
from parvis.counsel.domain.desk_reading import open_at_desk
from parvis.counsel.domain.desks import takes_letters
from parvis.counsel.domain.officers import become_officer, keep_open, open_own, open_sheet, opened_in, shut
from parvis.counsel.domain.opened import letters_of
from parvis.counsel.domain.phrases import make_phrase
from parvis.counsel.domain.purging import purge
from parvis.counsel.domain.returning import come_back
from parvis.counsel.domain.sealing import PlainText
from parvis.counsel.domain.threads import answer, let_desk_read, write_again
from parvis.counsel.models import DeskKey, DeskWrap, Grant, Officer
from parvis.network.enums import Role
from parvis.network.models import Post

from .made import DAY, NOW, at_desk, make_officer, make_staff, ready_desk, thread_of, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def ready():
    return ready_desk()


class Session(SessionBase):
    """A session in memory, with the key that a cookie would hold."""

    def __init__(self, key):
        super().__init__(key)
        self._session_cache = {}


def test_officers_admit_each_other_and_read_the_same(ready):
    desk, first, _sheet = ready
    phrase = write(desk)
    second = make_officer(desk.house)
    assert keys_of(desk, second) == {}
    with pytest.raises(Refusal, match="do not open"):
        at_desk(phrase, second)
    admit_officer(desk, second.officer, first)
    assert letters_of(at_desk(phrase, second))
    third = make_officer(desk.house)
    admit_officer(desk, third.officer, second)
    assert letters_of(at_desk(phrase, third))
    stranger = make_officer(desk.house)
    with pytest.raises(Refusal, match="cannot open the letters"):
        admit_officer(desk, third.officer, stranger)


def test_who_leaves_is_out_at_once_and_a_new_key_keeps_them_out(ready):
    desk, first, _sheet = ready
    phrase, second = write(desk), make_officer(desk.house)
    admit_officer(desk, second.officer, first)
    copied = keys_of(desk, second)  # what a leaver may have kept
    remove_officer(desk, second.officer, first.officer.staff)
    assert keys_of(desk, second) == {}
    rotate(desk, first, NOW)
    later = write(desk, "later")
    with pytest.raises(Refusal):
        open_at_desk(thread_of(later), copied)
    assert letters_of(open_at_desk(thread_of(phrase), copied)), (
        "sealed before: only the row of the table keeps them away"
    )
    answer(at_desk(phrase, first), PlainText("Hello"), 1, NOW)
    with pytest.raises(Refusal):
        open_at_desk(thread_of(phrase), copied)
    assert letters_of(at_desk(phrase, first))
    assert letters_of(at_desk(later, first))


def test_a_post_that_ends_ends_the_keys(ready):
    desk, first, _sheet = ready
    second = make_officer(desk.house)
    admit_officer(desk, second.officer, first)
    assert left_behind(desk) == []
    Post.objects.filter(staff=second.officer.staff).delete()
    second = open_again(second)
    assert keys_of(desk, second) == {}
    assert [officer.pk for officer in left_behind(desk)] == [second.officer.pk]
    with pytest.raises(Refusal, match="no post"):
        admit_officer(desk, second.officer, first)


def leave_by(how, officer):
    if how == "post":
        Post.objects.filter(staff=officer.staff).delete()
    else:
        Staff.objects.filter(pk=officer.staff_id).update(is_active=False)


@pytest.mark.parametrize("how", ["post", "account"])
def test_a_new_key_is_not_for_who_has_left(ready, how):
    desk, first, _sheet = ready
    second = make_officer(desk.house)
    admit_officer(desk, second.officer, first)
    leave_by(how, second.officer)
    assert [officer.pk for officer in left_behind(desk)] == [second.officer.pk]
    rotate(desk, first, NOW)
    assert not Grant.objects.filter(officer=second.officer.pk).exists()
    assert Grant.objects.filter(officer=first.officer.pk).count() == 2
    assert Grant.objects.filter(officer__sheet_of=desk).count() == 2


@pytest.mark.parametrize("how", ["post", "account"])
def test_who_has_left_is_nobody_who_could_open_a_desk(ready, how):
    desk, first, _sheet = ready
    Officer.objects.filter(sheet_of=desk).delete()
    second = make_officer(desk.house)
    admit_officer(desk, second.officer, first)
    leave_by(how, second.officer)
    with pytest.raises(Refusal, match="Nobody else"):
        remove_officer(desk, first.officer, first.officer.staff)
    assert keys_of(desk, first)


def test_a_sheet_of_a_retired_key_brings_no_desk_back(ready):
    desk, first, _sheet = ready
    rotate(desk, first, NOW)
    Grant.objects.filter(officer__sheet_of=desk, key__retired_on=None).delete()
    with pytest.raises(Refusal, match="Nobody else"):
        remove_officer(desk, first.officer, first.officer.staff)


def test_nobody_begins_a_desk_anew_that_colleagues_can_open(ready):
    desk, first, _sheet = ready
    manager = make_staff(desk.house, Role.MANAGER)
    become_officer(manager, "en", NOW)
    with pytest.raises(Refusal, match="Ask somebody who can"):
        begin_anew(desk, manager, "en", NOW)
    assert DeskKey.objects.get().retired_on is None
    assert Officer.objects.filter(sheet_of=desk).exists()
    leave_by("account", first.officer)
    begin_anew(desk, manager, "en", NOW)
    assert takes_letters(desk)


def open_again(opened):
    """Return the officer as the next request reads it: rights stay with an object for one request."""
    return type(opened)(Officer.objects.get(pk=opened.officer.pk), opened.private)


def test_threads_move_to_the_new_key_when_they_are_opened(ready):
    desk, first, _sheet = ready
    read, written, untouched = write(desk), write(desk), write(desk)
    rotate(desk, first, NOW)
    old, new = DeskKey.objects.order_by("number")
    assert old.retired_on is not None
    assert new.retired_on is None
    let_desk_read(at_desk(read, first))
    write_again(come_back(written, NOW), PlainText("More"), 1, NOW)
    assert set(DeskWrap.objects.filter(key=new).values_list("thread_id", flat=True)) == {
        thread_of(read).pk,
        thread_of(written).pk,
    }
    assert letters_of(at_desk(untouched, first))
    purge(NOW)
    assert DeskKey.objects.count() == 2
    let_desk_read(come_back(untouched, NOW))
    purge(NOW)
    assert list(DeskKey.objects.all()) == [new]
    assert not Grant.objects.filter(key=old.pk).exists()
    for phrase in (read, written, untouched):
        assert letters_of(at_desk(phrase, first))


def test_the_sheet_in_the_safe_brings_a_desk_back(ready):
    desk, first, words = ready
    phrase = write(desk)
    rotate(desk, first, NOW)
    Officer.objects.filter(staff__isnull=False).delete()
    assert not takes_letters(desk)
    newcomer = make_officer(desk.house)
    with pytest.raises(Refusal, match="not the words"):
        open_sheet(desk, make_phrase("en"))
    recover(desk, open_sheet(desk, words), newcomer.officer.staff)
    assert letters_of(at_desk(phrase, newcomer))
    again = new_sheet(desk, newcomer, "en", NOW)
    with pytest.raises(Refusal, match="not the words"):
        open_sheet(desk, words)
    assert keys_of(desk, open_sheet(desk, again))


def test_with_everything_lost_visitors_still_read_and_bring_the_desk_back(ready):
    desk, _first, _words = ready
    phrase = write(desk)
    Officer.objects.all().delete()
    newcomer = make_officer(desk.house)
    begin_anew(desk, newcomer.officer.staff, "en", NOW)
    assert takes_letters(desk)
    with pytest.raises(Refusal, match="do not open this thread"):
        at_desk(phrase, newcomer)
    mine = come_back(phrase, NOW)
    assert letters_of(mine)
    let_desk_read(mine)
    assert letters_of(at_desk(phrase, newcomer))


def test_the_last_officer_cannot_be_removed_without_a_sheet(ready):
    desk, first, _words = ready
    Officer.objects.filter(sheet_of=desk).delete()
    with pytest.raises(Refusal, match="Nobody else"):
        remove_officer(desk, first.officer, first.officer.staff)
    new_sheet(desk, first, "en", NOW)
    remove_officer(desk, first.officer, first.officer.staff)
    assert not takes_letters(desk)


def test_a_desk_has_one_first_key(ready):
    desk, first, _words = ready
    with pytest.raises(Refusal, match="has a key already"):
        desk_keys.make_desk_key(desk, first.officer.staff, "en", NOW)
    without_words = make_staff(desk.house)
    with pytest.raises(Refusal, match="no words"):
        desk_keys.make_desk_key(desk, without_words, "en", NOW)


def test_only_the_own_words_open_an_officer_and_new_words_begin_anew(ready):
    desk, first, _words = ready
    staff = first.officer.staff
    with pytest.raises(Refusal, match="not the words"):
        open_own(staff, make_phrase("en", 7))
    words = become_officer(staff, "en", NOW)
    assert len(words.reveal()) == 7
    assert keys_of(desk, open_own(staff, words)) == {}, "to be admitted again"
    with pytest.raises(Refusal, match="no words"):
        open_own(make_staff(desk.house), words)


def test_a_desk_stays_open_for_one_session_alone(ready):
    desk, first, _words = ready
    staff, session = first.officer.staff, Session("a" * 32)
    assert opened_in(session, staff) is None
    keep_open(session, first)
    found = opened_in(session, staff)
    assert found.private.raw == first.private.raw
    assert first.private.raw.hex() not in str(session._session_cache)
    assert opened_in(session, make_staff(desk.house)) is None
    other = Session("b" * 32)
    other["letters"] = session["letters"]
    assert opened_in(other, staff) is None, "a row of the table without its cookie opens nothing"
    session["letters"] = [first.officer.pk, "é"]
    assert opened_in(session, staff) is None
    keep_open(session, first)
    shut(session)
    assert opened_in(session, staff) is None


def test_a_grant_put_on_another_key_does_not_open(ready):
    desk, first, _words = ready
    rotate(desk, first, NOW)
    grants = list(Grant.objects.filter(officer=first.officer).order_by("key__number"))
    grants[0].sealed = grants[1].sealed
    grants[0].save()
    assert set(keys_of(desk, first)) == {grants[1].key_id}
    grants[1].sealed = b"damaged"
    grants[1].save()
    assert not keys_of(desk, first)


def test_the_log_tells_of_keys_and_never_of_letters(ready):
    desk, first, _words = ready
    phrase = write(desk)
    answer(at_desk(phrase, first), PlainText("Hello"), 1, NOW)
    rotate(desk, first, NOW + DAY)
    assert set(StaffAct.objects.values_list("what", flat=True)) == {"letters.words", "letters.key", "letters.rotated"}
