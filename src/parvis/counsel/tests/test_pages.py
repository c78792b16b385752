import datetime
import re

import pytest
import time_machine
from django.db import OperationalError
from django.test import Client

from parvis.core.domain.moment import Moment, is_solved
from parvis.counsel.domain import hashing, opening, threads
from parvis.counsel.domain.sealing import PlainText
from parvis.counsel.domain.threads import answer
from parvis.counsel.models import Letter, Spent, Thread
from parvis.counsel.views import returning, writing
from parvis.counsel.views.writing import BITS, SECONDS
from parvis.rota.models import Shift

from .made import NOW, at_desk, make_desk, ready_desk, write

pytestmark = pytest.mark.django_db
BACK = "/en/write/return/"
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
SECOND = datetime.timedelta(seconds=1)


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def ready(clock):
    return ready_desk()


def text_of(reply):
    return reply.content.decode()


def where(desk, language="en"):
    return f"/{language}/write/{desk.code}/"


def hidden(reply):
    return dict(HIDDEN.findall(text_of(reply)))


def words_of(reply):
    shown = re.search(r'<ol class="words".*?</ol>', text_of(reply), re.DOTALL)[0]
    return re.findall(r"<li>(.*?)</li>", shown)


def paid(sent):
    moment = Moment(sent["moment"], BITS, SECONDS)
    return sent | {"work": next(str(number) for number in range(10**7) if is_solved(moment, str(number)))}


def send(client, desk, text="How do I become a baker?", language="en"):
    """Write, note the words, send; return the words."""
    page = client.post(where(desk, language), {"text": text, "keep": "30"})
    words = words_of(page)
    reply = client.post(where(desk, language), paid(hidden(page)) | {"words": " ".join(words)})
    assert reply.status_code == 303, text_of(reply)
    return " ".join(words)


def test_before_writing_a_visitor_reads_which_languages_people_of_the_rota_speak_at_this_desk(client, ready):
    desk, *_ = ready
    first = NOW.date() - datetime.timedelta(days=70)
    times = {"begins": datetime.time(9), "ends": datetime.time(17)}
    Shift.objects.create(desk=desk, languages=["fr", "ar"], first_day=first, **times)
    Shift.objects.create(desk=desk, languages=["uk"], first_day=first, last_day=first, **times)
    other = desk.house.desks.create(key="other", code="zzother", question={"en": "Other?"})
    Shift.objects.create(desk=other, languages=["pt"], first_day=first, **times)
    told = re.search("At the desk they speak: (.*?)[.]", text_of(client.get(where(desk))))
    assert told is not None
    assert "Arabic" in told[1]
    assert told[1].count("French") == 1
    assert "Ukrainian" not in told[1], "was there once"
    assert "Portuguese" not in told[1], "sits at another desk"


def test_write_note_send_return_answer_delete(client, ready):
    desk, officer, _sheet = ready
    assert desk.code in text_of(client.get("/en/write/"))
    form = text_of(client.get(where(desk)))
    assert form.index("If a child is in danger") < form.index("<textarea")
    assert re.search("Friday,? 27 November 2026", form)
    page = client.post(where(desk), {"text": "How do I become a baker?", "keep": "30"})
    words, fields = words_of(page), paid(hidden(page))
    assert len(words) == 10
    assert not Thread.objects.exists()
    assert "baker" not in text_of(page)
    reply = client.post(where(desk), fields | {"words": " ".join(words).upper()})
    assert reply.status_code == 303
    assert "ten words" in text_of(client.get(reply["Location"]))
    from parvis.counsel.domain.phrases import read_phrase

    phrase = read_phrase(" ".join(words), "fr")
    answer(at_desk(phrase, officer), PlainText("Come on Thursday.\nhttps://example.org/ <b>bread</b>"), 1, NOW)
    shown = client.post("/fr/write/return/", {"words": "".join(words)})
    assert "How do I become a baker?" in text_of(shown)
    assert "Come on Thursday.<br>" in text_of(shown)
    assert "&lt;b&gt;bread&lt;/b&gt;" in text_of(shown)
    carried = hidden(shown)
    assert set(carried) == {"pass", "after"}
    more = client.post(BACK, carried | {"act": "write", "text": "Thank you"})
    assert "Your letter is sent." in text_of(more)
    again = client.post(BACK, carried | {"act": "write", "text": "Thank you"})
    assert Letter.objects.count() == 3, "the page loaded again sends nothing twice"
    kept = client.post(BACK, hidden(again) | {"act": "keep", "keep": "7"})
    assert "2 December 2026" in text_of(kept)
    sure = client.post(BACK, hidden(kept) | {"act": "delete"})
    assert Thread.objects.exists()
    gone = client.post(BACK, hidden(sure) | {"act": "delete-now"})
    assert "Everything is deleted" in text_of(gone)
    assert not Thread.objects.exists()
    assert client.post(BACK, {"words": " ".join(words)}).status_code == 422
    assert client.post(BACK, carried | {"act": "look"}).status_code == 422
    resent = client.post(where(desk), fields | {"words": " ".join(words)})
    assert "deleted since" in text_of(resent)
    assert not Thread.objects.exists()


def test_nothing_of_it_may_be_kept_by_anybody(client, ready):
    desk, _officer, _sheet = ready
    page = client.post(where(desk), {"text": "x", "keep": "30"})
    for reply in (
        client.get("/en/write/"),
        client.get(where(desk)),
        page,
        client.get(BACK),
        client.post(BACK, {"words": "x"}),
    ):
        assert reply["Cache-Control"] == "no-store"
        assert reply["Referrer-Policy"] == "no-referrer"
        assert not reply.cookies
    for reply in (client.get(BACK), page):
        assert re.search(r'<textarea id="words"[^>]*autocomplete="off"', text_of(reply))


def test_the_words_are_typed_back_or_on_paper_before_anything_is_sent(client, ready):
    desk, _officer, _sheet = ready
    page = client.post(where(desk), {"text": "Hello", "keep": "90"})
    fields, words = paid(hidden(page)), words_of(page)
    other = words_of(client.post(where(desk), {"text": "Hello"}))
    for typed, told in (
        ("", "Type the words back"),
        (" ".join(words[:9]), "9 words"),
        (" ".join(other), "other words"),
    ):
        reply = client.post(where(desk), fields | {"words": typed})
        assert reply.status_code == 422
        assert told in text_of(reply)
        assert words_of(reply) == words
        assert not Thread.objects.exists()
    back = client.post(where(desk), fields | {"act": "back"})
    assert ">Hello</textarea>" in text_of(back)
    assert client.post(where(desk), fields | {"noted": "1"}).status_code == 303
    assert Thread.objects.get().keep_days == 90


def test_a_moment_is_owed_paid_by_a_sum_or_by_patience_and_good_once(client, ready, clock):
    desk, _officer, _sheet = ready
    first = client.post(where(desk), {"text": "one"})
    other = client.post(where(desk), {"text": "two"})
    fields = hidden(first) | {"noted": "1"}
    early = client.post(where(desk), fields)
    assert (early.status_code, early["Retry-After"]) == (429, str(SECONDS))
    assert hidden(early)["moment"] == fields["moment"]
    stolen = client.post(
        where(desk), hidden(other) | {"noted": "1", "moment": paid(fields)["moment"], "work": paid(fields)["work"]}
    )
    assert stolen.status_code == 429, "another letter's moment"
    clock.shift((SECONDS + 1) * SECOND)
    for _ in range(2):
        assert client.post(where(desk), fields).status_code == 303
        assert Thread.objects.count() == Spent.objects.count() == 1


def test_what_cannot_be_sent_is_said_and_nothing_typed_is_lost(client, ready):
    desk, _officer, _sheet = ready
    assert client.post(where(desk), {"text": " \n "}).status_code == 422
    long = client.post(where(desk), {"text": "é" * 9000})
    assert long.status_code == 422
    assert "é" * 9000 in text_of(long)
    broken = client.post(where(desk), {"held": "x", "text": "x"})
    assert broken.status_code == 422
    assert client.get("/en/write/nodesk/").status_code == 404
    held = hidden(client.post(where(desk), {"text": "x"}))
    assert client.post("/en/write/nodesk/", held).status_code == 404
    assert client.delete(where(desk)).status_code == 405


def test_a_page_that_stood_open_too_long_keeps_the_letter(client, ready, clock):
    desk, _officer, _sheet = ready
    words = send(client, desk)
    carried = hidden(client.post(BACK, {"words": words}))
    clock.shift(3700 * SECOND)
    old = client.post(BACK, carried | {"act": "write", "text": "Please wait for me"})
    assert old.status_code == 422
    assert "Please wait for me" in text_of(old)
    assert Letter.objects.count() == 1
    fields = hidden(old) | {"text": "Please wait for me", "words": words}
    assert "Your letter is sent" in text_of(client.post(BACK, fields))
    assert Letter.objects.count() == 2
    empty = client.post(BACK, hidden(client.post(BACK, {"words": words})) | {"act": "write", "text": " "})
    assert empty.status_code == 422
    assert "Please write something" in text_of(empty)


def test_wrong_words_are_told_without_saying_whether_letters_are_there(client, ready):
    desk, _officer, _sheet = ready
    words = send(client, desk).split()
    other = words_of(client.post(where(desk), {"text": "x"}))
    told = {
        re.search(r'id="refusal">(.*?)</div>', text_of(client.post(BACK, {"words": " ".join(typed)})), re.DOTALL)[1]
        for typed in (other,)
    }
    assert len(told) == 1
    slip = client.post(BACK, {"words": " ".join([*words[:9], "zzzz"])})
    assert "zzzz" in text_of(slip)
    assert client.post(BACK, {}).status_code == 422
    assert client.post(BACK, {"pass": "x", "act": "delete-now"}).status_code == 422
    assert Thread.objects.count() == 1


def test_with_no_turn_free_it_is_busy_and_nothing_is_lost(client, ready, settings, monkeypatch):
    import fcntl

    desk, _officer, _sheet = ready
    words = send(client, desk)
    page = client.post(where(desk), {"text": "x"})
    monkeypatch.setattr(hashing, "PATIENCE", 0.05)
    held = [(settings.DATA / f"hashing-{number}.lock").open("w") for number in range(hashing.AT_ONCE)]
    for file in held:
        fcntl.flock(file, fcntl.LOCK_EX)
    busy = client.post(BACK, {"words": words})
    assert busy.status_code == 503
    assert words not in text_of(busy)
    unsent = client.post(where(desk), paid(hidden(page)) | {"noted": "1"})
    assert unsent.status_code == 503
    held.pop().close()
    assert client.post(BACK, {"words": words}).status_code == 200
    assert client.post(where(desk), paid(hidden(unsent)) | {"noted": "1"}).status_code == 303
    for file in held:
        file.close()


def test_the_database_goes_while_a_letter_is_sent_and_the_letter_stays_on_the_page(ready, monkeypatch):
    """“Try again” that leads to an empty form would lose the letter, and leave ten noted words that open nothing."""

    def away(*_arguments):
        raise OperationalError("server closed the connection")

    desk, _officer, _sheet = ready
    visitor = Client(raise_request_exception=False)
    with monkeypatch.context() as gone:
        gone.setattr(writing, "new_draft", away)
        reply = visitor.post(where(desk), {"text": "How do I become a baker?", "keep": "7"})
    assert reply.status_code == 503
    assert "How do I become a baker?</textarea>" in text_of(reply)
    page = visitor.post(where(desk), hidden(reply) | {"text": "How do I become a baker?"})
    words = words_of(page)
    with monkeypatch.context() as gone:
        gone.setattr(opening, "_write", away)
        reply = visitor.post(where(desk), paid(hidden(page)) | {"noted": "1", "act": "send"})
    assert reply.status_code == 503
    assert not Thread.objects.exists()
    assert visitor.post(where(desk), hidden(reply)).status_code == 303
    assert Thread.objects.get().keep_days == 7
    thread = visitor.post(BACK, {"words": " ".join(words)})
    with monkeypatch.context() as gone:
        gone.setattr(threads, "add_letter", away)
        reply = visitor.post(BACK, hidden(thread) | {"act": "write", "text": "One more thing"})
    assert reply.status_code == 503
    assert "One more thing</textarea>" in text_of(reply)
    again = visitor.post(BACK, hidden(reply) | {"text": "One more thing"})
    assert "Your letter is sent." in text_of(again)
    with monkeypatch.context() as gone:
        gone.setattr(returning, "come_back", away)
        reply = visitor.post(BACK, {"words": " ".join(words), "act": "write", "text": "And this"})
    assert "And this</textarea>" in text_of(reply)
    assert words[0] not in text_of(reply), "words that open letters stand on no page that is left open"
    assert not reply.cookies


def test_arabic_words_for_an_arabic_page(client, ready):
    desk, _officer, _sheet = ready
    page = client.post(where(desk, "ar"), {"text": "كيف أصبح خبازًا؟"})
    assert 'lang="ar" dir="rtl"' in text_of(page)
    words = send(client, desk, "كيف أصبح خبازًا؟", "ar")
    assert "كيف أصبح خبازًا؟" in text_of(client.post("/uk/write/return/", {"words": words}))


def test_a_desk_without_a_key_says_so(client):
    desk = make_desk()
    assert "takes no letters" in text_of(client.get(where(desk)))
    assert client.post(where(desk), {"text": "x"}).status_code in {200, 422}
    assert not Thread.objects.exists()
    assert "No house takes letters" in text_of(client.get("/en/write/"))


def test_one_house_alone(client, ready):
    desk, _officer, _sheet = ready
    assert desk.code in text_of(client.get("/en/write/?house=lyon"))
    elsewhere = text_of(client.get("/en/write/?house=paris"))
    assert "This house takes no letters" in elsewhere
    assert desk.code in elsewhere


@pytest.mark.parametrize("number", [1, 4])
def test_as_many_queries_whatever_there_is(client, ready, number, django_assert_num_queries):
    desk, _officer, _sheet = ready
    for _ in range(number):
        phrase = write(desk)
    with django_assert_num_queries(1):
        client.get("/en/write/")
    words = " ".join(phrase.reveal())
    with django_assert_num_queries(8):
        client.post(BACK, {"words": words})


def test_a_page_shows_no_words_again_that_may_be_a_phrase(client, ready):
    desk, _officer, _sheet = ready
    words = send(client, desk).split()
    for typed in (words[:9], [words[1], words[0], *words[2:]]):
        reply = client.post(BACK, {"words": " ".join(typed)})
        assert reply.status_code == 422
        assert words[5] not in re.search("<textarea.*?</textarea>", text_of(reply), re.DOTALL)[0]
    Letter.objects.update(sealed=b"x" * 80)
    reply = client.post(BACK, {"words": " ".join(words)})
    assert "changed by somebody else" in text_of(reply)
    assert words[5] not in text_of(reply)
    slip = client.post(BACK, {"words": " ".join([*words[:9], "zzzz"])})
    assert f"{words[8]} zzzz</textarea>" in text_of(slip), "a slip can be mended"


@pytest.mark.parametrize("carries", [True, False])
def test_on_a_busy_moment_the_letter_is_sent_again_without_the_words(client, ready, monkeypatch, carries):
    desk, _officer, _sheet = ready
    words = send(client, desk)
    fields = hidden(client.post(BACK, {"words": words})) if carries else {"words": words, "after": "1"}

    def busy(*_args):
        raise hashing.Busy("Many people are writing")

    with monkeypatch.context() as patched:
        patched.setattr(returning, "write_again", busy)
        reply = client.post(BACK, fields | {"act": "write", "text": "And a miller?"})
    assert reply.status_code == 503
    assert words not in text_of(reply)
    assert 'id="words"' not in text_of(reply)
    again = client.post(BACK, hidden(reply) | {"text": "And a miller?"})
    assert "Your letter is sent." in text_of(again)
    assert Letter.objects.count() == 2
