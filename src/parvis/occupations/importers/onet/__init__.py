"""`parvis import onet DIR`: interest scores and related occupations of O*NET, through SOC 2010 and ISCO-08; approximate."""

from __future__ import annotations

import re
from argparse import ArgumentParser
from collections.abc import Mapping
from statistics import fmean
from typing import Any

from parvis.core.domain.reports import Ack
from parvis.core.refusal import Refusal
from parvis.occupations.domain.merging import Changes
from parvis.occupations.domain.sources import record_source
from parvis.occupations.enums import Interest, Nearness, Provenance
from parvis.occupations.importers._facts import Facts
from parvis.occupations.importers.onet.files import Job, read_onet
from parvis.occupations.importers.onet.ties import Ties, tie
from parvis.occupations.models import InterestProfile, NearOccupation, Occupation

STRONG = 50  # score from which an interest is named, the strongest three at most; one is always named
RELATED_KEPT = 6
_SOURCE = Provenance.ONET.value


class Importer:
    """O*NET, the American database of occupations."""

    help = (
        "O*NET: interest scores and related occupations for the trades that stand, through the crosswalk from SOC 2010 to "
        "ISCO-08 and shown as approximate; import ESCO first. DIR holds Interests.xlsx, Related Occupations.xlsx and "
        "isco_us_soc2010_crosswalk.xls."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Ask for the folder and, where its Read Me is missing, for the version."""
        parser.add_argument("folder", metavar="DIR", help="folder of O*NET's spreadsheets as published")
        parser.add_argument("--version", dest="onet_version", default="", help="version, where no Read Me tells it")

    def run(self, ack: Ack, options: dict[str, Any]) -> None:
        """Read all spreadsheets, tie them to the trades that stand, and write what they tell."""
        told, jobs = read_onet(ack, options["folder"])
        ack.version = options.get("onet_version") or told
        if not re.fullmatch(r"\d{1,3}(\.\d{1,2})?", ack.version):
            raise Refusal("No Read Me tells the version of O*NET; say it with --version, for example 29.2.")
        if not Occupation.objects.exists():
            raise Refusal("There is no trade to tie O*NET to; import ESCO or load the sample first.")
        ties, facts = tie(jobs), Facts(ack)
        _tell_interests(facts, jobs, ties)
        _tell_related(facts, jobs, ties)
        Changes().touch(Occupation, facts.touched)
        untied = sum(not job.isco for job in jobs.values())
        ack.notes.append(f"{untied:,} of {len(jobs):,} jobs of O*NET stand in no ISCO-08 group of the crosswalk.")
        is_changed = any(ack.total(what) for what in ("created", "changed", "retired"))
        record_source(Provenance.ONET, ack.version, changed=is_changed)


def _tell_interests(facts: Facts, jobs: Mapping[str, Job], ties: Ties) -> None:
    """Tell the mean scores of the jobs that speak for each trade."""
    told = []
    for trade, in_group in sorted(ties.by_group.items()):
        speaking = [
            jobs[code] for code in ties.by_title.get(trade, in_group) if len(jobs[code].scores) == len(Interest)
        ]
        if not speaking:
            continue
        scores = {letter: round(fmean(job.scores[letter] for job in speaking)) for letter in Interest.values}
        ranked = sorted(scores, key=lambda letter: -scores[letter])
        letters = "".join([ranked[0], *(letter for letter in ranked[1:3] if scores[letter] >= STRONG)])
        told.append(
            InterestProfile(occupation_id=trade, source=_SOURCE, letters=letters, scores=scores, is_approximate=True)
        )
    standing = InterestProfile.objects.filter(source=_SOURCE)
    values = ("letters", "scores", "is_approximate")
    facts.tell("interest types", told, ("occupation_id", "source"), values, standing)


def _tell_related(facts: Facts, jobs: Mapping[str, Job], ties: Ties) -> None:
    """Tie trades of the same name as a job to those of the jobs related to it; a group alone would say too much."""
    told = []
    for trade, same in sorted(ties.by_title.items()):
        related = (ties.closest[code] for own in same for code in jobs[own].related if code in ties.closest)
        others = [other for other in dict.fromkeys(related) if other != trade][:RELATED_KEPT]
        told += [
            NearOccupation(
                occupation_id=trade,
                other_id=other,
                source=_SOURCE,
                nearness=Nearness.NEAR.value,
                is_approximate=True,
                rank=rank,
            )
            for rank, other in enumerate(others, 1)
        ]
    standing = NearOccupation.objects.filter(source=_SOURCE)
    values = ("nearness", "is_approximate", "rank")
    facts.tell("related trades", told, ("occupation_id", "other_id", "source"), values, standing)
