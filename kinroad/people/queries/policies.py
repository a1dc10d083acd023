"""The policies of an organization: our defaults with what it changed."""

from dataclasses import fields, replace
from uuid import UUID

from kinroad.core.policy import Policy
from kinroad.core.prepared import Prepared
from kinroad.people.models import PolicySetting

SET_HERE = Prepared(
    lambda organization: PolicySetting.objects.filter(organization_id=organization).values_list("part", "name", "value")
)


def policy_of(organization_id: UUID) -> Policy:
    """The policies in force. One query."""
    policy = Policy()
    known = {part.name: {each.name for each in fields(getattr(policy, part.name))} for part in fields(policy)}
    rows = SET_HERE(organization=organization_id)
    for part, name, value in rows:
        if name in known.get(part, ()):
            policy = replace(policy, **{part: replace(getattr(policy, part), **{name: value})})
    return policy
