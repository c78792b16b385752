"""HiGHS without a word on standard output, where a plan may be written."""

from __future__ import annotations

from typing import Any


def solver() -> Any:
    """Return a HiGHS solver that is silent, on one thread and with a fixed seed; imported here, so that the site starts without it."""
    import highspy

    class Silent(highspy.Highs):
        """It says its name as soon as somebody listens to its log; nobody does here."""

        def enableCallbacks(self) -> None:  # noqa: N802 - the library's name
            """Listen to nothing."""

    found = Silent()  # type: ignore[no-untyped-call]  # the library says no types here
    options: dict[str, Any] = {"output_flag": False, "threads": 1, "parallel": "off", "random_seed": 1}
    for name, value in options.items():
        found.setOptionValue(name, value)
    return found
