"""`parvis meetings`: plan a meeting day, verify a plan, and solve the published B2B instances. No house, no database."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, ArgumentTypeError, RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from parvis.core.domain.whole_files import write_whole
from parvis.core.refusal import Refusal
from parvis.timetable.domain.b2b.reading import NotAnEvent, read_event
from parvis.timetable.domain.b2b.solving import Answer, solve
from parvis.timetable.domain.planning import plan_of
from parvis.timetable.domain.reading import read_problem
from parvis.timetable.domain.verifying import verdict_on

_B2B_SECONDS = 300.0
_PLAN = """
The problem and the plan are JSON (docs/timetable.md; schemas in src/parvis/timetable/schema). The same file and seed give the same plan,
unless --seconds ends first; the plan then says “stopped”.

  parvis meetings plan day.json --out plan.json
"""
_VERIFY = """
Every rule and figure is counted anew from the two files, by code that the planner does not share. Faults are told one a line, and the
command ends with status 1; without any it says so and ends with 0.
"""
_B2B = """
Reads an instance of the business-to-business meeting scheduling problem (Bofill et al., JAIR 74, 2022) and prints one JSON object:
breaks (of the best schedule found), bound (no schedule has fewer), optimal (both are the same), seconds. breaks is null when no schedule was
found, bound too when there is none at all. Proofs by clauses need the extra: pip install parvis[proofs].
"""


class Command(BaseCommand):
    help = "Plan who meets whom on a meeting day, verify a plan, solve published instances: plan, verify, b2b (docs/timetable.md)."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", metavar="ACT", required=True)

        def act(name: str, words: str, more: str, files: dict[str, str]) -> ArgumentParser:
            added = acts.add_parser(
                name, help=words, description=words, epilog=more, formatter_class=RawDescriptionHelpFormatter
            )
            for file, meaning in files.items():
                added.add_argument(file, type=Path, metavar=file.upper(), help=meaning)
            return added

        plan = act("plan", "make the plan of a day, with its certificate", _PLAN, {"file": "the day, as JSON"})
        plan.add_argument("--seconds", type=_seconds, help="stop improving after so many; as long as it takes without")
        plan.add_argument("--seed", type=_seed, help="who is first among equals; the file’s own without")
        plan.add_argument("--out", type=Path, required=True, metavar="PLAN.JSON", help="where to write the plan")
        act("verify", "say whether a plan is sound", _VERIFY, {"file": "the day, as JSON", "plan": "its plan, as JSON"})
        b2b = act("b2b", "fewest breaks of a published instance", _B2B, {"file": "the instance (.dzn)"})
        b2b.add_argument("--seconds", type=_seconds, default=_B2B_SECONDS, help=f"at most; {_B2B_SECONDS:.0f} without")
        b2b.add_argument("--out", type=Path, metavar="FILE.JSON", help="where to write the schedule")

    def handle(self, *_args: Any, **options: Any) -> None:
        acts = {"plan": self._plan, "verify": self._verify, "b2b": self._b2b}
        acts[options["act"]](options)

    def _plan(self, options: dict[str, Any]) -> None:
        try:
            problem = read_problem(_read(options["file"]))
        except Refusal as refusal:
            message = f"«{options['file'].name}» cannot be planned: {refusal}"
            raise CommandError(message) from refusal
        plan = plan_of(problem, seconds=options["seconds"], seed=options["seed"])
        _write(options["out"], plan.as_json())
        told = plan.certificate
        self.stdout.write(
            f"{options['out']} is written: {len(plan.meetings)} meetings, {len(plan.unserved)} of {len(problem.seekers)} without one;"
            f" value {told.value}, bound {told.bound:.0f}, gap {told.gap:.4%}; {told.gaps} waiting slots; {plan.seconds:.1f} s."
        )

    def _verify(self, options: dict[str, Any]) -> None:
        verdict = verdict_on(_read(options["file"]), _read(options["plan"]))
        for fault in verdict.faults:
            self.stdout.write(fault)
        if not verdict.is_sound:
            sys.exit(1)
        self.stdout.write(
            f"Sound: {verdict.meetings} meetings of {verdict.served} seekers ({verdict.eligible} may meet somebody);"
            f" value {verdict.value}, and no plan is worth more than {verdict.bound:.0f}."
        )

    def _b2b(self, options: dict[str, Any]) -> None:
        path: Path = options["file"]
        try:
            event = read_event(_read(path).decode("utf-8"))
        except (UnicodeDecodeError, NotAnEvent) as error:
            reason = "It is no text in UTF-8." if isinstance(error, UnicodeDecodeError) else str(error)
            message = f"«{path.name}» is no instance: {reason}"
            raise CommandError(message) from error
        answer = solve(event, options["seconds"])
        if options["out"] and answer.schedule is not None:
            _write(options["out"], _schedule(answer))
        if answer.schedule is None:
            self.stderr.write("No schedule was found." if answer.is_possible else "There is no schedule at all.")
        self.stdout.write(json.dumps(answer.as_json()))


def _schedule(answer: Answer) -> dict[str, Any]:
    """Return the schedule as a file: the slot of each meeting, counted from 1 as in the instance."""
    slots = [slot + 1 for slot in answer.schedule or ()]
    return {"format": "parvis-b2b-schedule-1", **answer.as_json(), "slots": slots}


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        message = f"«{path}» cannot be read: {error.strerror}."
        raise CommandError(message) from error


def _write(path: Path, value: dict[str, Any]) -> None:
    try:
        write_whole(
            path, json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace") + b"\n"
        )
    except OSError as error:
        message = f"«{path}» cannot be written: {error.strerror}. Nothing was left there."
        raise CommandError(message) from error


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= 86_400:
        raise ArgumentTypeError("write seconds, more than 0 and at most a day")
    return seconds


def _seed(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or int(text) > 2**53 - 1:
        raise ArgumentTypeError("write a whole number from 0 to 9007199254740991")
    return int(text)
