"""A crowd of invented people with the habits of real lists, and second records of some of them."""

import random
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from kinroad.people.rules import names
from kinroad.people.rules.duplicates import Facts
from kinroad.people.rules.spanish_names import SPANISH


def _words(text: str) -> list[str]:
    return text.split()


ENGLISH_GIVEN = _words("""
james mary michael patricia robert jennifer john linda david elizabeth william barbara richard susan joseph
jessica thomas karen christopher sarah charles lisa daniel nancy matthew sandra anthony ashley mark emily donald
kimberly steven donna andrew michelle paul carol joshua amanda kenneth melissa kevin deborah brian stephanie
timothy rebecca ronald laura jason helen george sharon edward cynthia jeffrey amy ryan kathleen jacob angela
nicholas shirley gary brenda eric emma jonathan anna stephen pamela larry nicole justin samantha scott katherine
brandon christine benjamin debra samuel rachel gregory carolyn alexander janet patrick maria frank olivia
raymond heather jack ruth dennis julie jerry joyce tyler virginia aaron kelly douglas lauren adam christina
nathan joan zachary evelyn henry judith walter andrea kyle hannah harold cheryl carl megan jeremy jacqueline
keith madison roger teresa gerald abigail terry sophia sean martha austin sara arthur gloria noah janice
lawrence kathryn jesse ann joe isabella bryan judy billy charlotte jordan julia albert grace dylan amber bruce
alice willie jean gabriel denise alan frances logan danielle ralph marilyn wayne beverly vincent diana roy
natalie russell theresa louis brittany philip doris bobby kayla johnny alexis bradley lori marcus tammy trevor
dawn travis tiffany curtis erin rodney misty clarence crystal lamar keisha darnell latoya tyrone ebony
""")
ENGLISH_FAMILY = _words("""
smith johnson williams brown jones miller davis wilson anderson thomas taylor moore jackson martin lee thompson
white harris clark lewis robinson walker young allen king wright scott hill green adams nelson baker hall
campbell mitchell carter roberts phillips evans turner parker collins edwards stewart morris murphy cook rogers
morgan peterson cooper reed bailey bell kelly howard ward cox richardson wood watson brooks bennett gray james
hughes price myers long foster sanders ross powell sullivan russell jenkins perry butler barnes fisher henderson
coleman simmons patterson jordan reynolds hamilton graham kim wallace west cole hayes bryant gibson ellis
stevens murray ford marshall owens mcdonald harrison woods washington kennedy wells henry chen freeman webb
tucker burns crawford olson simpson porter hunter gordon wagner hunt black hicks holmes palmer stone mills
nichols grant knight ferguson rose hawkins dunn perkins hudson spencer gardner stephens payne pierce berry
matthews arnold willis ray watkins carroll duncan snyder hart cunningham bradley lane andrews ruiz harper fox
riley armstrong carpenter weaver greene lawrence elliott chavez sims austin peters kelley franklin lawson
o'brien o'neill mccarthy nguyen tran le pham schmidt mueller larsen jensen hansen swanson carlson erickson yoder
hoffman schultz becker kramer klein bauer keller schneider vogel weber bishop burke casey doyle flynn gallagher
hogan kirby lamb mack nash obrien pace quinn rhodes shaw todd underwood vance walsh york zimmerman abbott barton
chambers dalton eaton farmer garner hale ingram jarvis kent lowe maddox norris osborne pruitt randall sharp tate
upton vaughn wolfe yates
""")
SPANISH_SIMPLE_FAMILY = _words("""
garcía rodríguez hernández martínez lópez gonzález pérez sánchez ramírez torres flores rivera gómez díaz reyes
morales cruz ortiz gutiérrez chávez ramos ruiz álvarez mendoza vásquez castillo jiménez moreno romero herrera
medina aguilar vargas castro guzmán méndez fernández muñoz salazar garza soto vega contreras delgado peña ríos
núñez sandoval guerrero estrada ortega cárdenas serrano campos silva espinoza navarro cervantes fuentes ayala
molina miranda duran villanueva maldonado acosta pacheco juárez valdez rosales salinas mejía lara santos ibarra
trujillo padilla velázquez cortez escobar marquez bautista ochoa zamora orozco tapia rangel avila meza villa
montoya rosario calderón nieves García-López
""")
SPANISH_FAMILY = [*SPANISH_SIMPLE_FAMILY, "de la Cruz", "de León", "del Río", "de la Rosa"]
SPANISH_GIVEN = list(SPANISH)
NEIGHBOURING_KEYS = {a: b for row in ("qwertyuiop", "asdfghjkl", "zxcvbnm") for a, b in pairwise(row)}


def _skewed(chance: random.Random, words: list[str]) -> str:
    """A few words very often, most seldom, as names are."""
    weights = [1 / (place + 12) for place in range(len(words))]
    return chance.choices(words, weights)[0]


def _day(chance: random.Random) -> date:
    return date(1945, 1, 1) + timedelta(days=chance.randrange(22_500))


def _phone(chance: random.Random) -> frozenset[str]:
    return frozenset({f"+1{chance.choice([515, 319, 563, 641, 712])}555{chance.randrange(10_000):04}"})


def _person(chance: random.Random) -> Facts:
    spanish = chance.random() < 0.25
    given = _skewed(chance, SPANISH_GIVEN if spanish else ENGLISH_GIVEN)
    family = _skewed(chance, SPANISH_FAMILY if spanish else ENGLISH_FAMILY)
    if spanish and chance.random() < 0.3:
        family += " " + _skewed(chance, SPANISH_FAMILY)
    return Facts(
        names=(f"{given} {family}".title(),),
        phones=_phone(chance) if chance.random() < 0.75 else frozenset(),
        born_on=_day(chance) if chance.random() < 0.75 else None,
        zip=f"5{chance.randrange(60):04}" if chance.random() < 0.6 else "",
    )


def _relative(chance: random.Random, one: Facts) -> Facts:
    """Someone of the same house: a brother or mother with the same phone, a twin, or a son of the same name."""
    given, family = one.names[0].split(" ", 1)
    turn = chance.random()
    if turn < 0.25:
        return replace(one, names=(f"{given} {family} Jr",), born_on=_day(chance))
    other = chance.choice([name for name in ENGLISH_GIVEN if name[0] != given[0].lower()])
    born = one.born_on if turn < 0.4 else _day(chance)
    return replace(one, names=(f"{other.title()} {family}",), born_on=born)


def make_crowd(chance: random.Random, size: int) -> list[Facts]:
    """`size` people; three in a hundred have a relative among them who shares their phone."""
    people: list[Facts] = []
    while len(people) < size:
        people.append(_person(chance))
        if chance.random() < 0.03:
            people.append(_relative(chance, people[-1]))
    return people[:size]


def mistype(chance: random.Random, word: str) -> str:
    """The word with one slip of the hand: a letter left out, doubled, changed over, or its neighbour key."""
    place = chance.randrange(1, max(2, len(word) - 1))
    before, letter, after = word[:place], word[place : place + 1], word[place + 1 :]
    slip = chance.randrange(4)
    if slip == 0 and len(word) > 3:
        return before + after
    if slip == 1:
        return before + letter * 2 + after
    if slip == 2 and after:
        return before + after[0] + letter + after[1:]
    return before + NEIGHBOURING_KEYS.get(letter.lower(), "e") + after


def short_name(chance: random.Random, given: str) -> str:
    """A name they also go by, in English or Spanish, or the same name when there is none."""
    folded = names.fold(given)
    short = sorted(set(SPANISH.get(folded, "").split()) | names.ENGLISH.nicknames_of(folded))
    return chance.choice(short).title() if short else ""


def second_record(chance: random.Random, one: Facts) -> Facts:
    """The same person, entered again by someone else: mistyped, by a short name, or family name first."""
    given, family = one.names[0].split(" ", 1)
    how = chance.choice(["typo", "short", "swapped"])
    if how == "short":
        short = short_name(chance, given)
        given, how = (short, how) if short else (given, "typo")
    if how == "typo" and chance.random() < 0.5:
        given = mistype(chance, given)
    elif how == "typo":
        family = mistype(chance, family)
    name = f"{family} {given}" if how == "swapped" else f"{given} {family}"
    kept = replace(one, names=(name,))
    lost = chance.random()
    if lost < 0.15 and one.phones:
        return replace(kept, born_on=None)
    if lost < 0.3 and one.born_on:
        return replace(kept, phones=frozenset() if lost < 0.22 else _phone(chance))
    return kept
