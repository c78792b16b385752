"""From a visitor's own words to the kinds of need in them, and to the desks of a house that answer these."""
