"""Shards of threads (core/domain/shards.py): the file ``thread_keys``, without which no letter opens.

Whoever loses this file loses every thread: that is the price (docs/counsel.md).
"""

from __future__ import annotations

from parvis.core.domain.shards import BLOCK, SIZE, Shards

__all__ = ["BLOCK", "SIZE"]

NAME = "thread_keys"
_OURS = Shards(NAME, b"counsel.shard")

file = _OURS.file
held = _OURS.held
fresh = _OURS.fresh
shard_in = _OURS.shard_in
destroy = _OURS.destroy
destroy_all_but = _OURS.destroy_all_but
slots_there = _OURS.slots_there
shard_print = _OURS.mark
