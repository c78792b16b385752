"""A stored picture as a page shows it: its addresses in each width, its size so that nothing jumps, what it shows in words."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from parvis.core.said import Said


@dataclass(frozen=True)
class Pictured:
    """A picture; ``alt`` is empty for one that only decorates. ``width`` × ``height`` are those of the widest file."""

    digest: str
    widths: tuple[int, ...]
    width: int
    height: int
    alt: Said
    credit: str

    def address(self, width: int, kind: str) -> str:
        """Return the path of the file of ``width`` as ``kind``, webp or jpg."""
        return reverse("core:picture", args=(self.digest, width, kind))

    @property
    def src(self) -> str:
        """Return the path for a browser that knows nothing of widths."""
        return self.address(self.widths[len(self.widths) // 2], "jpg")

    @property
    def widest(self) -> str:
        """Return the path of the widest, for machines."""
        return self.address(self.widths[-1], "jpg")

    @property
    def jpeg(self) -> str:
        """Return the widths as JPEG, as ``srcset`` writes them."""
        return self._set("jpg")

    @property
    def webp(self) -> str:
        """Return the widths as WebP, as ``srcset`` writes them."""
        return self._set("webp")

    def _set(self, kind: str) -> str:
        return ", ".join(f"{self.address(width, kind)} {width}w" for width in self.widths)
