"""Load the sample network that comes with the code; what a house has changed stays as the house has it."""

from __future__ import annotations

from pathlib import Path

from django.db import transaction

from parvis.core.refusal import Refusal
from parvis.network.domain import gazetteer
from parvis.network.domain.keeping import stored_houses, stored_partners, write_house, write_partner
from parvis.network.domain.reading import read_files
from parvis.network.domain.records import NetworkFile
from parvis.network.domain.sample_pages import load_pages
from parvis.network.domain.sample_pictures import load_pictures
from parvis.network.domain.taking import parents_first
from parvis.network.models import House

FOLDER = Path(__file__).resolve().parent.parent / "sample"


def sample_file() -> NetworkFile:
    """Return the sample as it stands in the code; a fault in it is ours and stops the load."""
    file, bad = read_files(sorted(FOLDER.glob("*.toml")))
    if bad:
        message = f"{bad[0].file}, line {bad[0].line}: {bad[0].reason}"
        raise Refusal(message)
    return file


def load_sample() -> dict[str, int]:
    """Create sample places and partners, bring untouched ones to the newest sample; return counts by what became of them.

    A place is untouched while its row's fingerprint is the one the sample left there; a partner is only created.
    The list of the world's towns is made ready too, so that the first visitor who types one does not wait for it.
    """
    gazetteer.prepare()
    with transaction.atomic():
        return _load(sample_file())


def _load(file: NetworkFile) -> dict[str, int]:
    counts = dict.fromkeys(("houses", "partners", "brought up to date", "left as changed"), 0)
    partners = stored_partners()
    for partner in file.partners:
        if partner.slug not in partners:
            write_partner(partner)
            counts["partners"] += 1
    stored = stored_houses(record.slug for record in file.houses)
    hashes = dict(House.objects.values_list("slug", "kept_hash"))
    made = []
    for record in parents_first(file.houses):
        known = stored.get(record.slug)
        fingerprint = known.fingerprint() if known else ""
        if known and fingerprint == record.fingerprint():
            continue
        if known and fingerprint != hashes[record.slug]:
            counts["left as changed"] += 1
            continue
        try:
            house = write_house(record, is_sample_load=True)
        except Refusal:  # letters of visitors lie at a desk that the sample has no more
            counts["left as changed"] += 1
            continue
        made += [] if known else [house]
        counts["brought up to date" if known else "houses"] += 1
    counts |= {"pictures": load_pictures(made), "pages": load_pages(made)}
    return {what: number for what, number in counts.items() if number}
