"""Searching offers: what was asked, how it was understood, what was found and in which order."""
