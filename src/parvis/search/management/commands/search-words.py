"""`parvis search-words`: what is asked for, where the house counts it; never under 11 askings."""  # noqa: N999  people type this name

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from parvis.search.domain.wordcount import LEAST_SHOWN, shown_counts


class Command(BaseCommand):
    help = f"Show words asked for at least {LEAST_SHOWN} times (PARVIS_SEARCH_LOG must be on for them to be counted)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--limit", type=int, default=100, help="lines to show")

    def handle(self, *_args: Any, **options: Any) -> None:
        counts = shown_counts(options["limit"])
        for language, words, number in counts:
            self.stdout.write(f"{number:7}  {language}  {words}")
        if not counts:
            self.stdout.write(f"Nothing was asked for {LEAST_SHOWN} times or more.")
