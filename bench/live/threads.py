"""A desk that answers at once the whole day, and threads that are open before their visitors: `HOUSE COUNT` prints them as JSON.

Every thread is begun as a visitor begins one, ten words and all, but that the words are stretched cheaply: nobody types them again here. The passes
are those of pages that were opened this minute. The officer at the desk is past both steps of signing in and has seven words.
"""

from __future__ import annotations

import datetime
import json
import sys

import django

LETTER = "I am 24, I like working with my hands and I would rather not sit at a desk. How does one become a baker? "


def main() -> None:
    """Make them and print one JSON object: passes and names of the threads, cookies and words of the officer."""
    django.setup()
    from django.utils import timezone

    from parvis.accounts.domain.testing import open_session
    from parvis.accounts.models import Staff
    from parvis.counsel.domain import hashing
    from parvis.counsel.domain.desk_keys import make_desk_key
    from parvis.counsel.domain.live import live_until, switch_live
    from parvis.counsel.domain.officers import become_officer
    from parvis.network.enums import Role
    from parvis.network.models import House, Post

    house, now = House.objects.get(slug=sys.argv[1]), timezone.now()
    staff = Staff.objects.create(email="bench@house.example", name="Desk")
    Post.objects.create(staff=staff, role=Role.DESK, house=house, since=now.date() - datetime.timedelta(days=1))
    desk = house.desks.select_related("house").order_by("order", "key").first()
    assert desk
    _open_all_day(house.pk, desk.pk)
    words = become_officer(staff, "en", now)
    make_desk_key(desk, staff, "en", now)
    switch_live(desk, is_on=True, by=staff)
    assert live_until(desk, now), "the live window follows the hours of the house"
    hashing.PASSES, hashing.MEMORY = 1, 1 << 20
    told = {
        "threads": [_begin(desk, now) for _ in range(int(sys.argv[2]))],
        "cookies": open_session(staff),
        "words": " ".join(words.reveal()),
    }
    print(json.dumps(told))


def _open_all_day(house: int, desk: int) -> None:
    """Let the desk be open each day from midnight to midnight: the bench runs at any hour."""
    from parvis.network.models import House, OpeningException, OpeningPeriod

    midnight = datetime.time(0)
    OpeningException.objects.filter(house=house).delete()
    House.objects.filter(pk=house).update(closes_on_holidays=False)
    for day in range(1, 8):
        OpeningPeriod.objects.create(house_id=house, desk_id=desk, weekday=day, opens=midnight, closes=midnight)


def _begin(desk: object, now: datetime.datetime) -> tuple[str, str]:
    """Begin a thread; return its name and the pass that the visitor's page carries."""
    from parvis.counsel.domain.drafts import new_draft
    from parvis.counsel.domain.opening import send_first
    from parvis.counsel.domain.passes import issue_pass
    from parvis.counsel.domain.returning import come_back
    from parvis.counsel.domain.sealing import PlainText

    draft = new_draft(desk, PlainText(LETTER * 5), "en", 90, now)  # type: ignore[arg-type]  # models are known after setup
    send_first(draft, now)
    opened = come_back(draft.phrase, now)
    return opened.thread.name, issue_pass(opened, now)


if __name__ == "__main__":
    main()
