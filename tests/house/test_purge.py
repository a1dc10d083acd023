"""What is written about a person can be purged, by one door, or its reason stands here."""

import ast

import pytest

from kinroad.core.purging import has_own_participant
from kinroad.core.resealing import sealed_fields
from kinroad.home.actions.purge import NOT_OF_THE_RECORD, parts
from tests.house.reading import HOUSE, our_models, python_files, tree

PARTS = [part for some in parts() for part in some]
# Sealed words that the purge of a record leaves, each with its reason.
STAYS = {
    "people.Person": "blanked by `forget_people`, unless they work here",
    "people.AppCode": "of an account, and removed with it (`forget_people`)",
    "people.Draft": "erased after days, whosever it is",
    "people.PeerLeader": "what a worker says about themselves",
    "people.LegalHold": "why somebody was held outlives the hold",
    "consent.Breach": "how we judged a breach, of no participant",
    "consent.Incident": "apart from every record, and names no participant by a key",
    "consent.LegalRequest": "what a court or an office asked, and our answer; it outlives the record",
    "interop.RosterImport": "the file is erased after days (`forget_files`)",
    "gatherings.Gathering": "a link to a meeting on the web, of nobody",
    "gatherings.Feedback": "nobody knows whose it is",
    "resources.Location": "where a shelter is, of nobody",
    "resources.Experience": "known by a keyed hash alone, which the purge cannot follow; its author can take it back",
    "resources.WrongReport": "about a listing, without its author",
}
# Hashes in rows that name a participant, each with its reason.
HASHES_STAY: dict[str, str] = {
    "notifications.Outgoing.key": "says what made a message, by ids",
    "gatherings.Coming.news_key": "says what was told, by ids",
}


def label(model):
    return model._meta.label


@pytest.mark.parametrize("model", [model for model in our_models() if sealed_fields(model)], ids=label)
def test_every_sealed_word_is_purged_or_says_why_it_stays(model):
    assert any(part.model is model for part in PARTS) or label(model) in STAYS, (
        f"{label(model)}: name its participant in a key `participant`, declare a Part in actions/purging.py, or say "
        "here why its words stay"
    )


@pytest.mark.parametrize("model", [model for model in our_models() if has_own_participant(model)], ids=label)
def test_every_hash_beside_a_participant_is_purged_or_says_why_it_stays(model):
    declared = next((part for part in PARTS if part.model is model), None)
    for field in model._meta.local_fields:
        if not field.name.endswith(("_hash", "_key")) or f"{label(model)}.{field.name}" in HASHES_STAY:
            continue
        purged = declared is not None and (declared.remove or field.name in declared.blank)
        assert purged, f"{label(model)}.{field.name}"


def test_reasons_stand_for_tables_that_are_there():
    labels = {label(model) for model in our_models()}

    assert {name for name in STAYS if name.split(".")[0] != "resources"} <= labels
    assert {label(model) for model in NOT_OF_THE_RECORD} <= labels


def test_the_purge_is_the_one_door_through_append_only_rows():
    """Nothing else asks an append-only table past its own manager, or removes rows past their keys."""
    through = set()
    for path in python_files():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Attribute) and node.attr == "_raw_delete":
                through.add(path)
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {"models.QuerySet", "QuerySet"}:
                through.add(path)
            if isinstance(node, ast.ImportFrom) and node.module == "kinroad.core.purging":
                names = {each.name for each in node.names}
                if names & {"purge_rows", "purge_past"}:
                    through.add(path)

    assert {str(path.relative_to(HOUSE)) for path in through} == {
        "core/purging.py",
        "home/actions/purge.py",
        "people/actions/purging.py",
    }
