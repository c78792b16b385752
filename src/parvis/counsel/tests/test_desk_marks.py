"""A key of a desk that this server did not make is noticed before anything is sealed to it."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from parvis.core.refusal import Refusal
from parvis.counsel.domain.desk_keys import begin_anew, rotate
from parvis.counsel.domain.desks import takes_letters
from parvis.counsel.domain.officers import become_officer
from parvis.counsel.domain.opened import letters_of
from parvis.counsel.domain.returning import come_back
from parvis.counsel.domain.sealing import PlainText, new_pair
from parvis.counsel.domain.threads import let_desk_read, write_again
from parvis.counsel.models import DeskKey, DeskWrap, Grant, Letter, Thread
from parvis.network.enums import Role

from .made import NOW, at_desk, make_staff, ready_desk, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def ready():
    return ready_desk()


def swap_in_place(desk):
    DeskKey.objects.current().filter(desk=desk).update(public=new_pair()[1])


def put_another(desk):
    """Add a key as a newer one, with the grants and the mark of the real one."""
    old = DeskKey.objects.current().get(desk=desk)
    grants = list(Grant.objects.filter(key=old))
    DeskKey.objects.filter(pk=old.pk).update(retired_on=NOW.date())
    new = DeskKey.objects.create(
        desk=desk, number=old.number + 1, public=new_pair()[1], mark=old.mark, made_on=NOW.date()
    )
    for grant in grants:
        Grant.objects.create(key=new, officer=grant.officer, sealed=grant.sealed)


def without_a_mark(desk):
    DeskKey.objects.current().filter(desk=desk).update(public=new_pair()[1], mark="")


@pytest.mark.parametrize("swap", [swap_in_place, put_another, without_a_mark])
def test_nothing_is_sealed_to_a_key_that_was_swapped(ready, client, caplog, swap):
    desk, _officer, _sheet = ready
    phrase = write(desk)
    swap(desk)
    wraps, letters = DeskWrap.objects.count(), Letter.objects.count()
    assert not takes_letters(desk)
    assert "no mark of this server" in caplog.text
    assert desk.code not in caplog.text
    with pytest.raises(Refusal, match="takes no letters any more"):
        write(desk, "later")
    opened = come_back(phrase, NOW)
    let_desk_read(opened)
    assert letters_of(opened), "the visitor reads on"
    with pytest.raises(Refusal, match="takes no letters any more"):
        write_again(opened, PlainText("more"), 1, NOW)
    assert (DeskWrap.objects.count(), Letter.objects.count()) == (wraps, letters)
    assert Thread.objects.count() == 1
    page = client.post(f"/en/write/{desk.code}/", {"text": "How do I become a baker?"})
    assert page.status_code == 422
    assert "takes no letters any more" in page.content.decode()


def test_a_retired_key_does_not_pass_for_the_one_of_today(ready):
    desk, officer, _sheet = ready
    rotate(desk, officer, NOW)
    old, new = DeskKey.objects.filter(desk=desk).order_by("number")
    DeskKey.objects.filter(pk=new.pk).update(retired_on=NOW.date())
    DeskKey.objects.filter(pk=old.pk).update(retired_on=None)
    with pytest.raises(Refusal, match="takes no letters any more"):
        write(desk)
    assert not Thread.objects.exists()


def test_a_mark_of_one_desk_is_none_of_another(ready):
    desk, officer, _sheet = ready
    rotate(desk, officer, NOW)
    first, second = DeskKey.objects.filter(desk=desk).order_by("number")
    assert first.mark != second.mark
    DeskKey.objects.filter(pk=second.pk).update(public=first.public, mark=first.mark)
    assert not takes_letters(desk)


def test_rotation_beginning_anew_and_another_signing_key(ready, settings):
    desk, officer, _sheet = ready
    rotate(desk, officer, NOW)
    assert letters_of(at_desk(write(desk), officer))
    settings.SECRET_KEY = "of another machine, whose signing key is not the one of the backup"
    assert not takes_letters(desk)
    rotate(desk, officer, NOW)
    assert letters_of(at_desk(write(desk), officer)), "changed by an officer, the key has the mark of the new machine"
    swap_in_place(desk)
    Grant.objects.all().delete()
    manager = make_staff(desk.house, Role.MANAGER)
    become_officer(manager, "en", NOW)
    begin_anew(desk, manager, "en", NOW)
    assert takes_letters(desk)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_restored", [False, True])
def test_keys_of_the_time_before_are_marked_with_the_signing_key_of_their_data(
    settings, tmp_path, monkeypatch, is_restored
):
    monkeypatch.delenv("PARVIS_SECRET_KEY", raising=False)
    settings.DATA = tmp_path
    desk, officer, _sheet = ready_desk()
    if is_restored:  # its signing key lies in the folder already, and this process began with another
        (tmp_path / "secret_key").write_text(settings.SECRET_KEY + "\n")
    with monkeypatch.context() as here:
        if is_restored:
            here.setattr(settings, "SECRET_KEY", "made by the new machine before the backup came")
        MigrationExecutor(connection).migrate([("counsel", "0005_desks_with_threads_stay")])
        MigrationExecutor(connection).migrate([("counsel", "0006_marks_of_desk_keys")])
    assert takes_letters(desk)
    assert letters_of(at_desk(write(desk), officer))
