"""Skills and knowledge, with their names, and the lists that say which are digital, green or transversal."""

from __future__ import annotations

from parvis.core.domain.tables import rows_of
from parvis.occupations.domain.merging import change, create, fresh_codes, merge, standing
from parvis.occupations.domain.names import clean, clean_paragraphs, distinct
from parvis.occupations.enums import SkillKind
from parvis.occupations.importers.esco.pieces import EscoPiece, Table
from parvis.occupations.importers.esco.state import Row, State, fault_of_label, fault_of_uri, good_batches
from parvis.occupations.models import Skill, SkillText

LABEL = 400  # characters a label may have
_KINDS = {"skill/competence": SkillKind.SKILL, "knowledge": SkillKind.KNOWLEDGE, "": ""}
_FLAGS = {
    Table.DIGITAL: "is_digital",
    Table.GREEN: "is_green",
    Table.TRANSVERSAL: "is_transversal",
}
_VALUES = ("kind", "reuse", "version", "retired_in")
_TEXTS = ("label", "alternatives", "description")


def _fault(cells: list[str]) -> str:
    uri, label, _names, kind, reuse, _description = cells
    if fault := fault_of_uri(uri, "skill/"):
        return fault
    if kind not in _KINDS or len(reuse) > 24:
        return f"«{kind or reuse}» is not a kind of skill ESCO knows"
    return fault_of_label(label, LABEL)


def take_skills(state: State, one: EscoPiece) -> None:
    """Take in skills_xx.csv; a list of labels alone (no skillType) names skills that stand already, and makes none."""
    thing = f"skills {one.language}"
    columns = (("conceptUri", "preferredLabel"), ("altLabels", "skillType", "reuseLevel", "description"))
    for rows in good_batches(state, one, thing, columns, _fault):
        there = {skill.uri: skill for skill in Skill.objects.filter(uri__in=[cells[0] for _, cells in rows])}
        known = _make(state, one, rows, there)
        _name(state, one, thing, rows, known)


def _make(state: State, one: EscoPiece, rows: list[Row], there: dict[str, Skill]) -> dict[str, Skill]:
    """Create the skills that are new, bring the others up to date; return all by URI."""
    fresh = [cells for _, cells in rows if cells[0] not in there and one.version]
    codes = fresh_codes(Skill, [cells[0] for cells in fresh])
    made = [
        Skill(
            uri=uri,
            code=codes[uri],
            kind=_KINDS[kind] or SkillKind.SKILL,
            reuse=reuse,
            version=one.version,
            revision=state.changes.revision,
        )
        for uri, _label, _names, kind, reuse, _description in fresh
    ]
    create(made)
    changed = []
    for _, (uri, _label, _names, kind, reuse, _description) in rows:
        skill = there.get(uri)
        if skill is None or state.is_older(one.version, skill.version):
            continue
        before = [getattr(skill, name) for name in _VALUES]
        skill.kind, skill.reuse = _KINDS[kind] or skill.kind, reuse or skill.reuse
        skill.version, skill.retired_in = one.version, ""
        if before != [getattr(skill, name) for name in _VALUES]:
            changed.append(skill)
    change(changed, ("uri",), _VALUES)
    state.skills.update(skill.pk for skill in changed)
    return there | dict(Skill.objects.in_bulk([skill.uri for skill in made], field_name="uri"))


def _name(state: State, one: EscoPiece, thing: str, rows: list[Row], known: dict[str, Skill]) -> None:
    texts = []
    for line, (uri, label, names, _kind, _reuse, description) in rows:
        if uri not in known:
            state.ack.refuse(
                thing, one.piece.place, line, f"{uri} is not known; import the table that describes it first"
            )
            continue
        texts.append(
            SkillText(
                skill=known[uri],
                language=one.language,
                label=clean(label),
                alternatives=[name for name in distinct(map(clean, names.splitlines())) if name != clean(label)],
                description=clean_paragraphs(description),
            )
        )
    there = standing(texts, ("skill_id", "language"), _TEXTS)
    for text in texts:
        is_older = state.is_older(one.version, text.skill.version)
        for name, old in zip(_TEXTS, there.get((text.skill_id, one.language), ("", [], "")), strict=True):
            if old and (is_older or not getattr(text, name)):
                setattr(text, name, old)
    merged = merge(texts, ("skill_id", "language"), _TEXTS)
    state.skills.update(text.skill_id for text in merged.written)
    state.ack.count(thing, "created", len(merged.created))
    state.ack.count(thing, "changed", len(merged.changed))
    state.ack.count(thing, "unchanged", len(merged.unchanged))


def take_collection(state: State, one: EscoPiece) -> None:
    """Take in a list of digital, green or transversal skills; the newest version's list is the whole of it."""
    flag, thing = _FLAGS[one.table], f"{one.table.name.lower()} skills"
    uris = set()
    for _line, (uri,) in rows_of(one.piece, ("conceptUri",), advance=state.ack.progress.advance):
        state.ack.count(thing, "read")
        uris.add(uri)
    flagged = dict(Skill.objects.filter(**{flag: True}).order_by().values_list("uri", "pk"))
    every = dict(Skill.objects.order_by().values_list("uri", "pk"))
    on = [every[uri] for uri in uris & every.keys() - flagged.keys()]
    is_newest = bool(one.version) and not state.is_older(one.version, state.newest)
    off = [pk for uri, pk in flagged.items() if uri not in uris] if is_newest else []
    for ids, value in ((on, True), (off, False)):
        for start in range(0, len(ids), 500):
            Skill.objects.filter(pk__in=ids[start : start + 500]).update(**{flag: value})
    state.skills.update(on, off)
    state.ack.count(thing, "changed", len(on) + len(off))
    state.ack.count(thing, "unchanged", len(uris) - len(on))
