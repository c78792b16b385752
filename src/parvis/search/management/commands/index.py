"""`parvis index`: bring the search index up to date with the database, or build it anew."""

from __future__ import annotations

import os
import threading
from argparse import SUPPRESS, ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from parvis.search.domain import indexing


class Command(BaseCommand):
    help = (
        "Bring the search index up to date with the database; it is built anew beside the old one when that is due. "
        "The site answers from the old one meanwhile."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--rebuild", action="store_true", help="build it anew even when nothing changed")
        parser.add_argument(
            "--words",
            action="store_true",
            help="leave the sentence vectors to the running site, which makes them by itself",
        )
        parser.add_argument("--attended", action="store_true", help=SUPPRESS)

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["attended"]:
            threading.Thread(target=_end_with_the_caller, daemon=True).start()
        console = Console(file=self.stdout, highlight=False)  # type: ignore[arg-type]  # a wrapped text stream
        columns = (
            SpinnerColumn(),
            TextColumn("{task.description}"),
            TextColumn("{task.completed}"),
            TimeElapsedColumn(),
        )
        with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bars:
            tasks = {"words": bars.add_task("things", total=None), "meaning": bars.add_task("sentences", total=None)}

            def progress(step: str, done: int) -> None:
                bars.update(tasks[step], completed=done)

            try:
                written = indexing.rebuild(progress) if options["rebuild"] else indexing.follow(progress)
                encoded = 0 if options["words"] else indexing.add_meaning(progress)
            except OSError as error:
                message = f"The index could not be written ({error.strerror}); the old one stays."
                raise CommandError(message) from error
        if options["verbosity"]:
            self.stdout.write(f"{written} things written, {encoded} sentences by meaning.")


def _end_with_the_caller() -> None:
    """Wait until standard input closes, which it does when the caller ends, and end at once; a build half done is thrown away."""
    os.read(0, 1)  # not through sys.stdin, whose lock would stop this process from ending when its work is done
    os._exit(1)
