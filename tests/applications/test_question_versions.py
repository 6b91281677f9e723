"""New words for a question never change what was meant by the old ones: keys of choices, and the rules about them."""

from typing import Any

import pytest

from factories.applications import add_question, answers_for, apply, make_call
from factories.people import SETUP
from sanggar.applications import actions
from sanggar.applications.eligibility import Result, rules_judged
from sanggar.applications.models import Call, Question, RuleKind
from sanggar.foundation import clock
from sanggar.planning.models import Programme

pytestmark = pytest.mark.django_db
CHOICES = [("Punya sendiri", "My own"), ("Meminjam", "Borrowed"), ("Tidak punya", "None")]


@pytest.fixture
def call(programme: Programme) -> Call:
    return make_call(programme)


def test_a_key_that_any_version_had_is_never_given_to_another_choice(call: Call) -> None:
    question = add_question(call, "Ponsel?", "one", options=CHOICES)
    fewer = change(question, options=CHOICES[:2])
    more = change(fewer, options=[*CHOICES[:2], ("Dari kantor", "From work")])
    assert [key for key, *_labels in more.options] == ["a1", "a2", "a4"]
    words = change(more, kind="short", options=[])
    again = change(words, kind="one", options=[("Ya", "Yes"), ("Tidak", "No")])
    assert [key for key, *_labels in again.options] == ["a5", "a6"]


@pytest.mark.parametrize(
    ("options", "keys"),
    [
        ([("Milik sendiri", "My own"), *CHOICES[1:]], "a1 a2 a3"),
        ([CHOICES[2], ("Milik sendiri", "My own")], "a3 a1"),
        ([("Milik sendiri", "I own one"), *CHOICES[1:]], "a1 a2 a3"),
        ([CHOICES[1], CHOICES[0], ("Belum punya", "Not yet")], "a2 a1 a3"),
        ([CHOICES[1], ("Milik sendiri", "I own one")], "a2 a4"),
    ],
    ids=["english stays", "english stays, moved", "same line of as many", "others moved", "another line, fewer"],
)
def test_a_choice_in_other_words_keeps_its_key(call: Call, options: list[tuple[str, str]], keys: str) -> None:
    question = add_question(call, "Ponsel?", "one", options=CHOICES)
    assert " ".join(key for key, *_labels in change(question, options=options).options) == keys


def test_a_rule_is_met_by_the_choice_that_it_names_in_whatever_words(programme: Programme) -> None:
    call = make_call(programme, published=False)
    question = add_question(call, "Ponsel?", "one", options=CHOICES)
    ruled(call, question, "a1")
    new = change(question, options=[("Milik sendiri", "My own"), *CHOICES[1:]])
    application = apply(call, answers_for(call, own={new.pk: "a1"}))
    assert [result for _rule, result in rules_judged(application)] == [Result.MET]
    assert change(new, label="Ponsel Anda?", kind="several").version == 3


@pytest.mark.parametrize(
    ("kind", "says", "words"),
    [
        ("one", "a1", {"options": CHOICES[1:]}),
        ("one", "a1", {"kind": "short"}),
        ("short", "Canon", {"kind": "one", "options": CHOICES}),
        ("short", "Canon", {"kind": "number"}),
        ("number", "3", {"kind": "file"}),
    ],
)
def test_what_a_rule_wants_to_be_answered_remains_possible(
    programme: Programme, kind: str, says: str, words: dict[str, Any]
) -> None:
    call = make_call(programme, published=False)
    question = add_question(call, "Ponsel?", kind, options=CHOICES)
    ruled(call, question, says)
    with pytest.raises(actions.RuleNeedsQuestion):
        change(question, **words)
    assert change(question, label="Ponsel Anda?").version == 2


def ruled(call: Call, question: Question, says: str) -> None:
    at = clock.now()
    value = {"question": question.key, "says": says}
    actions.write_rule(call, kind=RuleKind.ANSWER, value=value, by=SETUP, at=at)
    actions.publish_call(call, by=SETUP, at=at)


def change(question: Question, **words: Any) -> Question:
    written = question.words | {"options": [(label, label_en) for _key, label, label_en in question.options]} | words
    return actions.write_question(question.call, written, question=question, by=SETUP, at=clock.now())  # type: ignore[arg-type]
