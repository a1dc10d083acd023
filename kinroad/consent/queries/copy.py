"""A consent in words: what is read before signing, and the copy that goes with whatever leaves."""

import json
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256

from django.utils import translation

from kinroad.consent.queries.texts import FormText
from kinroad.consent.rules.draft import Draft, Signature
from kinroad.core.time import local
from kinroad.design import formats
from kinroad.people.models import Organization, Participant


def name_of(participant: Participant) -> str:
    """The name a consent stands in: the whole one when we know it."""
    person = participant.person
    return str(person.full_name or person.called)


def right_to_revoke(text: FormText, organization: Organization) -> str:
    """How it is taken back."""
    phone = formats.phone(organization.phone)
    said = text.words["right_to_revoke"]
    return str(said.format(organization=organization.name, phone=f" ({phone})" if phone else ""))


def statements(text: FormText, kind: str) -> str:
    """What happens to it then, and when one says no."""
    said = text.kind(kind)
    return f"{said['redisclosure']}\n{said['refusal']}"


def lines_of(
    draft: Draft,
    *,
    participant: Participant,
    organization: Organization,
    text: FormText,
    signature: Signature | None = None,
    signed_at: datetime | None = None,
    zone: str = "UTC",
    witness: str = "",
) -> list[tuple[str, str]]:
    """The consent, label and text, line by line; unsigned while there is no signature."""
    lines = [("", text.kind(draft.kind)["title"]), *_terms(draft, participant, organization, text)]
    if signature is not None and signed_at is not None:
        with translation.override(text.language):
            when = f"{formats.day_year(signed_at, zone=zone)}, {local(signed_at, zone):%H:%M:%S %Z}"
        said = text.words["methods"][signature.method].format(name=signature.name, when=when)
        lines.append((text.label("signature"), said))
        lines.append((text.label("authority"), signature.authority))
        lines.append((text.label("witness"), witness))
    return [(label, said) for label, said in lines if said]


def mark_of(lines: list[tuple[str, str]]) -> str:
    """What tells whether somebody read these very lines: it goes with the page they read, and comes back signed."""
    return sha256(json.dumps(lines).encode()).hexdigest()


def _terms(
    draft: Draft, participant: Participant, organization: Organization, text: FormText
) -> Iterator[tuple[str, str]]:
    words, said = text.words, text.kind(draft.kind)
    end = end_of(draft, text)
    yield text.label("participant"), name_of(participant)
    yield text.label("discloser"), organization.name
    yield text.label("description"), "\n".join(words["classes"][each] for each in draft.classes)
    yield text.label("recipient"), draft.recipient
    behind = [*draft.members.splitlines(), words["recipient_classes"].get(draft.recipient_class, "")]
    if draft.members or draft.recipient_kind == "intermediary":
        yield text.label("members"), "\n".join(each for each in behind if each.strip())
    purpose = words["purposes"][draft.purpose]
    yield text.label("purpose"), f"{purpose}: {draft.purpose_words}" if draft.purpose_words else purpose
    yield text.label("case"), draft.case
    yield text.label("expiry"), end
    if draft.firm:
        yield text.label("firm"), words["firm"].format(end=end)
    else:
        yield text.label("right_to_revoke"), right_to_revoke(text, organization)
    yield text.label("redisclosure"), said["redisclosure"]
    yield text.label("refusal"), said["refusal"]


def end_of(draft: Draft, text: FormText) -> str:
    """When it ends, in words."""
    if draft.expires_on is not None:
        with translation.override(text.language):
            return str(text.words["on_day"].format(day=formats.day_year(draft.expires_on)))
    return draft.expires_event or (str(text.words["no_end"]) if draft.no_end else "")
