"""The policies of an organization: our defaults with what it changed."""

from dataclasses import fields, replace
from uuid import UUID

from kinroad.core.policy import Policy
from kinroad.people.models import PolicySetting


def policy_of(organization_id: UUID) -> Policy:
    """The policies in force. One query."""
    policy = Policy()
    known = {part.name: {each.name for each in fields(getattr(policy, part.name))} for part in fields(policy)}
    rows = PolicySetting.objects.filter(organization_id=organization_id).values_list("part", "name", "value")
    for part, name, value in rows:
        if name in known.get(part, ()):
            policy = replace(policy, **{part: replace(getattr(policy, part), **{name: value})})
    return policy
