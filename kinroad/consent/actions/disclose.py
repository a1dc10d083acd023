"""The one door through which anything about a participant leaves."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from kinroad.audit import actions as audit
from kinroad.consent.models import Consent, Disclosure, Letter, Supporter
from kinroad.consent.queries.consents import end_of
from kinroad.consent.queries.restrictions import held_of
from kinroad.consent.queries.texts import NoticeText, notice_text
from kinroad.consent.rules.kinds import Kind
from kinroad.consent.rules.parts import Part, within
from kinroad.consent.rules.restriction import not_held
from kinroad.consent.rules.standing import Recipient, Refusal, refusal, speaks_for_the_dead
from kinroad.core.time import local
from kinroad.core.time import now as this_moment
from kinroad.people.models import Participant
from kinroad.people.rules.viewer import Viewer

SENTENCES: dict[Refusal, str | Promise] = {
    Refusal.NOT_YET: gettext_lazy("This consent does not stand yet. Nothing was shared."),
    Refusal.EXPIRED: gettext_lazy("This consent has ended. Ask for a new one. Nothing was shared."),
    Refusal.EVENT: gettext_lazy("What this consent waited for has come. Ask for a new one. Nothing was shared."),
    Refusal.REVOKED: gettext_lazy("This consent was taken back. Nothing was shared."),
    Refusal.FALSE: gettext_lazy("This consent turned out not to be true. Ask for a new one. Nothing was shared."),
    Refusal.DEFICIENT: gettext_lazy("This consent is not whole. Ask for a new one. Nothing was shared."),
    Refusal.PURPOSE: gettext_lazy("This consent is for another purpose. Ask for a new one. Nothing was shared."),
    Refusal.RECIPIENT: gettext_lazy("This consent names somebody else. Ask for a new one. Nothing was shared."),
    Refusal.NOTHING: gettext_lazy("This consent names nothing of this. Nothing was shared."),
    Refusal.DIED: gettext_lazy("They have died. Ask whoever may speak for them, on paper. Nothing was shared."),
    Refusal.NOT_SEEN: gettext_lazy("They read a letter first and say yes to it. Nothing was shared."),
    Refusal.NEEDS_LETTER: gettext_lazy("Write it as a letter, so that they read it first. Nothing was shared."),
    Refusal.RESTRICTED: gettext_lazy("They asked us not to share this with them. Nothing was shared."),
    Refusal.PAUSED: gettext_lazy("Nothing is shared with them now."),
}


@dataclass(frozen=True)
class Disclosed:
    """What left: the parts that the consent names, the notice of 2.32, a copy of the consent, and the line about it.

    `drawn` is the signature under the consent, where it was drawn.
    """

    parts: tuple[Part, ...]
    notice: NoticeText
    copy: list[tuple[str, str]]
    drawn: str
    disclosure: Disclosure


@transaction.atomic
def disclose(
    *,
    consent: Consent,
    parts: Sequence[Part],
    purpose: str,
    recipient: Recipient,
    channel: str,
    by: Viewer,
    now: datetime | None = None,
    letter: Letter | None = None,
) -> Disclosed:
    """Let parts of a record leave under a consent; those it does not name stay here. Writes down that they left.

    A revocation takes the same lock: what is acknowledged as taken back lets nothing leave any more. Without `now` the
    moment is asked under the lock. Raises ValidationError with a sentence when nothing may leave.
    """
    mine = Consent.objects.select_for_update().get(organization_id=by.organization_id, pk=consent.pk)
    at = now or this_moment()
    ended = end_of(mine)
    if ended is not None:
        at = max(at, ended.at)  # whatever the caller's clock said: it has ended
    no = refusal(
        mine.terms(ended=ended),
        at=at,
        purpose=purpose,
        recipient=recipient,
        classes={each.data_class for each in parts},
    )
    leaving = not_held(within(parts, mine.classes), recipient=recipient, held=held_of(mine.participant))
    no = (
        no
        or _refused_beside(mine, parts, letter, zone=by.organization_zone)
        or (None if leaving else Refusal.RESTRICTED)
    )
    if no is not None:
        raise ValidationError(str(SENTENCES[no]), code=no.value)
    notice = notice_text(on=at.date())
    row = Disclosure(
        organization_id=mine.organization_id,
        participant_id=mine.participant_id,
        consent=mine,
        recipient=recipient.name,
        recipient_about=recipient.id,
        through=recipient.through,
        classes=sorted({each.data_class for each in leaving}),
        what="\n".join(each.title for each in leaving),
        purpose=purpose,
        channel=Disclosure.Channel(channel),
        notice_version=notice.version,
        at=at,
        by_id=by.person_id,
    )
    row.save(force_insert=True)
    if letter is not None:
        _it_left(letter, row)
    audit.record(what="disclosure.made", about=row, by=by, participant_id=mine.participant_id)
    return Disclosed(leaving, notice, mine.copy, mine.drawn or "", row)


def _refused_beside(consent: Consent, parts: Sequence[Part], letter: Letter | None, *, zone: str) -> Refusal | None:
    """What the consent itself does not know: a death, a pause, a letter that was not read."""
    whose = Participant.objects.select_related("merged_into").get(pk=consent.participant_id)
    died_on = (whose.merged_into or whose).died_on
    if died_on is not None and not speaks_for_the_dead(
        authority=consent.authority or "", given_on=local(consent.given_at, zone).date(), died_on=died_on
    ):
        return Refusal.DIED
    if consent.kind == Kind.SUPPORTER:
        open_links = Supporter.objects.filter(
            organization_id=consent.organization_id, consent=consent, paused_at=None, ended_at=None
        )
        return None if open_links.exists() else Refusal.PAUSED
    if consent.kind == Kind.JUSTICE:
        if letter is None:
            return Refusal.NEEDS_LETTER
        read = Letter.objects.select_for_update().filter(
            organization_id=consent.organization_id, consent=consent, pk=letter.pk, state=Letter.State.AGREED
        )
        agreed = read.first()
        if agreed is None or agreed.parts != as_text(parts):
            return Refusal.NOT_SEEN
    return None


def _it_left(letter: Letter, disclosure: Disclosure) -> None:
    letter.refresh_from_db()
    letter.state = Letter.State.SENT
    letter.disclosure = disclosure
    letter.save()


def as_text(parts: Sequence[Part]) -> str:
    """Parts as a letter keeps them."""
    return json.dumps([asdict(each) for each in parts])
