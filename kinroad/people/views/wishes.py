"""Language and look, kept in cookies so that pages before sign-in have them too."""

from django.conf import settings
from django.http import HttpResponseBase

YEAR = 60 * 60 * 24 * 365  # seconds


def remember_wishes(answer: HttpResponseBase, *, language: str, theme: str, forget: bool = False) -> None:
    """Set the cookies of a person's own language and look. An empty wish leaves the device's; `forget` drops it."""
    for name, value in ((settings.LANGUAGE_COOKIE_NAME, language), ("theme", theme)):
        if value:
            answer.set_cookie(name, value, max_age=YEAR, samesite="Lax", secure=settings.KINROAD_HTTPS, httponly=True)
        elif forget:
            answer.delete_cookie(name, samesite="Lax")
