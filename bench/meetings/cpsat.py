"""The peer: OR-Tools' CP-SAT from PyPI, in an environment and a process of its own (it cannot be loaded beside HiGHS).

It gets the same programme in whole numbers, without our first plan, two workers, and the same time as ours took, building apart. Where all columns would not fit
into memory it gets all wished tables and some others of each seeker: enough that nobody is without a place for want of columns.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from bench.common.child import cost
from bench.common.places import kept
from bench.common.processes import done
from bench.common.report import say

from parvis.timetable.domain.instant import Meetings
from parvis.timetable.domain.market import WORTHS, Market
from parvis.timetable.domain.timed import seats_of_pairs

VERSION = "9.15.6755"
ALL = 400_000  # columns
TABLES = 12  # of a seeker, above that


@dataclass(frozen=True)
class Told:
    """What CP-SAT found: meetings or None, its own bound, seconds of searching and of building, peak memory in MiB, columns."""

    meetings: Meetings | None
    bound: float
    seconds: float
    building: float
    peak_mib: float
    columns: int


def solve(market: Market, seconds: float, seed: int) -> Told:
    """Let CP-SAT search for ``seconds``."""
    home = kept("meetings", f"ortools-{VERSION}")
    columns = _columns(market, seed)
    seats = market.seats
    seeker, seat = columns.T
    np.savez(
        home / "day.npz",
        seeker=seeker,
        seat=seat,
        slot=seats.slot[seat],
        table=seats.table[seat],
        worth=market.worth[seeker, seats.table[seat]],
        places=seats.left,
        more=market.more,
        steps=WORTHS.astype(np.int64),
    )
    command = [_python(home), Path(__file__).with_name("cpsat_child.py"), home / "day.npz", home / "told.json"]
    (home / "told.json").unlink(missing_ok=True)
    spent = cost([*command, str(seconds), str(seed)])
    told = json.loads((home / "told.json").read_text())
    meetings = None
    if told["taken"] is not None:
        chosen = columns[told["taken"]]
        rows = zip(chosen[:, 0], seats.table[chosen[:, 1]], seats.slot[chosen[:, 1]], strict=True)
        meetings = sorted((int(one), int(table), int(slot)) for one, table, slot in rows)
    return Told(meetings, told["bound"], told["seconds"], told["building"], spent.peak_mib, len(columns))


def _python(home: Path) -> Path:
    python = home / "venv" / "bin" / "python"
    if not (home / "ready").exists():
        say(f"installing OR-Tools {VERSION} from PyPI …")
        done([sys.executable, "-m", "venv", home / "venv"])
        done([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", f"ortools=={VERSION}"])
        (home / "ready").touch()
    return python


def _columns(market: Market, seed: int) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    pairs = np.argwhere(market.may)
    columns = seats_of_pairs(market, pairs)
    if len(columns) <= ALL:
        return columns
    luck = np.random.default_rng(seed).random(market.worth.shape)
    liked = np.where(market.may, np.where(market.worth >= 20, 2.0, 0.0) + luck, -1.0)
    best = np.argsort(-liked, axis=1)[:, :TABLES]
    some = np.zeros_like(market.may)
    np.put_along_axis(some, best, values=True, axis=1)
    return seats_of_pairs(market, np.argwhere(some & market.may))
