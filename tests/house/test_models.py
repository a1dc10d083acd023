"""Facts are kept so that they can be told apart by organization, never lost with an account, and never rewritten."""

import pytest
from django.core.exceptions import ValidationError
from django.db import models

from kinroad.audit.models import TrailLine
from kinroad.core.models import AppendOnly, Kept, PublicDirectory, Reference
from tests.house.reading import our_models

KINDS = (Kept, AppendOnly, PublicDirectory, Reference, TrailLine)
WRITTEN_ONCE = (AppendOnly, TrailLine)
# Rows that stand above or outside the organizations, each with its reason.
OUTSIDE = {
    "people.Account": "one sign-in for a person, in however many organizations",
}
BEGINNINGS = {"organization", "organization_id"}
# Indexes that begin otherwise, each with its reason (docs/adr).
OTHER_INDEXES: dict[str, str] = {}

PROGRAM_MODELS = [
    model for model in our_models() if model._meta.label not in OUTSIDE and not issubclass(model, Reference)
]


def label(model: type[models.Model]) -> str:
    return model._meta.label


@pytest.mark.parametrize("model", our_models(), ids=label)
def test_every_model_says_whether_its_rows_may_change(model):
    kinds = [kind.__name__ for kind in KINDS if issubclass(model, kind)]

    assert len(kinds) == 1 or label(model) in OUTSIDE, f"{label(model)} is {kinds or 'none of them'}; choose one"


@pytest.mark.parametrize("model", [model for model in our_models() if issubclass(model, WRITTEN_ONCE)], ids=label)
def test_what_is_append_only_is_neither_changed_nor_removed(model):
    row = model()
    row._state.adding = False

    for attempt in (
        row.save,
        row.delete,
        lambda: model.objects.none().update(pk=None),
        lambda: model.objects.none().delete(),
        lambda: model.objects.bulk_update([], ["id"]),
    ):
        with pytest.raises(ValidationError):
            attempt()


@pytest.mark.parametrize("model", PROGRAM_MODELS, ids=label)
def test_every_row_of_a_program_belongs_to_one_organization_under_an_id_that_cannot_be_guessed(model):
    if not issubclass(model, TrailLine):  # the trail has no keys, so that it outlives what it speaks of
        assert model._meta.get_field("organization").related_model._meta.label == "people.Organization"
    assert not model._meta.get_field("organization_id" if issubclass(model, TrailLine) else "organization").null
    assert isinstance(model._meta.pk, models.UUIDField)
    assert model._meta.pk.name == "id"


@pytest.mark.parametrize("model", our_models(), ids=label)
def test_keys_protect_what_they_point_to_and_make_no_index_of_their_own(model):
    for field in model._meta.local_fields:
        if isinstance(field, models.ForeignKey):
            assert field.remote_field.on_delete is models.PROTECT, f"{label(model)}.{field.name} must be PROTECT"
            assert not field.db_index, (
                f"{label(model)}.{field.name}: db_index=False, and an index that begins with organization"
            )


@pytest.mark.parametrize("model", PROGRAM_MODELS, ids=label)
def test_no_shape_that_could_not_be_divided_by_organization(model):
    assert not model._meta.local_many_to_many, "use a model of its own, with organization"
    for field in model._meta.local_fields:
        assert not isinstance(field, models.OneToOneField), f"{label(model)}.{field.name}: a unique constraint instead"
        assert not field.unique or field.primary_key, (
            f"{label(model)}.{field.name}: a constraint with organization instead"
        )


@pytest.mark.parametrize("model", PROGRAM_MODELS, ids=label)
def test_every_constraint_and_index_begins_with_the_organization(model):
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            assert first_of(constraint) in BEGINNINGS, f"{label(model)}: {constraint.name}"
    for index in model._meta.indexes:
        assert first_of(index) in BEGINNINGS or index.name in OTHER_INDEXES, f"{label(model)}: {index.name}"


def first_of(what: models.UniqueConstraint | models.Index) -> str:
    if what.fields:
        return str(what.fields[0])
    first = what.expressions[0]
    while not isinstance(first, models.F):
        first = first.get_source_expressions()[0]
    return first.name


def test_the_audit_trail_points_to_nothing_that_could_be_lost():
    for model in our_models():
        if issubclass(model, TrailLine):
            assert not [field.name for field in model._meta.local_fields if field.is_relation], label(model)
