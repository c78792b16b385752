"""Who may open which address of staff. A new address needs a row here, or tests/promises/test_rights.py fails.

Roles are held at the own house or partner. ``EVERYBODY`` is every signed-in member of staff; ``NOBODY_YET`` pages are
those before the door: they let everybody ask.
"""

from __future__ import annotations

MANAGER, PROGRAMME, DESK, RECEPTION, EDITOR, COORDINATOR, NO_POST = (
    "manager",
    "programme",
    "desk",
    "reception",
    "editor",
    "coordinator",
    "",
)
ROLES = (MANAGER, PROGRAMME, DESK, RECEPTION, EDITOR, COORDINATOR, NO_POST)
EVERYBODY = frozenset(ROLES)
BEFORE_THE_DOOR = frozenset({"before the door"})

HOUSE = "<lang>/staff/houses/<slug:house>/"
PARTNER = "<lang>/staff/partners/<slug:partner>/"

TEAM = frozenset({MANAGER, PROGRAMME})
#: Who reads the figures of a house: a coordinator those of every house.
READERS = TEAM | {COORDINATOR}

RIGHTS: dict[str, frozenset[str]] = {
    "<lang>/staff/": EVERYBODY,
    "<lang>/staff/sign-in/": BEFORE_THE_DOOR,
    "<lang>/staff/second-step/": BEFORE_THE_DOOR,
    "<lang>/staff/second-step/new/": BEFORE_THE_DOOR,
    "<lang>/staff/second-step/challenge/": BEFORE_THE_DOOR,
    "<lang>/staff/second-step/passkey/": BEFORE_THE_DOOR,
    "<lang>/staff/me/second-steps/": EVERYBODY,
    "<lang>/staff/me/second-steps/challenge/": EVERYBODY,
    "<lang>/staff/me/second-steps/<int:number>/name/": EVERYBODY,
    "<lang>/staff/me/second-steps/<int:number>/remove/": EVERYBODY,
    "<lang>/staff/sign-out/": BEFORE_THE_DOOR,
    "<lang>/staff/join/<str:token>/": BEFORE_THE_DOOR,
    "<lang>/staff/me/sessions/": EVERYBODY,
    "<lang>/staff/me/sessions/<int:number>/end/": EVERYBODY,
    "<lang>/staff/me/recovery-codes/": EVERYBODY,
    f"{HOUSE}people/": frozenset({MANAGER}),
    f"{HOUSE}people/<int:number>/end/": frozenset({MANAGER}),
    f"{HOUSE}people/<int:number>/recover/": frozenset({MANAGER}),
    f"{HOUSE}people/<int:number>/unlock/": frozenset({MANAGER}),
    f"{HOUSE}recoveries/<int:number>/confirm/": frozenset({MANAGER}),
    f"{HOUSE}log/": frozenset({MANAGER}),
    f"{HOUSE}partners/": frozenset({MANAGER}),
    f"{HOUSE}partners/<slug:slug>/": frozenset({MANAGER}),
    f"{HOUSE}pictures/": TEAM,
    f"{HOUSE}pictures/<slug:code>/": TEAM,
    f"{HOUSE}pictures/<slug:code>/remove/": TEAM,
    f"{HOUSE}door/": frozenset({MANAGER, PROGRAMME, DESK, RECEPTION}),
    f"{HOUSE}door/<slug:code>/": frozenset({MANAGER, PROGRAMME, DESK, RECEPTION}),
    f"{HOUSE}door/<slug:code>/marks/": frozenset({MANAGER, PROGRAMME, DESK, RECEPTION}),
    f"{HOUSE}notices/": TEAM,
    f"{HOUSE}seats/": frozenset({MANAGER, PROGRAMME}),
    f"{HOUSE}seats/<slug:code>/": frozenset({MANAGER, PROGRAMME}),
    f"{HOUSE}arrivals/": frozenset({MANAGER, PROGRAMME}),
    f"{HOUSE}arrivals/calendars/<int:number>/leave/": frozenset({MANAGER, PROGRAMME}),
    f"{HOUSE}arrivals/notices/<int:number>/read/": frozenset({MANAGER, PROGRAMME}),
    f"{HOUSE}arrivals/calendars/<int:number>/fetch/": frozenset({MANAGER, PROGRAMME}),
    f"{HOUSE}arrivals/notices/<int:number>/event/": frozenset({MANAGER, PROGRAMME}),
    f"{HOUSE}cards/": frozenset({MANAGER, PROGRAMME}),
    f"{PARTNER}cards/": frozenset({EDITOR}),
    f"{HOUSE}programme/": TEAM,
    f"{HOUSE}programme/new/": TEAM,
    f"{HOUSE}programme/furnishing/": TEAM,
    f"{HOUSE}programme/furnishing/rooms/new/": TEAM,
    f"{HOUSE}programme/furnishing/rooms/<slug:code>/": TEAM,
    f"{HOUSE}programme/furnishing/kinds/new/": TEAM,
    f"{HOUSE}programme/furnishing/kinds/<slug:key>/": TEAM,
    f"{HOUSE}programme/sessions/<slug:session>/": TEAM,
    f"{HOUSE}programme/sessions/<slug:session>/cancel/": TEAM,
    f"{HOUSE}programme/events/<slug:code>/": TEAM,
    f"{HOUSE}programme/events/<slug:code>/write/": TEAM,
    f"{HOUSE}programme/events/<slug:code>/preview/": TEAM,
    f"{HOUSE}programme/events/<slug:code>/plan/": TEAM,
    f"{HOUSE}programme/events/<slug:code>/publish/": TEAM,
    f"{HOUSE}programme/events/<slug:code>/cancel/": TEAM,
    f"{HOUSE}programme/balance/": TEAM,
    f"{HOUSE}programme/events/<slug:code>/review/": TEAM,
    f"{PARTNER}proposals/": frozenset({EDITOR}),
    f"{PARTNER}proposals/to/<slug:slug>/": frozenset({EDITOR}),
    f"{PARTNER}proposals/<slug:code>/": frozenset({EDITOR}),
    f"{HOUSE}figures/": READERS,
    f"{HOUSE}figures/figures.csv": READERS,
    f"{HOUSE}figures/figures.xlsx": READERS,
    "<lang>/staff/figures/": frozenset({COORDINATOR}),
    "<lang>/staff/figures/figures.csv": frozenset({COORDINATOR}),
    "<lang>/staff/figures/figures.xlsx": frozenset({COORDINATOR}),
    f"{PARTNER}presence/": frozenset({EDITOR}),
    "<lang>/staff/network/houses/new/": frozenset({COORDINATOR}),
    f"{HOUSE}content/": TEAM,
    f"{HOUSE}content/about/": TEAM,
    f"{HOUSE}content/place/": TEAM,
    f"{HOUSE}content/desks/": TEAM,
    f"{HOUSE}content/desks/new/": TEAM,
    f"{HOUSE}content/desks/<slug:key>/": TEAM,
    f"{HOUSE}content/hours/": TEAM,
    f"{HOUSE}content/hours/week/": TEAM,
    f"{HOUSE}content/hours/days/": TEAM,
    f"{HOUSE}content/texts/<slug:language>/": TEAM,
    f"{HOUSE}content/preview/": TEAM,
    f"{HOUSE}content/hand-in/": TEAM,
    f"{HOUSE}content/take-back/": TEAM,
    f"{HOUSE}content/take-up/": TEAM,
    f"{HOUSE}content/set-aside/": TEAM,
    f"{HOUSE}content/history/": TEAM,
    f"{HOUSE}content/history/<int:number>/": TEAM,
    f"{HOUSE}content/history/<int:number>/restore/": TEAM,
    f"{HOUSE}content/send-back/": frozenset({MANAGER}),
    f"{HOUSE}content/publish/": frozenset({MANAGER}),
}
