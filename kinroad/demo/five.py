"""Aisha, Roger, Elizabeth, Luis and Bodie (after "What Are Peer Recovery Support Services?", SAMHSA/CSAT 2009)."""

from datetime import date, timedelta
from random import Random

from kinroad.demo.staff import House
from kinroad.demo.walking import ask, be_in_touch, match
from kinroad.people.actions.accounts import give_role, make_account
from kinroad.people.models import Participant
from kinroad.people.rules.roles import Role


def the_five(house: House, *, password: str, today: date, rng: Random) -> dict[str, Participant]:
    """Write the five down with what they came for, and the first steps they took. The answer holds them by name."""
    everyone = {
        "aisha": aisha(house, today=today, rng=rng),
        "roger": roger(house, today=today, rng=rng),
        "elizabeth": elizabeth(house, today=today, rng=rng),
        "luis": luis(house, today=today, rng=rng),
        "bodie": bodie(house, today=today, rng=rng),
    }
    for name, participant in everyone.items():
        make_account(person=participant.person, username=name, password=password, by=house.by)
        give_role(person=participant.person, role=Role.PARTICIPANT, by=house.by)
    return everyone


def aisha(house: House, *, today: date, rng: Random) -> Participant:
    """Works full time, raises two grandchildren; asks as a family member, and waits for someone to walk with."""
    return ask(
        house,
        {
            "called": "Aisha",
            "languages": ["en"],
            "phone": "303-555-0155",
            "kind": "family",
            "strengths": "Holds a family together and a job beside it",
            "interests": ["family_fun", "garden"],
            "pathways": ["family", "secular"],
            "experiences": ["kinship"],
            "needs": ["child_care"],
            "availability": ["weekday_evening", "weekend_morning"],
            "may_text": True,
            "name_to_say": "Ruth from the library",
            "safe_contact_words": "Only by text, after 7 pm, when the children are in bed.",
            "contact_every_days": 14,
        },
        words="I raise my two grandchildren. I would like to talk with someone who did that too. Not a 12-step group.",
        on=today - timedelta(days=2),
        rng=rng,
        program=house.programs[2],
        came_by="phone",
    )


def roger(house: House, *, today: date, rng: Random) -> Participant:
    """Came home from jail with 90 days; needs work and a home."""
    began = today - timedelta(days=75)
    leader = house.leaders["tomas"]
    participant = ask(
        house,
        {
            "called": "Roger",
            "full_name": "Roger Hale",
            "languages": ["en"],
            "phone": "303-555-0117",
            "strengths": "Forklift licence, eight years of warehouse work. Early riser, never late.",
            "hopes": "A door that locks and a place to be at seven in the morning.",
            "interests": ["sports"],
            "experiences": ["reentry"],
            "pathways": ["faith"],
            "needs": ["work", "housing"],
            "relation_to_treatment": "apart",
            "availability": ["weekday_evening"],
            "may_call": True,
            "may_text": True,
            "may_leave_message": True,
            "name_to_say": "Tomas",
        },
        words="I just came home and do not know where to start.",
        on=began,
        rng=rng,
        program=house.programs[1],
        recovery_dates=[(began - timedelta(days=90), "Alcohol and pills")],
    )
    match(house, participant, leader, on=began + timedelta(days=1), rng=rng)
    for days in (1, 3, 8, 16, 25, 39, 53, 66):
        be_in_touch(house, leader, [participant], on=began + timedelta(days=days), rng=rng)
    be_in_touch(
        house,
        leader,
        [participant],
        on=today - timedelta(days=4),
        rng=rng,
        looks=True,
        how="person",
        did=["went_along"],
        support={"instrumental", "emotional"},
        minutes=120,
        where_at="other",
        note="Roger has his state ID now. He made the call for the appointment himself this time.",
        next_contact_on=today,
    )
    return participant


def elizabeth(house: House, *, today: date, rng: Random) -> Participant:
    """Payday is her hard day; Maya calls before five."""
    began = today - timedelta(days=260)
    leader = house.leaders["maya"]
    participant = ask(
        house,
        {
            "called": "Elizabeth",
            "languages": ["en"],
            "phone": "303-555-0142",
            "strengths": "Funny, careful with money, makes a room warm",
            "hopes": "I want Fridays to be the best night of the week for my kids, not the one they worry about.",
            "interests": ["family_fun", "games"],
            "pathways": ["smart"],
            "experiences": ["parenting"],
            "triggers": "Payday, every second Friday",
            "relation_to_treatment": "after",
            "availability": ["weekday_evening"],
            "may_call": True,
            "may_text": True,
            "may_leave_message": True,
            "name_to_say": "Maya",
            "safe_contact_words": "Before 5 pm, at lunch or after work.",
            "contact_every_days": 7,
        },
        words="I would like a call on paydays.",
        on=began,
        rng=rng,
        recovery_dates=[(began - timedelta(days=12), "")],
    )
    match(house, participant, leader, on=began + timedelta(days=4), rng=rng)
    for days in range(5, 250, 9):
        be_in_touch(house, leader, [participant], on=began + timedelta(days=days), rng=rng)
    be_in_touch(
        house,
        leader,
        [participant],
        on=today - timedelta(days=7),
        rng=rng,
        looks=True,
        how="phone",
        did=["planned"],
        support={"emotional", "affiliational"},
        note="Elizabeth has a plan for the evening: bank first, then game night. She sounded proud.",
        next_contact_on=today,
    )
    return participant


def luis(house: House, *, today: date, rng: Random) -> Participant:
    """Has hepatitis C and a hard time with his medication; walks with someone who shares that."""
    began = today - timedelta(days=120)
    leader = house.leaders["maya"]
    participant = ask(
        house,
        {
            "called": "Luis",
            "languages": ["es", "en"],
            "phone": "303-555-0163",
            "strengths": "Patient, plays guitar, knows everyone on his street",
            "interests": ["music"],
            "experiences": ["hepatitis_c"],
            "pathways": ["medication", "natural"],
            "needs": ["health", "transport"],
            "relation_to_treatment": "during",
            "availability": ["weekday_afternoon"],
            "may_call": True,
            "may_text": True,
        },
        words="Someone who knows what it is like with the pills. AA is not for me.",
        on=began,
        rng=rng,
    )
    match(house, participant, leader, on=began + timedelta(days=2), rng=rng)
    for days in (3, 10, 18, 27, 41, 55, 70, 84, 99):
        be_in_touch(house, leader, [participant], on=began + timedelta(days=days), rng=rng)
    be_in_touch(
        house,
        leader,
        [participant],
        on=today - timedelta(days=10),
        rng=rng,
        looks=True,
        how="phone",
        did=["listened"],
        support={"emotional", "informational"},
        note="The new pills make Luis tired. We wrote down three questions for the nurse.",
    )
    return participant


def bodie(house: House, *, today: date, rng: Random) -> Participant:
    """A year in recovery, sings gospel, and wants to give back."""
    began = today - timedelta(days=330)
    leader = house.leaders["bea"]
    participant = ask(
        house,
        {
            "called": "Bodie",
            "languages": ["en"],
            "phone": "303-555-0128",
            "strengths": "Shows up, sings, makes new people feel welcome",
            "talents": "Gospel. I could lead a choir evening.",
            "interests": ["music", "faith"],
            "pathways": ["faith"],
            "relation_to_treatment": "after",
            "availability": ["weekend_morning", "weekday_evening"],
            "may_call": True,
            "may_text": True,
            "may_leave_message": True,
        },
        words="I have a year behind me and I want to give something back.",
        on=began,
        rng=rng,
        recovery_dates=[(today - timedelta(days=380), "")],
    )
    match(house, participant, leader, on=began + timedelta(days=6), rng=rng)
    for days in range(8, 310, 21):
        be_in_touch(house, leader, [participant], on=began + timedelta(days=days), rng=rng)
    return participant
