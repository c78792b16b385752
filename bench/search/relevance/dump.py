"""`python -m bench.search.relevance.dump FILE`: write every trade that search may show, one JSON object a line."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

import django


def dump(file: Path) -> None:
    """Write the documents of kind trade of the site that the environment names."""
    django.setup()
    from parvis.occupations.domain.documents import documents

    with file.open("w", encoding="utf-8") as lines:
        for document in documents():
            if document.kind == "trade":
                lines.write(json.dumps(asdict(document), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    dump(Path(sys.argv[1]))
