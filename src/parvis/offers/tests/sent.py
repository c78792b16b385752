"""Small made feeds for tests, and the way they are taken in."""

from __future__ import annotations

import contextlib
import csv
import json

from django.core.management import call_command
from django.test import TestCase

from parvis.core.models import ImportReport
from parvis.offers.domain.template import COLUMNS
from parvis.offers.models import Offer

TEXT = (
    "Vous apprenez le métier dans notre fournil : pétrir, façonner, cuire, servir. Une formatrice vous accompagne chaque semaine, "
    "et vous allez à l’école une semaine sur quatre."
)


def row(reference="1", **cells):
    return {
        "reference": reference,
        "kind": "apprenticeship",
        "title": "Boulanger / Boulangère",
        "language": "fr",
        "description": TEXT,
        "company": "Fournil d’essai",
        "town": "Lyon",
        "country": "FR",
        **cells,
    }


def table(path, *rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return path


def posting(reference="p1", **parts):
    return {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "identifier": {"@type": "PropertyValue", "name": "x", "value": reference},
        "title": "Apprentissage - Boulanger (H/F)",
        "inLanguage": "fr",
        "description": f"<p>{TEXT}</p>",
        "employmentType": "APPRENTICESHIP",
        "hiringOrganization": {"@type": "Organization", "name": "FOURNIL D'ESSAI SARL"},
        "jobLocation": {"@type": "Place", "address": {"addressLocality": "LYON", "addressCountry": "FR"}},
        **parts,
    }


def lines(path, *postings):
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in postings), encoding="utf-8")
    return path


def take(what, *paths, **options):
    """Import and return the report; a failed one too."""
    words = [str(path) for path in paths]
    for name, value in options.items():
        words += [f"--{name}"] if value is True else [f"--{name}", str(value)]
    with TestCase.captureOnCommitCallbacks(execute=True), contextlib.suppress(SystemExit):
        call_command("import", what, *words)
    return ImportReport.objects.latest("pk")


def told(path):
    return [(one["reference"], one["state"]) for one in map(json.loads, path.read_text().splitlines())]


def state():
    """Return every column of every offer: equal before and after an import that writes nothing."""
    return list(Offer.objects.order_by("pk").values())
