"""What an exporter is, and how all of them are found: each room's ``exporters`` package, one module each."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from typing import Protocol, runtime_checkable

from django.apps import apps


class Exporter(Protocol):
    """One kind of data that can be given out: the class ``Exporter`` of ``parvis/<room>/exporters/<name>``."""

    help: str

    def lines(self) -> Iterator[str]:
        """Yield the lines of the file, without their ends."""


@runtime_checkable
class Spreadsheet(Protocol):
    """An exporter that gives out a spreadsheet too."""

    def spreadsheet(self) -> bytes:
        """Return the .xlsx file."""


def exporters() -> dict[str, Exporter]:
    """Return every exporter by its name on the command line, in order of names."""
    found: dict[str, Exporter] = {}
    for room in apps.get_app_configs():
        package = f"{room.name}.exporters"
        if room.name.startswith("parvis.") and find_spec(package) is not None:
            for module in pkgutil.iter_modules(import_module(package).__path__):
                name = module.name.replace("_", "-")
                found[name] = import_module(f"{package}.{module.name}").Exporter()
    return dict(sorted(found.items()))
