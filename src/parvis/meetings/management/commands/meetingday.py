"""`parvis meetingday`: plan a day of this site with all the time it needs, publish its plan, give it away as files."""

from __future__ import annotations

import json
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from parvis.core.refusal import Refusal
from parvis.meetings.domain.days import day_with
from parvis.meetings.domain.plan.certifying import say_certificate
from parvis.meetings.domain.plan.composing import compose
from parvis.meetings.domain.plan.making import make_plan, publish_plan, told_problem
from parvis.meetings.enums import PlanState
from parvis.meetings.models import MeetingDay, Plan

TOLD = """
CODE is the code of the date, as it stands in the address of the meeting day's page.

  parvis meetingday list
  parvis meetingday plan CODE --seconds 120     makes a draft; the page of the plan shows it
  parvis meetingday publish CODE                publishes the draft
  parvis meetingday problem CODE --out FILE     the day as the planner and the verifier read it (docs/timetable.md)
"""


class Command(BaseCommand):
    help = "Plan a meeting day of this site, publish its plan, write it down as a file (docs/meetings.md)."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        return super().create_parser(
            prog_name, subcommand, epilog=TOLD, formatter_class=RawDescriptionHelpFormatter, **kwargs
        )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("act", choices=("list", "plan", "publish", "problem"))
        parser.add_argument("code", nargs="?", default="", metavar="CODE", help="the code of the date")
        parser.add_argument(
            "--seconds", type=float, metavar="N", help="how long to plan at most (without: as long as it needs)"
        )
        parser.add_argument("--anew", action="store_true", help="promised meetings may move")
        parser.add_argument("--out", metavar="FILE", help="where the problem is written (without: shown)")

    def handle(self, *_args: Any, **options: Any) -> None:
        acts = {"list": self.list, "plan": self.plan, "publish": self.publish, "problem": self.problem}
        try:
            acts[options["act"]](options)
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal

    def list(self, _options: dict[str, Any]) -> None:
        """Show the days that can be planned."""
        for day in MeetingDay.objects.filter(session__ends__gt=timezone.now()).select_related("session__event__house"):
            said = f"{day.session.starts:%Y-%m-%d} {day.session.event.house.name}: {day.state}, {day.seekers.count()} seekers"
            self.stdout.write(f"{day.session.code}  {said}")

    def plan(self, options: dict[str, Any]) -> None:
        """Make a draft and say its certificate."""
        day = day_with(options["code"])
        drafted = make_plan(day, None, timezone.now(), keeps_promises=not options["anew"], seconds=options["seconds"])
        for sentence in say_certificate(drafted.plan):
            self.stdout.write(sentence)
        for fault in drafted.faults:
            self.stderr.write(fault)
        if drafted.faults:
            message = "The verifier found faults: this plan cannot be published."
            raise CommandError(message)

    def publish(self, options: dict[str, Any]) -> None:
        """Publish the draft."""
        day = day_with(options["code"])
        draft = Plan.objects.filter(day=day, state=PlanState.DRAFT).first()
        if draft is None:
            message = "There is no draft: plan first."
            raise CommandError(message)
        publish_plan(day, draft.pk, None)
        self.stdout.write(f"Published: {draft.number} meetings.")

    def problem(self, options: dict[str, Any]) -> None:
        """Write the day as the planner reads it."""
        told = told_problem(compose(day_with(options["code"])).problem)
        if options["out"]:
            Path(options["out"]).write_text(told, encoding="utf-8")
            self.stdout.write(f"{len(json.loads(told)['seekers'])} seekers written to {options['out']}.")
        else:
            self.stdout.write(told)
