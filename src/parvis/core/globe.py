"""Distances on the globe: how far two points are apart, and the box around all that is near one."""

from __future__ import annotations

import math

EARTH = 6371.0088  # km, mean radius (IUGG)


def distance(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Return the distance of two points on the globe, in km (haversine on a sphere; error under 0.6 %)."""
    north, other_north = math.radians(latitude), math.radians(other_latitude)
    up = math.sin((other_north - north) / 2) ** 2
    along = math.sin(math.radians(other_longitude - longitude) / 2) ** 2
    chord = up + math.cos(north) * math.cos(other_north) * along
    return 2 * EARTH * math.asin(min(1.0, math.sqrt(chord)))


def box(latitude: float, longitude: float, km: float) -> tuple[float, float, float, float]:
    """Return (south, west, north, east) around all points within ``km``; west > east when it crosses 180°."""
    reach = math.degrees(km / EARTH)
    south, north = latitude - reach, latitude + reach
    if south <= -90 or north >= 90:  # a pole is inside: every longitude is near
        return max(south, -90.0), -180.0, min(north, 90.0), 180.0
    aside = math.degrees(math.asin(min(1.0, math.sin(math.radians(reach)) / math.cos(math.radians(latitude)))))
    if aside >= 180:
        return south, -180.0, north, 180.0
    west, east = (longitude - aside + 180) % 360 - 180, (longitude + aside + 180) % 360 - 180
    return south, west, north, east
