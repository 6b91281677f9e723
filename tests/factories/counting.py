"""A call with a question of its own that quotas may count, answered and drawn."""

from factories.applications import accept_together, add_question, apply, make_call, numbered_answers
from factories.people import SETUP
from factories.planning import make_stage
from factories.selection import computed, make_procedure
from sanggar.applications import actions as intake
from sanggar.applications.models import Call, Question
from sanggar.foundation import clock
from sanggar.planning.models import Programme
from sanggar.selection import actions
from sanggar.selection.models import Draw

LEVELS = [("SMP", "Middle school"), ("SMA", "High school"), ("Kuliah", "University")]
QUOTA = {"q_p1": {"a1": (1, 2), "a2": (1, 2), "a3": (0, 1), "none": (0, 1)}}


def make_asking_call(programme: Programme, *, ordinal: int = 1, slug: str = "tahap-1", **words: object) -> Call:
    """Published, with one question of its own that quotas may count."""
    call = make_call(programme, make_stage(programme, 3, ordinal), published=False, slug=slug)
    given = {"options": LEVELS, "counted_as": "public", **words}
    add_question(call, "Apa pendidikan terakhir Anda?", "one", **given)
    intake.publish_call(call, by=SETUP, at=clock.now())
    call.refresh_from_db()
    return call


def asked_in(call: Call) -> Question:
    return call.questions.get(key="p1", retired_at=None)


def fill(call: Call, said: str = "a1 a1 a1 a2 a2 a2 a3 -") -> None:
    """A person for each answer, `-` for who gave none; accepted, and the call closed."""
    question = asked_in(call)
    for number, key in enumerate(said.split(), start=1):
        apply(call, numbered_answers(call, number, own={question.pk: "" if key == "-" else key}))
    accept_together(call.applications.all())
    intake.close_call(call, reason="Uji", by=SETUP, at=clock.now())


def drawn(call: Call, quotas: dict[str, dict[str, tuple[int, int]]] = QUOTA) -> Draw:
    make_procedure(call, quotas=quotas)
    fill(call)
    return computed(actions.freeze_draw(call, by=SETUP, at=clock.now()))
