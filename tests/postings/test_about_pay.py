"""Which questions are about the pay that somebody wants."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postings.asking import refusals
from postings.asking.pay import is_about_pay

ABOUT = [
    "What salary do you hope for?",
    "What are your pay expectations?",
    "What would you like to be paid a year?",
    "Your day rate, in euros",
    "Which compensation package would you accept?",
    "Would you take part of it as equity?",
    "How much do you want to earn?",
    "What do you expect in terms of remuneration?",
    "Quelles sont vos prétentions salariales ?",
    "Quelle rémunération souhaitez-vous ?",
    "Votre TJM ?",
    "Quel salaire visez-vous ?",
    "Quelle fourchette vous conviendrait ?",
    "Combien demandez-vous par jour ?",
]
OTHER = [
    "What did you build last?",
    "Which technical debt did you pay off?",
    "What do you pay attention to in a review?",
    "How large was your team?",
    "When could you start?",
    "Quelle équipe avez-vous dirigée ?",
    "Which packages do you maintain?",
    "",
]


@pytest.mark.parametrize("text", ABOUT)
def test_what_is_about_pay(text):
    assert is_about_pay(text)
    assert is_about_pay("Something else?", text)


@pytest.mark.parametrize("text", OTHER)
def test_what_is_not(text):
    assert not is_about_pay(text)


@pytest.mark.parametrize("text", ABOUT)
def test_asking_for_it_is_allowed(text):
    assert [found.topic.key for found in refusals(text)] == []


@given(st.text())
def test_any_text_is_read(text):
    assert is_about_pay(text) in {True, False}
