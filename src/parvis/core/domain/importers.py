"""What an importer is, and how all of them are found: each room's ``importers`` package, one module or folder each.

Deleting the folder takes the importer away; nothing names it elsewhere.
"""

from __future__ import annotations

import pkgutil
from argparse import ArgumentParser
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Protocol

from django.apps import apps

from parvis.core.domain.reports import Ack


class Importer(Protocol):
    """One kind of data that can be taken in: the class ``Importer`` of ``parvis/<room>/importers/<name>``."""

    help: str

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare what stands on the command line after the importer's name."""

    def run(self, ack: Ack, options: dict[str, Any]) -> None:
        """Import, inside the caller's transaction, counting into ``ack``; raise Refusal when nothing may land."""


def importers() -> dict[str, Importer]:
    """Return every importer by its name on the command line, in order of names."""
    found: dict[str, Importer] = {}
    for room in apps.get_app_configs():
        package = f"{room.name}.importers"
        if not room.name.startswith("parvis.") or find_spec(package) is None:
            continue
        for module in pkgutil.iter_modules(import_module(package).__path__):
            if not module.name.startswith("_") and hasattr(
                loaded := import_module(f"{package}.{module.name}"), "Importer"
            ):
                found[module.name] = loaded.Importer()
    return dict(sorted(found.items()))
