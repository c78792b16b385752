"""What ties skills to groups and trades to skills."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from parvis.core.domain.tables import rows_of
from parvis.occupations.domain.merging import BATCH, batches, change, create
from parvis.occupations.importers.esco.groups import set_parents
from parvis.occupations.importers.esco.pieces import EscoPiece
from parvis.occupations.importers.esco.state import State
from parvis.occupations.models import Occupation, OccupationSkill, Skill, SkillGroup

_WANTED = ("occupationUri", "relationType", "skillUri")
_TREE = ("conceptUri", "broaderType", "broaderUri")


def take_broader(state: State, one: EscoPiece) -> None:
    """Take in broaderRelationsSkillPillar.csv: groups under groups, and each skill into its nearest group.

    A skill may stand under another skill; the way up then ends at the first group. Of several nearest groups the one
    with the lowest URI is taken, so that the outcome does not hang on the order of rows.
    """
    above: dict[str, set[str]] = defaultdict(set)
    groups = {group.uri: group.pk for group in SkillGroup.objects.order_by()}
    for _line, (uri, _type, broader) in rows_of(one.piece, _TREE, advance=state.ack.progress.advance):
        above[uri].add(broader)
    set_parents(state, {uri: min(found) for uri in groups if (found := above[uri] & groups.keys())})
    moved, unchanged = [], 0
    for skill in Skill.objects.order_by("pk").iterator(BATCH):
        nearest = _nearest_group(skill.uri, above, groups)
        if nearest and skill.group_id != groups[nearest] and not state.is_older(one.version, skill.version):
            skill.group_id = groups[nearest]
            moved.append(skill)
        else:
            unchanged += 1
    for some in batches(moved):
        change(some, ("uri",), ("group_id",))
    state.skills.update(skill.pk for skill in moved)
    state.ack.count("skills in groups", "read", len(moved) + unchanged)
    state.ack.count("skills in groups", "changed", len(moved))
    state.ack.count("skills in groups", "unchanged", unchanged)


def _nearest_group(uri: str, above: dict[str, set[str]], groups: dict[str, int]) -> str:
    """Walk up from ``uri`` level by level to the first group; empty when there is none. A circle ends the walk."""
    level, seen = {uri}, {uri}
    while level:
        level = {higher for lower in level for higher in above.get(lower, ())} - seen
        if found := level & groups.keys():
            return min(found)
        seen |= level
    return ""


def set_top_groups(state: State) -> None:
    """Give every skill the heading it stands under on a page: the second level of the tree (S1, T3, ISCED-F 07 …)."""
    parents = dict(SkillGroup.objects.order_by().values_list("pk", "parent_id"))
    tops = {group: _top(group, parents) for group in parents}
    moved = [
        skill
        for skill in Skill.objects.exclude(group=None).order_by("pk").iterator(BATCH)
        if skill.group_id and skill.top_group_id != tops[skill.group_id]
    ]
    for skill in moved:
        skill.top_group_id = tops[skill.group_id or 0]
    for some in batches(moved):
        change(some, ("uri",), ("top_group_id",))
    state.skills.update(skill.pk for skill in moved)


def _top(group: int, parents: Mapping[int, int | None]) -> int:
    """Return the group two levels from the root on the way up from ``group``, itself when it is the root."""
    way = [group]
    while (parent := parents.get(way[-1])) and parent not in way:
        way.append(parent)
    return way[-2] if len(way) > 1 else way[-1]


def take_skill_links(state: State, one: EscoPiece) -> None:
    """Take in occupationSkillRelations.csv; links are added or change between essential and optional, never removed."""
    thing = "trades and their skills"
    trades = dict(Occupation.objects.order_by().values_list("uri", "pk"))
    skills = dict(Skill.objects.order_by().values_list("uri", "pk"))
    for rows in batches(rows_of(one.piece, _WANTED, advance=state.ack.progress.advance), 4 * BATCH):
        state.ack.count(thing, "read", len(rows))
        told: dict[tuple[int, int], bool] = {}
        for line, (trade, relation, skill) in rows:
            if relation not in {"essential", "optional"}:
                reason = f"«{relation[:40]}» is neither essential nor optional"
            elif trade not in trades:
                reason = f"the trade {trade[:120]} is not known"
            elif skill not in skills:
                reason = f"the skill {skill[:120]} is not known"
            elif (trades[trade], skills[skill]) in told:
                reason = "the same trade and skill stand a little above"
            else:
                told[trades[trade], skills[skill]] = relation == "essential"
                continue
            state.ack.refuse(thing, one.piece.place, line, reason)
        _link(state, thing, told)


def _link(state: State, thing: str, told: dict[tuple[int, int], bool]) -> None:
    found = OccupationSkill.objects.filter(occupation_id__in={trade for trade, _ in told}).order_by()
    there = {
        (trade, skill): essential
        for trade, skill, essential in found.values_list("occupation_id", "skill_id", "is_essential")
    }
    links = {pair: OccupationSkill(occupation_id=pair[0], skill_id=pair[1], is_essential=told[pair]) for pair in told}
    new = [link for pair, link in links.items() if pair not in there]
    other = [link for pair, link in links.items() if there.get(pair, told[pair]) != told[pair]]
    create(new)
    change(other, ("occupation_id", "skill_id"), ("is_essential",))
    state.trades.update(link.occupation_id for link in (*new, *other))
    state.ack.count(thing, "created", len(new))
    state.ack.count(thing, "changed", len(other))
    state.ack.count(thing, "unchanged", len(told) - len(new) - len(other))
