"""Every sensible road from where somebody stands to a trade: exact, in memory, and without a line of Django.

**A route** is up to four steps. A step takes one qualification through one of its doors (a way in), all of whose conditions
are met at that time. Waiting (until an age) and working (until enough experience) are part of the step they precede.

**Sensible** means: nothing is taken twice or taken that is held already; no step can be left out with the rest still
standing; and a step serves a later one as what it needs by name, or as schooling or experience in a neighbouring field
(``Graph.is_near``) — a hairdresser's diploma is no step towards bread only because it is of the right level.

**Left out** is a route when another that ends in the same country in the same way of learning is better in something and
worse in nothing of: borders crossed, length, when one first earns, level reached, what one must bring, number of steps
(``comparing.py``). What is not known is never guessed: an unknown length is compared with itself alone.

**What was not said** (age, schooling, country) excludes nothing; experience that was not said is none.
"""
