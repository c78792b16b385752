"""`make bench-answers`: a simulated market, with the promise to answer and without. It is a model: what is assumed is printed."""

from __future__ import annotations

from dataclasses import asdict, replace
from statistics import mean

from bench.answers.market import World, simulate
from bench.common.report import machine, print_json, print_table, say, trimmed

SEEDS = range(5)
USUAL = World()
#: One thing changed at a time.
OTHERS = {
    "as assumed": USUAL,
    "no effect of reminder or shame": replace(USUAL, reminded=0.0, shame=0.0),
    "reminder alone": replace(USUAL, shame=0.0),
    "nobody reads rates": replace(USUAL, reads_rate=0.0),
    "careless recruiters (20 % answer)": replace(USUAL, diligence=0.2),
    "careful recruiters (80 % answer)": replace(USUAL, diligence=0.8),
    "slow recruiters (20 days)": replace(USUAL, mean_days=20.0),
    "promise of 3 days": replace(USUAL, promised=3),
    "promise of 14 days": replace(USUAL, promised=14),
    "one in five promises": replace(USUAL, joins=0.2),
    "all promise": replace(USUAL, joins=1.0),
    "nobody promises anew": replace(USUAL, returns=0.0),
    "all promise, and anew": replace(USUAL, joins=1.0, returns=1.0),
    "promise of 14 days, all": replace(USUAL, promised=14, joins=1.0),
    "the careful join more": replace(USUAL, selection=1.0),
    "twice the people": replace(USUAL, people_a_day=80),
}


def averaged(world: World, *, with_promise: bool) -> dict[str, float]:
    """Return the means over SEEDS."""
    runs = [simulate(world, seed, with_promise=with_promise).shown() for seed in SEEDS]
    return {name: float(mean(run[name] for run in runs)) for name in runs[0]}


def main() -> None:
    """Run both markets for every set of assumptions, and print them."""
    about = machine()
    print_table("Assumed", ("what", "value"), list(asdict(USUAL).items()))
    figures: dict[str, dict[str, dict[str, float]]] = {}
    for name, world in OTHERS.items():
        say(name)
        figures[name] = {
            "without": averaged(world, with_promise=False),
            "with": averaged(world, with_promise=True),
        }
    heads = ("market", "answered %", "in silence %", "days until known", "notes", "turned away", "offers closed")
    rows = [
        (
            f"{name}, {side}",
            told["answered"] * 100,
            told["in silence"] * 100,
            told["days until the end is known"],
            told["notes"],
            told["turned away"],
            told["offers closed"],
        )
        for name, both in figures.items()
        for side, told in both.items()
    ]
    print_table(f"A year of notes, mean of {len(SEEDS)} seeds; a model, not a measurement", heads, rows)
    print_json("answers", {"assumed": asdict(USUAL), "markets": trimmed(figures)}, about)


if __name__ == "__main__":
    main()
