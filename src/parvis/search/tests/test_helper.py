"""The helper that builds: one at a time, and not again at once."""

from __future__ import annotations

import subprocess

from parvis.search import follower


class Ended:
    """A process that has ended already."""

    pid = 0

    def poll(self) -> int:
        return 0


def test_a_build_that_ends_at_once_is_not_started_again_for_a_while(monkeypatch):
    started = []
    monkeypatch.setattr(subprocess, "Popen", lambda *_args, **_kwargs: started.append(1) or Ended())
    monkeypatch.setattr(follower.os, "setpriority", lambda *_args: None)
    now = [100.0]
    monkeypatch.setattr(follower.time, "monotonic", lambda: now[0])
    helper = follower.Helper()
    helper()
    now[0] += follower.PAUSE - 1
    helper()
    assert len(started) == 1
    now[0] += 2
    helper()
    assert len(started) == 2
