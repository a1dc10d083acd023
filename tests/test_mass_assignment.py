"""Requirement 5: whatever names a post carries, only what its form asks for is written (mass assignment)."""

import re
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

import pytest
from django.db import connection, models, transaction
from django.db.models.signals import pre_save
from django.forms.forms import BaseForm

from kinroad.people.models import Account, RoleHeld, Standing
from tests.comers import come_as
from tests.house.reading import access_matrix, addresses, our_models
from tests.test_neighbours_ids import fields_of

BY_NAME = {address.name: address for address in addresses()}
LINES = [line for line in access_matrix() if line.name in BY_NAME and line.method == "POST"]
MORE = ("is_staff", "is_superuser", "is_admin", "role", "roles", "pk", "organization", "organization_id", "user_id")
# What these posts are for: an account is made, a password set, a role given or ended.
CHANGES_WHO_MAY = {
    "people:welcome", "people:enter_code", "people:staff_new", "people:role_give", "people:role_end",
    "people:invite_participant", "account_change_password", "people:account", "people:merge", "notifications:way_in",
    "people:duplicate",
}  # fmt: skip


def every_name() -> dict[str, str]:
    """The name of every column of every table of ours, each with a value of its own that would be noticed."""
    names = {name: uuid4().hex for name in MORE}
    for number, field in enumerate(field for model in our_models() for field in model._meta.concrete_fields):
        day = (date(1513, 2, 3) + timedelta(days=number)).isoformat()
        value = f"canary {uuid4().hex}"
        if isinstance(field, models.ForeignKey | models.UUIDField) or field.name == "id":
            value = uuid4().hex
        elif isinstance(field, models.DateTimeField):
            value = f"{day}T04:05"
        elif isinstance(field, models.DateField):
            value = day
        elif isinstance(field, models.IntegerField):
            value = str(131_000_000 + number)
        elif isinstance(field, models.BooleanField):
            value = "on"
        names.setdefault(field.name, value)
        names.setdefault(field.attname, value)
    return names


MARK = re.compile(r"(?:canary )?[0-9a-f]{32}|1[56]\d\d-\d\d-\d\d|131\d{6}")


class Watch:
    """What one post writes of the canaries, by the name it was sent under, and which names its forms ask for."""

    def __init__(self, monkeypatch: Any, names: dict[str, str]) -> None:
        said = {value[:10] if "T04:05" in value else value: name for name, value in names.items() if value != "on"}
        self.names, self.before = said, who_may()
        self.met: set[tuple[str, str]] = set()
        self.forms: list[Any] = []
        begin = BaseForm.__init__

        def noticed(form: Any, *args: Any, **kwargs: Any) -> None:
            begin(form, *args, **kwargs)
            self.forms.append(form)

        monkeypatch.setattr(BaseForm, "__init__", noticed)

    def meet(self, words: str, where: str) -> None:
        self.met |= {(self.names[mark], where) for mark in MARK.findall(words) if mark in self.names}

    def saved(self, instance: Any, **_: Any) -> None:
        for field in instance._meta.concrete_fields:
            value = instance.__dict__.get(field.attname, "")
            self.meet(value.hex if isinstance(value, UUID) else str(value), f"{instance._meta.label}.{field.name}")

    def written(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip()[:6].upper() in ("INSERT", "UPDATE") and "kinroad_cache" not in sql:
            self.meet(" ".join(str(each) for each in params or ()), sql[:60])
        return execute(sql, params, many, context)

    def post(self, client: Any, url: str, body: dict[str, str]) -> tuple[Any, list[tuple[str, str]], bool]:
        """The answer, what was written that no form asks for, and whether who may do what is as it was."""
        self.met, self.forms = set(), []
        pre_save.connect(self.saved, weak=False, dispatch_uid="mass")
        try:
            with transaction.atomic():
                with connection.execute_wrapper(self.written):
                    answer = client.post(url, urlencode(body), content_type="application/x-www-form-urlencoded")
                same = who_may() == self.before
                transaction.set_rollback(True)
        finally:
            pre_save.disconnect(dispatch_uid="mass")
        asked = {form.add_prefix(name) for form in self.forms for name in form.fields}
        return answer, sorted(each for each in self.met if each[0] not in asked), same


def who_may() -> list[Any]:
    """Every account, whom it stands for, and every role."""
    accounts = Account.objects.order_by("pk").values_list("pk", "username", "password", "email", "is_active")
    roles = RoleHeld.objects.order_by("pk").values_list("pk", "person", "role", "organization", "ended_at")
    return [*accounts, *Standing.objects.order_by("pk").values_list("pk", "account", "person"), *roles]


@pytest.mark.one_database
@pytest.mark.django_db
def test_5_only_what_a_form_asks_for_is_written_whatever_else_is_sent(world, monkeypatch):
    names = every_name()
    watch = Watch(monkeypatch, names)
    wrong, went_through, noticed = [], 0, 0
    for line in LINES:
        role = next((role for role, answer in line.answers.items() if answer == "yes"), None)
        if role is None or line.name in NOT_POSTED:
            continue
        client, url = come_as(world, role), world.url(BY_NAME[line.name])
        client.raise_request_exception = False
        sent, _ids = fields_of(client, url) if line.name in DRAWN else ({}, set())
        answer, met, same = watch.post(client, url, names | sent)
        noticed += sum(each[1] == AS_TYPED for each in met)
        met = [each for each in met if each[1] != AS_TYPED]
        went_through += answer.status_code == 302
        if answer.status_code >= 500 or met or not (same or line.name in CHANGES_WHO_MAY):
            wrong.append((line.name, role, answer.status_code, met, same))

    assert len(names) > 300
    assert went_through > 40
    assert noticed > 300, "what a draft keeps as it was typed is noticed"
    assert not wrong, "\n".join(map(str, wrong))


NOT_POSTED = {"account_logout", "account_login"}
DRAWN = {line.name for line in access_matrix() if line.method == "GET"}  # those whose form stands on their own page
AS_TYPED = "people.Draft.words"  # a draft keeps whatever was typed, sealed, and only ever puts it back on the page
