"""What Django and allauth call out at the door is written down: signing in and out, and changes of the ways in."""

from collections.abc import Callable
from typing import Any

from allauth.account import signals as account
from django.apps import apps
from django.contrib.auth.signals import user_logged_in, user_logged_out

from kinroad.audit.actions import at_the_door
from kinroad.audit.models import Door
from kinroad.people.actions.at_the_door import note_account

What = Door.What


def writes_down(what: Door.What) -> Callable[..., None]:
    """A listener that writes one line about the account it hears of."""

    def hear(sender: Any, user: Any = None, **kwargs: Any) -> None:
        if user is not None and user.pk is not None:
            note_account(user.pk, what)

    return hear


def hear_sign_out(sender: Any, request: Any, user: Any = None, **kwargs: Any) -> None:
    """Where somebody was when they signed out is known, unless they had no place left."""
    viewer = getattr(request, "viewer", None)
    if viewer is not None:
        at_the_door(what=What.SIGNED_OUT, by=viewer)
    elif user is not None:
        note_account(user.pk, What.SIGNED_OUT)


def listen() -> None:
    """Begin to listen; once, when the program starts."""
    heard = {
        user_logged_in: writes_down(What.SIGNED_IN),
        user_logged_out: hear_sign_out,
        account.password_changed: writes_down(What.WAY_IN_CHANGED),
        account.password_reset: writes_down(What.WAY_IN_CHANGED),
        account.password_set: writes_down(What.WAY_IN_CHANGED),
        account.email_changed: writes_down(What.WAY_IN_CHANGED),
    }
    if apps.is_installed("allauth.mfa"):
        from allauth.mfa import signals as mfa

        heard |= {
            mfa.authenticator_added: writes_down(What.SECOND_FACTOR_ADDED),
            mfa.authenticator_removed: writes_down(What.SECOND_FACTOR_REMOVED),
            mfa.authenticator_reset: writes_down(What.SECOND_FACTOR_ADDED),
            mfa.authentication_failed: writes_down(What.SECOND_FACTOR_FAILED),
        }
    for signal, listener in heard.items():
        signal.connect(listener, weak=False, dispatch_uid=f"people.heard.{id(signal)}")
