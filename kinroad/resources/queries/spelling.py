"""How many places answer to a word, up to a limit, and what a word that none answers to may have meant."""

from collections.abc import Iterable
from uuid import UUID

from django.db import connection
from django.db.models import Q

from kinroad.resources.models import FindWord, KnownWord
from kinroad.resources.rules.searching import Term, near_words, sounds_of

ENOUGH = 1001
"""Counting goes no further: what is asked is only which word is rarer."""
MOST_GUESSES = 200


def spelled(
    terms: tuple[Term, ...], *, organization_id: UUID
) -> tuple[tuple[Term, ...], dict[str, int], tuple[tuple[str, str], ...]]:
    """The terms with the spelling of this directory, how many places hold each word, and what was taken for what."""
    counts = count_words({word for term in terms for meaning in term.meanings for word in meaning}, organization_id)
    found: list[Term] = []
    meant: list[tuple[str, str]] = []
    for term in terms:
        if term.plain and not counts.get(term.said):
            near = _near_here(term.said, organization_id)
            counts |= count_words(set(near), organization_id)
            near = [word for word in near if counts.get(word)]
            if near:
                meant += [(term.said, word) for word in near[:1]]
                term = Term(term.said, tuple(frozenset({word}) for word in near))
        found.append(term)
    return tuple(found), counts, tuple(meant)


def count_words(words: set[str], organization_id: UUID) -> dict[str, int]:
    """How many places hold each word, at most ENOUGH. One question to the database."""
    if not words:
        return {}
    organization = FindWord._meta.get_field("organization").get_db_prep_value(organization_id, connection)
    one = (
        "SELECT %s, (SELECT COUNT(*) FROM (SELECT 1 FROM resources_findword"
        " WHERE organization_id = %s AND word = %s LIMIT %s) AS bounded)"
    )
    asked = sorted(words)
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([one] * len(asked)), [p for w in asked for p in (w, organization, w, ENOUGH)])
        return dict(cursor.fetchall())


def _near_here(word: str, organization_id: UUID) -> list[str]:
    """Words of this directory that sound or begin like it, the nearest first."""
    return near_words(word, _candidates(word, organization_id))


def _candidates(word: str, organization_id: UUID) -> Iterable[str]:
    heard = [sound for sound in sounds_of(word) if sound]
    known = KnownWord.objects.filter(organization_id=organization_id)
    alike = known.filter(Q(sound__in=heard) | Q(other_sound__in=heard)) if heard else known.none()
    begun = known.filter(word__gte=word[:3], word__lt=word[:3] + "\uffff")
    return {
        each
        for found in (alike, begun)
        for each in found.order_by("word").values_list("word", flat=True)[:MOST_GUESSES]
    }
