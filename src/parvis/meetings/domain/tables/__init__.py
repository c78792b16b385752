"""Tables and what they offer: written, taken from files, shown."""
