"""`parvis search`: ask from the command line, one question or a file of them."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from parvis.core.languages import INTERFACE_LANGUAGES
from parvis.search.domain import indexing
from parvis.search.domain.asking import Answer, ask
from parvis.search.domain.questions import Question, clean
from parvis.search.domain.showing import result_data
from parvis.search.engine import Filters


class Command(BaseCommand):
    help = (
        'Ask what visitors ask. With --batch, one JSON line {"q", "lang"} in, one JSON line '
        '{"q", "lang", "took_ms", "results"} out, in order. The index is brought up to date first.'
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("words", nargs="*", help="the question")
        parser.add_argument("--lang", default="en", choices=[*INTERFACE_LANGUAGES], help="language of the page")
        parser.add_argument("--kind", default="", help="only this kind: trade, skill, house, desk, page")
        parser.add_argument("--limit", type=int, default=10, help="results a question, 1 to 100")
        parser.add_argument("--batch", metavar="FILE", help="questions, one JSON object a line; - for standard input")
        parser.add_argument("--as-is", action="store_true", help="do not bring the index up to date first")

    def handle(self, *_args: Any, **options: Any) -> None:
        if not 1 <= options["limit"] <= 100:
            raise CommandError("--limit is a number from 1 to 100.")
        if not options["as_is"]:
            self._bring_up_to_date(is_whole=bool(options["batch"]))
        if options["batch"]:
            self._batch(options)
        elif options["words"]:
            self._list(self._ask(" ".join(options["words"]), options["lang"], options), options["lang"])
        else:
            raise CommandError("Say what to search for, or give --batch FILE.")

    def _bring_up_to_date(self, *, is_whole: bool) -> None:
        """Bring the words up to date, which takes seconds; a batch also waits for the sentence vectors, which take minutes."""
        behind = {"missing", "behind", "meaningless"} if is_whole else {"missing", "behind"}
        if indexing.state() in behind:
            call_command("index", stdout=self.stderr, verbosity=0, words=not is_whole)

    def _ask(self, text: str, language: str, options: dict[str, Any]) -> Answer:
        return ask(Question(clean(text), language, Filters(kind=options["kind"]), 1, options["limit"]))

    def _list(self, answer: Answer, language: str) -> None:
        for place, result in enumerate(answer.results, 1):
            data = result_data(result, language)
            self.stdout.write(
                f"{place:3}. {data['title']}  [{data['kind']} {data['id']} {data['isco']}]  {data['score']}"
            )
        meant = f", read as “{answer.meant}”" if answer.meant else ""
        self.stdout.write(f"{answer.total} found in {answer.took_ms} ms{meant}")

    def _batch(self, options: dict[str, Any]) -> None:
        name = options["batch"]
        try:
            lines = (sys.stdin if name == "-" else Path(name).open(encoding="utf-8")).readlines()  # noqa: SIM115  read at once
        except (OSError, UnicodeDecodeError) as error:
            message = f"{name} cannot be read: {error}"
            raise CommandError(message) from error
        for number, line in enumerate(lines, 1):
            if line.strip():
                text, language = self._asked(line, number, options["lang"])
                answer = self._ask(text, language, options)
                results = [result_data(result, language) for result in answer.results]
                out = {"q": text, "lang": language, "took_ms": answer.took_ms, "results": results}
                said = json.dumps(out, ensure_ascii=False)
                self.stdout.write(said.encode(errors="backslashreplace").decode())  # half a pair stays \ud800 in JSON

    def _asked(self, line: str, number: int, language: str) -> tuple[str, str]:
        """Return question and language of one line; end with a sentence when it is no such line."""
        try:
            asked = json.loads(line)
            return str(asked["q"]), str(asked.get("lang") or language)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            message = f'Line {number} is not {{"q": …, "lang": …}}.'
            raise CommandError(message) from error
