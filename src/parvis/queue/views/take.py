"""Take a ticket: the language first, in its own name, then the question; one press each."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.views.decorators.http import require_http_methods

from parvis.core.domain.half_days import half_of
from parvis.core.domain.kept_forms import keeps_form
from parvis.core.domain.moment import Moment
from parvis.core.domain.once import FIELD, issue_once, without_cookie
from parvis.core.languages import INTERFACE_LANGUAGES, is_right_to_left, own_name, speaks
from parvis.core.refusal import Refusal
from parvis.core.said import Said, say
from parvis.network.domain.scope import today_at
from parvis.network.models import Desk, House
from parvis.queue.domain.estimating import Ranges, ranges_of
from parvis.queue.domain.haste import owed
from parvis.queue.domain.line import help_of, tables_of, waiters_of
from parvis.queue.domain.planning import flow_of
from parvis.queue.domain.showing import Wait, newcomer, wait_of
from parvis.queue.domain.taking import Wanted, desks_of, languages_of, take_ticket, why_closed
from parvis.queue.enums import Mode
from parvis.queue.forms import read_form_key, read_moment_sent
from parvis.queue.models import Flow, Table
from parvis.queue.rules import local_in


@dataclass(frozen=True)
class Tongue:
    """A language to choose: its own name, and where to go on in it."""

    code: str
    name: str
    direction: str
    url: str
    is_spoken_now: bool


@dataclass(frozen=True)
class Question:
    """A question to choose, with how it looks and what is known of the wait."""

    key: str
    said: Said
    hint: Said
    tone: str
    pictogram: str
    wait: Wait


@keeps_form((), (FIELD, "desk", "language", "moment", "work"))
@without_cookie
@require_http_methods(["GET", "HEAD", "POST"])
def line(request: HttpRequest, house: str) -> HttpResponseBase:
    """Show how to take a ticket here; take one and lead to its page."""
    found = get_object_or_404(House.objects.with_hours(), slug=house)
    now, language, refusal = timezone.now(), get_language() or "en", ""
    flow = flow_of(found)
    sent = request.POST if request.method == "POST" else request.GET
    wanted = Wanted(sent.get("desk", "")[:40], sent.get("language", "")[:12], language)
    if request.method == "POST":
        try:
            once = read_form_key(request.POST)
            moment = owed(found, once, read_moment_sent(request.POST), now)
            if moment is not None:
                return _one_moment(request, found, moment)
            taken = take_ticket(found, wanted, once, now)
        except Refusal as error:
            refusal = str(error)
        else:
            return HttpResponseRedirect(reverse("queue:ticket", args=(found.slug, taken.code.reveal())), status=303)
    closed = why_closed(found, flow, now)
    context: dict[str, object] = {
        "house": found,
        "flow": flow,
        "has_line": flow is not None and flow.mode != Mode.NOD,
        "closed": closed,
        "refusal": refusal if refusal != closed else "",
        "once": issue_once(),
    }
    if flow is not None and not closed:
        context |= _choices(found, flow, wanted.language, language)
    return render(request, "queue/take.html", context, status=422 if refusal else 200)


def _one_moment(request: HttpRequest, house: House, moment: Moment) -> HttpResponse:
    """Ask for a moment of work or waiting; what was chosen stays with it."""
    sent = {name: request.POST.get(name, "")[:200] for name in (FIELD, "desk", "language")}
    answer = render(request, "queue/moment.html", {"house": house, "moment": moment, "sent": sent}, status=429)
    answer.headers["Retry-After"] = str(moment.seconds)
    return answer


def _choices(house: House, flow: Flow, chosen: str, language: str) -> dict[str, object]:
    """Return the languages to choose from, and with one chosen the questions."""
    local = local_in(house.time_zone, timezone.now())
    tables, desks = tables_of(house, local.date()), desks_of(house, flow)
    tongues = _tongues(house, languages_of(house, desks, tables), tables)
    has_language = flow.mode == Mode.TICKET or any(tongue.code == chosen for tongue in tongues)
    if not has_language:
        return {"tongues": tongues, "chosen": ""}
    ranges = ranges_of(house.pk, half_of(local), local.date())
    spoken = "" if flow.mode == Mode.TICKET else chosen
    asked = _questions(house, desks if flow.mode == Mode.THEME else [], spoken, (tables, ranges, language))
    return {"tongues": tongues, "chosen": spoken, "questions": asked[:-1], "any": asked[-1], "half": half_of(local)}


def _tongues(house: House, spoken: list[str], tables: list[Table]) -> list[Tongue]:
    now = {language for table in tables for language in table.languages}
    found = []
    for code in spoken:
        with override(code if code in INTERFACE_LANGUAGES else get_language()):
            url = f"{reverse('queue:line', args=(house.slug,))}?language={code}"
        direction = "rtl" if is_right_to_left(code) else "ltr"
        found.append(Tongue(code, own_name(code), direction, url, speaks(now, code)))
    return found


def _questions(house: House, desks: list[Desk], spoken: str, about: tuple[list[Table], Ranges, str]) -> list[Question]:
    """Return the questions, and last the one of who has none yet; two questions to the database."""
    tables, ranges, language = about
    waiting, able = waiters_of(house, today_at(house, timezone.now())), [help_of(table) for table in tables]

    def asked(key: str, desk: Desk | None) -> Question:
        wait = wait_of(newcomer(key, spoken, waiting), waiting, able, ranges)
        said, hint = (say(desk.question, language), say(desk.hint, language)) if desk else (say({}, language),) * 2
        return Question(key, said, hint, desk.tone if desk else "", desk.pictogram if desk else "", wait)

    return [*(asked(desk.key, desk) for desk in desks), asked("", None)]
