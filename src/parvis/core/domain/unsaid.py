"""A type for secrets: printing, logging, formatting, copying or pickling one does not tell it."""

from __future__ import annotations


class Unsaid:
    """What shows itself only where its class says so, by a method of its own."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"{type(self).__name__}(…)"

    def __str__(self) -> str:
        return "…"

    def __format__(self, spec: str) -> str:
        return "…"

    def __reduce__(self) -> str:
        message = f"a {type(self).__name__} is not written down"
        raise TypeError(message)

    def __reduce_ex__(self, protocol: object) -> str:
        return self.__reduce__()
