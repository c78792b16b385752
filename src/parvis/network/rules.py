"""Who may do what, as predicates over the posts somebody holds; asked by views and templates through ``domain.rights``."""

from __future__ import annotations

from dataclasses import dataclass

from parvis.network.enums import Role


@dataclass(frozen=True)
class Rights:
    """The posts of one member of staff today: (role, house or None, partner or None), by primary key."""

    posts: frozenset[tuple[str, int | None, int | None]]

    def holds(self, house: int | None, *roles: Role) -> bool:
        """Say whether one of ``roles`` is held at ``house``."""
        return house is not None and any(role in roles and at == house for role, at, _partner in self.posts)


def may_manage(rights: Rights, house: int | None) -> bool:
    """Managers give posts, read the log, publish what the house says of itself."""
    return rights.holds(house, Role.MANAGER)


def may_run_programme(rights: Rights, house: int | None) -> bool:
    """The programme team plans and publishes events and writes drafts of the house's page; a manager may too."""
    return rights.holds(house, Role.PROGRAMME, Role.MANAGER)


def may_sit_at_desk(rights: Rights, house: int | None) -> bool:
    """Desks answer; a manager may too."""
    return rights.holds(house, Role.DESK, Role.MANAGER)


def may_mark(rights: Rights, house: int | None) -> bool:
    """Whoever talks with visitors marks interviews."""
    return rights.holds(house, Role.RECEPTION, Role.DESK, Role.MANAGER)


def may_keep_door(rights: Rights, house: int | None) -> bool:
    """Whoever works at the house may count at its door."""
    return rights.holds(house, Role.RECEPTION, Role.DESK, Role.PROGRAMME, Role.MANAGER)


def may_edit_partner(rights: Rights, partner: int | None) -> bool:
    """An editor writes for the own partner only."""
    return partner is not None and (Role.EDITOR, None, partner) in rights.posts


def may_coordinate(rights: Rights) -> bool:
    """A coordinator reads every house's figures, writes new houses into the network, and edits none."""
    return any(role == Role.COORDINATOR for role, _house, _partner in rights.posts)


def may_read_figures(rights: Rights, house: int | None) -> bool:
    """Managers and the programme team read their house's figures, a coordinator those of every house."""
    return may_run_programme(rights, house) or may_coordinate(rights)
