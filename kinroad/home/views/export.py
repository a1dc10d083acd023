"""Everything about me, to read and to take along. A fresh sign-in comes first."""

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_http_methods

from kinroad.core.http import SignedInRequest
from kinroad.core.time import now
from kinroad.design.paper import can_make_pdf, pdf_of
from kinroad.home.queries.export import everything_about
from kinroad.home.views.me import own_page
from kinroad.home.views.pages import day_here
from kinroad.people.views.doors import for_participants
from kinroad.people.views.limits import is_sent, limited
from kinroad.people.views.step_up import fresh_sign_in

NAME = "my-page"  # names of files say nothing


@require_http_methods(["GET", "HEAD", "POST"])
@for_participants
@fresh_sign_in
@limited("export", when=is_sent)
def me_export(request: SignedInRequest) -> HttpResponse:
    """What there is; a press gives it as a page to read, on paper (PDF), or as data (JSON)."""
    mine = own_page(request, "me_export")
    wanted = request.POST.get("as", "") if request.method == "POST" else ""
    context = {"paper": can_make_pdf(), **day_here(request)}
    if wanted not in ("page", "pdf", "data"):
        return render(request, "home/me_export.html", context)
    context["export"] = whole = everything_about(mine, at=now())
    if wanted == "page":
        return render(request, "home/me_export.html", context)
    if wanted == "pdf" and can_make_pdf():
        answer = HttpResponse(
            pdf_of(render_to_string("home/me_export_paper.html", context, request)), content_type="application/pdf"
        )
        answer["Content-Disposition"] = f'attachment; filename="{NAME}.pdf"'
        return answer
    answer = HttpResponse(whole.as_json(), content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="{NAME}.json"'
    return answer
