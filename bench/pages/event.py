"""Typed into pretix's own shell: one organiser, one public event in the future, a free ticket with 100 seats."""

import datetime
import decimal

from django.utils.timezone import now
from django_scopes import scopes_disabled
from pretix.base.models import Event, Organizer

with scopes_disabled():
    organiser = Organizer.objects.create(name="City of trades", slug="house")
    event = Event.objects.create(
        organizer=organiser,
        name="Bread from field to oven",
        slug="bread",
        currency="EUR",
        date_from=now() + datetime.timedelta(days=60),
        date_to=now() + datetime.timedelta(days=60, hours=2),
        is_public=True,
        live=False,
        plugins="pretix.plugins.sendmail,pretix.plugins.statistics,pretix.plugins.ticketoutputpdf",
    )
    event.set_defaults()
    item = event.items.create(name="Seat", default_price=decimal.Decimal("0.00"), active=True)
    quota = event.quotas.create(name="Seats", size=100)
    quota.items.add(item)
    event.live = True
    event.save()
