"""Organizations, their places and their policies."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kinroad.audit import actions as audit
from kinroad.core.policy import Policy
from kinroad.people.actions.accounts import give_role, make_account
from kinroad.people.actions.persons import write_person
from kinroad.people.models import HostName, Organization, PolicySetting, Program, Site
from kinroad.people.rules.roles import Role
from kinroad.people.rules.viewer import Viewer

ORGANIZATION_FACTS = (
    "name",
    "discreet_name",
    "part2_status",
    "part2_counsel",
    "part2_decided_on",
    "zone",
    "state",
    "phone",
    "address",
    "hours",
    "crisis_steps",
    "younger_people_are_told",
    "titles",
)


@transaction.atomic
def set_up_organization(
    *,
    slug: str,
    name: str,
    discreet_name: str,
    zone: str,
    state: str,
    site: str,
    program: str,
    administrator: str | None = None,
    password: str | None = None,
    hosts: tuple[str, ...] = (),
    is_demo: bool = False,
    **facts: Any,
) -> Organization:
    """Make an organization with its first site and program, and its first administrator when a user name is given.

    `zone` is an IANA time zone, `state` two letters. Raises ValidationError when the slug is taken.
    """
    if Organization.objects.filter(slug=slug).exists():
        raise ValidationError(_("There is already an organization with this short name."))
    organization = Organization(
        slug=slug, name=name, discreet_name=discreet_name, zone=zone, state=state, is_demo=is_demo, **facts
    )
    organization.full_clean()
    organization.save()
    by = Viewer.system(organization.pk, zone)
    audit.record(what="organization.set_up", about=organization, by=by)
    for host in hosts:
        HostName(host=host, organization=organization).save(force_insert=True)
    add_place(Site(name=site, zone=zone), by=by)
    add_place(Program(name=program), by=by)
    if administrator:
        person = write_person(organization_id=organization.pk, facts={"called": administrator.title()})
        make_account(person=person, username=administrator, password=password, by=by)
        give_role(person=person, role=Role.ADMINISTRATOR, by=by)
    return organization


@transaction.atomic
def change_organization(*, organization: Organization, by: Viewer, **facts: Any) -> Organization:
    """Change what stands in the settings of the organization."""
    changed = [name for name in ORGANIZATION_FACTS if name in facts and getattr(organization, name) != facts[name]]
    for name in changed:
        setattr(organization, name, facts[name])
    organization.full_clean()
    organization.save()
    if changed:
        audit.record(what="organization.changed", about=organization, by=by, fields=changed)
    return organization


@transaction.atomic
def add_place(place: Site | Program, *, by: Viewer) -> Site | Program:
    """Add a site or a program. Raises ValidationError when the name is taken."""
    place.organization_id = by.organization_id
    place.full_clean()
    place.save()
    audit.record(what=f"{place._meta.model_name}.added", about=place, by=by)
    return place


@transaction.atomic
def change_place(place: Site | Program, *, by: Viewer, **facts: Any) -> Site | Program:
    """Change facts of a site or a program."""
    changed = [name for name, value in facts.items() if getattr(place, name) != value]
    for name in changed:
        setattr(place, name, facts[name])
    place.full_clean()
    place.save()
    if changed:
        audit.record(what=f"{place._meta.model_name}.changed", about=place, by=by, fields=changed)
    return place


@transaction.atomic
def close_place(place: Site | Program, *, on: date, by: Viewer) -> None:
    """Close a site or a program: it is offered no more, and its history stays."""
    change_place(place, by=by, closed_on=on)


@transaction.atomic
def set_policy(*, part: str, name: str, value: int, by: Viewer) -> None:
    """Change one number of policy. Setting our default again removes the organization's own."""
    default = getattr(getattr(Policy(), part), name)
    rows = PolicySetting.objects.filter(organization_id=by.organization_id, part=part, name=name)
    setting = rows.first()
    if value == default:
        rows.delete()
    elif setting is None:
        PolicySetting(organization_id=by.organization_id, part=part, name=name, value=value).save()
    else:
        setting.value = value
        setting.save()
    organization = Organization.objects.get(pk=by.organization_id)
    audit.record(what="policy.set", about=organization, by=by, fields=[f"{part}.{name}"])


