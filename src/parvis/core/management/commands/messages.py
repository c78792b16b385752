"""`parvis messages`: collect the sentences of the interface, check that ten languages say them all, compile them."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from parvis.core.messages import catalogues, collect, compile_all, gaps, update_all


class Command(BaseCommand):
    help = "Collect the interface's sentences (--update), check all languages say them (--check), compile (--compile)."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--update", action="store_true", help="write new sentences into the catalogues")
        parser.add_argument("--check", action="store_true", help="fail when a sentence is missing, fuzzy or stale")
        parser.add_argument("--compile", action="store_true", help="write the .mo files the site reads")

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["update"]:
            update_all()
            self.stdout.write(
                f"{sum(len(found) for found in collect().values())} sentences in {len(catalogues())} catalogues."
            )
        if options["compile"]:
            compile_all()
        if options["check"]:
            found = gaps()
            for gap in found:
                self.stderr.write(gap)
            if found:
                sys.exit(1)
