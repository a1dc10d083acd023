"""`kinroad audit verify`: 0 when every row stands, 1 when one does not; the worker and the backup seal."""

import argparse
import json

import pytest

from kinroad.audit.actions import at_the_door
from kinroad.audit.models import Door, Seal
from kinroad.audit.tests.test_trail import as_id, behind_its_back, write
from kinroad.config import trail, worker
from kinroad.people.actions.at_the_door import note_failed_sign_in
from kinroad.people.tests.factories import someone, viewer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def viewer():
    return viewer_of(someone("peer_leader"))


def ask(**options):
    return trail.check_trail(argparse.Namespace(**{"json": False, "noted": None, "organization": None} | options))


def test_a_whole_trail_is_0_and_the_tail_is_counted(viewer, capsys):
    write(viewer)
    trail.seal_all()
    at_the_door(what=Door.What.SIGNED_OUT, by=viewer)

    assert ask() == 0
    said = capsys.readouterr().out
    assert "juniper: " in said
    assert ", 1 not sealed yet (since " in said


def test_a_broken_row_is_1_and_named(viewer, capsys):
    write(viewer)
    trail.seal_all()
    row = Door.objects.first()
    behind_its_back("UPDATE audit_door SET about_id = NULL WHERE id = %s", as_id(row.pk))

    assert ask() == 1
    said = capsys.readouterr().out
    assert f"juniper: BROKEN. Door {row.pk} of " in said
    assert ask(organization="juniper") == 1


def test_heads_that_were_noted_must_still_stand(viewer, capsys, tmp_path):
    write(viewer)
    trail.seal_all()
    write(viewer)
    trail.seal_all()
    ask(json=True)
    noted = tmp_path / "noted.json"
    noted.write_text(capsys.readouterr().out)
    assert ask(noted=str(noted)) == 0

    behind_its_back("DELETE FROM audit_seal WHERE number = 2")

    assert ask() == 0
    assert ask(noted=str(noted)) == 1
    assert "Seal 2 is gone" in capsys.readouterr().out


def test_a_trail_that_is_gone_with_its_organization_is_named_when_it_was_noted(viewer, capsys, tmp_path):
    write(viewer)
    trail.seal_all()
    ask(json=True)
    noted = json.loads(capsys.readouterr().out)
    file = tmp_path / "noted.json"
    file.write_text(json.dumps({**noted, "sycamore": noted["juniper"]}))

    assert ask(noted=str(file)) == 1
    assert "sycamore: BROKEN. Its whole trail is gone" in capsys.readouterr().out
    assert ask(noted=str(file), organization="juniper") == 0


def test_what_is_not_a_note_is_refused(viewer, tmp_path, capsys):
    (tmp_path / "other.json").write_text("[]")

    with pytest.raises(SystemExit) as ended:
        ask(noted=str(tmp_path / "other.json"))

    assert ended.value.code == 1
    assert "is not what" in capsys.readouterr().err


def test_a_missing_key_is_said(viewer, settings, tmp_path, capsys):
    write(viewer)
    settings.KINROAD_KEYS = tmp_path

    with pytest.raises(SystemExit) as ended:
        ask()

    assert ended.value.code == 1
    assert "audit key" in capsys.readouterr().err


def test_what_belongs_to_no_organization_has_a_chain_of_its_own(viewer, capsys):
    note_failed_sign_in("nobody-has-this-name", place="127.0.0.1", here=None)
    trail.seal_all()

    assert ask(json=True) == 0
    assert json.loads(capsys.readouterr().out)["nowhere"] == {
        "broken": None,
        "lines": 1,
        "seals": 1,
        "tail": 0,
        "oldest_in_tail": None,
        "head": bytes(Seal.objects.get(organization_id=trail.NOWHERE).signature).hex(),
    }


def test_the_worker_seals(viewer, monkeypatch):
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    write(viewer)

    worker.work(once=True)

    assert Seal.objects.filter(organization_id=viewer.organization_id).count() == 1
