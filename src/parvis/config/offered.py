"""What rooms offer to others, by dotted names: read by the settings, so that no room below knows one above.

A new room adds its lines here; a room that is taken out takes them along.
"""

from __future__ import annotations

#: The rooms, as Django loads them.
ROOMS = (
    "parvis.core",
    "parvis.accounts",
    "parvis.occupations",
    "parvis.network",
    "parvis.qualifications",
    "parvis.offers",
    "parvis.agenda",
    "parvis.seats",
    "parvis.appointments",
    "parvis.timetable",
    "parvis.meetings",
    "parvis.answers",
    "parvis.feedback",
    "parvis.counsel",
    "parvis.queue",
    "parvis.marks",
    "parvis.starters",
    "parvis.rota",
    "parvis.reporting",
    "parvis.search",
    "parvis.portal",
    "parvis.api",
)

#: Who has something to show: read by search and by the sitemaps, which know no room by name (core/documents.py).
SEARCH_SOURCES = (
    "parvis.occupations.domain.documents",
    "parvis.network.domain.documents",
    "parvis.qualifications.domain.documents",
    "parvis.offers.domain.documents",
    "parvis.agenda.domain.documents",
    "parvis.portal.domain.documents",
)

#: Who knows public things by their notebook codes, and finds them by words: for rooms below the pages (core/domain/named.py).
NAMES_THINGS = "parvis.portal.domain.things.things_of"
FINDS_THINGS = "parvis.portal.domain.finding.find_things"

#: Who has something for an event: functions (event, now) → links on its page (agenda/domain/event_links.py).
EVENT_LINKS: tuple[str, ...] = ("parvis.meetings.domain.event_links.links",)

#: Who counts: read by the figures, which know no room by name (core/domain/figures.py), in the order shown.
COUNT_SOURCES = (
    "parvis.marks.domain.counts",
    "parvis.agenda.domain.counts",
    "parvis.seats.domain.counts",
    "parvis.appointments.domain.counts",
    "parvis.meetings.domain.after.counts",
    "parvis.feedback.domain.counts",
    "parvis.queue.domain.counts",
    "parvis.network.domain.counts",
    "parvis.rota.domain.counts",
    "parvis.counsel.domain.counts",
    "parvis.answers.domain.counts",
    "parvis.search.domain.counts",
)

#: What staff see in their workspace, navigation and log: functions and tables of words that rooms offer (accounts/domain/showing.py).
WAITING_SOURCES: tuple[str, ...] = (
    "parvis.network.domain.links.waiting",
    "parvis.network.domain.content_links.waiting",
    "parvis.network.domain.page_links.waiting",
    "parvis.agenda.domain.proposals_links.waiting",
    "parvis.agenda.domain.arrivals_links.waiting",
    "parvis.seats.domain.links.waiting",
    "parvis.rota.domain.links.waiting",
    "parvis.counsel.domain.links.waiting",
    "parvis.answers.domain.links.waiting",
    "parvis.meetings.domain.links.waiting",
)
STAFF_LINKS: tuple[str, ...] = (
    "parvis.accounts.domain.links.links",
    "parvis.network.domain.links.links",
    "parvis.network.domain.content_links.links",
    "parvis.portal.domain.desk_needs.links",
    "parvis.rota.domain.links.links",
    "parvis.agenda.domain.team_links.links",
    "parvis.agenda.domain.proposals_links.links",
    "parvis.agenda.domain.arrivals_links.links",
    "parvis.seats.domain.links.links",
    "parvis.appointments.domain.links.links",
    "parvis.marks.domain.links.links",
    "parvis.feedback.domain.links.links",
    "parvis.queue.domain.links.links",
    "parvis.reporting.domain.links.links",
    "parvis.portal.domain.links.links",
    "parvis.counsel.domain.links.links",
    "parvis.answers.domain.links.links",
    "parvis.meetings.domain.links.links",
)
#: What `parvis purge` runs of rooms above the offers: dotted functions (now) → how many went.
PURGES: tuple[str, ...] = (
    "parvis.seats.domain.purging.purge",
    "parvis.meetings.domain.after.purging.purge",
    "parvis.feedback.domain.purging.purge",
    "parvis.queue.domain.purging.purge",
    "parvis.marks.domain.purging.purge",
    "parvis.network.domain.picturing.purge",
    "parvis.network.domain.purging.purge",
    "parvis.rota.domain.purging.purge",
    "parvis.agenda.domain.event_data.purge",
    "parvis.counsel.domain.purging.purge",
    "parvis.answers.domain.daily.work",
)
ACT_WORDS: tuple[str, ...] = (
    "parvis.accounts.domain.links.ACT_WORDS",
    "parvis.network.domain.links.ACT_WORDS",
    "parvis.network.domain.content_links.ACT_WORDS",
    "parvis.agenda.domain.arrivals_links.ACT_WORDS",
    "parvis.agenda.domain.team_links.ACT_WORDS",
    "parvis.agenda.domain.proposals_links.ACT_WORDS",
    "parvis.seats.domain.links.ACT_WORDS",
    "parvis.counsel.domain.links.ACT_WORDS",
    "parvis.answers.domain.links.ACT_WORDS",
    "parvis.appointments.domain.links.ACT_WORDS",
    "parvis.meetings.domain.links.ACT_WORDS",
    "parvis.queue.domain.links.ACT_WORDS",
    "parvis.rota.domain.links.ACT_WORDS",
    "parvis.marks.domain.links.ACT_WORDS",
)

#: What `parvis restore` runs in the database that came back: dotted functions ().
AFTER_RESTORE: tuple[str, ...] = (
    "parvis.accounts.domain.restoring.end_openings",
    "parvis.counsel.domain.purging.after_restore",
)
