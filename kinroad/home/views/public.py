"""The public site's own pages."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from kinroad.core.http import PublicRequest
from kinroad.core.time import now
from kinroad.design.gallery import gallery as parts
from kinroad.gatherings.views.center import center_line
from kinroad.gatherings.views.pages import Words, line_of
from kinroad.home.queries.public import next_meetings

THEMES = ("", "light", "dark", "contrast")
YEAR = 60 * 60 * 24 * 365


@login_not_required
@require_safe
def public_home(request: PublicRequest) -> HttpResponse:
    """The front door."""
    organization, words = request.organization, Words()
    at = now()
    rows = next_meetings(organization.pk, at=at) if organization else ()
    center = center_line(organization, at=at) if organization else ""
    context = {"organization": organization, "meetings": [line_of(row, words) for row in rows], "center": center}
    return render(request, "home/public_home.html", context)


@login_not_required
@require_safe
def gallery(request: PublicRequest) -> HttpResponse:
    """Every part of the look once, for the people who build it. It says nothing about anybody."""
    return render(request, "design/gallery.html", parts())


@login_not_required
@require_http_methods(["GET", "POST"])
def theme(request: PublicRequest) -> HttpResponse:
    """Light, dark, more contrast, or as the device says. Kept in a cookie."""
    wanted = request.POST.get("theme")
    if wanted not in THEMES:
        return render(request, "home/theme.html", {"current": request.COOKIES.get("theme", "")})
    answer = redirect("home:theme")
    answer.set_cookie("theme", wanted, max_age=YEAR, samesite="Lax", secure=settings.KINROAD_HTTPS, httponly=True)
    return answer
