"""`parvis calendars`: the calendars that houses follow; add, list, leave, fetch them again."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from parvis.agenda.domain.arriving import house_named, kind_named
from parvis.agenda.domain.following import follow, unfollow
from parvis.agenda.importers.icalendar.following import refetch
from parvis.agenda.models import Calendar
from parvis.core.refusal import Refusal


class Command(BaseCommand):
    help = (
        "Calendars (iCalendar) that houses follow. «fetch» asks each sender what moved, and takes in what differs as drafts: "
        "run it once an hour or once a day. Ends with status 1 when a calendar could not be read."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", metavar="ACT", required=True)
        acts.add_parser("list", help="show them, and what went wrong last")
        add = acts.add_parser("add", help="follow one more")
        add.add_argument("house", metavar="HOUSE")
        add.add_argument("url", metavar="ADDRESS", help="https://… or webcal://…")
        add.add_argument("--name", required=True, help="a short name for it")
        add.add_argument("--kind", default="open-day", help="the kind of its events (open-day)")
        add.add_argument("--language", default="", help="the language of its texts (the house's)")
        leave = acts.add_parser("leave", help="follow one no longer; its events stay")
        leave.add_argument("name")
        fetch = acts.add_parser("fetch", help="ask again: all of them, or those named")
        fetch.add_argument("names", nargs="*", metavar="NAME")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            getattr(self, f"_{options['act']}")(options)
        except Refusal as refusal:
            self.stderr.write(str(refusal))
            sys.exit(1)

    def _list(self, _options: dict[str, Any]) -> None:
        for one in Calendar.objects.select_related("house"):
            state = one.trouble or (f"fetched on {one.fetched_on}" if one.fetched_on else "not fetched yet")
            self.stdout.write(f"{one.name}  {one.house.slug}  {one.url}  {state}")

    def _add(self, options: dict[str, Any]) -> None:
        house = house_named(options["house"])
        kind = kind_named(options["kind"], house)
        added = follow(house, kind, options["url"], options["name"], options["language"])
        self.stdout.write(
            f"{house.name} follows «{added.name}». «parvis calendars fetch {added.name}» takes its events in."
        )

    def _leave(self, options: dict[str, Any]) -> None:
        calendar = Calendar.objects.filter(name=options["name"]).first()
        if calendar is None:
            message = f"There is no calendar «{options['name'][:60]}»."
            raise Refusal(message)
        unfollow(calendar)

    def _fetch(self, options: dict[str, Any]) -> None:
        wanted = Calendar.objects.select_related("house", "kind")
        if options["names"]:
            wanted = wanted.filter(name__in=options["names"])
        has_trouble = False
        for one in wanted:
            report = refetch(one)
            has_trouble = has_trouble or bool(one.trouble)
            self.stdout.write(f"{one.name}: {one.trouble or (report.sentence if report else 'nothing moved.')}")
        if has_trouble:
            sys.exit(1)
