"""ISCO-08 groups and the groups of skills, with what they are called."""

from __future__ import annotations

from typing import Any

from parvis.core.domain.tables import rows_of
from parvis.occupations.domain.groups import ensure_isco, is_isco
from parvis.occupations.domain.merging import change, merge, standing
from parvis.occupations.domain.names import clean, clean_paragraphs
from parvis.occupations.importers.esco.pieces import EscoPiece
from parvis.occupations.importers.esco.state import Row, State, fault_of_label, fault_of_uri, good_batches
from parvis.occupations.models import IscoGroup, IscoGroupText, SkillGroup, SkillGroupText

LABEL = 400  # characters a label may have


def take_isco_groups(state: State, one: EscoPiece) -> None:
    """Take in ISCOGroups_xx.csv."""
    thing = f"ISCO-08 groups {one.language}"

    def fault(cells: list[str]) -> str:
        uri, code, label = cells[:3]
        if not is_isco(code):
            return f"«{code[:20]}» is not an ISCO-08 code"
        return fault_of_uri(uri, "isco/") or fault_of_label(label, LABEL)

    columns = (("conceptUri", "code", "preferredLabel"), ("description",))
    for rows in good_batches(state, one, thing, columns, fault):
        ensure_isco({cells[1] for _, cells in rows})
        groups = [IscoGroup(code=cells[1], uri=cells[0], parent_id=cells[1][:-1] or None) for _, cells in rows]
        merge(groups, ("code",), ("uri",))
        texts = [
            IscoGroupText(
                group_id=cells[1], language=one.language, label=clean(cells[2]), description=clean_paragraphs(cells[3])
            )
            for _, cells in rows
        ]
        _keep(state, one, thing, texts, ("label", "description"))


def take_skill_groups(state: State, one: EscoPiece) -> None:
    """Take in skillGroups_xx.csv."""
    thing = f"skill groups {one.language}"

    def fault(cells: list[str]) -> str:
        uri, label, code = cells
        if len(code) > 20:
            return f"«{code[:20]}…» is not the code of a group of skills"
        return fault_of_uri(uri, "") or fault_of_label(label, LABEL)

    for rows in good_batches(state, one, thing, (("conceptUri", "preferredLabel"), ("code",)), fault):
        merge([SkillGroup(uri=uri, code=code or _isced(uri)) for _, (uri, _label, code) in rows], ("uri",), ("code",))
        ids = _ids(rows)
        texts = [
            SkillGroupText(group_id=ids[cells[0]], language=one.language, label=clean(cells[1])) for _, cells in rows
        ]
        _keep(state, one, thing, texts, ("label",))


def _isced(uri: str) -> str:
    """Return the code of a group that is a field of ISCED-F, which ESCO gives in the URI only."""
    return uri.rsplit("/", 1)[-1] if "/isced-f/" in uri else ""


def _ids(rows: list[Row]) -> dict[str, int]:
    uris = [cells[0] for _, cells in rows]
    return dict(SkillGroup.objects.filter(uri__in=uris).order_by().values_list("uri", "pk"))


def _keep(state: State, one: EscoPiece, thing: str, texts: list[Any], values: tuple[str, ...]) -> None:
    """Write texts; an older version only adds, and nothing empty replaces something."""
    there = standing(texts, ("group_id", "language"), values)
    for text in texts:
        said = there.get((text.group_id, text.language), ("",) * len(values))
        for name, old in zip(values, said, strict=True):
            if old and (state.is_older(one.version, state.newest) or not getattr(text, name)):
                setattr(text, name, old)
    merged = merge(texts, ("group_id", "language"), values)
    state.ack.count(thing, "created", len(merged.created))
    state.ack.count(thing, "changed", len(merged.changed))
    state.ack.count(thing, "unchanged", len(merged.unchanged))


def take_hierarchy(state: State, one: EscoPiece) -> None:
    """Take in skillsHierarchy_xx.csv: which group of skills stands under which, down four levels."""
    levels = [f"Level {level} URI" for level in range(4)]
    parents: dict[str, str] = {}
    for _line, cells in rows_of(one.piece, levels[:2], levels[2:], advance=state.ack.progress.advance, is_ragged=True):
        chain = [uri for uri in cells if uri]
        parents.update(zip(chain[1:], chain, strict=False))
    set_parents(state, parents)


def set_parents(state: State, parents: dict[str, str]) -> None:
    """Put groups of skills under others; those that are not known are left where they are."""
    groups = {group.uri: group for group in SkillGroup.objects.order_by("pk")}
    moved = []
    for uri, above in parents.items():
        group, parent = groups.get(uri), groups.get(above)
        if group and parent and group.parent_id != parent.pk:
            group.parent_id = parent.pk
            moved.append(group)
    change(moved, ("uri",), ("parent_id",))
    state.ack.count("skill group tree", "read", len(parents))
    state.ack.count("skill group tree", "changed", len(moved))
    state.ack.count("skill group tree", "unchanged", len(parents) - len(moved))
