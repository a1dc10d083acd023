"""Reading drafts back into their forms."""

import json
from uuid import UUID

from django.http import QueryDict

from kinroad.people.models import Draft
from kinroad.people.rules.drafts import draft_key


def draft_of(*, organization_id: UUID, form: str, about: UUID | str | None, owner: UUID | str) -> QueryDict | None:
    """What was typed into a form and not saved yet, as the form would have sent it; or None."""
    key = draft_key(form=form, about=about, owner=owner)
    draft = Draft.objects.filter(organization_id=organization_id, key=key).first()
    if draft is None or not draft.words:
        return None
    words = QueryDict(mutable=True)
    for name, values in json.loads(draft.words).items():
        words.setlist(name, values)
    return words
