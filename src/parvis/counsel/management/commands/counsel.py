"""`parvis counsel tell`: the mail that something waits at a desk; nothing of it is in the mail."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from parvis.core.refusal import Refusal
from parvis.counsel.domain.telling import tell_officers


class Command(BaseCommand):
    help = (
        "Letters to desks: «tell» mails officers who want it that something waits, once a working day at most. Run it each morning. "
        "Ends with status 1 when a mail could not be sent: run again, nobody gets two."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", metavar="ACT", required=True)
        acts.add_parser("tell", help="send the mails of today")

    def handle(self, *_args: Any, **_options: Any) -> None:
        try:
            sent = tell_officers(timezone.now())
        except Refusal as refusal:
            self.stderr.write(str(refusal))
            sys.exit(1)
        self.stdout.write(f"{sent.told} told, {sent.failed} not reached.")
        if sent.failed:
            sys.exit(1)
