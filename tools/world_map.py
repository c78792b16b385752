"""Draw the two maps of the network, world.json and europe.json, from Natural Earth.

    python tools/world_map.py countries-50m.json

The input is Natural Earth's "Admin 0 – Countries" as TopoJSON with the objects "countries" (numeric ISO 3166-1
ids) and "land": the npm package world-atlas has it as countries-50m.json, from which the files in the house are
drawn, and coarser as countries-110m.json, which works too but lacks Malta, Mauritius, Réunion and other islands
that have a house or might. Natural Earth is in the public domain: https://www.naturalearthdata.com/about/terms-of-use/

What happens to a line, in this order: it is thinned after Visvalingam (a point goes as long as the triangle with
its neighbours is smaller, on the drawing, than so many square units; neighbours share a border line in TopoJSON, so
both sides stay together), parted opposite the central meridian, projected (`parvis.network.map.projection`),
clipped to the window and rounded to a quarter of a unit, of which the paths count whole numbers. Islets too small to see are left out, but no country is: one too small to draw is a
diamond where it lies. The document of a cut is

    {"projection": "equal-earth", "source": …, "constants": {…}, "width": …, "height": …, "scale": 0.25,
     "land": "<path d>", "countries": {"FR": "<path d>", …}}

keyed by ISO 3166-1 alpha-2, with XK, which ISO leaves to users, for Kosovo. Natural Earth draws who holds a place;
where the United Nations' General Assembly or the ISO list say otherwise the map follows them: Crimea is in Ukraine's
drawing, Somaliland in Somalia's, northern Cyprus in Cyprus's. The overseas departments are in France's, as Natural
Earth has them. Antarctica is left out.
"""

import argparse
import itertools
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

HOUSE: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOUSE / "src"))

from parvis.network.map.projection import A1, A2, A3, A4, CUTS, onto, project  # noqa: E402

Point = tuple[float, float]
Line = list[Point]

MARGIN: Final = 4.0
"""How far outside the window a drawing is cut off, so that nobody sees the edge."""


class Care(NamedTuple):
    """How finely a cut is drawn, in square SVG units."""

    triangle: float
    islet: float


CARE: Final = {"world": Care(triangle=1.8, islet=2.0), "europe": Care(triangle=2.0, islet=2.5)}
"""No coarser than a screen shows: a map is at most about 640 px wide, and the page of both has to arrive in 60 kB."""
DIAMOND: Final = 0.9
STEP: Final = 0.25
"""The least step of a path, in SVG units; whole numbers of it pack a third smaller than tenths of a unit do."""

NAMELESS: Final = {"Kosovo": "XK", "Somaliland": "SO", "N. Cyprus": "CY"}
"""What Natural Earth draws without an ISO number and the map cannot leave blank."""

CRIMEA: Final = ((32.4, 44.3), (36.7, 46.3))
"""Around the peninsula: south-west and north-east corner, longitude before latitude."""

CODES: Final = """
004AF 008AL 010AQ 012DZ 016AS 020AD 024AO 028AG 031AZ 032AR 036AU 040AT 044BS 048BH 050BD 051AM 052BB 056BE 060BM
064BT 068BO 070BA 072BW 074BV 076BR 084BZ 086IO 090SB 092VG 096BN 100BG 104MM 108BI 112BY 116KH 120CM 124CA 132CV
136KY 140CF 144LK 148TD 152CL 156CN 158TW 162CX 166CC 170CO 174KM 175YT 178CG 180CD 184CK 188CR 191HR 192CU 196CY
203CZ 204BJ 208DK 212DM 214DO 218EC 222SV 226GQ 231ET 232ER 233EE 234FO 238FK 239GS 242FJ 246FI 248AX 250FR 254GF
258PF 260TF 262DJ 266GA 268GE 270GM 275PS 276DE 288GH 292GI 296KI 300GR 304GL 308GD 312GP 316GU 320GT 324GN 328GY
332HT 334HM 336VA 340HN 344HK 348HU 352IS 356IN 360ID 364IR 368IQ 372IE 376IL 380IT 384CI 388JM 392JP 398KZ 400JO
404KE 408KP 410KR 414KW 417KG 418LA 422LB 426LS 428LV 430LR 434LY 438LI 440LT 442LU 446MO 450MG 454MW 458MY 462MV
466ML 470MT 474MQ 478MR 480MU 484MX 492MC 496MN 498MD 499ME 500MS 504MA 508MZ 512OM 516NA 520NR 524NP 528NL 531CW
533AW 534SX 535BQ 540NC 548VU 554NZ 558NI 562NE 566NG 570NU 574NF 578NO 580MP 581UM 583FM 584MH 585PW 586PK 591PA
598PG 600PY 604PE 608PH 612PN 616PL 620PT 624GW 626TL 630PR 634QA 638RE 642RO 643RU 646RW 652BL 654SH 659KN 660AI
662LC 663MF 666PM 670VC 674SM 678ST 682SA 686SN 688RS 690SC 694SL 702SG 703SK 704VN 705SI 706SO 710ZA 716ZW 724ES
728SS 729SD 732EH 740SR 744SJ 748SZ 752SE 756CH 760SY 762TJ 764TH 768TG 772TK 776TO 780TT 784AE 788TN 792TR 795TM
796TC 798TV 800UG 804UA 807MK 818EG 826GB 831GG 832JE 833IM 834TZ 840US 850VI 854BF 858UY 860UZ 862VE 876WF 882WS
887YE 894ZM
"""
ALPHA: Final = {code[:3]: code[3:] for code in CODES.split()}


def area(ring: Line) -> float:
    """Give the area within a ring, in square units, whichever way it turns."""
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1], strict=True))) / 2


def decode(topology: dict[str, Any], name: str) -> list[Line]:
    """Undo the delta coding and the quantisation of every arc, and thin it for a cut; points are longitude, latitude."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        steps = itertools.accumulate(arc, lambda at, step: (at[0] + step[0], at[1] + step[1]))
        arcs.append(thin([(x * sx + tx, y * sy + ty) for x, y in steps], name))
    return arcs


def thin(line: Line, name: str) -> Line:
    """Leave out, the least first, every point whose triangle is too small; ends stay, and three points of a ring."""
    smallest = CARE[name].triangle
    kept = [(project(latitude, longitude, name), (longitude, latitude)) for longitude, latitude in line]
    fewest = 4 if line[0] == line[-1] else 2
    while len(kept) > fewest:
        triangles = [area([point for point, _ in kept[index - 1 : index + 2]]) for index in range(1, len(kept) - 1)]
        least = min(triangles)
        if least >= smallest:
            break
        # All that are alike small go in one round, though never two neighbours: a long coast takes few rounds.
        bound = min(smallest, max(least * 2, smallest / 50))
        going: set[int] = set()
        for index, size in enumerate(triangles, start=1):
            if size <= bound and index - 1 not in going and len(kept) - len(going) > fewest:
                going.add(index)
        kept = [both for index, both in enumerate(kept) if index not in going]
    return [degrees for _, degrees in kept]


def rings(geometry: dict[str, Any], arcs: list[Line]) -> Iterator[Line]:
    """Join the arcs of every ring of a geometry, holes among them."""
    if geometry["type"] == "GeometryCollection":
        for part in geometry["geometries"]:
            yield from rings(part, arcs)
        return
    polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry.get("arcs", [])
    for polygon in polygons:
        for indices in polygon:
            ring: Line = []
            for index in indices:
                arc = arcs[index] if index >= 0 else arcs[~index][::-1]
                ring += arc[1:] if ring else arc
            yield ring[:-1]


def half(ring: Line, axis: int, bound: float, side: int) -> Line:
    """Keep the part of a ring on one side of a straight line (Sutherland and Hodgman 1974)."""
    inside: Line = []
    for a, b in zip(ring[-1:] + ring[:-1], ring, strict=True):
        a_in, b_in = ((point[axis] - bound) * side >= 0 for point in (a, b))
        if a_in != b_in:
            part = (bound - a[axis]) / (b[axis] - a[axis])
            inside.append((a[0] + part * (b[0] - a[0]), a[1] + part * (b[1] - a[1])))
        if b_in:
            inside.append(b)
    return inside


def placed(ring: Line, name: str) -> Iterator[Line]:
    """Part a ring of degrees opposite the central meridian, project it, and cut it off at the window and its margin."""
    cut = CUTS[name]
    rolled: Line = []
    for longitude, latitude in ring:
        east = longitude - cut.meridian
        if rolled:
            east += 360 * round((rolled[-1][0] - east) / 360)
        rolled.append((east, latitude))
    for turn in (-360, 0, 360):
        part = half(half([(east + turn, latitude) for east, latitude in rolled], 0, -180, 1), 0, 180, -1)
        drawn = [onto(latitude, east, name) for east, latitude in part]
        for axis, bound, side in (
            (0, -MARGIN, 1),
            (0, cut.width + MARGIN, -1),
            (1, -MARGIN, 1),
            (1, cut.height + MARGIN, -1),
        ):
            drawn = half(drawn, axis, bound, side)
        if drawn:
            yield drawn


def pair(x: int, y: int) -> str:
    """Write a point or a step; a minus sign parts two numbers as well as a blank."""
    return f"{x}{y}" if y < 0 else f"{x} {y}"


def draw(ring: Line) -> str:
    """Write a ring as part of a path, in steps of a quarter of a unit; nothing where all its points fall on one line."""
    points: list[tuple[int, int]] = []
    for x, y in ring:
        point = (round(x / STEP), round(y / STEP))
        if not points or points[-1] != point:
            points.append(point)
    if points and points[0] == points[-1]:
        points.pop()
    if len(points) < 3 or not area([(float(x), float(y)) for x, y in points]):
        return ""
    steps = [pair(b[0] - a[0], b[1] - a[1]) for a, b in itertools.pairwise(points)]
    return (
        "M"
        + pair(*points[0])
        + "l"
        + "".join(step if step.startswith("-") or not index else " " + step for index, step in enumerate(steps))
        + "z"
    )


def diamond(ring: Line) -> str:
    """Draw a small diamond in the middle of a ring, for a country too small to be seen."""
    x = sum(point[0] for point in ring) / len(ring)
    y = sum(point[1] for point in ring) / len(ring)
    return draw([(x - DIAMOND, y), (x, y - DIAMOND), (x + DIAMOND, y), (x, y + DIAMOND)])


def path(parts: list[Line], name: str) -> str:
    """Draw the rings of a country that can be seen, or a diamond for the largest."""
    seen = "".join(draw(ring) for ring in parts if area(ring) >= CARE[name].islet)
    return seen or diamond(max(parts, key=area))


def in_crimea(ring: Line) -> bool:
    """Tell whether a ring of degrees lies wholly around the Crimean peninsula."""
    (west, south), (east, north) = CRIMEA
    return all(west < longitude < east and south < latitude < north for longitude, latitude in ring)


def code(geometry: dict[str, Any]) -> str:
    """Give the alpha-2 code of a country; none for the shoals and glaciers without one."""
    return ALPHA.get(geometry.get("id", ""), NAMELESS.get(geometry["properties"]["name"], ""))


def document(topology: dict[str, Any], name: str) -> dict[str, Any]:
    """Draw one cut whole."""
    cut = CUTS[name]
    arcs = decode(topology, name)
    countries: dict[str, list[Line]] = {}
    frozen: set[frozenset[Point]] = set()
    for geometry in topology["objects"]["countries"]["geometries"]:
        found = code(geometry)
        outlines = list(rings(geometry, arcs))
        if found == "AQ":
            frozen |= {frozenset(ring) for ring in outlines}
        elif found:
            for ring in outlines:
                owner = "UA" if found == "RU" and in_crimea(ring) else found
                countries.setdefault(owner, []).extend(placed(ring, name))
    land = (ring for ring in rings(topology["objects"]["land"], arcs) if frozenset(ring) not in frozen)
    return {
        "projection": "equal-earth",
        "source": "Natural Earth, public domain",
        "constants": {"a1": A1, "a2": A2, "a3": A3, "a4": A4} | cut._asdict(),
        "width": cut.width,
        "height": cut.height,
        "scale": STEP,
        "land": "".join(draw(part) for ring in land for part in placed(ring, name) if area(part) >= CARE[name].islet),
        "countries": {found: path(parts, name) for found, parts in sorted(countries.items()) if parts},
    }


def main() -> None:
    """Read the TopoJSON file named on the command line and write both cuts beside the projection."""
    parser = argparse.ArgumentParser(description="Draw world.json and europe.json from Natural Earth countries.")
    parser.add_argument("countries", type=Path, help="TopoJSON file, such as countries-50m.json of world-atlas")
    topology = json.loads(parser.parse_args().countries.read_text(encoding="utf-8"))
    for name in CUTS:
        drawn = document(topology, name)
        target = HOUSE / "src/parvis/network/map" / f"{name}.json"
        target.write_text(json.dumps(drawn, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        print(
            f"{target.name}: land {len(drawn['land'])} B, {len(drawn['countries'])} countries, "
            f"{target.stat().st_size} B"
        )


if __name__ == "__main__":
    main()
