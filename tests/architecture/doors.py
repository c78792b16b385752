"""The doors between rooms, read from the import graph: neighbours may enter by ``models`` and ``domain`` only."""

from __future__ import annotations

import grimp

#: What anyone may use of the core: it exists for that. Its views, urls and commands are nobody's.
OPEN_IN_CORE = {
    "codes",
    "daily_seed",
    "documents",
    "domain",
    "enums",
    "etags",
    "forms",
    "globe",
    "languages",
    "letters",
    "models",
    "navigation",
    "page",
    "pictured",
    "random_keys",
    "refusal",
    "said",
    "templatetags",
}
DOORS = {"models", "domain", "enums"}
#: Rooms that may not know a room below them, by any door: what someone asks never meets what someone books.
WALLS = {(room, "seats") for room in ("counsel", "queue", "marks", "meetings", "answers")}


def faults(package: str = "parvis") -> list[str]:
    """Return each import that enters another room by no door, as ``importer → imported``."""
    graph = grimp.build_graph(package, cache_dir=None)
    return [
        f"{importer} → {imported}"
        for importer in sorted(graph.modules)
        for imported in sorted(graph.find_modules_directly_imported_by(importer))
        if not _may_enter(importer, imported)
    ]


def cycles(package: str = "parvis") -> list[str]:
    """Return pairs of modules that reach each other."""
    graph = grimp.build_graph(package, cache_dir=None)
    return [
        f"{module} ⇄ {imported}"
        for module in sorted(graph.modules)
        for imported in graph.find_modules_directly_imported_by(module)
        if imported != module and graph.chain_exists(importer=imported, imported=module)
    ]


def _may_enter(importer: str, imported: str) -> bool:
    inside, target = importer.split("."), imported.split(".")
    if len(target) < 3 or len(inside) < 2 or inside[1] == target[1] or inside[1] == "config" or "tests" in inside:
        return True
    if (inside[1], target[1]) in WALLS:
        return False
    doors = OPEN_IN_CORE if target[1] == "core" else DOORS
    return target[2] in doors
