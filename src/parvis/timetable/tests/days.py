"""Days for tests: one that may stand in a file, and small random ones."""

from __future__ import annotations

from typing import Any


def day(**changes: Any) -> dict[str, Any]:
    """Return the day that docs/timetable.md shows, with ``changes`` at the top."""
    told: dict[str, Any] = {
        "format": "parvis-meetings-1",
        "seed": 20261127,
        "slots": [{"start": "14:00", "end": "14:10"}, {"start": "14:10", "end": "14:20"}],
        "tables": [
            {
                "id": "t1",
                "interviewers": 2,
                "slots": [0, 1],
                "languages": ["fr", "nl"],
                "offers": ["step-free", "quiet", "interpreter:ar"],
                "at": [4, 12],
                "wants": ["level:3"],
                "refuses": ["rhythm:block"],
            }
        ],
        "seekers": [
            {
                "id": "s1",
                "slots": [0, 1],
                "languages": ["fr"],
                "needs": ["quiet"],
                "most": 4,
                "wishes": ["t1"],
                "vetoes": [],
                "open": True,
                "states": ["level:3"],
            },
            {"id": "s2", "slots": [1]},
        ],
        "kept": [{"seeker": "s1", "table": "t1", "slot": 0}],
        "held": [{"table": "t1", "slot": 1, "need": "quiet", "places": 1}],
    }
    return told | changes
