import datetime

import pytest
from django.db import connection, models

from parvis.core.domain import shards as core_shards
from parvis.core.refusal import Refusal
from parvis.counsel.domain import drafts, phrases, purging, shards
from parvis.counsel.domain.desks import desks_with_letters, takes_letters
from parvis.counsel.domain.drafts import hold, new_draft, read_held
from parvis.counsel.domain.hashing import Busy
from parvis.counsel.domain.opened import Lost, letters_of
from parvis.counsel.domain.opening import PhraseTaken, send_first
from parvis.counsel.domain.passes import issue_pass, read_pass
from parvis.counsel.domain.phrases import Phrase, make_phrase
from parvis.counsel.domain.purging import after_restore, destroy_unused, purge
from parvis.counsel.domain.returning import NotThere, come_back
from parvis.counsel.domain.sealing import PlainText, Unreadable
from parvis.counsel.domain.threads import Overtaken, answer, choose_keep, delete, delete_over, end, write_again
from parvis.counsel.enums import Role, State
from parvis.counsel.models import Answering, Claim, DeskWrap, Letter, Opening, Spent, Thread

from .made import DAY, NOW, at_desk, make_desk, ready_desk, thread_of, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def ready():
    return ready_desk()


def texts(opened):
    return [(letter.role, letter.text.reveal()) for letter in letters_of(opened)]


def test_a_whole_exchange(ready):
    desk, officer, _sheet = ready
    phrase = write(desk, "كيف أصبح خبازًا؟", language="ar")
    thread = thread_of(phrase)
    assert (thread.state, thread.opened_on, thread.language) == (State.NEW, datetime.date(2026, 11, 25), "ar")
    seen = at_desk(phrase, officer)
    assert texts(seen) == [(Role.VISITOR, "كيف أصبح خبازًا؟")]
    answer(seen, PlainText("Come on Thursday."), 1, NOW + DAY)
    assert thread_of(phrase).state == State.ANSWERED
    mine = come_back(phrase, NOW)
    write_again(mine, PlainText("Thank you!"), 2, NOW + 2 * DAY)
    assert thread_of(phrase).state == State.WAITING
    assert [text for _role, text in texts(come_back(phrase, NOW))][1:] == ["Come on Thursday.", "Thank you!"]
    with pytest.raises(Overtaken):
        answer(at_desk(phrase, officer), PlainText("See you"), 2, NOW + 2 * DAY)
    answer(at_desk(phrase, officer), PlainText("See you"), 3, NOW + 2 * DAY, ends=True)
    assert thread_of(phrase).state == State.CLOSED
    assert thread_of(phrase).version == 3


def test_the_same_letter_sent_twice_is_one(ready):
    desk, officer, _sheet = ready
    draft = new_draft(desk, PlainText("Hello"), "en", 90, NOW)
    for _ in range(3):
        send_first(read_held(hold(draft), NOW), NOW)
    assert (Thread.objects.count(), Letter.objects.count(), Spent.objects.count()) == (1, 1, 1)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT rowid, id FROM counsel_spent")
            hidden, number = cursor.fetchone()
        assert hidden == number, "SQLite counts no insertions beside the number"
    for _ in range(2):
        write_again(come_back(draft.phrase, NOW), PlainText("And?"), 1, NOW)
        answer(at_desk(draft.phrase, officer), PlainText("Yes"), 2, NOW)
    assert Letter.objects.count() == 3
    delete(thread_of(draft.phrase), NOW)
    with pytest.raises(Refusal, match="deleted since"):
        send_first(draft, NOW)
    assert not Thread.objects.exists()


def test_two_at_the_desk_at_once(ready):
    desk, officer, _sheet = ready
    phrase = write(desk)
    one, other = at_desk(phrase, officer), at_desk(phrase, officer)
    answer(one, PlainText("First"), 1, NOW)
    with pytest.raises(Overtaken):
        answer(other, PlainText("Second"), 1, NOW)
    assert Letter.objects.count() == 2


def test_no_other_words_open_it_and_all_are_told_the_same(ready):
    desk, _officer, _sheet = ready
    phrase = write(desk)
    first, other = phrase.reveal(), make_phrase("en").reveal()
    told = set()
    for wrong in (make_phrase("en"), Phrase([*first[:3], *other[3:]], "en"), Phrase([*first[:8], *other[8:]], "en")):
        with pytest.raises(NotThere) as refused:
            come_back(wrong, NOW)
        told.add(str(refused.value))
    assert len(told) == 1


def test_unknown_words_cost_the_same_work(ready, monkeypatch):
    desk, _officer, _sheet = ready
    phrase = write(desk)
    worked = []
    real = phrases and __import__("parvis.counsel.domain.hashing", fromlist=["argon2id"]).argon2id.kdf
    from parvis.counsel.domain import hashing

    class Counted:
        @staticmethod
        def kdf(size, secret, salt, **cost):
            worked.append((len(salt), cost))
            return real(size, secret, salt, **cost)

    monkeypatch.setattr(hashing, "argon2id", Counted)
    come_back(phrase, NOW)
    for wrong in (make_phrase("en"), make_phrase("en")):
        with pytest.raises(NotThere):
            come_back(wrong, NOW)
    assert len(worked) == 3
    assert len(set(map(str, worked))) == 1


def test_a_letter_moved_elsewhere_in_the_table_does_not_open(ready):
    desk, _officer, _sheet = ready
    one, other = write(desk, "one"), write(desk, "two")
    rows = {letter.thread_id: letter for letter in Letter.objects.all()}
    a, b = rows[thread_of(one).pk], rows[thread_of(other).pk]
    a.sealed, b.sealed = b.sealed, a.sealed
    a.save()
    b.save()
    for phrase in (one, other):
        with pytest.raises(Unreadable):
            letters_of(come_back(phrase, NOW))


def test_deletion_leaves_no_row_and_destroys_the_shard(ready):
    desk, _officer, _sheet = ready
    phrase, stays = write(desk, "one"), write(desk, "two")
    thread = thread_of(phrase)
    before = shards.shard_in(thread.slot).raw
    delete(thread, NOW)
    assert shards.shard_in(thread.slot).raw != before
    assert before not in shards.file().read_bytes()
    assert Letter.objects.count() == 1
    assert texts(come_back(stays, NOW)) == [(Role.VISITOR, "two")]
    with pytest.raises(NotThere):
        come_back(phrase, NOW)
    with pytest.raises(Lost):
        delete(thread, NOW)


def test_a_backup_from_before_the_deletion_cannot_be_read(ready):
    """Rows that come back open neither with the phrase nor with the desk's key."""
    desk, officer, _sheet = ready
    phrase = write(desk)
    rows = [list(model.objects.all()) for model in (Thread, Letter)]
    wraps = list(thread_of(phrase).wraps.all())
    delete(thread_of(phrase), NOW)
    for row in [*rows[0], *rows[1], *wraps]:
        row.save(force_insert=True)
    for opened in (come_back(phrase, NOW), at_desk(phrase, officer)):
        with pytest.raises(Lost):
            letters_of(opened)
    after_restore()
    assert not Thread.objects.exists()


def test_a_slot_is_used_again_with_new_bytes(ready, monkeypatch):
    desk, _officer, _sheet = ready
    for module in (shards, core_shards):
        monkeypatch.setattr(module, "BLOCK", 3)
    first, second, third = write(desk), write(desk), write(desk)
    assert {thread_of(phrase).slot for phrase in (first, second, third)} == {0, 1, 2}
    gone = thread_of(second).slot
    old = shards.shard_in(gone).raw
    delete(thread_of(second), NOW)
    again = write(desk)
    assert thread_of(again).slot == gone
    assert shards.shard_in(gone).raw != old
    assert shards.slots_there() >= 3
    fourth = write(desk)
    assert thread_of(fourth).slot >= 3, "when all are taken there is room for more"
    assert letters_of(come_back(first, NOW))
    assert shards.file().stat().st_mode & 0o77 == 0


def test_nothing_tells_who_wrote_first_on_a_day(ready):
    """An officer knows when the desk answered. Numbers that rise with every letter would say what a visitor wrote before it, and what after."""
    desk, officer, _sheet = ready
    phrases = [write(desk, f"letter {number}") for number in range(8)]
    for phrase in reversed(phrases):
        answer(at_desk(phrase, officer), PlainText("Yes"), 1, NOW)
    came = [thread_of(phrase) for phrase in phrases]
    orders = {
        "threads": [thread.pk for thread in came],
        "slots": [thread.slot for thread in came],
        "letters": [thread.letters.get(number=1).pk for thread in came],
        "answers": [thread.letters.get(number=2).pk for thread in came],
        "wraps": [thread.wraps.get().pk for thread in came],
    }
    for name, numbers in orders.items():
        assert numbers not in (sorted(numbers), sorted(numbers, reverse=True)), name
    for model in (Thread, Letter, DeskWrap, Claim, Answering, Opening):
        assert not isinstance(model._meta.pk, models.AutoField), model
        for column in model._meta.local_fields:
            assert not isinstance(column, models.DateTimeField) or (model, column.name) == (Claim, "until"), column


@pytest.mark.django_db(transaction=True)
def test_on_postgresql_the_files_keep_no_order_of_letters():
    desk, _officer, _sheet = ready_desk()
    for number in range(8):
        write(desk, f"letter {number}")
    purge(NOW)
    assert Letter.objects.count() == 8
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT id FROM counsel_letter ORDER BY ctid")
            lie = [number for (number,) in cursor.fetchall()]
        assert lie == sorted(lie)


def test_shards_of_nobody_are_written_over(ready):
    desk, _officer, _sheet = ready
    phrase, other = write(desk), write(desk)
    mine = thread_of(phrase).slot
    kept, cut_off = shards.shard_in(mine).raw, shards.shard_in(thread_of(other).slot).raw
    Thread.objects.filter(pk=thread_of(other).pk).delete()  # killed before its last step
    destroy_unused()
    assert shards.shard_in(mine).raw == kept
    assert cut_off not in shards.file().read_bytes()
    assert letters_of(come_back(phrase, NOW))


def test_a_thread_is_kept_as_long_as_chosen_after_its_last_letter(ready):
    desk, officer, _sheet = ready
    long, short = write(desk), write(desk, keep=7)
    assert purge(NOW + 7 * DAY) == 0
    answer(at_desk(short, officer), PlainText("Yes"), 1, NOW + 7 * DAY)
    assert purge(NOW + 14 * DAY) == 0
    assert purge(NOW + 15 * DAY) == 1
    with pytest.raises(NotThere):
        come_back(short, NOW)
    choose_keep(come_back(long, NOW), 30, NOW + 20 * DAY)
    assert thread_of(long).keep_until == datetime.date(2026, 12, 25)
    with pytest.raises(Refusal, match="on the list"):
        choose_keep(come_back(long, NOW), 1000, NOW)
    assert purge(NOW + 30 * DAY) == 0
    assert purge(NOW + 31 * DAY) == 1
    assert not Spent.objects.exists()


def test_the_longest_is_ninety_days(ready):
    desk, _officer, _sheet = ready
    write(desk)
    assert purge(NOW + 90 * DAY) == 0
    assert purge(NOW + 91 * DAY) == 1


def test_a_draft_is_the_visitors_alone_for_a_day(ready, settings):
    desk, _officer, _sheet = ready
    draft = new_draft(desk, PlainText("zqsecret"), "fr", 30, NOW)
    held = hold(draft)
    assert "zqsecret" not in held
    found = read_held(held, NOW + DAY)
    assert (found.text, found.phrase, found.keep_days, found.language) == (draft.text, draft.phrase, 30, "fr")
    assert read_held(held, NOW + DAY * 1.1) is None
    assert read_held(held, NOW - DAY) is None
    for broken in ("", "x", held[:-8], held[:30] + ("B" if held[30] == "A" else "A") + held[31:], "é", "=" * 50):
        assert read_held(broken, NOW) is None
    assert len(hold(new_draft(desk, PlainText("x" * 300), "fr", 30, NOW))) == len(held), "in steps of a kilobyte"
    settings.SECRET_KEY = "another" * 10
    assert read_held(held, NOW) is None
    assert "zqsecret" not in repr(draft)
    assert not Thread.objects.exists()


def test_somebody_else_got_the_first_words(ready, monkeypatch):
    desk, _officer, _sheet = ready
    phrase = write(desk)
    rest = make_phrase("en").reveal()[3:]
    taken = Phrase([*phrase.reveal()[:3], *rest], "en")
    made = iter([taken, make_phrase("en")])
    monkeypatch.setattr(drafts, "make_phrase", lambda *_: next(made))
    draft = new_draft(desk, PlainText("x"), "en", 90, NOW)
    assert draft.phrase != taken
    with pytest.raises(PhraseTaken):
        send_first(drafts.Draft(desk.code, PlainText("x"), "en", 90, taken, "n", int(NOW.timestamp())), NOW)


def test_a_pass_opens_for_half_an_hour(ready):
    desk, _officer, _sheet = ready
    phrase = write(desk)
    text = issue_pass(come_back(phrase, NOW), NOW)
    assert texts(read_pass(text, NOW + datetime.timedelta(minutes=30)))
    assert read_pass(text, NOW + datetime.timedelta(minutes=32)) is None
    for broken in ("", "é", text[:-4], text[:60] + "AAAA" + text[64:]):
        assert read_pass(broken, NOW) is None
    assert not any(word in text for word in phrase.reveal())
    delete(thread_of(phrase), NOW)
    assert read_pass(text, NOW) is None


def test_a_desk_without_a_key_takes_no_letters():
    desk = make_desk()
    assert not takes_letters(desk)
    assert not desks_with_letters().exists()
    with pytest.raises(Refusal, match="takes no letters"):
        write(desk)


def test_a_thread_ends_only_after_an_answer_and_can_go_on(ready):
    desk, officer, _sheet = ready
    phrase = write(desk)
    with pytest.raises(Refusal, match="Nobody has answered"):
        end(at_desk(phrase, officer), 1, NOW)
    answer(at_desk(phrase, officer), PlainText("Yes"), 1, NOW)
    end(at_desk(phrase, officer), 2, NOW + DAY)
    assert thread_of(phrase).state == State.CLOSED
    assert thread_of(phrase).keep_until == (NOW + 90 * DAY).date()
    write_again(come_back(phrase, NOW), PlainText("And?"), 2, NOW + DAY)
    assert thread_of(phrase).state == State.WAITING
    with pytest.raises(Overtaken):
        end(at_desk(phrase, officer), 2, NOW + DAY)
    assert thread_of(phrase).state == State.WAITING, "nobody ends what they have not read"


def test_nobody_opens_what_is_over_purged_or_not(ready):
    desk, _officer, _sheet = ready
    phrase = write(desk, keep=7)
    last, over = NOW + 7 * DAY, NOW + 8 * DAY
    assert come_back(phrase, last)
    with pytest.raises(NotThere):
        come_back(phrase, over)
    carried = issue_pass(come_back(phrase, last), over)
    assert read_pass(carried, over) is None


def test_the_purge_leaves_what_was_lengthened_since_it_looked(ready):
    desk, _officer, _sheet = ready
    phrase, over = write(desk, keep=7), NOW + 8 * DAY
    stale = thread_of(phrase)
    choose_keep(come_back(phrase, NOW), 90, NOW)
    assert not delete_over(stale, over)
    assert texts(come_back(phrase, over))
    assert purge(over) == 0


def test_a_thread_that_somebody_holds_stops_no_purge(ready, monkeypatch):
    desk, _officer, _sheet = ready
    held, other = write(desk, keep=7), write(desk, keep=7)
    name = thread_of(held).name

    def delete_or_busy(thread, now):
        if thread.name == name:
            raise Busy
        return delete_over(thread, now)

    monkeypatch.setattr(purging, "delete_over", delete_or_busy)
    assert purge(NOW + 8 * DAY) == 1
    assert not Spent.objects.exists(), "what comes after the threads went too"
    assert list(Thread.objects.values_list("name", flat=True)) == [name]
    assert other
