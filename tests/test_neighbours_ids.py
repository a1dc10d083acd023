"""An id of another organization, or of somebody out of sight, typed into a form, is an id of nothing."""

import re
from functools import partial

import pytest
from django.db import transaction

from kinroad.people.models import Program, Site
from kinroad.people.tests.factories import ParticipantFactory
from tests import world as worlds
from tests.comers import come_as
from tests.house.reading import access_matrix, addresses, our_models

BY_NAME = {address.name: address for address in addresses()}
LINES = [line for line in access_matrix() if line.name in BY_NAME and line.method == "POST"]
FORM = re.compile(r"<form\b.*?</form>", re.DOTALL)
FIELD = re.compile(r"<(input|textarea)\b([^>]*)>|<select\b([^>]*)>(.*?)</select>", re.DOTALL)
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def part(name: str, tag: str) -> str:
    found = re.search(rf'\b{name}="([^"]*)"', tag)
    return found[1] if found else ""


def fields_of(client, url) -> tuple[dict[str, str], set[str]]:
    """What a browser would send for this page's forms, and which of it names something by id."""
    page = client.get(url)
    if page.status_code != 200 or "html" not in page.headers["Content-Type"]:
        return {}, set()
    sent, ids = {}, set()
    for _kind, tag, select, options in FIELD.findall(page.text):
        name = part("name", tag or select)
        value = part("value", tag) or (re.findall(r'value="([^"]+)"', options) or [""])[0]
        if name and name != "csrfmiddlewaretoken":
            sent.setdefault(name, value)
            if ID.search(options) or ID.fullmatch(value):
                ids.add(name)
    return sent, ids


def crossing(organization) -> list[str]:
    """Keys from this organization's rows to rows of another."""
    kept = [model for model in our_models() if any(field.name == "organization" for field in model._meta.fields)]
    return [
        f"{model.__name__}.{field.name}"
        for model in kept
        for field in model._meta.fields
        if field.remote_field and field.remote_field.model in kept
        if model._default_manager.filter(organization=organization, **{f"{field.name}__isnull": False})
        .exclude(**{f"{field.name}__organization": organization})
        .exists()
    ]


def ask(send, organization, typed) -> tuple[tuple[int, str, str], list[str]]:
    """What is answered, without the id that was typed and what every answer makes anew; and keys that cross."""
    with transaction.atomic():
        answer = send()
        crossed = crossing(organization) if answer.status_code == 302 else []
        transaction.set_rollback(True)
    text = (
        ""
        if answer.status_code >= 500
        else re.sub(r'(name="(?:csrfmiddlewaretoken|form_id)" value=")[^"]*', r"\1", answer.text)
    )
    leads = answer.headers.get("Location", "")
    return (answer.status_code, leads.replace(typed, "ID"), text.replace(typed, "ID")), crossed


@pytest.mark.django_db
def test_no_form_takes_an_id_of_another_organization_and_none_tells_it_from_an_id_of_nothing():
    ours, theirs = worlds.build(), worlds.build("lindenberg")
    hidden = ParticipantFactory(organization=ours.organization)
    foreign = [
        worlds.nobody(),  # the others are answered as this one
        hidden.pk,
        hidden.person_id,
        theirs.participant.pk,
        theirs.sample("peer_leader_id"),
        theirs.people["supervisor"].pk,
        Site.objects.filter(organization=theirs.organization).first().pk,
        Program.objects.filter(organization=theirs.organization).first().pk,
    ]
    browsers = {role: come_as(ours, role) for role in LINES[0].answers}
    for browser in browsers.values():
        browser.raise_request_exception = False
    tried, wrong = 0, []
    for line in LINES:
        for role in (role for role in browsers if line.answers[role] == "yes"):
            client, url = browsers[role], ours.url(BY_NAME[line.name])
            sent, ids = fields_of(client, url)
            answers = []
            for theirs_id in foreign if ids | ({"peer_leader", "others"} & sent.keys()) else ():
                body = sent | dict.fromkeys(ids | ({"peer_leader", "others"} & sent.keys()), str(theirs_id))
                answer, crossed = ask(partial(client.post, url, body), ours.organization, str(theirs_id))
                answers.append(answer)
                tried += 1
                if answer[0] >= 500 or crossed or answer != answers[0]:
                    wrong.append((role, line.name, foreign.index(theirs_id), answer[0], answers[0][0], crossed))
            break

    assert tried >= 20
    assert not wrong
