import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinroad.coaching.rules.who_should_answer import Answerer, who_should_answer


def sentences_in(name):
    with (Path(__file__).parent / name).open(encoding="utf-8", newline="") as rows:
        return [(row["language"], row["sentence"], set(row["answerers"].split())) for row in csv.DictReader(rows)]


SENTENCES = sentences_in("sentences.csv")
# Never change a phrase for one of these: they tell what happens to sentences nobody thought of.
HELD_OUT = sentences_in("sentences_held_out.csv")
# Written after the last phrase was: what a stranger's note would meet.
AFTER = sentences_in("sentences_after.csv")
ENGLISH = [(text, right) for language, text, right in SENTENCES if language == "en"]
SPANISH = [(text, right) for language, text, right in SENTENCES if language == "es"]


@pytest.mark.parametrize("sentences", [ENGLISH, SPANISH], ids=["English", "Spanish"])
def test_the_right_next_person_is_found_and_false_alarms_are_rare(sentences):
    found = [(text, {str(answerer) for answerer in who_should_answer(text)}, right) for text, right in sentences]
    right_ones = sum(len(answer & right) for _, answer, right in found)
    said = sum(len(answer) for _, answer, _ in found)
    wanted = sum(len(right) for _, _, right in found)
    wrong = [(text, answer, right) for text, answer, right in found if answer != right]

    assert right_ones / said >= 0.97, wrong
    assert right_ones / wanted >= 0.97, wrong


@pytest.mark.parametrize(("sentences", "share_found"), [(HELD_OUT, 0.85), (AFTER, 0.65)], ids=["held out", "after"])
def test_what_nobody_thought_of_is_seldom_pointed_wrongly(sentences, share_found):
    """Of what is said of unseen sentences nearly all is right. How much is found is less, and the pages say so."""
    found = [({str(answerer) for answerer in who_should_answer(text)}, right) for _, text, right in sentences]

    right_ones = sum(len(answer & right) for answer, right in found)
    assert right_ones / sum(len(answer) for answer, _ in found) >= 0.95
    assert right_ones / sum(len(right) for _, right in found) >= share_found
    assert not [text for _, text, right in sentences if not right and who_should_answer(text)]


def test_the_sentences_are_many_and_in_both_languages():
    assert len(ENGLISH) + len(SPANISH) >= 120
    for sentences in (ENGLISH, SPANISH):
        assert {kind for _, kinds in sentences for kind in kinds} == {str(answerer) for answerer in Answerer}


@pytest.mark.parametrize(("text", "right"), [pair for pair in ENGLISH + SPANISH if pair[1] & {"danger", "harm"}])
def test_danger_and_harm_are_never_missed(text, right):
    assert right & {"danger", "harm"} <= {str(answerer) for answerer in who_should_answer(text)}


def test_danger_comes_first_and_each_answer_once():
    text = "Her medication, her meds, and the judge. He wants to die."

    assert who_should_answer(text) == (Answerer.DANGER, Answerer.MEDICATION, Answerer.LEGAL)


def test_capital_letters_accents_and_curly_quotes_change_nothing():
    assert who_should_answer("NO PUEDE DORMIR Y TIENE NAUSEAS") == (Answerer.HEALTH,)
    assert who_should_answer("She can’t sleep") == (Answerer.HEALTH,)


def test_harm_needs_the_child_in_the_same_sentence():
    assert who_should_answer("He hit the wall. The kids were at school.") == ()


def test_nothing_written_asks_for_nobody():
    assert who_should_answer("") == ()


@given(st.text(max_size=2000))
def test_any_text_gets_an_answer_in_order(text):
    answers = who_should_answer(text)

    assert list(answers) == [answerer for answerer in Answerer if answerer in answers]


def test_a_very_long_note_tells_the_same_as_its_first_line():
    line = "he hit the child and the paso and step and court. "

    assert who_should_answer(line * 2000) == who_should_answer(line)
