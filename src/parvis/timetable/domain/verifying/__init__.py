"""The independent verifier: is a plan of a meeting day what it says it is?

It reads the two files as they are written and knows nothing of the planner: no module of it imports another part of Parvis, and what
docs/timetable.md publishes (the steps, the wishes, the rules) is written here a second time. So a mistake has to be made twice, in two ways,
before it goes unseen. `tests/architecture/test_verifier.py` keeps the wall.

Faults are said in English, with their place in the file: they are for whoever mends a planner, not for visitors.
"""

from __future__ import annotations

from parvis.timetable.domain.verifying.verdict import Verdict, verdict_on

__all__ = ["Verdict", "verdict_on"]
