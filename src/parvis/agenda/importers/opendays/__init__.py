"""French open-day notices, as training bodies publish them in free text."""
