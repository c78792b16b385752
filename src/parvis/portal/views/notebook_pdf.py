"""The notebook on paper."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from parvis.core.domain.notebook import read
from parvis.portal.domain.notebook import second_language
from parvis.portal.domain.paper import print_notebook
from parvis.portal.views.notebook import paper_of


def notebook_pdf(request: HttpRequest) -> HttpResponse:
    """Answer with the notebook of the address as a PDF; made in memory, kept nowhere."""
    language = get_language() or "en"
    second = second_language(request.GET.get("with", ""), language)
    made = print_notebook(read(request.GET.get("n", "")), language, second, paper_of(request))
    response = HttpResponse(made, content_type="application/pdf")
    response.headers["Content-Disposition"] = 'inline; filename="parvis.pdf"'
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
