"""Other tables at the same value: two people change chairs, somebody takes a free one or hands one over, when that saves waiting or walking."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from parvis.timetable.domain.diary import GAP, NOBODY, Diary
from parvis.timetable.domain.market import NO, Bools, Floats, Ints

_LOOKED_AT = 12  # chairs, after those that promise most
_LITTLE = 1e-6
#: What is saved, the chair, and the other chair or who has it then.
Change = tuple[float, int, int]
_NONE: Ints = np.zeros(0, dtype=np.int64)


class Exchange:
    """Changes of ``diary`` between any two chairs that nobody holds for a need."""

    def __init__(self, diary: Diary) -> None:
        self._diary = diary
        self._market = diary.market
        self._table: Ints = np.array(diary.table, dtype=np.int64)
        edges = np.searchsorted(diary.slot, np.arange(self._market.shape[2] + 1)).tolist()
        self._slots = list(pairwise(edges))
        self._most: Ints = self._market.begun + self._market.more
        self._metres: Floats = np.array(diary.metres).reshape(self._market.shape[1], self._market.shape[1])
        self._may: Bools = np.array([not need for need in diary.need], dtype=np.bool_)
        self._may[sorted(diary.fixed)] = False

    def improve(self, seeker: int) -> float:
        """Change or hand over the one chair of ``seeker`` that saves most; return what was saved together."""
        best: Change = (_LITTLE, NOBODY, NOBODY)
        heir: Change = (_LITTLE, NOBODY, NOBODY)
        for _slot, here in sorted(self._diary.days[seeker].items()):
            if self._may[here]:
                best = max(best, self._best(seeker, here))
                heir = max(heir, self._heir(seeker, here))
        saved, here, there = max(best, heir)
        if here == NOBODY:
            return 0.0
        if heir > best:
            self._diary.give(here, there)
        else:
            self._diary.swap([(here, there)])
        return saved

    def _heir(self, seeker: int, here: int) -> Change:
        """Return (saved, here, who) of the best to have ``here`` instead: somebody for whom it is worth as much, with a meeting just before or after."""
        diary, best = self._diary, (_LITTLE, NOBODY, NOBODY)
        day, slot = diary.days[seeker], diary.slot[here]
        saved = diary.now(seeker) - diary.cost(seeker, {when: chair for when, chair in day.items() if chair != here})
        if saved <= _LITTLE:
            return best
        others, metres = self._heirs(seeker, here)
        for number in np.argsort(metres, kind="stable")[:_LOOKED_AT].tolist():
            other = int(others[number])
            more = diary.cost(other, diary.days[other] | {slot: here}) - diary.now(other)
            best = max(best, (saved - more, here, other))
        return best

    def _heirs(self, seeker: int, here: int) -> tuple[Ints, Floats]:
        """Return who could have ``here`` at the same value, and how far from there they sit in the slot before or after."""
        diary, worth = self._diary, self._market.worth
        table, slot = diary.table[here], diary.slot[here]
        first, last = self._slots[max(0, slot - 1)][0], self._slots[min(len(self._slots) - 1, slot + 1)][1]
        near = slice(first, last)
        others = diary.sitting[near]
        may = (others != NOBODY) & (worth[others, table] >= worth[seeker, table]) & ~diary.met[others, table]
        may &= self._market.free[others, slot] & ~diary.busy[others, slot]
        many = diary.many[others]
        may &= (many == len(diary.days[seeker]) - 1) & (many < self._most[others])
        found = np.flatnonzero(may)
        return others[found], self._metres[table][self._table[near][found]]

    def _best(self, seeker: int, here: int) -> Change:
        """Return (saved, here, there) of the best chair for ``here``."""
        diary, best = self._diary, (_LITTLE, NOBODY, NOBODY)
        chairs, saves = self._promising(seeker, here)
        for number in np.argsort(-saves, kind="stable")[:_LOOKED_AT].tolist():
            if saves[number] <= best[0]:
                break
            there = int(chairs[number])
            saved = float(saves[number]) - diary.moved(diary.who[there], there, here)
            if saved > best[0]:
                best = (saved, here, there)
        return best

    def _promising(self, seeker: int, here: int) -> tuple[Ints, Floats]:
        """Return chairs on which ``seeker`` would save something, and what."""
        diary, now = self._diary, self._diary.now(seeker)
        found, saves = [_NONE], [np.zeros(0)]
        for slot in diary.own[seeker]:
            if slot in diary.days[seeker] and slot != diary.slot[here]:
                continue
            base, before, after = self._around(seeker, here, slot)
            if base >= now:
                continue
            chairs = self._allowed(seeker, here, slot)
            cost = np.full(len(chairs), base)
            for neighbour in (before, after):
                if neighbour != NOBODY:
                    cost += self._metres[neighbour][self._table[chairs]]
            found.append(chairs)
            saves.append(now - cost)
        return np.concatenate(found), np.concatenate(saves)

    def _allowed(self, seeker: int, here: int, slot: int) -> Ints:
        """Return the chairs of ``slot`` that may be given for ``here``, at the same value together."""
        diary, worth = self._diary, self._market.worth
        table, leaving = diary.table[here], diary.slot[here]
        chairs = slice(*self._slots[slot])
        tables, others = self._table[chairs], diary.sitting[chairs]
        mine, somebody = worth[seeker, tables], others != NOBODY
        allowed = self._may[chairs] & (mine != NO) & (others != seeker)
        allowed &= ~diary.met[seeker, tables] | (tables == table)
        theirs = worth[others, table]
        can = (theirs != NO) & (~diary.met[others, table] | (tables == table))
        if leaving != slot:
            can &= self._market.free[others, leaving] & ~diary.busy[others, leaving]
        allowed &= can | ~somebody
        gain = mine - worth[seeker, table] + np.where(somebody, theirs - worth[others, tables], 0)
        found: Ints = np.flatnonzero(allowed & (gain >= 0)) + self._slots[slot][0]
        return found

    def _around(self, seeker: int, here: int, slot: int) -> tuple[float, int, int]:
        """Return what the day without ``here`` and with a meeting in ``slot`` costs beside its two walks, and the tables before and after."""
        diary = self._diary
        rest = sorted((when, diary.table[chair]) for when, chair in diary.days[seeker].items() if chair != here)
        own = diary.own[seeker]
        if not rest:
            return 0.0, NOBODY, NOBODY
        slots = sorted([slot, *(when for when, _table in rest)])
        cost = GAP * (own[slots[-1]] - own[slots[0]] + 1 - len(slots))
        place = slots.index(slot)
        for number in range(len(rest) - 1):
            if number != place - 1:
                cost += float(self._metres[rest[number][1], rest[number + 1][1]])
        before = rest[place - 1][1] if place else NOBODY
        after = rest[place][1] if place < len(rest) else NOBODY
        return cost, before, after
