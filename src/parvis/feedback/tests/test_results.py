import pytest
import time_machine

from parvis.agenda.models import Part
from parvis.agenda.tests.making import NOW, make_house
from parvis.feedback.enums import Face
from parvis.network.domain.keeping import write_partner
from parvis.network.models import Partner
from parvis.network.tests.made import OFFICE

from .made import DAY, hand_in, just_over

pytestmark = pytest.mark.django_db
PAGE = "/en/staff/houses/lyon/cards/"
HIDDEN = "Shown from 11 cards on."


@pytest.fixture(autouse=True)
def _the_next_morning():
    with time_machine.travel(NOW + DAY, tick=False):
        yield


@pytest.fixture
def house():
    return make_house()


def read(client, path=PAGE):
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_ten_cards_are_shown_to_nobody_and_eleven_are(signed_in, house):
    staff = signed_in("programme", house)
    nothing = read(staff)
    hand_in(10, house=house, sentence="Good bread.")
    assert read(staff).count(HIDDEN) == nothing.count(HIDDEN) == 4
    assert "Good bread." not in read(staff)
    assert ">10<" not in read(staff)
    hand_in(1, house=house, face=Face.SAD)
    page = read(staff)
    assert page.count(HIDDEN) == 3
    assert "11 cards" in page
    assert "<td>10</td><td>0</td><td>1</td>" in page
    assert page.count("Good bread.") == 10


def test_cards_of_today_and_of_other_places_and_events_do_not_count(signed_in, house):
    event = just_over(at=house)
    hand_in(10, house=house)
    hand_in(10, event)
    hand_in(11, house=make_house("nice"))
    hand_in(11, house=house, now=NOW + DAY)
    page = read(signed_in("programme", house))
    assert page.count(HIDDEN) == 5
    assert "cards</p>" not in page


def test_a_partner_reads_faces_of_its_own_events_and_no_sentence(signed_in, house):
    write_partner(OFFICE)
    partner, event = Partner.objects.get(), just_over(at=house)
    hand_in(11, event, sentence="Good bread.")
    hand_in(11, just_over(title="Another", at=house))
    editor = signed_in("editor", partner=partner)
    path = "/en/staff/partners/office/cards/"
    assert "A day in the bakery" not in read(editor, path)
    Part.objects.create(event=event, partner=partner)
    page = read(editor, path)
    assert "A day in the bakery" in page
    assert "<td>11</td><td>0</td><td>0</td>" in page
    assert "Good bread." not in page
    assert "Another" not in page
    assert "Good bread." in read(signed_in("programme", house))
    assert path in read(editor, "/en/staff/")


@pytest.mark.parametrize("number", [1, 20])
def test_the_page_costs_the_same_however_many_events(signed_in, house, django_assert_num_queries, number):
    for each in range(number):
        hand_in(11, just_over(title=f"Event {each}", at=house), sentence="Good.")
    hand_in(11, house=house, sentence="Good.")
    staff = signed_in("programme", house)
    with django_assert_num_queries(12):
        read(staff)
