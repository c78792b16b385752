"""The history of a house: drafts, review, publishing, two people at once, files that come in between."""

from __future__ import annotations

import threading

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from parvis.core.domain import versions
from parvis.core.domain.differing import differences, mark, merged
from parvis.core.domain.versions import Overtaken, fields
from parvis.core.enums import VersionOrigin, VersionState
from parvis.core.refusal import Refusal
from parvis.network.domain.house_data import data_of, record_from
from parvis.network.domain.keeping import history_of, record_of, stored_houses, write_house, write_partner
from parvis.network.domain.purging import purge
from parvis.network.models import House, HouseVersion
from parvis.network.tests.made import LYON, OFFICE, house, record
from parvis.network.tests.test_files import houses

PLAIN = st.dictionaries(st.sampled_from("abc"), st.integers(1, 3) | st.text("xy", min_size=1, max_size=2), max_size=3)
NESTED = st.dictionaries(st.sampled_from("abcd"), PLAIN | st.integers(1, 3), max_size=4)


def said(place: House) -> dict[str, object]:
    return data_of(record_of(House.objects.get(pk=place.pk)))


def edited(place: House, **values: object) -> HouseVersion:
    history, now = history_of(place), said(place)
    edit, draft = fields(values), history_of(place).open()
    return history.edit(edit, mark(edit.seen(draft.data if draft else now)), now)


@given(NESTED, NESTED)
def test_differences_are_none_for_the_same_and_name_each_value_once(one: dict, other: dict) -> None:
    assert differences(one, one) == []
    found = differences(one, other)
    assert len({each.path for each in found}) == len(found)
    assert all(each.before != each.after for each in found)


@given(NESTED, NESTED, NESTED)
def test_merging_takes_what_one_side_alone_changed(base: dict, theirs: dict, ours: dict) -> None:
    assert merged(base, theirs, base) == theirs
    assert merged(base, base, ours) == ours
    assert merged(base, ours, ours) == ours


def test_rows_of_two_editors_are_joined() -> None:
    one, two, three, four = ({"day": number} for number in range(4))
    assert merged([one, two], [one, two, three], [two, four]) == [two, three, four]


@given(houses())
@settings(max_examples=20)
def test_data_and_back_is_the_same(place) -> None:
    assert record_from(data_of(place), place).fingerprint() == place.fingerprint()


@pytest.mark.django_db
@given(houses(), houses())
@settings(
    deadline=None,
    max_examples=10,
    phases=(Phase.generate,),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_a_restored_version_says_every_field_again(before, after) -> None:
    House.objects.all().delete()
    write_partner(OFFICE)
    place = write_house(before)
    history = history_of(place)
    write_house(after)
    first = history.rows().order_by("number").first()
    if data_of(before) == data_of(after):
        assert first.state == VersionState.PUBLISHED
        return
    history.restore(first.number, data_of(after))
    published = history.publish()
    write_house(record_from(published.data, stored_houses()["place"]))
    now = stored_houses()["place"]
    assert data_of(now) == data_of(before)
    assert (now.kind, now.memberships, now.partnerships) == (after.kind, after.memberships, after.partnerships)
    assert history.live() == published, "writing what was published leaves no further version"


@pytest.mark.django_db
def test_from_draft_to_published() -> None:
    place = house()
    history = history_of(place)
    assert edited(place, phone="1").state == VersionState.DRAFT
    history.hand_in("A telephone at last.")
    with pytest.raises(Refusal, match="waits for review"):
        edited(place, phone="2")
    with pytest.raises(Refusal, match="Say in a sentence"):
        history.send_back(" ")
    assert history.send_back("Add the country code.").answer == "Add the country code."
    edited(place, phone="+33 1")
    history.publish()
    states = dict(history.rows().values_list("number", "state"))
    assert states == {1: VersionState.REPLACED, 2: VersionState.PUBLISHED}
    with pytest.raises(Refusal, match="Somebody was faster"):
        history.publish()


@pytest.mark.django_db
def test_nothing_new_is_not_published() -> None:
    place = house()
    edited(place, phone="1")
    edited(place, phone="")
    for act in (history_of(place).publish, history_of(place).hand_in):
        with pytest.raises(Refusal, match="Nothing differs"):
            act()
    assert history_of(place).set_aside().state == VersionState.SET_ASIDE


@pytest.mark.django_db
def test_the_second_of_two_editors_sees_both_and_nothing_is_lost() -> None:
    place = house()
    history, now = history_of(place), said(place)
    mine, theirs = fields({"about": {"fr": "À moi"}}), fields({"about": {"fr": "À toi"}})
    began = mark(mine.seen(now))
    history.edit(theirs, began, now)
    with pytest.raises(Overtaken) as caught:
        history.edit(mine, began, now)
    assert caught.value.theirs == {"about": {"fr": "À toi"}}
    history.edit(fields({"phone": "1"}), mark({"phone": ""}), now)  # another part is nobody's quarrel
    history.edit(mine, mark(caught.value.theirs), now, over=True)
    assert history.open().data["about"] == {"fr": "À moi"}
    aside = history.rows().get(state=VersionState.SET_ASIDE)
    assert (aside.data["about"], aside.data["phone"]) == ({"fr": "À toi"}, "1")


@pytest.mark.django_db
def test_a_file_leaves_a_version_and_an_older_draft_takes_it_up() -> None:
    place = house()
    edited(place, phone="1", about={"fr": "Chez nous"})
    house(town="Lyon 3e", about={"fr": "Un fichier"})
    history = history_of(place)
    assert history.live().origin == VersionOrigin.FILE
    with pytest.raises(Refusal, match="Take up what changed"):
        history.publish()
    draft = history.take_up()
    assert (draft.data["town"], draft.data["phone"], draft.data["about"]["fr"]) == ("Lyon 3e", "1", "Chez nous")
    assert history.publish().number == 4


@pytest.mark.django_db
def test_the_same_file_again_leaves_none_and_a_house_from_before_keeps_what_it_said() -> None:
    place = house()
    house()
    assert place.versions.count() == 1
    place.versions.all().delete()
    house(phone="2")
    assert [each.data["phone"] for each in place.versions.all()] == ["2", ""]


@pytest.mark.django_db
def test_there_is_one_draft_at_most() -> None:
    place = house()
    house(phone="2")
    edited(place, phone="3")
    with pytest.raises(Refusal, match="draft already"):
        history_of(place).restore(1, said(place))
    with pytest.raises(Refusal, match="not there"):
        history_of(house("nice")).restore(9, data_of(record("nice")))
    assert data_of(LYON) == place.versions.get(number=1).data


@pytest.mark.skipif(connection.vendor != "postgresql", reason="in memory, SQLite has one writer for all threads")
@pytest.mark.django_db(transaction=True)
def test_of_many_who_began_alike_one_is_first_and_the_others_are_told() -> None:
    place = house()
    now, start = said(place), threading.Barrier(4)
    ends: list[str] = []

    def write(number: int) -> None:
        edit = fields({"phone": str(number)})
        start.wait()
        try:
            history_of(place).edit(edit, mark(edit.seen(now)), now)
            ends.append("kept")
        except Overtaken:
            ends.append("told")
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=(number,)) for number in range(1, 5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(ends) == ["kept", "told", "told", "told"]
    assert place.versions.count() == 2


@pytest.mark.django_db
def test_the_purge_keeps_the_last_versions_what_is_published_and_from_what_a_draft_was_begun(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(versions, "KEPT", 2)
    place = house()
    for phone in "1234":
        house(phone=phone)
    edited(place, phone="5")
    house(phone="6")
    house(phone="7")
    house("nice")
    assert purge(timezone.now()) == 4
    assert dict(history_of(place).rows().values_list("number", "state")) == {
        5: VersionState.REPLACED,  # the draft began from it
        6: VersionState.DRAFT,
        7: VersionState.REPLACED,
        8: VersionState.PUBLISHED,
    }
    assert history_of(place).take_up().data["phone"] == "5"
    assert purge(timezone.now()) == 2
    assert purge(timezone.now()) == 0
