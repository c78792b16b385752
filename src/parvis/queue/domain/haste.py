"""A moment before a ticket where very many are taken: it slows a machine, and tells nobody from anybody (core/domain/moment.py)."""

from __future__ import annotations

import datetime

from parvis.core.domain.keys import mark_under
from parvis.core.domain.moment import Moment, is_paid, issue_moment, read_moment
from parvis.core.domain.once import Once
from parvis.network.models import House
from parvis.queue.domain.codes import code_of
from parvis.queue.models import Ticket
from parvis.queue.rules import minute_of

#: Tickets of this minute and the last that a full hall takes: more are haste.
CALM = 20
#: The sum that a script does (leading zero bits), or the seconds of waiting that are as good.
BITS, SECONDS = 17, 20
_MINUTE = datetime.timedelta(minutes=1)


def owed(house: House, once: Once, told: tuple[str, str], now: datetime.datetime) -> Moment | None:
    """Return the moment that the form ``once`` owes before it takes a ticket, None in calm times and when it was paid.

    ``told``: the moment's text and the number found for it, as they came with the form. A form that has its ticket owes nothing.
    """
    lately = Ticket.objects.filter(house=house, since__gte=minute_of(now) - _MINUTE).count()
    if lately < CALM or Ticket.objects.filter(locator=code_of(once, house.pk).locator()).exists():
        return None
    mark = mark_under("parvis.queue.moment", b"%d|" % house.pk + once.secret)
    moment = read_moment(told[0], mark)
    if moment is not None and is_paid(moment, told[1]):
        return None
    return moment or issue_moment(mark, BITS, SECONDS)
