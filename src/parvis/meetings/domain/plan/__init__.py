"""The plan of a day: what it is made of, what it cannot do, its certificate."""
