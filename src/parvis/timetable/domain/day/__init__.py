"""The running day: who sits where in this slot, and what is expected for the rest; explained in docs/timetable.md, “The day”.

Plain values in, plain values out: ``state.State`` → ``moves.next_moves`` → ``state.Moves``; ``cards.fallback_cards`` for tables without
a network, ``notes.merged`` for what they wrote down meanwhile. Equals are decided by the problem's seed; the clock is never asked.
``state`` and ``notes`` are light; the others load numpy and belong into the function that calls them.
"""
