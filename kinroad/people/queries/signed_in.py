"""The account a session stands for: asked at each request, so its question is written once."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from kinroad.core.prepared import PreparedRows
from kinroad.people.models import Account

ACCOUNT = PreparedRows(Account, lambda account: Account.objects.filter(pk=account))


class Backend(AuthenticationBackend):  # type: ignore[misc]
    """Sign-in with a name and a password, and who is signed in (settings: AUTHENTICATION_BACKENDS)."""

    def get_user(self, user_id: Any) -> Account | None:
        """The account with this id, while it may sign in."""
        account = ACCOUNT.first(account=user_id)
        return account if account and self.user_can_authenticate(account) else None
