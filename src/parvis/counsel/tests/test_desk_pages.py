"""The desk's side: what an officer sees and does; two at once; who leaves; nothing of staff in what a visitor reads."""

import datetime
import re

import pytest
import time_machine
from django.core import mail

from parvis.accounts.domain.testing import open_session
from parvis.accounts.models import Staff, StaffAct
from parvis.counsel.domain import officers
from parvis.counsel.domain.desk_keys import keys_of, make_desk_key, officers_of
from parvis.counsel.domain.desks import takes_letters
from parvis.counsel.domain.officers import open_own
from parvis.counsel.domain.opened import letters_of
from parvis.counsel.domain.purging import purge
from parvis.counsel.domain.returning import come_back
from parvis.counsel.domain.sealing import PlainText
from parvis.counsel.domain.telling import tell_officers
from parvis.counsel.domain.threads import answer, write_again
from parvis.counsel.enums import Role, State
from parvis.counsel.models import Claim, Grant, LiveDesk, Officer, Thread
from parvis.network.domain.house_pages import history_of
from parvis.network.enums import Role as Post_
from parvis.network.models import Page, Post

from .made import DAY, NOW, at_desk, make_desk, write
from .sitting import HIDDEN, HOME, Sitting, body, page_of, second_desk

pytestmark = pytest.mark.django_db
BACK = "/en/write/return/"
HOUR = datetime.timedelta(hours=1)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def test_the_desk_is_opened_with_words_and_closed_with_a_button(desk, first):
    write(desk, "zqtext of somebody")
    seen = body(first.see())
    assert "Waiting for our answer" in seen
    assert "zqtext" not in seen, "no text in the list"
    first.do(HOME, "close")
    assert "seven words" in body(first.see())
    wrong = first.do(HOME, "open", words="nothing")
    assert wrong.status_code == 422
    assert "seven words" in body(wrong)


def test_what_waits_longest_stands_first_with_its_working_day(desk, first, clock):
    old = write(desk, now=NOW - DAY)
    write(desk, language="ar")
    seen = body(first.see())
    assert seen.index("24 Nov 2026") < seen.index("25 Nov 2026")
    assert "today is day 1 of 2" in seen
    assert "Arabic" in seen
    clock.move_to(NOW + 2 * DAY)
    first.client.cookies.load(open_session(first.staff))
    first.open()
    assert "late: day 3 of 2" in body(first.see())
    assert page_of(old) in body(first.see())


def test_an_answer_is_the_desk_s_and_the_visitor_gets_links(desk, first, client):
    phrase = write(desk)
    path = page_of(phrase)
    assert "How do I become a baker?" in body(first.see(path))
    sent = first.do(path, "answer", text="Come and see it.", after="1", attach=[f"h{desk.house.code}", "not a thing"])
    assert sent.status_code == 303
    shown = body(client.post(BACK, {"words": " ".join(phrase.reveal())}))
    assert "Come and see it." in shown
    assert 'href="/en/houses/lyon/"' in shown
    assert "/en/notebook/?n=" in shown
    assert first.staff.name not in shown
    assert first.staff.email not in shown
    assert not StaffAct.objects.filter(what__startswith="answer").exists()
    assert come_back(phrase, NOW).thread.name not in "".join(StaffAct.objects.values_list("code", flat=True))


def test_a_visitor_cannot_forge_things(desk, first, client):
    phrase = write(desk, "hello")
    write_again(come_back(phrase, NOW), PlainText(f"see\x1eh{desk.house.code}"), 1, NOW)
    assert "letter-things" not in body(client.post(BACK, {"words": " ".join(phrase.reveal())}))


def test_looking_for_things_keeps_what_was_typed_and_sends_nothing(desk, first, monkeypatch, settings):
    path = page_of(write(desk))
    asked = []
    settings.FINDS_THINGS = "parvis.counsel.tests.test_desk_pages.found"
    monkeypatch.setattr("parvis.counsel.tests.test_desk_pages.ASKED", asked)
    seen = body(
        first.do(path, "find", text="half a sentence", find="bakery", attach=[f"h{desk.house.code}"], after="1")
    )
    assert "half a sentence" in seen
    assert f'value="h{desk.house.code}" checked' in seen
    assert asked == ["bakery"], "the words alone"
    assert Thread.objects.get().letters.count() == 1


ASKED: list[str] = []


def found(words, _language):
    ASKED.append(words)
    return []


def test_two_officers_answer_at_once_and_nothing_is_lost(desk, first, second):
    path = page_of(write(desk))
    assert first.do(path, "answer", text="zqone", after="1").status_code == 303
    late = second.do(path, "answer", text="zqtwo", after="1")
    assert late.status_code == 409
    assert "zqone" in body(late)
    assert "zqtwo" in body(late)
    assert 'name="after" value="2"' in body(late)
    assert Thread.objects.get().letters.count() == 2
    assert second.do(path, "answer", text="zqtwo", after="2").status_code == 303
    assert second.do(path, "answer", text="zqtwo", after="2").status_code == 303, "sent twice is once"
    assert Thread.objects.get().letters.count() == 3


def test_a_claim_is_seen_by_colleagues_without_a_name_and_ends_by_itself(desk, first, second, clock):
    phrase = write(desk)
    path = page_of(phrase)
    first.do(path, "claim")
    assert "Your colleagues see that somebody is writing" in body(first.see(path))
    seen = body(second.see(path))
    assert '<p id="writing" class="notice" role="status" >' in seen
    assert second.do(path, "claim").status_code == 422
    assert second.see(f"{path}news/").json() == {"version": 0, "writing": True}
    assert "somebody of us is writing" in body(second.see())
    claim = Claim.objects.get()
    assert claim.until.minute % 10 == 0
    assert claim.until.second == 0
    clock.move_to(NOW + HOUR)
    for each in (first, second):
        each.client.cookies.load(open_session(each.staff))
    purge(NOW + HOUR)
    assert not Claim.objects.exists()


def test_news_are_304_while_nothing_changes(desk, first):
    path = page_of(write(desk)) + "news/"
    tag = first.see(path).headers["ETag"]
    assert first.client.get(path, headers={"If-None-Match": tag}).status_code == 304
    first.do(path.removesuffix("news/"), "answer", text="Yes", after="1")
    assert first.client.get(path, headers={"If-None-Match": tag}).status_code == 200


def test_a_page_that_asks_by_itself_keeps_no_session_awake(desk, first, clock, settings):
    path = page_of(write(desk))
    for minutes in (20, 29):
        clock.move_to(NOW + minutes * HOUR / 60)
        asked = first.see(f"{path}news/")
        kept = first.client.get(f"{path}news/", headers={"If-None-Match": asked.headers["ETag"]})
        assert (asked.status_code, kept.status_code) == (200, 304)
        assert settings.AWAKE_COOKIE_NAME not in {**asked.cookies, **kept.cookies}
    clock.move_to(NOW + HOUR / 2 + HOUR / 60)
    assert first.see(path).status_code == 302


def test_signs_that_no_database_keeps_are_not_asked_for(desk, first):
    assert first.do(f"{HOME}officers/", "rotate", desk=f"{desk.code}\0").status_code == 303


def test_a_sheet_is_kept_without_signs_that_no_database_keeps(desk, first):
    phrase = write(desk)
    first.do(page_of(phrase), "answer", text="Yes", after="1")
    page = f"{page_of(phrase)}sheet/"
    assert first.do(page, "", language="fr", title="Quand\0 ?", body="\0Demain.").status_code == 200
    draft = history_of(Page.objects.get()).open()
    assert (draft.data["title"], draft.data["body"]) == ({"fr": "Quand ?"}, {"fr": "Demain."})


def test_handed_on_it_is_another_desk_s_and_the_visitor_is_told(desk, first, client):
    other = second_desk(desk)
    there = Sitting(desk.house)
    make_desk_key(other, there.staff, "en", NOW)
    there.open()
    phrase = write(desk, "zqasked")
    path = page_of(phrase)
    assert there.see(path).status_code == 404
    assert first.do(path, "hand", desk=other.code, note="They know more.", after="1").status_code == 303
    assert first.see(path).status_code == 404
    assert "zqasked" in body(there.see(path))
    shown = body(client.post(BACK, {"words": " ".join(phrase.reveal())}))
    assert "Handed on to another desk" in shown
    assert "They know more." in shown
    assert "Find work" in shown
    row = Thread.objects.get()
    assert (row.desk, row.state, row.first_answer_on) == (other, State.NEW, None)
    assert keys_of(desk, open_own(first.staff, first.words))
    late = first.do(path, "answer", text="zqlate", after="1")
    assert late.status_code == 404
    assert there.do(path, "answer", text="Here we are", after="2").status_code == 303
    assert [each.role for each in letters_of(come_back(phrase, NOW))] == [Role.VISITOR, Role.HANDED, Role.DESK]


def test_a_manager_settles_officers_and_reads_nothing(desk, first, second):
    manager = Sitting(desk.house, Post_.MANAGER)
    manager.open()
    path = page_of(write(desk, "zqasked"))
    assert manager.see(path).status_code == 404
    assert "zqasked" not in body(manager.see())
    page = f"{HOME}officers/"
    assert second.staff.name in body(manager.see(page))
    removed = Officer.objects.get(staff=second.staff)
    stranger = Sitting(desk.house)
    assert stranger.do(page, "remove", desk=desk.code, officer=removed.pk).status_code == 422
    assert stranger.do(page, "live", desk=desk.code, is_on="1").status_code == 422
    assert (
        manager.do(page, "admit", desk=desk.code, officer=Officer.objects.get(staff=manager.staff).pk).status_code
        == 422
    )
    assert "zqasked" in body(second.see(path))
    assert manager.do(page, "remove", desk=desk.code, officer=removed.pk).status_code == 303
    assert second.see(path).status_code == 404, "at once, in the session that was open"
    assert manager.do(page, "live", desk=desk.code, is_on="1").status_code == 303
    assert LiveDesk.objects.filter(desk=desk).exists()


def test_to_begin_anew_is_offered_only_where_it_would_not_be_refused(desk, first, second):
    manager = Sitting(desk.house, Post_.MANAGER)
    page, button = f"{HOME}officers/", 'value="anew"'
    assert button not in body(manager.see(page)), "a colleague can open it"
    assert manager.do(page, "anew", desk=desk.code, sure="1").status_code == 422
    Post.objects.filter(staff=first.staff).delete()
    assert button not in body(manager.see(page))
    Post.objects.filter(staff=second.staff).delete()
    assert button in body(manager.see(page))
    assert manager.do(page, "anew", desk=desk.code, sure="1").status_code == 200


def test_whoever_s_post_ends_is_out_that_moment_and_the_purge_takes_the_keys(desk, first, second):
    path = page_of(write(desk))
    assert second.see(path).status_code == 200
    Post.objects.filter(staff=second.staff).delete()
    assert second.see(path).status_code == 403
    assert Grant.objects.filter(officer__staff=second.staff).exists()
    purge(NOW)
    assert not Grant.objects.filter(officer__staff=second.staff).exists()
    assert takes_letters(desk)
    Post.objects.filter(staff=first.staff).delete()
    assert not takes_letters(desk), "nobody is left to read"
    purge(NOW)
    assert [each.staff for each in officers_of(desk)] == [None], "the sheet in the safe"


def test_a_closed_account_loses_its_keys(desk, first, second):
    second.staff.is_active = False
    second.staff.save()
    assert second.see(page_of(write(desk))).status_code == 302
    purge(NOW)
    assert not Grant.objects.filter(officer__staff=second.staff).exists()


def test_words_are_shown_once_and_count_when_typed_back(desk, monkeypatch):
    del desk
    sitting = Sitting(make_desk().house)
    Officer.objects.all().delete()
    page = f"{HOME}words/"
    shown = body(sitting.do(page, "draw"))
    words = re.findall(r"<li>(\w+)</li>", shown.partition('class="words"')[2].partition("</ol>")[0])
    assert len(words) == officers.OFFICERS
    assert not Officer.objects.exists()
    held = dict(HIDDEN.findall(shown))["held"]
    wrong = sitting.do(page, "take", held=held, words=" ".join(reversed(words)))
    assert wrong.status_code == 422
    assert words[0] in body(wrong)
    assert sitting.do(page, "take", held=held, words=" ".join(words)).status_code == 303
    assert Officer.objects.get().staff == sitting.staff
    assert sitting.do(page, "draw").status_code == 422, "new words lock their owner out: say so first"
    sitting.do(page, "mail", wants_mail="1")
    assert Officer.objects.get().wants_mail


def test_a_key_and_its_sheet_then_lost_and_found_again(desk):
    sitting, page = Sitting(desk.house), f"{HOME}officers/"
    shown = body(sitting.do(page, "key", desk=desk.code))
    sheet = re.findall(r"<li>(\w+)</li>", shown.partition('class="words"')[2].partition("</ol>")[0])
    assert len(sheet) == 10
    assert takes_letters(desk)
    assert sitting.do(page, "key", desk=desk.code).status_code == 422
    heir = Sitting(desk.house)
    heir.open()
    assert heir.do(page, "recover", desk=desk.code, words=" ".join(reversed(sheet))).status_code == 422
    assert heir.do(page, "recover", desk=desk.code, words=" ".join(sheet)).status_code == 303
    assert heir.see(page_of(write(desk))).status_code == 200
    assert heir.do(page, "rotate", desk=desk.code).status_code == 303
    assert "Recovery sheet" in body(heir.do(page, "sheet", desk=desk.code))
    assert (
        heir.do(page, "remove", desk=desk.code, officer=Officer.objects.get(staff=sitting.staff).pk).status_code == 303
    )


def test_an_answer_becomes_a_draft_without_the_person(desk, first):
    asked = "My daughter Zq is fifteen and wants to become a baker in spring"
    path = page_of(write(desk, asked))
    first.do(path, "answer", text="Yes", after="1")
    page = f"{path}sheet/"
    empty = body(first.see(page)).partition("<form")[2].partition("</form>")[0]
    assert "daughter" not in empty, "nothing is copied"
    copied = first.do(
        page, "", language="fr", title="Baker at fifteen?", body="Whoever wants to become a baker in spring …"
    )
    assert copied.status_code == 422
    assert "wants to become a baker in" in body(copied)
    assert "Whoever wants" in body(copied)
    assert not Page.objects.exists()
    kept = first.do(page, "", language="fr", title="Devenir boulanger à quinze ans ?", body="Oui, en apprentissage.")
    assert kept.status_code == 200
    draft = history_of(Page.objects.get()).open()
    assert draft.data["body"] == {"fr": "Oui, en apprentissage."}
    assert not history_of(Page.objects.get()).live()


def test_the_mail_says_nothing_and_comes_once_a_working_day(desk, first, settings):
    settings.MAIL_SERVER = object()
    Officer.objects.update(wants_mail=True)
    Staff.objects.update(languages=["en"])
    tell_officers(NOW)
    assert not mail.outbox, "nothing waits"
    write(desk, "zqasked", language="ar")
    assert tell_officers(NOW).told == 1
    assert tell_officers(NOW + HOUR).told == 0
    (sent,) = mail.outbox
    whole = sent.message().as_string()
    for told in ("zqasked", "Arabic", desk.house.name, str(desk.question), Thread.objects.get().name, "letters/"):
        assert told not in whole
    assert sent.to == [first.staff.email]
    assert "Nobody reads replies" in sent.from_email
    assert [address.rpartition(".")[2] for address in sent.reply_to] == ["invalid"], "a reply to it goes nowhere"
    assert tell_officers(NOW + 3 * DAY).told == 0, "a Saturday"
    assert tell_officers(NOW + 5 * DAY).told == 1


def test_the_workspace_says_how_many_wait(desk, first, second):
    write(desk)
    write(desk)
    assert "2 letters wait" in body(first.see("/en/staff/"))
    assert "letters wait" not in body(Sitting(desk.house).see("/en/staff/"))


def test_a_visitor_s_open_page_asks_for_news_with_its_pass(desk, first, client):
    LiveDesk.objects.create(desk=desk)
    desk.house.periods.all().delete()
    for day in range(1, 8):
        desk.house.periods.create(weekday=day, opens=datetime.time(8), closes=datetime.time(23, 59))
    phrase = write(desk)
    shown = body(client.post(BACK, {"words": " ".join(phrase.reveal())}))
    assert "The desk is here now" in shown
    carried = dict(HIDDEN.findall(shown))["pass"]
    assert client.post(f"{BACK}news/", {"pass": carried}).json() == {"version": 0, "writing": False}
    first.do(page_of(phrase), "claim")
    assert client.post(f"{BACK}news/", {"pass": carried}).json()["writing"]
    answer(at_desk(phrase, open_own(first.staff, first.words)), PlainText("Now"), 1, NOW)
    assert client.post(f"{BACK}news/", {"pass": carried}).json() == {"version": 1, "writing": False}
    looked = body(client.post(BACK, {"act": "look", "pass": carried, "text": "zqhalf"}))
    assert "zqhalf" in looked
    assert "Now" in looked
    assert client.post(f"{BACK}news/", {"pass": "nonsense"}).status_code == 410
    assert client.get(f"{BACK}news/").status_code == 302, "a form's address leads to its page"
    LiveDesk.objects.all().delete()
    assert "The desk is here now" not in body(client.post(BACK, {"words": " ".join(phrase.reveal())}))


@pytest.mark.parametrize("number", [1, 4])
def test_the_list_asks_as_much_whatever_waits(desk, first, number, django_assert_max_num_queries):
    for _ in range(number):
        write(desk)
    with django_assert_max_num_queries(LIST_QUERIES):
        assert first.see().status_code == 200


LIST_QUERIES = 13


def test_nobody_ends_a_letter_they_have_not_read(desk, first):
    phrase = write(desk)
    first.open()
    path = page_of(phrase)
    first.do(path, "answer", text="Yes", after="1")
    form = re.search(r"<form method=\"post\">(?:(?!</form>).)*value=\"end\"", body(first.see(path)), re.DOTALL)[0]
    after = dict(HIDDEN.findall(form))["after"]
    write_again(come_back(phrase, NOW), PlainText("And then?"), 2, NOW)
    assert first.do(path, "end", after=after).status_code == 409
    assert Thread.objects.get().state == State.WAITING
    assert first.do(path, "end", after="3").status_code == 303


def test_a_note_of_handing_on_comes_back_whole(desk, first):
    make_desk_key(second_desk(desk), first.staff, "en", NOW)
    phrase = write(desk)
    first.open()
    note = "x" * 2500 + "end"
    assert note in body(first.do(page_of(phrase), "hand", desk="nodesk", note=note, after="1"))


def test_what_is_over_is_not_at_the_desk(desk, first, clock):
    path = page_of(write(desk, keep=7))
    first.open()
    assert first.see(path).status_code == 200
    name = path.split("/")[-2]
    assert name in body(first.see())
    clock.move_to(NOW + 8 * DAY)
    first.client.cookies.load(open_session(first.staff))
    first.open()
    assert name not in body(first.see())
    assert first.see(path).status_code == 404
