from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinroad.coaching.rules.matching import (
    Leader,
    MustHaves,
    Obstacle,
    Reason,
    Seeker,
    Why,
    obstacles,
    propose,
    reasons,
    score,
)
from kinroad.core.policy import MatchPolicy

CENTER, OTHER_CENTER = UUID(int=501), UUID(int=502)
LUIS = Seeker(
    participant_id=UUID(int=1),
    person_id=UUID(int=11),
    languages=frozenset({"es", "en"}),
    first_language="es",
    experiences=frozenset({"hepatitis_c", "parenting"}),
    pathways=frozenset({"medication"}),
    free=frozenset({"weekday_evening", "weekend_morning"}),
    site_id=CENTER,
)
DENISE = Leader(
    peer_leader_id=UUID(int=2),
    person_id=UUID(int=22),
    languages=frozenset({"es", "en"}),
    cleared=True,
    walking_with=3,
    limit=10,
    gender="woman",
    experiences=frozenset({"hepatitis_c"}),
    pathways=frozenset({"medication", "smart"}),
    free=frozenset({"weekday_evening"}),
    site_id=CENTER,
)

words = st.frozensets(st.sampled_from(["en", "es", "ht"]), max_size=3)
ways = st.frozensets(st.sampled_from(["12_step", "smart", "faith", "medication"]), max_size=3)
lived = st.frozensets(st.sampled_from(["reentry", "veteran", "parenting", "hepatitis_c", "grief"]), max_size=5)
likes = st.frozensets(st.sampled_from(["gospel", "cooking", "fishing"]), max_size=3)
genders = st.sampled_from(["", "woman", "man", "nonbinary"])
times = st.frozensets(st.sampled_from(["weekday_evening", "weekend_morning", "weekend_evening"]))
ids = st.integers(1, 30).map(lambda number: UUID(int=number))
leaders = st.lists(
    st.builds(
        Leader,
        peer_leader_id=ids,
        person_id=ids,
        languages=words,
        cleared=st.booleans(),
        walking_with=st.integers(0, 6),
        limit=st.integers(0, 6),
        gender=genders,
        experiences=lived,
        pathways=ways,
        interests=likes,
        free=times,
        site_id=st.sampled_from([None, CENTER, OTHER_CENTER]),
    ),
    max_size=12,
    unique_by=lambda leader: leader.peer_leader_id,
)
seekers = st.builds(
    Seeker,
    participant_id=ids,
    person_id=ids,
    languages=words,
    first_language=st.none() | st.sampled_from(["en", "es"]),
    experiences=lived,
    pathways=ways,
    interests=likes,
    free=times,
    site_id=st.none() | st.just(CENTER),
    must_have=st.builds(
        MustHaves,
        gender=genders,
        language=st.sampled_from(["", "es"]),
        pathway=st.sampled_from(["", "smart"]),
    ),
    apart_from=st.frozensets(ids, max_size=5),
    set_aside=st.frozensets(ids, max_size=5),
)


@given(seekers, leaders)
def test_nobody_is_ever_proposed_who_breaks_a_hard_rule(seeker, many):
    by_id = {leader.peer_leader_id: leader for leader in many}

    for proposal in propose(seeker, many):
        leader = by_id[proposal.peer_leader_id]
        assert leader.cleared
        assert leader.walking_with < leader.limit
        assert seeker.languages & leader.languages
        assert leader.person_id != seeker.person_id
        assert leader.peer_leader_id not in seeker.apart_from | seeker.set_aside
        assert seeker.must_have.gender in ("", leader.gender)
        assert not seeker.must_have.language or seeker.must_have.language in leader.languages
        assert not seeker.must_have.pathway or seeker.must_have.pathway in leader.pathways


@given(seekers, leaders)
def test_everyone_who_fits_is_proposed(seeker, many):
    fitting = [
        leader for leader in many if not obstacles(seeker, leader) and leader.peer_leader_id not in seeker.set_aside
    ]

    assert len(propose(seeker, many)) == len(fitting)


@given(seekers, leaders, st.randoms())
def test_the_list_is_the_same_however_the_peer_leaders_are_read(seeker, many, shuffler):
    before = propose(seeker, many)
    shuffler.shuffle(many)

    assert propose(seeker, many) == before


@given(seekers, leaders)
def test_there_are_one_to_five_reasons_and_each_is_true(seeker, many):
    by_id = {leader.peer_leader_id: leader for leader in many}
    shared = {
        Why.AS_ASKED: lambda one: {one.gender},
        Why.SPEAKS: lambda one: one.languages,
        Why.SHARES_EXPERIENCE: lambda one: seeker.experiences & one.experiences,
        Why.SHARES_PATHWAY: lambda one: one.pathways,
        Why.SHARES_INTEREST: lambda one: seeker.interests & one.interests,
        Why.FREE: lambda one: seeker.free & one.free,
        Why.SAME_SITE: lambda one: {""},
        Why.HAS_ROOM: lambda one: {""},
    }

    for proposal in propose(seeker, many):
        leader = by_id[proposal.peer_leader_id]
        assert 1 <= len(proposal.reasons) <= 5
        assert len(set(proposal.reasons)) == len(proposal.reasons)
        for reason in proposal.reasons:
            assert reason.value in shared[reason.kind](leader)


@given(seekers, leaders)
def test_the_best_come_first(seeker, many):
    scores = [proposal.score for proposal in propose(seeker, many)]

    assert scores == sorted(scores, reverse=True)


def test_luis_hears_plain_reasons():
    assert reasons(LUIS, DENISE) == (
        Reason(Why.SHARES_PATHWAY, "medication"),
        Reason(Why.SHARES_EXPERIENCE, "hepatitis_c"),
        Reason(Why.SPEAKS, "es"),
        Reason(Why.SAME_SITE),
        Reason(Why.FREE, "weekday_evening"),
    )


def test_what_they_asked_for_is_said_first():
    asked = replace(LUIS, must_have=MustHaves(gender="woman", pathway="smart"))

    assert reasons(asked, DENISE)[:2] == (Reason(Why.AS_ASKED, "woman"), Reason(Why.SHARES_PATHWAY, "smart"))


def test_with_nothing_in_common_but_a_language_there_is_still_a_reason():
    stranger = Seeker(UUID(int=1), UUID(int=11), frozenset({"en"}))

    assert reasons(stranger, DENISE) == (Reason(Why.HAS_ROOM),)


@pytest.mark.parametrize("known", ["man", ""])
def test_whoever_asked_for_a_woman_never_gets_anyone_else_nor_someone_we_do_not_know(known):
    asked = replace(LUIS, must_have=MustHaves(gender="woman"))
    other = replace(DENISE, gender=known)

    assert obstacles(asked, other) == (Obstacle.NOT_AS_ASKED,)
    assert propose(asked, [other]) == ()


def test_each_hard_rule_is_named():
    nobody = replace(
        DENISE,
        person_id=LUIS.person_id,
        cleared=False,
        walking_with=10,
        languages=frozenset({"ht"}),
        gender="man",
    )
    asked = replace(LUIS, apart_from=frozenset({DENISE.peer_leader_id}), must_have=MustHaves(gender="woman"))

    assert obstacles(asked, nobody) == tuple(Obstacle)
    assert obstacles(LUIS, DENISE) == ()


def test_someone_set_aside_is_not_proposed_but_may_still_be_chosen():
    before = replace(LUIS, set_aside=frozenset({DENISE.peer_leader_id}))

    assert propose(before, [DENISE]) == ()
    assert obstacles(before, DENISE) == ()


def test_a_program_weighs_by_its_own_policy():
    lived_it = replace(
        DENISE, peer_leader_id=UUID(int=3), experiences=frozenset({"parenting", "hepatitis_c"}), site_id=OTHER_CENTER
    )
    near = replace(DENISE, peer_leader_id=UUID(int=4), experiences=frozenset())

    assert propose(LUIS, [near, lived_it])[0].peer_leader_id == lived_it.peer_leader_id
    by_place = MatchPolicy(experience=0, near=50)
    assert propose(LUIS, [near, lived_it], policy=by_place)[0].peer_leader_id == near.peer_leader_id


def test_a_lighter_caseload_comes_first_among_equals():
    light = replace(DENISE, peer_leader_id=UUID(int=3), walking_with=1)

    assert score(LUIS, light) > score(LUIS, DENISE)
