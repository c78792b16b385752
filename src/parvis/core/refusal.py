"""A business act that says no, with a sentence."""

from __future__ import annotations


class Refusal(Exception):
    """An act was refused; the text is a whole sentence for the person who asked, in the active language."""
