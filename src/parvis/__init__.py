"""Parvis: the open square before a Cité des métiers, where nobody asks your name."""

__version__ = "0.1.0"
