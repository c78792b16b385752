"""What is known of the event behind a notice that waits for a person: the writing form begins with it."""

from __future__ import annotations

from parvis.agenda.domain.arrivals import PLACE, TITLE
from parvis.agenda.enums import Where
from parvis.agenda.importers.opendays.notices import Unclear, glimpsed, understand
from parvis.agenda.models import Notice

KIND, LANGUAGE = "open-day", "fr"
#: Dates that the form offers to write: those that are known, and room for more.
MOST = 4


def title_of_body(body: str, name: str) -> str:
    """Return the title of an open day, as it stands in the language of the notices."""
    return f"Portes ouvertes : {name}"[:TITLE] if name else f"Portes ouvertes ({body})"


def initial_of(notice: Notice) -> dict[str, object]:
    """Return what the form shows: what the notice says for certain, and who it is from. Nothing is guessed."""
    said, (days, hours) = understand(notice.text), glimpsed(notice.text)
    body = notice.reference.partition(":")[0]
    is_online = said.unclear == Unclear.ONLINE and bool(said.url)
    told: dict[str, object] = {
        "kind": KIND,
        f"title_{LANGUAGE}": title_of_body(body, notice.place),
        f"body_{LANGUAGE}": said.remark,
        "where": Where.ONLINE if is_online else Where.ELSEWHERE,
        "place": (notice.place or body)[:PLACE],
        "town": notice.town,
        "url": said.url,
        "languages": [LANGUAGE],
    }
    known = [(one.day, one.starts, one.ends) for one in said.openings]
    known = known or [(day, *(hours or (None, None))) for day in days] or [(None, *(hours or (None, None)))]
    for number, (day, starts, ends) in enumerate(known[:MOST]):
        told |= {f"day_{number}": day, f"begins_{number}": starts, f"ends_{number}": ends}
    return told
