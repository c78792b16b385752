"""The Equal Earth projection of the two drawn maps, so that a point of ours falls where the drawing has it.

Source of the formula: Bojan Šavrič, Tom Patterson and Bernhard Jenny, "The Equal Earth map projection",
International Journal of Geographical Information Science 33 (3), 2018, pages 454-465, equations 1 and 2.
With the latitude φ and the longitude λ (counted from the central meridian) in radians:

    sin θ = √3 / 2 · sin φ
    x = 2 √3 · λ · cos θ / (3 · (9 A4 θ⁸ + 7 A3 θ⁶ + 3 A2 θ² + A1))
    y = A4 θ⁹ + A3 θ⁷ + A2 θ³ + A1 θ

Every country keeps its true share of the map, so that no continent looks smaller than it is.
`tools/world_map.py` draws world.json and europe.json with this module and writes the constants below into them.
"""

import math
from typing import Final, NamedTuple

A1: Final = 1.340264
A2: Final = -0.081106
A3: Final = 0.000893
A4: Final = 0.003796


class Cut(NamedTuple):
    """A window of the map: which meridian stands upright, how large, and where the SVG has its corner."""

    meridian: float
    """The central meridian, in degrees east."""
    scale: float
    """SVG units for one radius of the globe."""
    left: float
    """SVG units from the left edge to the central meridian."""
    top: float
    """SVG units from the upper edge to the equator."""
    width: float
    height: float


CUTS: Final[dict[str, Cut]] = {
    "world": Cut(meridian=11.0, scale=177.0, left=480.0, top=236.0, width=960.0, height=424.0),
    "europe": Cut(meridian=10.0, scale=1190.0, left=360.0, top=1328.0, width=720.0, height=514.0),
}
"""The world without Antarctica, parted in the Bering Strait; Europe between 12° west and 32° east, 35° and 62° north."""


def equal_earth(latitude: float, longitude: float) -> tuple[float, float]:
    """Project degrees onto the plane, in radii of the globe, x eastwards and y northwards (Šavrič, Patterson, Jenny 2018).

    The longitude counts from the central meridian.
    """
    theta = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
    square = theta * theta
    sixth = square**3
    slope = 9 * A4 * sixth * square + 7 * A3 * sixth + 3 * A2 * square + A1
    x = 2 * math.sqrt(3) * math.radians(longitude) * math.cos(theta) / (3 * slope)
    y = theta * (A4 * sixth * square + A3 * sixth + A2 * square + A1)
    return x, y


def onto(latitude: float, east: float, cut: str) -> tuple[float, float]:
    """Give the SVG point of a place so many degrees east of the cut's central meridian; SVG counts y downwards."""
    window = CUTS[cut]
    x, y = equal_earth(latitude, east)
    return window.left + window.scale * x, window.top - window.scale * y


def project(latitude: float, longitude: float, cut: str) -> tuple[float, float]:
    """Give the SVG point of a place on one of the two cuts, "world" or "europe".

    The formula is Equal Earth (Šavrič, Patterson, Jenny 2018), then the cut's scale and corner. A place outside the
    cut gives a point outside the drawing: ask `within` first.
    """
    return onto(latitude, (longitude - CUTS[cut].meridian + 180) % 360 - 180, cut)


def within(latitude: float, longitude: float, cut: str) -> bool:
    """Tell whether a place falls inside the drawing of a cut."""
    window = CUTS[cut]
    x, y = project(latitude, longitude, cut)
    return 0 <= x <= window.width and 0 <= y <= window.height
