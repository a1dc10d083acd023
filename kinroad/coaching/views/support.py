"""The public door: I want support."""

import secrets
from typing import Any

from allauth.core import ratelimit
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kinroad.coaching.actions.request import ask_for_support
from kinroad.coaching.forms.support import AskForSupportForm
from kinroad.coaching.models import RequestForSupport
from kinroad.core.http import PublicRequest
from kinroad.core.time import today
from kinroad.people.actions.drafts import forget_draft, keep_draft
from kinroad.people.models import NoticeGiven
from kinroad.people.queries.drafts import draft_of
from kinroad.people.queries.policies import policy_of
from kinroad.people.rules.notice_version import NOTICE_VERSION
from kinroad.people.rules.viewer import Viewer
from kinroad.people.views.limits import HOUR, too_many

FORM = "support"
TOKEN = "words"  # noqa: S105  # the name of the cookie, which tells nothing


@login_not_required
@never_cache  # the words of a draft stay out of a shared phone's memory
@require_http_methods(["GET", "POST"])
def ask(request: PublicRequest) -> HttpResponse:
    """Four questions. Somebody younger than the policy's age is told whom to reach, and nothing is kept."""
    organization = _organization(request)
    policy = policy_of(organization.pk).request
    form = AskForSupportForm(request.POST or None, minimum_age=policy.minimum_age)
    if form.too_young:
        _forget(request)
        return _without_token(render(request, "coaching/younger.html", {"organization": organization}))
    if request.method == "POST" and not ratelimit.consume(request, action="support"):
        return too_many(request, page="coaching/too_many.html", seconds=HOUR, organization=organization)
    if form.carry_out(_ask, request=request, language=get_language()):
        _forget(request)
        return _without_token(redirect("coaching:asked"))
    form.refresh_id()
    form.start_from(_draft(request))
    if not form.is_bound and request.GET.get("for") == "family":
        form.initial.setdefault("kind", "family")
    context = {"form": form, "organization": organization, "drafted": _draft(request) is not None}
    return render(request, "coaching/support.html", context)


def _organization(request: PublicRequest) -> Any:
    if request.organization is None:
        raise Http404
    return request.organization


def _ask(*, request: PublicRequest, language: str, facts: dict[str, Any], **said: Any) -> RequestForSupport:
    organization = request.organization
    by = Viewer.system(organization.pk, organization.zone)
    facts["languages"] = [language] if language in ("en", "es") else []
    return ask_for_support(
        facts=facts,
        came_by=RequestForSupport.CameBy.WEB,
        on=today(organization.zone),
        by=by,
        notice=(NOTICE_VERSION, NoticeGiven.How.ON_SCREEN),
        **said,
    )


@login_not_required
@require_safe
def asked(request: PublicRequest) -> HttpResponse:
    """It arrived, and what happens next."""
    organization = _organization(request)
    days = policy_of(organization.pk).request.answer_within_days
    return render(request, "coaching/asked.html", {"organization": organization, "days": days})


@login_not_required
@require_POST
def keep(request: PublicRequest) -> HttpResponse:
    """Keep what was typed for a day, for whoever holds the cookie."""
    if not ratelimit.consume(request, action="support_draft"):
        return HttpResponse(status=429, headers={"Retry-After": "60"})
    token = request.COOKIES.get(TOKEN) or secrets.token_urlsafe(32)
    words = {name: request.POST.getlist(name) for name in request.POST}
    kept = keep_draft(organization_id=_organization(request).pk, form=FORM, about=None, owner=token, words=words)
    answer = HttpResponse(status=204 if kept else 413)
    answer.set_cookie(
        TOKEN,
        token,
        max_age=60 * 60 * 24,
        httponly=True,
        samesite="Lax",
        secure=settings.KINROAD_HTTPS,
        path="/support",
    )
    return answer


@login_not_required
@require_POST
def clear(request: PublicRequest) -> HttpResponse:
    """Clear what was typed, on a phone that others use too."""
    _forget(request)
    return _without_token(redirect("coaching:ask_for_support"))


def _draft(request: PublicRequest) -> Any:
    token = request.COOKIES.get(TOKEN)
    if not token:
        return None
    return draft_of(organization_id=request.organization.pk, form=FORM, about=None, owner=token)


def _forget(request: PublicRequest) -> None:
    token = request.COOKIES.get(TOKEN)
    if token:
        forget_draft(organization_id=request.organization.pk, form=FORM, about=None, owner=token)


def _without_token(answer: HttpResponse) -> HttpResponse:
    answer.delete_cookie(TOKEN, path="/support")
    return answer
