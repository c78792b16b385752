"""Every address of staff × every role × own house, another house, nobody: read from the URLconf, so none is forgotten."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from parvis.network.domain.keeping import write_partner
from parvis.network.models import House, Partner
from parvis.network.tests.made import OFFICE, house
from tests.addresses import routes

from .rights import BEFORE_THE_DOOR, COORDINATOR, EDITOR, NO_POST, RIGHTS, ROLES

pytestmark = pytest.mark.django_db
STAFF = sorted(route for route in routes() if route.startswith("<lang>/staff/"))
BEHIND = [route for route in STAFF if RIGHTS.get(route) != BEFORE_THE_DOOR]


@dataclass(frozen=True)
class Place:
    """The own house and partner, and others."""

    house: House
    other_house: House
    partner: Partner
    other_partner: Partner


@pytest.fixture
def place() -> Place:
    from dataclasses import replace

    write_partner(OFFICE)
    write_partner(replace(OFFICE, slug="chamber"))
    own, other = house("lyon"), house("nice")
    partners = {each.slug: each for each in Partner.objects.all()}
    return Place(own, other, partners["office"], partners["chamber"])


def address(route: str, place: Place, *, other: bool) -> str:
    at = place.other_house if other else place.house
    by = place.other_partner if other else place.partner
    filled = route.replace("<lang>", "/en").replace("<slug:house>", at.slug).replace("<slug:partner>", by.slug)
    filled = re.sub(r"<int:\w+>", "999999", filled)
    return re.sub(r"<(?:slug|str|code|uuid):\w+>|<\w+>", "nothing", filled)


def is_open(answer: Any) -> bool:
    """Say whether the door opened: what is behind it may still be missing (404) or want another method (405)."""
    to_sign_in = answer.status_code == 302 and "/staff/sign-in/" in answer.headers["Location"]
    assert answer.status_code < 500
    return answer.status_code != 403 and not to_sign_in


def test_every_address_has_its_row_and_no_row_is_left() -> None:
    assert set(STAFF) == set(RIGHTS)


def somebody(signed_in: Callable[..., Client], role: str, place: Place) -> Client:
    at = place.house if role not in {EDITOR, COORDINATOR, NO_POST} else None
    return signed_in(role, at, partner=place.partner if role == EDITOR else None)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("role", ROLES, ids=lambda role: role or "no post")
def test_each_role_opens_its_own_doors_and_no_other(
    signed_in: Callable[..., Client], place: Place, role: str, method: str
) -> None:
    client = somebody(signed_in, role, place)
    faults = []
    for route in BEHIND:
        for other in (False, True) if "houses/" in route or "partners/" in route else (False,):
            may = role in RIGHTS[route] and (not other or role == COORDINATOR)
            if method == "post" and may:
                continue
            answer = getattr(client, method)(address(route, place, other=other))
            if is_open(answer) != may:
                faults.append(f"{method} {route} {'elsewhere' if other else 'own'}: {answer.status_code}")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_is_led_to_sign_in(client: Client, place: Place, method: str) -> None:
    opened = [route for route in BEHIND if is_open(getattr(client, method)(address(route, place, other=False)))]
    assert opened == []


def test_a_post_that_ended_opens_nothing(signed_in: Callable[..., Client], place: Place) -> None:
    import datetime

    from parvis.network.models import Post

    client = signed_in("manager", place.house)
    day = datetime.date(2020, 1, 1)
    Post.objects.update(since=day, until=day)
    assert client.get(f"/en/staff/houses/{place.house.slug}/people/").status_code == 403


def test_an_unknown_house_is_not_there(signed_in: Callable[..., Client], place: Place) -> None:
    assert signed_in("manager", place.house).get("/en/staff/houses/nowhere/people/").status_code == 404
