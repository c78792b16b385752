"""Bring the authored trades into the database: what is missing is created, what the seed wrote is brought up to date,
what a house has changed is left alone. Seed first and ESCO later, or the other way round, end in the same rows.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from parvis import __version__
from parvis.occupations.domain.everyday import apply_everyday
from parvis.occupations.domain.groups import ensure_isco
from parvis.occupations.domain.homes import home_of
from parvis.occupations.domain.marks import digest, may_write
from parvis.occupations.domain.merging import Changes, change, create, fresh_codes
from parvis.occupations.domain.names import names_of
from parvis.occupations.domain.seed_files import SeedTrade, seed_trades
from parvis.occupations.domain.sources import record_source
from parvis.occupations.enums import Nearness, Provenance, WordsKind
from parvis.occupations.models import (
    InterestProfile,
    NearOccupation,
    Occupation,
    OccupationText,
    OccupationWords,
    Sheet,
)

CHECKED_ON = date(2026, 11, 23)  # when the authored sentences were last read over
DUE_AFTER = timedelta(days=365)
_TRADE_FIELDS = ("seed_key", "isco_id", "sector", "pictogram", "rome_codes", "checked_on", "seed_marks", "revision")


def load_seed() -> dict[str, int]:
    """Load the authored trades and words; return the rows written by what they are."""
    with transaction.atomic():
        return _Loading(Changes(), seed_trades().values()).load()


class _Loading:
    """One loading of the seed: trades first, then what hangs on them."""

    def __init__(self, changes: Changes, seeds: Iterable[SeedTrade]) -> None:
        self.changes = changes
        self.seeds = {seed.uri: seed for seed in seeds}
        self.trades = {trade.uri: trade for trade in Occupation.objects.filter(uri__in=self.seeds)}
        self.touched: set[int] = set()

    def load(self) -> dict[str, int]:
        """Load everything, and return what was written."""
        counts = {"trades": self._make_trades(), "texts": self._write_texts(), "sheets": self._write_sheets()}
        counts["interests"] = self._write_interests()
        counts["near trades"] = self._write_near()
        if self.touched:
            touched = [trade for trade in self.trades.values() if trade.pk in self.touched]
            for trade in touched:
                trade.revision = self.changes.revision
            Occupation.objects.bulk_update(touched, ["seed_marks", "revision"])
        counts["everyday words"] = apply_everyday(self.changes)
        record_source(Provenance.SEED, __version__, changed=any(counts.values()))
        return {what: number for what, number in counts.items() if number}

    def _make_trades(self) -> int:
        ensure_isco({seed.isco for seed in self.seeds.values()})
        missing = set(self.seeds) - set(self.trades)
        codes = fresh_codes(Occupation, missing)
        made = [Occupation(uri=uri, code=codes[uri], revision=self.changes.revision) for uri in sorted(missing)]
        changed = [trade for trade in self.trades.values() if self._settle(trade)]
        for trade in made:
            self._settle(trade)
        create(made)
        for trade in changed:
            trade.revision = self.changes.revision
        Occupation.objects.bulk_update(changed, _TRADE_FIELDS)
        self.trades = {trade.uri: trade for trade in Occupation.objects.filter(uri__in=self.seeds)}
        return len(made) + len(changed)

    def _settle(self, trade: Occupation) -> bool:
        """Set what the seed says of the trade itself; return whether that changed it."""
        seed = self.seeds[trade.uri]
        before = [getattr(trade, name) for name in _TRADE_FIELDS[:-2]]
        trade.seed_key, trade.checked_on = seed.key, CHECKED_ON
        trade.isco_id = trade.isco_id or seed.isco
        if seed.rome and seed.rome not in trade.rome_codes:
            trade.rome_codes = sorted({*trade.rome_codes, seed.rome})
        usual = home_of(trade.isco_id)
        for name, by_isco in zip(("sector", "pictogram"), usual, strict=True):
            current, wanted = getattr(trade, name), getattr(seed, name)
            if current == by_isco or may_write(trade, name, current, wanted):
                setattr(trade, name, wanted)
                trade.seed_marks[name] = digest(wanted)
        return before != [getattr(trade, name) for name in _TRADE_FIELDS[:-2]]

    def _mark(self, trade: Occupation, mark: str, value: Any) -> None:
        trade.seed_marks[mark] = digest(value)
        self.touched.add(trade.pk)

    def _write_texts(self) -> int:
        there = {
            (row.occupation_id, row.language): row
            for row in OccupationText.objects.filter(occupation__in=self.trades.values())
        }
        new: list[OccupationText] = []
        changed: list[OccupationText] = []
        for uri, trade in self.trades.items():
            seed = self.seeds[uri]
            for language, label in seed.labels.items():
                text = there.get((trade.pk, language)) or OccupationText(occupation=trade, language=language)
                is_written = self._take_label(trade, text, label)
                if may_write(trade, f"summary.{language}", text.summary, seed.summaries.get(language, "")):
                    text.summary = seed.summaries.get(language, "")
                    self._mark(trade, f"summary.{language}", text.summary)
                    is_written = True
                if is_written:
                    (changed if text.pk else new).append(text)
        create(new)
        change(changed, ("occupation_id", "language"), ("label", "label_source", "summary"))
        return len(new) + len(changed)

    def _take_label(self, trade: Occupation, text: OccupationText, label: str) -> bool:
        """Put our label in place of a source's; the source's own stays among the names."""
        mark = f"label.{text.language}"
        is_theirs = bool(text.label) and text.label_source != Provenance.SEED
        if not is_theirs and not may_write(trade, mark, text.label, label):
            return False
        if is_theirs:
            self._keep_as_name(text, label)
        text.label, text.label_source = label, Provenance.SEED
        self._mark(trade, mark, label)
        return True

    def _keep_as_name(self, text: OccupationText, shown: str) -> None:
        key: dict[str, Any] = {
            "occupation_id": text.occupation_id,
            "language": text.language,
            "kind": WordsKind.ALTERNATIVE,
        }
        there = OccupationWords.objects.filter(**key).first()
        names = names_of(text.label, there.words if there else (), shown)
        OccupationWords.objects.update_or_create(**key, defaults={"words": names})

    def _write_sheets(self) -> int:
        there = {
            (row.occupation_id, row.language): row for row in Sheet.objects.filter(occupation__in=self.trades.values())
        }
        written = 0
        for uri, trade in self.trades.items():
            for language, told in self.seeds[uri].sheets.items():
                sheet = there.get((trade.pk, language)) or Sheet(occupation=trade, language=language)
                current = [sheet.day, sheet.likes, sheet.hard, sheet.tries] if sheet.pk else None
                wanted = [told["day"].strip(), told["likes"], told["hard"], told["try"]]
                if sheet.is_sample and may_write(trade, f"sheet.{language}", current, wanted):
                    sheet.day, sheet.likes, sheet.hard, sheet.tries = wanted
                    sheet.checked_on, sheet.due_on = CHECKED_ON, CHECKED_ON + DUE_AFTER
                    sheet.save()
                    self._mark(trade, f"sheet.{language}", wanted)
                    written += 1
        return written

    def _write_interests(self) -> int:
        there = {
            row.occupation_id: row
            for row in InterestProfile.objects.filter(occupation__in=self.trades.values(), source=Provenance.SEED)
        }
        written = 0
        for uri, trade in self.trades.items():
            letters = self.seeds[uri].interests
            profile = there.get(trade.pk) or InterestProfile(occupation=trade, source=Provenance.SEED)
            if letters and may_write(trade, "interests", profile.letters, letters):
                profile.letters = letters
                profile.save()
                self._mark(trade, "interests", letters)
                written += 1
        return written

    def _write_near(self) -> int:
        """Tie trades as the seed says; ties that stand and were not told anew stay as they are."""
        by_key = {seed.key: self.trades[uri] for uri, seed in self.seeds.items()}
        written = 0
        for uri, trade in self.trades.items():
            others = [by_key[key] for key in self.seeds[uri].near if key in by_key and by_key[key] != trade]
            near = [other.code for other in others]
            if trade.seed_marks.get("near") == digest(near):
                continue
            tie = {"occupation": trade, "source": Provenance.SEED}
            NearOccupation.objects.filter(**tie).delete()
            create(
                [NearOccupation(**tie, other=one, nearness=Nearness.NEAR, rank=at) for at, one in enumerate(others, 1)]
            )
            self._mark(trade, "near", near)
            written += len(others)
        return written
