"""`parvis ask`: what a house would answer to a visitor's own words, and why; for whoever writes a desk's words."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from parvis.core.languages import INTERFACE_LANGUAGES
from parvis.core.said import say
from parvis.network.models import House
from parvis.search.domain.needs.desks import answering
from parvis.search.domain.needs.finding import Heard, hear, title
from parvis.search.domain.needs.things import rest


class Command(BaseCommand):
    help = "Say which needs are heard in a visitor's words and, with --house, which of its desks answer, and why."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("words", nargs="+", help="what a visitor would write")
        parser.add_argument("--lang", default="en", choices=[*INTERFACE_LANGUAGES], help="language of the page")
        parser.add_argument("--house", default="", metavar="SLUG", help="as its address says: paris")

    def handle(self, *_args: Any, **options: Any) -> None:
        heard = hear(" ".join(options["words"]), options["lang"])
        sure = {found.need for found in heard.sure}
        for found in heard.needs[:5]:
            mark = "*" if found.need in sure else " "
            told = ", ".join(f"“{words}”" for words in found.words) or (
                f"near to “{found.like.text}”" if found.like else ""
            )
            self.stdout.write(f"{mark} {found.surety:.2f}  {title(found.need, heard.language)}  {told}".rstrip())
        if heard.hardship:
            self.stdout.write(f"hardship: {', '.join(sorted(heard.hardship))}")
        self.stdout.write(f"read in {', '.join(one.language for one in heard.reads)}; searched for: “{rest(heard)}”")
        if options["house"]:
            self._desks(heard, options["house"])

    def _desks(self, heard: Heard, slug: str) -> None:
        house = House.objects.prefetch_related("desks").filter(slug=slug.lower()).first()
        if house is None:
            message = f"There is no house “{slug}”."
            raise CommandError(message)
        answers = answering(heard, list(house.desks.all()))
        for place, one in enumerate(answers, 1):
            near = ", the nearest there is" if one.is_nearest else ""
            told = ", ".join(f"“{words}”" for words in one.words)
            self.stdout.write(
                f"{place}. {one.worth:.2f}  {say(one.desk.question, heard.language)}{near}  {told}".rstrip()
            )
        if not answers:
            self.stdout.write("Not clear: a person will know.")
