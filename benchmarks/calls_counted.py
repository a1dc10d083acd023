"""Every attempt of a simulated year put into a database, and counted twice."""

import os
import tempfile
from collections import Counter
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

from kinroad.coaching.rules.call_window import local_day


def count_twice(everyone: list[Any], attempts: list[tuple[Any, Any]], first_day: date, last: date) -> dict[str, Any]:
    """The page's figures, counted by the database, beside a plain recount of the raw rows."""
    with tempfile.TemporaryDirectory(prefix="kinroad-calls-") as folder:
        os.environ.update(KINROAD_DATA=f"{folder}/data", KINROAD_KEYS=f"{folder}/keys")
        os.environ["DJANGO_SETTINGS_MODULE"] = "kinroad.config.settings"
        import django

        from kinroad.core.seal import make_keys

        Path(folder, "data").mkdir()
        make_keys(Path(folder, "keys"))
        django.setup()
        return _counted(everyone, attempts, first_day, last)


def _counted(everyone: list[Any], attempts: list[tuple[Any, Any]], first_day: date, last: date) -> dict[str, Any]:
    from django.core.management import call_command

    from kinroad.coaching.models import CallAnswer, CallAttempt, CallEnrollment, CallTotal
    from kinroad.coaching.queries.call_figures import call_figures, raw
    from kinroad.coaching.rules.call_figures import recount
    from kinroad.people.tests.factories import ParticipantFactory, PeerLeaderFactory

    call_command("migrate", verbosity=0)
    first, caller = ParticipantFactory(), PeerLeaderFactory()
    organization = first.organization_id
    shared = {"organization_id": organization}
    for each in everyone:
        ParticipantFactory(id=each.id, kind="family" if each.family else "recovery", episode=False)
    CallEnrollment.objects.bulk_create(
        [
            CallEnrollment(
                id=each.id,
                participant_id=each.id,
                language=each.language,
                days=each.window.days,
                starts=each.window.starts,
                ends=each.window.ends,
                enrolled_on=each.enrolled_on,
                question_on=each.question_on,
                state=each.standing.state.value,
                because=each.standing.because.value if each.standing.because else "",
                due_at=each.standing.due_at,
                ended_on=each.ended_on,
                **shared,
            )
            for each in everyone
        ],
        batch_size=300,
    )
    CallAnswer.objects.bulk_create(
        [
            CallAnswer(enrollment_id=each.id, participant_id=each.id, due_on=due_on, on=on, wants=wants, **shared)
            for each in everyone
            for due_on, on, wants in each.answers
        ],
        batch_size=300,
    )
    CallAttempt.objects.bulk_create(
        [
            CallAttempt(
                enrollment_id=each.id,
                participant_id=each.id,
                caller=caller,
                at=said.at,
                on=local_day(said.at, each.window.zone),
                outcome=said.outcome.value,
                disposition=said.disposition.value if said.disposition else "",
                **shared,
            )
            for each, said in attempts
        ],
        batch_size=300,
    )
    CallTotal.objects.bulk_create(
        [
            CallTotal(on=on, outcome=outcome, disposition=disposition, many=many, **shared)
            for (on, outcome, disposition), many in _totals(attempts).items()
        ],
        batch_size=300,
    )
    days = {"since": first_day, "until": last, "today": last}
    began = perf_counter()
    page = call_figures(organization, **days)
    paged = perf_counter() - began
    began = perf_counter()
    plain = recount(*raw(organization), **days)
    return {
        "page equals recount": page == plain,
        "seconds page": round(paged, 2),
        "seconds recount": round(perf_counter() - began, 2),
        "figures": plain.as_json(),
    }


def _totals(attempts: list[tuple[Any, Any]]) -> Counter[tuple[date, str, str]]:
    """What the actions that write an attempt would have kept, day by day."""
    return Counter(
        (
            local_day(said.at, each.window.zone),
            said.outcome.value,
            said.disposition.value if said.disposition else "",
        )
        for each, said in attempts
    )
