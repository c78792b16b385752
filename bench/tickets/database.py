"""Tickets on a database, one process: 500 taken, then called, seated and let go at ten tables. Prints one line of JSON."""

from __future__ import annotations

import json
import time

import django

NUMBER, TABLES = 500, 10


def main() -> None:
    """Make a house with a line, and measure."""
    django.setup()
    from bench.common.measure import quantile
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from django.utils import timezone

    from parvis.core.domain.once import Once
    from parvis.network.models import House
    from parvis.queue.domain.calling import call_next, serve
    from parvis.queue.domain.tables import Offered, open_table
    from parvis.queue.domain.taking import Wanted, take_ticket
    from parvis.queue.models import Flow

    place = House.objects.create(
        slug="bench", code="bench", name="Bench", name_language="fr", country="FR", town="Lyon", latitude=45.7, longitude=4.8,
        time_zone="Europe/Paris", languages=["fr", "ar"], revision=1,
    )  # fmt: skip
    Flow.objects.create(house=place, mode="theme")
    now = timezone.now()
    numbers = [
        open_table(place, Offered("", [], ["fr", "ar"] if each % 3 == 0 else ["fr"]), now).number
        for each in range(TABLES)
    ]
    takes, calls = [], []
    for each in range(NUMBER):
        wanted = Wanted("", "ar" if each % 10 == 0 else "fr", "fr")
        begun = time.perf_counter()
        take_ticket(place, wanted, Once(b"bench-%d" % each), now)
        takes.append(time.perf_counter() - begun)
    for each in range(NUMBER):
        number = numbers[each % TABLES]
        begun = time.perf_counter()
        ticket = call_next(place, number, now)
        calls.append(time.perf_counter() - begun)
        if ticket is not None:
            serve(place, number, ticket.pk, now)
    told = {
        "takes_per_second": NUMBER / sum(takes),
        "calls_per_second": NUMBER / sum(calls),
        "take_p95_ms": 1000 * quantile(takes, 0.95),
        "call_p95_ms": 1000 * quantile(calls, 0.95),
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
