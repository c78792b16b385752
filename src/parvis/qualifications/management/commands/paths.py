"""`parvis paths`: every sensible path to a trade from the command line."""

from __future__ import annotations

import json
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.http import QueryDict

from parvis.core.languages import INTERFACE_LANGUAGES
from parvis.qualifications.domain.open_data import find_trade, paths_data
from parvis.qualifications.domain.paths.comparing import CRITERIA
from parvis.qualifications.domain.words import length_words

NAMES = ("country", "isced", "age", "experience", "has", "stay")
TOLD = """
--from says where somebody stands, each part optional: country=CH (or a part, BE-FR), isced=0…8 (what is completed),
age=16 (years), experience=36 (months in the trade), has=CODE (a qualification held; may stand several times),
stay=1 (only paths that cross no border). What is not said excludes nothing; experience not said is none.
--to is the code of a trade, its key in our seed (baker) or its whole name.

  parvis paths --from country=CH,isced=2,age=16 --to baker
  parvis paths --from country=FR,has=abc123,experience=36 --to baker --by level --json
"""


class Command(BaseCommand):
    help = "Show every path to a trade from where somebody stands, as words or as JSON (docs/paths.md)."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        return super().create_parser(
            prog_name, subcommand, epilog=TOLD, formatter_class=RawDescriptionHelpFormatter, **kwargs
        )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--from", dest="standing", default="", metavar="PAIRS", help="where somebody stands")
        parser.add_argument("--to", required=True, metavar="TRADE", help="code, key or name of the trade")
        parser.add_argument("--by", default=CRITERIA[0], choices=CRITERIA, help="what comes first")
        parser.add_argument("--lang", default="en", choices=[*INTERFACE_LANGUAGES], help="language of the titles")
        parser.add_argument("--json", action="store_true", help="one JSON object")

    def handle(self, *_args: Any, **options: Any) -> None:
        code = find_trade(options["to"])
        data = paths_data(code, _read(options), options["lang"]) if code else None
        if data is None:
            message = f"No trade is called “{options['to']}”. Give its code, its key in our seed, or its whole name."
            raise CommandError(message)
        if options["json"]:
            self.stdout.write(json.dumps(data, ensure_ascii=False))
            return
        for sentence in data["not_understood"]:
            self.stderr.write(sentence)
        for number, route in enumerate(data["routes"], 1):
            length = length_words(
                route["months_known_part"], route["months_max"], is_known=route["months_min"] is not None
            )
            steps = " + ".join(f"{step['title']} ({step['country']}, {step['id']})" for step in route["steps"])
            level = f"level {route['eqf']}" if route["eqf"] else "level not known"
            self.stdout.write(f"{number:3}. {steps}: {length}, {level}")
        for end in data["closed"]:
            missing = ", ".join(end["missing"]) if end["is_entry_known"] else "its entries are not known"
            self.stdout.write(f"  –  {end['title']} ({end['country']}, {end['id']}): {missing}")
        if data["unknown_countries"]:
            self.stdout.write(f"Nothing is known in {', '.join(data['unknown_countries'])}.")


def _read(options: dict[str, Any]) -> QueryDict:
    """Return ``--from`` as an address would say it; end with a sentence when a part is none of ours."""
    said = QueryDict(mutable=True)
    for pair in filter(None, (part.strip() for part in options["standing"].split(","))):
        name, sign, value = pair.partition("=")
        if not sign or name.strip() not in NAMES:
            message = f"“{pair}” is not understood: --from takes {', '.join(NAMES)}, each as name=value."
            raise CommandError(message)
        said.appendlist(name.strip(), value.strip())
    said["by"] = options["by"]
    return said
