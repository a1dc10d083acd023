"""Contacts: one time of being in touch."""

from django.db import models
from django.db.models import Q

from kinroad.core.fields import Sealed
from kinroad.core.models import AppendOnly, Kept
from kinroad.people.models import Participant, PeerLeader, Person, Program, Site
from kinroad.service_log.models import Activity, How, Where


class Contact(Kept):
    """What everyone in this contact shares: time, place, how, types of support, activity.

    `did` holds codes of what was done together (`coaching.models.words`). `version` counts edits from 1.
    """

    peer_leader = models.ForeignKey(PeerLeader, on_delete=models.PROTECT, related_name="contacts", db_index=False)
    started_at = models.DateTimeField()
    on = models.DateField()
    minutes = models.PositiveIntegerField()
    how = models.CharField(max_length=8, choices=How)
    where_at = models.CharField(max_length=10, choices=Where, blank=True)
    emotional = models.BooleanField(default=False)
    informational = models.BooleanField(default=False)
    instrumental = models.BooleanField(default=False)
    affiliational = models.BooleanField(default=False)
    activity = models.CharField(max_length=12, choices=Activity)
    did = models.JSONField(default=list)
    people_without_record = models.PositiveIntegerField(default=0)
    program = models.ForeignKey(Program, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    site = models.ForeignKey(Site, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    version = models.PositiveIntegerField(default=1)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        indexes = [models.Index(fields=["organization", "peer_leader", "on"], name="contact_peer_leader_on")]
        constraints = [
            models.CheckConstraint(
                condition=Q(emotional=True) | Q(informational=True) | Q(instrumental=True) | Q(affiliational=True),
                name="contact_has_a_type_of_support",
            ),
            models.CheckConstraint(condition=Q(minutes__gte=1) & Q(minutes__lte=1440), name="contact_minutes"),
        ]

    def __str__(self) -> str:
        return f"contact {self.pk}"

    @property
    def support(self) -> frozenset[str]:
        """The types of support this contact carried."""
        names = ("emotional", "informational", "instrumental", "affiliational")
        return frozenset(name for name in names if getattr(self, name))


class ContactPart(Kept):
    """One participant's part of a contact: the open note, the next step, the next contact day.

    `at` repeats the contact's start, so that a timeline is one walk along an index. `withdrawn_at`: it was logged with
    the wrong person; it is shown and counted no more, and its versions stay.
    """

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="parts", db_index=False)
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="contact_parts", db_index=False)
    at = models.DateTimeField()
    note = Sealed()
    next_step = Sealed()
    next_contact_on = models.DateField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "contact", "participant"], name="one_part_of_a_participant"
            ),
        ]
        indexes = [models.Index(fields=["organization", "participant", "at"], name="part_participant_at")]

    def __str__(self) -> str:
        return f"part {self.pk}"


class ContactPartVersion(AppendOnly):
    """How a participant's part of a contact stood before it was changed. Never changed itself.

    `facts` holds codes, minutes and moments of the shared contact; words are sealed.
    """

    part = models.ForeignKey(ContactPart, on_delete=models.PROTECT, related_name="versions", db_index=False)
    number = models.PositiveIntegerField()
    facts = models.JSONField(default=dict)
    note = Sealed()
    next_step = Sealed()
    next_contact_on = models.DateField(null=True, blank=True)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "part", "number"], name="one_version_of_a_number"),
        ]

    def __str__(self) -> str:
        return f"version {self.number}"
