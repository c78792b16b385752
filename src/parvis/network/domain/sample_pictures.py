"""The pictures of the sample: drawn by us, made anew like everybody's, for houses that the sample has just made."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from pathlib import Path

from parvis.core.domain.pictures import make_picture
from parvis.network.domain.picturing import Told, write_picture
from parvis.network.models import House

FOLDER = Path(__file__).resolve().parent.parent / "sample" / "pictures"


def load_pictures(houses: Iterable[House]) -> int:
    """Give ``houses`` their sample pictures; return how many."""
    by_slug = {house.slug: house for house in houses}
    rows = [row for row in tomllib.loads((FOLDER / "pictures.toml").read_text())["picture"] if row["house"] in by_slug]
    for row in rows:
        told = Told(row["alt"], row["credit"], on_house_page=row["on_house_page"])
        made = make_picture((FOLDER / row["file"]).read_bytes())
        write_picture(by_slug[row["house"]], made, told, is_sample=True)
    return len(rows)
