"""Who looks or acts, as one small value that goes from page to query and action."""

from dataclasses import dataclass, field
from uuid import UUID


@dataclass(frozen=True)
class Viewer:
    """Someone in one organization. `organization_zone` is an IANA name; `called` is their first name."""

    account_id: UUID | None
    person_id: UUID | None
    organization_id: UUID
    organization_zone: str
    called: str = ""
    roles: frozenset[str] = field(default_factory=frozenset)
    participant_id: UUID | None = None
    peer_leader_id: UUID | None = None

    @classmethod
    def system(cls, organization_id: UUID, zone: str) -> "Viewer":
        """A command, or somebody who is not signed in, acting in this organization."""
        return cls(account_id=None, person_id=None, organization_id=organization_id, organization_zone=zone)

    @property
    def who(self) -> UUID:
        """The id of the person who acts. Raises ValueError for a command or a visitor, who are nobody here."""
        if self.person_id is None:
            raise ValueError("This is done by a person only.")
        return self.person_id

    def has(self, *roles: str) -> bool:
        """Whether this viewer holds one of these roles now."""
        return not self.roles.isdisjoint(roles)
