"""A second key beside the password: an app, passkeys, spare codes. Whoever works here has one."""

import secrets
from typing import Any

from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kinroad.audit import actions as audit
from kinroad.audit.models import Door
from kinroad.core.seal import blind
from kinroad.core.time import now
from kinroad.people.actions.at_the_door import note_account
from kinroad.people.actions.device import end_sessions
from kinroad.people.models import Account, AppCode, Person, SpareCode
from kinroad.people.queries.accounts import account_of, stands_elsewhere
from kinroad.people.queries.second_key import keys_of
from kinroad.people.rules.app_codes import step_of
from kinroad.people.rules.viewer import Viewer

HOW_MANY_SPARE = 10
SPARE_ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
SPARE_LENGTH = 10
MOST_PASSKEYS = 10


@transaction.atomic
def add_app(*, account: Account, secret: str, code: str, by: Viewer) -> list[str]:
    """Begin to use an app that shows its first code. Answers new spare codes, shown once, or none when some are left.

    Raises ValidationError when the code is wrong.
    """
    Account.objects.select_for_update().get(pk=account.pk)
    step = step_of(code, secret=secret, seconds=now().timestamp(), used=0)
    if step is None:
        raise ValidationError({"code": _("This is not the code the app shows now. Wait for the next one and type it.")})
    app = AppCode.objects.filter(account=account).first() or AppCode(account=account, made_at=now())
    app.secret, app.last_step, app.made_at, app.used_at = secret, step, now(), now()
    app.save()
    audit.record(what="second_key.app_added", about=account, by=by)
    note_account(account.pk, Door.What.SECOND_FACTOR_ADDED)
    return _first_spare_codes(account, by=by)


@transaction.atomic
def add_passkey(*, account: Account, credential: dict[str, Any], by: Viewer) -> list[str]:
    """Keep a passkey whose ceremony was checked. Answers as `add_app` does."""
    Account.objects.select_for_update().get(pk=account.pk)
    if Authenticator.objects.filter(user=account, type=Authenticator.Type.WEBAUTHN).count() >= MOST_PASSKEYS:
        raise ValidationError(_("You have ten passkeys. Take one away first."))
    Authenticator(user=account, type=Authenticator.Type.WEBAUTHN, data={"name": "", "credential": credential}).save()
    audit.record(what="second_key.passkey_added", about=account, by=by)
    note_account(account.pk, Door.What.SECOND_FACTOR_ADDED)
    return _first_spare_codes(account, by=by)


@transaction.atomic
def remove_key(*, account: Account, which: str, needed: bool, by: Viewer) -> None:
    """Take one away: "app", or the number of a passkey. With `needed`, raises ValidationError for the last one."""
    Account.objects.select_for_update().get(pk=account.pk)
    keys = keys_of(account.pk)
    if needed and len(keys.passkeys) + bool(keys.app_since) <= 1:
        raise ValidationError(_("Everyone who works here has a second key. Add another one first."))
    if which == "app":
        AppCode.objects.filter(account=account).delete()
    elif which.isdigit():
        Authenticator.objects.filter(user=account, type=Authenticator.Type.WEBAUTHN, pk=int(which)).delete()
    audit.record(what="second_key.removed", about=account, by=by)
    note_account(account.pk, Door.What.SECOND_FACTOR_REMOVED)
    if not keys_of(account.pk).any:
        SpareCode.objects.filter(account=account).delete()


@transaction.atomic
def new_spare_codes(*, account: Account, by: Viewer) -> list[str]:
    """New spare codes instead of all earlier ones. They are shown once; only keyed hashes are kept."""
    Account.objects.select_for_update().get(pk=account.pk)
    SpareCode.objects.filter(account=account).delete()
    codes = ["".join(secrets.choice(SPARE_ALPHABET) for _each in range(SPARE_LENGTH)) for _one in range(HOW_MANY_SPARE)]
    SpareCode.objects.bulk_create(
        SpareCode(account=account, code_key=_key(account, code), made_at=now()) for code in codes
    )
    audit.record(what="second_key.spare_codes_made", about=account, by=by)
    return codes


def _first_spare_codes(account: Account, *, by: Viewer) -> list[str]:
    if SpareCode.objects.filter(account=account, used_at=None).exists():
        return []
    return new_spare_codes(account=account, by=by)


def _key(account: Account, code: str) -> str:
    return blind("spare_code", code, account.pk)


@transaction.atomic
def use_code(*, account: Account, code: str) -> str:
    """Use up a code of the app, or a spare one. Answers "app", "spare", or nothing when it is wrong or was used."""
    app = AppCode.objects.select_for_update().filter(account=account).first()
    if app is not None:
        step = step_of(code, secret=app.secret, seconds=now().timestamp(), used=app.last_step)
        if step is not None:
            app.last_step, app.used_at = step, now()
            app.save()
            return "app"
    typed = "".join(each for each in code.upper() if each.isalnum())
    spare = SpareCode.objects.filter(account=account, code_key=_key(account, typed), used_at=None)
    if spare.update(used_at=now()):
        return "spare"
    note_account(account.pk, Door.What.SECOND_FACTOR_FAILED)
    return ""


@transaction.atomic
def take_all_keys_away(*, person: Person, by: Viewer) -> None:
    """Somebody lost their phone and their paper: they begin again with the password alone, and set up new keys.

    Raises ValidationError when they have none, or when the account also stands elsewhere: whoever works there relies
    on these keys.
    """
    account = account_of(person)
    if account is None or not keys_of(account.pk).any:
        raise ValidationError(_("There is no second key to take away."))
    if stands_elsewhere(account.pk, than=person.organization_id):
        raise ValidationError(_("This account needs help from whoever keeps the server. Ask them."))
    AppCode.objects.filter(account=account).delete()
    SpareCode.objects.filter(account=account).delete()
    Authenticator.objects.filter(user=account).delete()
    end_sessions(person=person)
    audit.record(what="second_key.all_removed", about=account, by=by)
    note_account(account.pk, Door.What.SECOND_FACTOR_REMOVED)
