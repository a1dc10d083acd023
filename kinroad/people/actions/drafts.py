"""Words not saved yet: kept sealed by the server, so that a lost connection loses nothing."""

import json
from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from kinroad.core.time import now
from kinroad.people.models import Draft
from kinroad.people.rules.drafts import draft_key

LONGEST_DRAFT = 60_000  # characters: five notes of ten thousand and everything else
NEVER_KEPT = frozenset({"csrfmiddlewaretoken", "password", "password1", "password2", "oldpassword"})


def keep_draft(
    *, organization_id: UUID, form: str, about: UUID | str | None, owner: UUID | str, words: Mapping[str, list[str]]
) -> bool:
    """Keep what stands in a form. Returns False when it is too long to be kept."""
    kept = {name: values for name, values in words.items() if name not in NEVER_KEPT}
    text = json.dumps(kept)
    if len(text) > LONGEST_DRAFT:
        return False
    key = draft_key(form=form, about=about, owner=owner)
    draft = Draft.objects.filter(organization_id=organization_id, key=key).first()
    draft = draft or Draft(organization_id=organization_id, key=key, form=form)
    draft.words, draft.saved_at = text, now()
    try:
        with transaction.atomic():
            draft.save()
    except IntegrityError:
        return keep_draft(organization_id=organization_id, form=form, about=about, owner=owner, words=words)
    return True


def forget_draft(*, organization_id: UUID, form: str, about: UUID | str | None, owner: UUID | str) -> None:
    """Erase a draft: its form was saved, or its owner cleared it."""
    Draft.objects.filter(organization_id=organization_id, key=draft_key(form=form, about=about, owner=owner)).delete()


def forget_old_drafts(*, organization_id: UUID, days: int, public_hours: int) -> int:
    """Erase drafts that waited too long: `days`, and the public form's after `public_hours`. Returns how many."""
    rows = Draft.objects.filter(organization_id=organization_id)
    old, _ignored = rows.filter(saved_at__lt=now() - timedelta(days=days)).delete()
    public, _ignored = rows.filter(form="support", saved_at__lt=now() - timedelta(hours=public_hours)).delete()
    return old + public
