"""CP-SAT itself: reads columns, builds the model, searches, writes what it found. Runs where OR-Tools is installed and nothing of Parvis is."""

from __future__ import annotations

import json
import sys
import time
from collections import defaultdict
from pathlib import Path

import numpy as np
from ortools.sat.python import cp_model


def main(day: str, out: str, seconds: float, seed: int) -> None:
    """Solve the columns in ``day`` for ``seconds``."""
    started, told = time.monotonic(), np.load(day)
    model = cp_model.CpModel()
    seeker, seat = told["seeker"].tolist(), told["seat"].tolist()
    taken = [model.new_bool_var("") for _ in seeker]
    groups: dict[tuple[str, int, int], list[cp_model.IntVar]] = defaultdict(list)
    for variable, one, place, slot, table in zip(
        taken, seeker, seat, told["slot"].tolist(), told["table"].tolist(), strict=True
    ):
        groups["slot", one, slot].append(variable)
        groups["table", one, table].append(variable)
        groups["seat", place, 0].append(variable)
        groups["day", one, 0].append(variable)
    gains, variables = told["worth"].tolist(), list(taken)
    for (kind, number, _), members in groups.items():
        if kind == "seat":
            model.add(sum(members) <= int(told["places"][number]))
        elif kind == "day":
            steps = [model.new_bool_var("") for _ in range(min(int(told["more"][number]), len(members)))]
            model.add(sum(members) == sum(steps))
            variables += steps
            gains += told["steps"][: len(steps)].tolist()
        elif len(members) > 1:
            model.add_at_most_one(members)
    model.maximize(cp_model.LinearExpr.weighted_sum(variables, gains))
    building = time.monotonic() - started
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 2
    solver.parameters.random_seed = seed
    status = solver.solve(model)
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    answer = {
        "taken": [number for number, variable in enumerate(taken) if solver.value(variable)] if found else None,
        "bound": solver.best_objective_bound,
        "seconds": solver.wall_time,
        "building": building,
    }
    Path(out).write_text(json.dumps(answer))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], float(sys.argv[3]), int(sys.argv[4]))
