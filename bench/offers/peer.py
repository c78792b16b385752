"""PostgreSQL over the same offers: PostGIS where it is installed, else its own earthdistance; both on a sphere, as we are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import psycopg
from bench.offers.corpus import FACETS, Question

from parvis.core.documents import Document
from parvis.core.globe import EARTH

#: The radius of the earth in the module earthdistance, km: angles are the same, lengths are not.
EARTHDISTANCE = 6378.168
TABLE = """
DROP TABLE IF EXISTS offer;
CREATE TABLE offer (number integer PRIMARY KEY, trade text NOT NULL, form text NOT NULL, level text NOT NULL,
    start text NOT NULL, criteria text[] NOT NULL, ends timestamptz NOT NULL, latitude float8, longitude float8);
"""
COLUMNS = "number, trade, form, level, start, criteria, ends, latitude, longitude"
POSTGIS = """
CREATE EXTENSION IF NOT EXISTS postgis;
ALTER TABLE offer ADD place geography(Point) GENERATED ALWAYS AS
    (ST_SetSRID(ST_MakePoint(longitude, latitude), 4326)::geography) STORED;
"""
EARTHDISTANCES = """
CREATE EXTENSION IF NOT EXISTS cube;
CREATE EXTENSION IF NOT EXISTS earthdistance;
ALTER TABLE offer ADD place cube GENERATED ALWAYS AS
    (CASE WHEN latitude IS NOT NULL THEN ll_to_earth(latitude, longitude)::cube END) STORED;
"""
INDEXES = """
CREATE INDEX ON offer USING gist (place);
CREATE INDEX ON offer (trade, ends);
"""
_WITHIN_POSTGIS = (
    "ST_DWithin(place, ST_SetSRID(ST_MakePoint(%(longitude)s, %(latitude)s), 4326)::geography, %(km)s * 1000.0, false)"
)
_WITHIN_EARTH = (
    "earth_box(ll_to_earth(%(latitude)s, %(longitude)s), %(metres)s) @> place"
    " AND earth_distance(ll_to_earth(%(latitude)s, %(longitude)s), place::earth) <= %(metres)s"
)
FACET = "SELECT '{0}', {0}, count(*) FROM met GROUP BY 2"
CRITERIA = "SELECT 'criteria', step, count(*) FROM met, unnest(criteria) AS step GROUP BY 2"


class PostgreSQL:
    """PostgreSQL asked through psycopg, statements prepared by the driver."""

    def __init__(self, address: str) -> None:
        self.connection = psycopg.connect(address, autocommit=True, prepare_threshold=1)
        there = self.connection.execute("SELECT 1 FROM pg_available_extensions WHERE name = 'postgis'").fetchone()
        self.name = "PostgreSQL, PostGIS" if there else "PostgreSQL, earthdistance"
        self._place, self._within = (POSTGIS, _WITHIN_POSTGIS) if there else (EARTHDISTANCES, _WITHIN_EARTH)

    def build(self, documents: Iterable[Document]) -> None:
        """Load the offers, then make the indexes."""
        self.connection.execute(TABLE)
        with self.connection.cursor().copy(f"COPY offer ({COLUMNS}) FROM STDIN") as copy:
            for one in documents:
                own = (one.values(name)[0] for name in ("trade", "form", "level", "start"))
                copy.write_row(
                    (int(one.id), *own, list(one.values("criteria")), one.until, one.latitude, one.longitude)
                )
        self.connection.execute(self._place)
        self.connection.execute(INDEXES)
        self.connection.execute("VACUUM ANALYZE")

    def ask(self, workload: str, question: Question) -> object:
        """Return the total of offers that last, and read the nearest ten; or the counts of the facets."""
        met = f"ends > now() AND {self._within}" + (" AND trade = %(trade)s" if question.trade else "")
        values: dict[str, Any] = {**vars(question), "metres": question.km * 1000 * EARTHDISTANCE / EARTH}
        if workload == "facets":
            parts = " UNION ALL ".join([*(FACET.format(name) for name in FACETS if name != "criteria"), CRITERIA])
            rows = self.connection.execute(
                f"WITH met AS MATERIALIZED (SELECT * FROM offer WHERE {met}) {parts}", values
            )
            counts: dict[str, dict[str, int]] = {name: {} for name in FACETS}
            for name, value, count in rows:
                counts[name][value] = count
            return counts
        far = (
            "place <-> ST_SetSRID(ST_MakePoint(%(longitude)s, %(latitude)s), 4326)::geography"
            if "PostGIS" in self.name
            else "earth_distance(ll_to_earth(%(latitude)s, %(longitude)s), place::earth)"
        )
        query = f"SELECT number, count(*) OVER () FROM offer WHERE {met} ORDER BY {far} LIMIT 10"
        found = self.connection.execute(query, values).fetchall()
        return int(found[0][1]) if found else 0
