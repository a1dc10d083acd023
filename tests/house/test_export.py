"""Whatever is kept about a participant is in their export, or left out for a reason that is written down."""

from django.apps import apps
from django.db.models import BooleanField, IntegerField

from kinroad.home.queries.export import _columns
from kinroad.home.queries.export_parts import LEFT_OUT, PARTS
from kinroad.home.queries.export_said import FLAGS, NOT_READ, NUMBERS
from kinroad.home.queries.export_words import COLUMNS
from kinroad.people.models import Participant
from tests.house.reading import our_models

EXPORTED = {each.model for each in PARTS}


def points_to(model, others) -> bool:
    return any(field.is_relation and field.related_model in others for field in model._meta.concrete_fields)


def about_a_participant():
    """Tables with a key to a participant, and those with a key to one of these."""
    first = {model for model in our_models() if points_to(model, {Participant})} | {Participant}
    return first | {model for model in our_models() if points_to(model, first - {Participant})}


def test_every_table_about_a_participant_is_exported_or_left_out_for_a_reason():
    known = EXPORTED | set(LEFT_OUT)
    missing = sorted(model._meta.label for model in about_a_participant() if model._meta.label not in known)

    assert not missing, f"Put these into home/queries/export_parts.py: {missing}"


def test_nothing_is_both_and_every_reason_says_something():
    assert not EXPORTED & set(LEFT_OUT)
    assert all(len(reason.split()) > 3 for reason in LEFT_OUT.values())
    assert all(apps.get_model(label) for label in EXPORTED | set(LEFT_OUT))


def test_every_column_has_a_word():
    names = {field.name for part in PARTS for field in _columns(apps.get_model(part.model))}
    names |= {path.rpartition(".")[2] for part in PARTS for path in part.also}

    assert not names - set(COLUMNS), "Give these a word in home/queries/export_words.py"


def test_every_yes_and_every_number_says_what_it_means():
    columns = {field.name: field for part in PARTS for field in _columns(apps.get_model(part.model))}
    columns |= {path.rpartition(".")[2]: _field(part.model, path) for part in PARTS for path in part.also}
    yes = {name for name, field in columns.items() if isinstance(field, BooleanField)}
    numbers = {name for name, field in columns.items() if isinstance(field, IntegerField) and not field.choices}

    assert not yes - set(FLAGS), "Give these words in home/queries/export_said.py"
    assert not numbers - set(NUMBERS) - NOT_READ - {"how_many"}, "Give these words in home/queries/export_said.py"


def _field(label, path):
    model = apps.get_model(label)
    *way, last = path.split(".")
    for each in way:
        model = model._meta.get_field(each).related_model
    return model._meta.get_field(last)
