"""Templates: each compiles, and a wrong prop of a part is an error."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.template import TemplateSyntaxError, engines

SOURCE = Path(__file__).resolve().parents[2] / "src" / "parvis"
NAMES = sorted(
    path.relative_to(folder).as_posix()
    for folder in SOURCE.glob("*/templates")
    for path in folder.rglob("*")
    if path.is_file()
)


@pytest.mark.parametrize("name", NAMES)
def test_every_template_compiles(name: str) -> None:
    engines["django"].get_template(name)


@pytest.mark.parametrize(
    "planted",
    [
        '{% card href="/" titel="a slip" %}',
        '{% card title="no address" %}',
        '{% notice text="x" colour="red" %}',
        '{% pictogram "bread" width="3" %}',
    ],
)
def test_a_wrong_prop_is_an_error(planted: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        engines["django"].from_string(planted)
