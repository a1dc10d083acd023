"""Accounts, whom they stand for, the roles held, and invitations."""

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kinroad.core.ids import uuid7
from kinroad.core.models import Kept
from kinroad.people.models.person import Person
from kinroad.people.rules.passwords import as_compared
from kinroad.people.rules.roles import Role


class Account(AbstractUser):
    """One sign-in. It is global, and stands for at most one person in each organization. It holds no name."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=5, blank=True)
    theme = models.CharField(max_length=10, blank=True)

    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return f"account {self.pk}"

    def set_password(self, raw_password: str | None) -> None:
        super().set_password(None if raw_password is None else as_compared(raw_password))

    def check_password(self, raw_password: str | None) -> bool:
        return super().check_password(None if raw_password is None else as_compared(raw_password))

    def get_full_name(self) -> str:
        return self.username

    def get_short_name(self) -> str:
        return self.username


class Standing(Kept):
    """The person an account stands for in one organization."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="standings", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="standings", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "account"], name="one_person_of_an_account"),
            models.UniqueConstraint(fields=["organization", "person"], name="one_account_of_a_person"),
        ]

    def __str__(self) -> str:
        return f"standing {self.pk}"


class RoleHeld(Kept):
    """A role a person holds, from the moment it was given to the moment it ended."""

    CHOICES = [
        (Role.PARTICIPANT.value, _("Participant")),
        (Role.PEER_LEADER.value, _("Peer leader")),
        (Role.SUPERVISOR.value, _("Supervisor")),
        (Role.COORDINATOR.value, _("Coordinator")),
        (Role.PROGRAM_MANAGER.value, _("Program manager")),
        (Role.ADMINISTRATOR.value, _("Administrator")),
        (Role.EVALUATOR.value, _("Evaluator")),
    ]

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="roles_held", db_index=False)
    role = models.CharField(max_length=20, choices=CHOICES)
    given_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "person", "role"], condition=Q(ended_at=None), name="one_current_role_of_a_kind"
            ),
        ]
        indexes = [models.Index(fields=["organization", "role"], name="role_held_role")]

    def __str__(self) -> str:
        return self.role


class Invitation(Kept):
    """A way in for a person who has no account yet: a link or a printed code, used once. Only hashes stand here."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="invitations", db_index=False)
    secret_hash = models.CharField(max_length=64)
    is_code = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "secret_hash"], name="one_invitation_of_a_secret"),
        ]
        indexes = [models.Index(fields=["organization", "person"], name="invitation_person")]

    def __str__(self) -> str:
        return f"invitation {self.pk}"
