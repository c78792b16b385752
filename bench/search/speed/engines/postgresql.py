"""PostgreSQL: GIN over a tsvector, GiST over the place, trigrams over the vocabulary for typos; ranked by ts_rank_cd."""

from __future__ import annotations

from pathlib import Path

import psycopg
from bench.search.speed.prepare import Asked, Prepared, rows

from parvis.core.globe import EARTH, box

TABLES = """
DROP TABLE IF EXISTS offer, vocabulary;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE TABLE offer (number integer PRIMARY KEY, sector text NOT NULL, place point NOT NULL, words tsvector NOT NULL);
"""
LOAD = "CREATE TEMPORARY TABLE loading (number integer, sector text, longitude float8, latitude float8, words text)"
FILL = "INSERT INTO offer SELECT number, sector, point(longitude, latitude), to_tsvector('simple', words) FROM loading"
INDEXES = """
CREATE INDEX ON offer USING gin (words) WITH (fastupdate = off);
CREATE INDEX ON offer USING gist (place);
CREATE TABLE vocabulary AS SELECT word, ndoc FROM ts_stat('SELECT words FROM offer');
CREATE INDEX ON vocabulary USING gin (word gin_trgm_ops);
"""
TOP = """
SELECT number, count(*) OVER () FROM offer, to_tsquery('simple', %(words)s) AS asked WHERE words @@ asked {within}
ORDER BY ts_rank_cd(words, asked) DESC LIMIT 10
"""
WITHIN = f"""
AND place <@ box(point(%(west)s, %(south)s), point(%(east)s, %(north)s)) AND {2 * EARTH} * asin(least(1, sqrt(
    sin(radians(place[1] - %(latitude)s) / 2) ^ 2
    + cos(radians(place[1])) * cos(radians(%(latitude)s)) * sin(radians(place[0] - %(longitude)s) / 2) ^ 2
))) <= %(km)s
"""
COUNTED = "SELECT sector, count(*) FROM offer WHERE words @@ to_tsquery('simple', %(words)s) GROUP BY sector"
#: The nearest words first, then what holds any of them: PostgreSQL's own advice for misspelt words.
MEANT = "SELECT word FROM vocabulary WHERE word %% %(word)s ORDER BY similarity(word, %(word)s) DESC, ndoc DESC LIMIT 3"


class PostgreSQL:
    """PostgreSQL asked through psycopg, statements prepared by the driver."""

    def __init__(self, _folder: Path, address: str) -> None:
        self.connection = psycopg.connect(address, autocommit=True, prepare_threshold=1)

    @staticmethod
    def build(folder: Path, address: str) -> None:
        """Load the rows, then make the indexes."""
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(TABLES)
            connection.execute(LOAD)
            with connection.cursor().copy("COPY loading FROM STDIN") as copy:
                for row in rows(folder):
                    copy.write_row((row.number, row.sector, row.longitude, row.latitude, row.text))
            connection.execute(FILL)
            connection.execute(INDEXES)
            connection.execute("VACUUM ANALYZE")

    def ask(self, workload: str, prepared: Prepared) -> object:
        """Answer one question; return its total where it can be compared."""
        if workload == "prefix":
            return self._top({"words": f"{prepared.typed}:*"})
        if workload == "typo":
            meant = [word for (word,) in self.connection.execute(MEANT, {"word": prepared.typed})]
            return self._top({"words": " | ".join(meant)}) if meant else 0
        words = written(prepared.asked)
        if workload == "facets":
            return dict(self.connection.execute(COUNTED, {"words": words}).fetchall())
        near = prepared.question.near
        if near is None:
            return self._top({"words": words})
        sides = zip(("south", "west", "north", "east"), box(near.latitude, near.longitude, near.km), strict=True)
        return self._top({"words": words, **vars(near), **dict(sides)})

    def _top(self, values: dict[str, object]) -> int:
        query = TOP.format(within=WITHIN if "west" in values else "")
        found = self.connection.execute(query, values).fetchall()
        return int(found[0][1]) if found else 0


def written(asked: Asked) -> str:
    """Return what is asked as a tsquery."""
    readings = (" & ".join(f"({' | '.join(tokens)})" for tokens in reading) for reading in asked)
    return " | ".join(f"({reading})" for reading in readings)
