"""Organizations, their places and their policies."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kinroad.audit import actions as audit
from kinroad.core.policy import Policy
from kinroad.people.actions.accounts import give_role, make_account
from kinroad.people.actions.persons import write_person
from kinroad.people.actions.stale import refuse_stale
from kinroad.people.models import HostName, Organization, Part2Status, PolicySetting, Program, Site
from kinroad.people.queries.policies import policy_of
from kinroad.people.rules.roles import Role
from kinroad.people.rules.tiles import tile_host
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
    "report_lines",
    "younger_people_are_told",
    "titles",
    "tile_url",
    "tile_attribution",
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
def change_organization(*, organization: Organization, by: Viewer, seen: str = "", **facts: Any) -> Organization:
    """Change what stands in the settings of the organization.

    Raises ValidationError when a page drawn from other facts is sent (`seen`), when 42 CFR Part 2 is said not to
    apply without counsel's name and the day, and for a map that is not safe to ask for.
    """
    organization = Organization.objects.select_for_update().get(pk=organization.pk)
    refuse_stale(seen, (getattr(organization, name) for name in ORGANIZATION_FACTS))
    _refuse_without_counsel(facts)
    _refuse_unsafe_map(facts)
    changed = [name for name in ORGANIZATION_FACTS if name in facts and getattr(organization, name) != facts[name]]
    for name in changed:
        setattr(organization, name, facts[name])
    organization.full_clean()
    organization.save()
    if changed:
        audit.record(what="organization.changed", about=organization, by=by, fields=changed)
    return organization


def _refuse_without_counsel(facts: dict[str, Any]) -> None:
    if facts.get("part2_status") != Part2Status.NOT_COVERED:
        return
    missing = {}
    if not facts.get("part2_counsel"):
        missing["part2_counsel"] = _("Enter the name of the counsel who said so.")
    if not facts.get("part2_decided_on"):
        missing["part2_decided_on"] = _("Enter the day counsel said so.")
    if missing:
        raise ValidationError(missing)


def _refuse_unsafe_map(facts: dict[str, Any]) -> None:
    if not facts.get("tile_url"):
        return
    try:
        tile_host(facts["tile_url"])
    except ValueError:
        raise ValidationError(
            {"tile_url": _("Enter an address that begins with https:// and has {z}, {x} and {y} in it.")}
        ) from None
    if not facts.get("tile_attribution"):
        raise ValidationError({"tile_attribution": _("Enter who made the map, as they ask for it.")})


@transaction.atomic
def add_place(place: Site | Program, *, by: Viewer) -> Site | Program:
    """Add a site or a program. A second submit of the same one meets the first.

    Raises ValidationError when the name is taken.
    """
    met = type(place).objects.filter(pk=place.pk, organization_id=by.organization_id).first()
    if met is not None:
        return met
    place.organization_id = by.organization_id
    place.full_clean()
    place.save()
    audit.record(what=f"{place._meta.model_name}.added", about=place, by=by)
    return place


def add_site(*, id: UUID, by: Viewer, **facts: Any) -> Site | Program:
    """Add a site, with the id of the form."""
    return add_place(Site(id=id, **facts), by=by)


def add_program(*, id: UUID, by: Viewer, **facts: Any) -> Site | Program:
    """Add a program, with the id of the form."""
    return add_place(Program(id=id, **facts), by=by)


@transaction.atomic
def change_place(place: Site | Program, *, by: Viewer, seen: str = "", **facts: Any) -> Site | Program:
    """Change facts of a site or a program. Raises ValidationError for a page drawn from other facts (`seen`)."""
    place = type(place).objects.select_for_update().get(pk=place.pk)
    refuse_stale(seen, (getattr(place, name) for name in facts))
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
    """Close a site or a program: it is offered no more, and its history stays. Raises ValidationError for the last."""
    others = type(place).objects.filter(organization_id=place.organization_id, closed_on=None).exclude(pk=place.pk)
    if not others.exists():
        raise ValidationError(_("This is the last one. Add another one first."))
    change_place(place, by=by, closed_on=on)


@transaction.atomic
def open_place(place: Site | Program, *, by: Viewer) -> None:
    """Open a closed site or program again."""
    change_place(place, by=by, closed_on=None)


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


@transaction.atomic
def set_policies(*, values: Mapping[tuple[str, str], int | None], by: Viewer, seen: str = "") -> None:
    """Change numbers of policy together: (part, name) -> number, None for our default.

    Raises ValidationError when a page drawn from other numbers is sent (`seen`).
    """
    Organization.objects.select_for_update().get(pk=by.organization_id)
    policy = policy_of(by.organization_id)
    refuse_stale(seen, (getattr(getattr(policy, part), name) for part, name in values))
    for (part, name), value in values.items():
        wanted = getattr(getattr(Policy(), part), name) if value is None else value
        if wanted != getattr(getattr(policy, part), name):
            set_policy(part=part, name=name, value=wanted, by=by)
