"""Made feeds of offers: as many records as asked for, each unlike the others, in CSV or JSON-LD lines.

Titles are names of ESCO trades where the installation has them, towns are real ones, texts vary in words and length.
Nothing here is a real offer. The same number gives the same file.
"""

from __future__ import annotations

import csv
import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path

TITLES = (
    "Boulanger / Boulangère", "Électricien H/F", "Plombier chauffagiste (H/F)", "Coiffeur", "Menuisier", "Cuisinier H/F",
    "Vendeur en boulangerie", "Mécanicien automobile", "Aide-soignant", "Comptable", "Développeur web F/H", "Maçon",
    "Peintre en bâtiment", "Serveur", "Paysagiste", "Soudeur", "Technicien de maintenance", "Assistant de gestion",
)  # fmt: skip
TOWNS = (
    ("75011", "Paris"), ("69003", "Lyon"), ("13001", "Marseille"), ("31000", "Toulouse"), ("06000", "Nice"), ("44000", "Nantes"),
    ("34000", "Montpellier"), ("67000", "Strasbourg"), ("33000", "Bordeaux"), ("59000", "Lille"), ("35000", "Rennes"),
    ("51100", "Reims"), ("42000", "Saint-Étienne"), ("83000", "Toulon"), ("38000", "Grenoble"), ("21000", "Dijon"),
    ("30000", "Nîmes"), ("49000", "Angers"), ("53000", "Laval"), ("", ""),
)  # fmt: skip
KINDS = ("apprenticeship",) * 6 + ("traineeship",) + ("job",) * 3
TEXT = (
    "accueil client équipe atelier chantier pain four matériel sécurité livraison commande outil pièce plan mesure qualité service "
    "bois métal peinture jardin cuisine salle soin logiciel réseau stock vente conseil entretien réparation nettoyage horaire matin"
)
WORDS = TEXT.split()


def offers(number: int, seed: int = 1) -> Iterator[dict[str, str]]:
    """Yield ``number`` rows of the template."""
    chance = random.Random(seed)
    for each in range(number):
        postcode, town = chance.choice(TOWNS)
        kind = chance.choice(KINDS)
        text = "\n\n".join(
            " ".join(chance.choices(WORDS, k=chance.randint(20, 60))).capitalize() + "." for _ in range(3)
        )
        yield {
            "reference": f"B{each}",
            "kind": kind,
            "title": chance.choice(TITLES),
            "language": "fr",
            "description": text,
            "company": f"Entreprise d’essai {each % 50_000}",
            "postcode": postcode,
            "town": town,
            "country": "FR",
            "eqf": str(chance.randint(3, 6)),
            "contract": "contrat d’essai",
            "months_min": "12",
            "months_max": "24",
            "start": f"2027-{chance.randint(1, 12):02}-01",
            "apply_link": f"https://offers.example/{each}",
            "published": "2026-11-01",
            "ends": "2030-12-31",
            "written_agreement": chance.choice(("yes", "no", "")),
        }


def posting(row: dict[str, str]) -> dict[str, object]:
    """Return a row as a JobPosting."""
    return {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "identifier": row["reference"],
        "title": f"{'Apprentissage - ' if row['kind'] == 'apprenticeship' else ''}{row['title']}",
        "description": "<p>" + row["description"].replace("\n\n", "</p><p>") + "</p>",
        "inLanguage": "fr",
        "employmentType": {"apprenticeship": "APPRENTICESHIP", "traineeship": "INTERN", "job": "FULL_TIME"}[
            row["kind"]
        ],
        "hiringOrganization": {"@type": "Organization", "name": row["company"]},
        "jobLocation": {
            "@type": "Place",
            "address": {"addressLocality": row["town"], "postalCode": row["postcode"], "addressCountry": "FR"},
        },
        "datePosted": row["published"],
        "validThrough": row["ends"],
        "url": row["apply_link"],
    }


def write(path: Path, number: int, seed: int = 1) -> None:
    """Write a feed of ``number`` offers: CSV, or JSON lines for .jsonl."""
    rows = offers(number, seed)
    with path.open("w", encoding="utf-8", newline="") as file:
        if path.suffix == ".jsonl":
            for row in rows:
                file.write(json.dumps(posting(row), ensure_ascii=False) + "\n")
            return
        first = next(rows)
        table = csv.DictWriter(file, first.keys())
        table.writeheader()
        table.writerow(first)
        table.writerows(rows)


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))
