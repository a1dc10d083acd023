"""Every address of the house, and the two frames: same middleware, session and page frame, no rows."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from kinroad.config.urls import *  # noqa: F403
from kinroad.config.urls import urlpatterns


def frame(request: HttpRequest) -> HttpResponse:
    """The frame; of someone who is signed in, or the public one."""
    return render(request, "benchmarks/frame.html")


urlpatterns = [
    *urlpatterns,
    path("frame", frame, name="frame"),
    path("public-frame", login_not_required(frame), name="public_frame"),
]
