"""Every address of the site: languages first, then what has no language."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from parvis.core.views import errors

urlpatterns = [
    *i18n_patterns(
        path("", include("parvis.portal.urls")),
        path("trades/", include("parvis.occupations.urls")),
        path("starters/", include("parvis.starters.urls")),
        path("houses/", include("parvis.network.urls")),
        path("houses/", include("parvis.rota.urls")),
        path("events/", include("parvis.agenda.urls")),
        path("search/", include("parvis.search.urls")),
        path("staff/", include("parvis.accounts.urls")),
        path("staff/", include("parvis.network.staff_urls")),
        path("staff/", include("parvis.network.content_urls")),
        path("staff/", include("parvis.rota.staff_urls")),
        path("staff/", include("parvis.portal.staff_urls")),
        path("staff/", include("parvis.seats.staff_urls")),
        path("staff/", include("parvis.appointments.staff_urls")),
        path("staff/", include("parvis.meetings.staff_urls")),
        path("staff/", include("parvis.meetings.seeker_staff_urls")),
        path("staff/", include("parvis.feedback.staff_urls")),
        path("staff/", include("parvis.queue.staff_urls")),
        path("staff/", include("parvis.counsel.staff_urls")),
        path("staff/", include("parvis.answers.staff_urls")),
        path("staff/", include("parvis.meetings.hall_staff_urls")),
        path("staff/", include("parvis.marks.urls")),
        path("staff/", include("parvis.reporting.staff_urls")),
        path("staff/", include("parvis.agenda.arrivals_urls")),
        path("staff/", include("parvis.agenda.programme_urls")),
        path("", include("parvis.qualifications.urls")),
        path("", include("parvis.seats.urls")),
        path("", include("parvis.appointments.urls")),
        path("", include("parvis.meetings.hall_urls")),
        path("", include("parvis.meetings.urls")),
        path("", include("parvis.meetings.seeker_urls")),
        path("", include("parvis.feedback.urls")),
        path("", include("parvis.counsel.urls")),
        path("", include("parvis.answers.urls")),
        path("", include("parvis.queue.urls")),
    ),
    path("api/", include("parvis.api.urls")),
    path("", include("parvis.core.urls")),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.broken
