"""What no request began works inside one organization after the other, and elsewhere only where a list says so."""

import re
from importlib import import_module
from pathlib import Path

import pytest
from django.db import connection
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

from kinroad.config import worker
from kinroad.core.ids import uuid7
from kinroad.core.postgres import policies
from kinroad.core.tenancy import EVERYWHERE, here, inside
from kinroad.people.models import Organization, Participant, Person
from kinroad.people.queries.each import in_each
from kinroad.people.tests.factories import OrganizationFactory, ParticipantFactory
from tests.comers import neighbours_manager
from tests.house.reading import python_files

pytestmark = pytest.mark.django_db

# Work that looks across organizations, as the role that signed in to the database (docs/adr/0042).
ACROSS = {
    "kinroad.config.keys.go_on_sealing": "a new key seals every table again, also rows that are written once",
}
ABOUT = {
    "coaching.tasks.best_match.ask_everyone": "coaching.MatchingDraft",
    "coaching.tasks.best_match.work_out": "coaching.MatchingDraft",
    "coaching.tasks.on_call.tell_on_call": "coaching.CheckIn",
    "interop.tasks.read_list": "gatherings.MeetingSource",
    "notifications.tasks.send": "notifications.Outgoing",
    "notifications.tasks.send_way_in": "people.Person",
    "people.tasks.find_duplicates": "people.Person",
    "people.tasks.find_duplicates_of": "people.Person",
}


def every_task() -> dict[str, Task]:
    """Every task of ours by its dotted name."""
    found = {}
    for path in python_files():
        parts = path.with_suffix("").parts
        inner = parts[parts.index("kinroad") :]
        if "tasks" in inner and "tests" not in inner and inner != ("kinroad", "core", "tasks"):
            module = import_module(".".join(inner).removesuffix(".__init__"))
            for name, each in vars(module).items():
                if isinstance(each, Task):
                    found[f"{module.__name__.removeprefix('kinroad.')}.{name}"] = each
    return found


def test_every_task_says_whose_row_its_ids_name():
    """A new task is confined by `core.tasks.task_about`; one that cannot be stands in ACROSS with its reason."""
    spanning = {name.removeprefix("kinroad.") for name in ACROSS}
    told = {name: vars(each.func).get("about") for name, each in every_task().items() if name not in spanning}

    assert told == ABOUT


def everyone_met() -> set:
    """Whose rows a question meets that forgot to say whose it wants."""
    return set(Participant.objects.values_list("organization_id", flat=True)) | set(
        Person.objects.values_list("organization_id", flat=True)
    )


@pytest.fixture
def two():
    ours, theirs = OrganizationFactory(), OrganizationFactory(slug="theirs")
    return ParticipantFactory(organization=ours), ParticipantFactory(organization=theirs)


@pytest.mark.parametrize("name", ["find_duplicates", "find_duplicates_of"])
def test_a_task_meets_rows_of_the_organization_of_its_id_alone(two, monkeypatch, name):
    met = []
    monkeypatch.setattr("kinroad.people.tasks.propose_duplicates", lambda pk: met.append((pk, here(), everyone_met())))
    work = getattr(import_module("kinroad.people.tasks"), name)

    for each in two:
        run(work, each.person_id)
    run(work, uuid7())

    assert met == [(each.person_id, each.organization_id, {each.organization_id}) for each in two]


def run(work: Task, *ids) -> None:
    """As the worker runs it: out of the queue, from nowhere."""
    row = DBTaskResult.objects.get(pk=work.enqueue(*[str(each) for each in ids]).id)
    with inside(None):
        worker.TidyWorker().run_task(row)
    row.refresh_from_db()
    assert row.status == "SUCCESSFUL"


@pytest.mark.parametrize("name", sorted(ABOUT))
def test_a_task_with_an_id_of_nothing_does_nothing(monkeypatch, name):
    with inside(None):
        every_task()[name].call(str(uuid7()))


def test_what_is_done_in_each_organization_meets_one_after_the_other(two):
    met = []

    assert in_each(lambda organization: met.append((organization.pk, everyone_met())) or 1) == len(met)
    assert [pk for pk, _met in met] == list(Organization.objects.order_by("pk").values_list("pk", flat=True))
    assert [(pk, found) for pk, found in met if found != {pk}] == []
    assert here() == EVERYWHERE


TABLES = re.compile(
    "|".join(rf'"{model._meta.db_table}"' for model in policies.divided() if model.__module__.startswith("kinroad."))
)


@pytest.fixture
def strayed():
    """Questions to a program's tables that were asked without being inside an organization."""
    found: list[str] = []

    def note(execute, sql, params, many, context):
        if TABLES.search(sql) and isinstance(here(), str):
            found.append(f"{here() or 'nowhere'}: {sql[:160]}")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield found


@pytest.mark.parametrize("work", ["sweep", "tidy"])
def test_the_rounds_of_the_worker_ask_inside_an_organization(world, monkeypatch, strayed, work):
    """Whatever is added to a round: it meets two organizations with everything in one of them."""
    neighbours = neighbours_manager() if Organization.objects.count() < 2 else None
    assert neighbours is None or neighbours.pk
    across = []
    monkeypatch.setattr(worker, "go_on_sealing", lambda: across.append(here()))

    if work == "sweep":
        worker.sweep("here:1:aaaa")
    else:
        with inside(None):
            worker.tidy()

    assert strayed == []
    assert across == ([EVERYWHERE] if work == "sweep" else [])


def test_the_worker_goes_everywhere_only_for_what_is_on_the_list():
    said = Path(worker.__file__).read_text()
    spanning = re.findall(r"with everywhere\(\):\n((?: {8,}.*\n)+)", said)

    assert [line.strip().removesuffix("()") for block in spanning for line in block.splitlines()] == [
        name.rpartition(".")[2] for name in ACROSS
    ]
    assert said.count("everywhere()") == len(spanning)
