"""Calls that are open, and synthetic applicants (NIK serials 9xxx) who apply to them."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from factories.people import SETUP
from factories.planning import make_stage
from sanggar.applications import actions
from sanggar.applications.actions.hindrances import SeenOne
from sanggar.applications.actions.screening import decide_together
from sanggar.applications.actions.submission import prepare, write_together
from sanggar.applications.answers import Answers
from sanggar.applications.models import NOTICE, Act, Application, Call, ConsentText, Question
from sanggar.applications.queries import texts_in_force
from sanggar.foundation import clock
from sanggar.foundation.audit.actors import Actor
from sanggar.foundation.models import Region
from sanggar.planning.models import Programme, Stage

SULASTRI = "3573055708039001"
BUDI = "3573011203959002"


def make_call(
    programme: Programme,
    stage: Stage | None = None,
    *,
    slug: str = "tahap-1",
    opens_in: float = -1,
    closes_in: float = 7,
    published: bool = True,
    **settings: Any,
) -> Call:
    """A call that opened yesterday and closes in a week (days; parts of a day are fine)."""
    at = clock.now()
    call = actions.create_call(
        stage or programme.stages.first() or make_stage(programme),
        slug=slug,
        title="Pendaftaran Tahap 1",
        opens_at=at + timedelta(days=opens_in),
        closes_at=at + timedelta(days=closes_in),
        by=SETUP,
        at=at,
        **settings,
    )
    if published:
        actions.publish_call(call, by=SETUP, at=at)
    return call


def nik_number(number: int) -> str:
    """A possible NIK for each number up to 999: a man of Klojen, born in 1990."""
    return f"357302{1 + number % 28:02}{1 + number % 12:02}90{9000 + number}"


def birth_date_of(number: int) -> date:
    return date(1990, 1 + number % 12, 1 + number % 28)


def answers_for(call: Call, **changes: Any) -> Answers:
    """Sulastri's answers, with changes."""
    answers = Answers(
        name="Sulastri",
        nik=SULASTRI,
        birth_date=date(2003, 8, 17),
        sex="P",
        village=Region.objects.get(pk="35.73.05.1004"),
        phone="+6281234567890",
        email="",
        track=call.programme.tracks.get(code="youtube"),
        category="public",
        motivation="Ingin memasarkan keripik tempe buatan ibu lewat video.",
    )
    return replace(answers, **changes)


def numbered_answers(call: Call, number: int, **changes: Any) -> Answers:
    """Answers of one of many people, all different."""
    given: dict[str, Any] = {
        "name": f"Pelamar Uji {number}",
        "nik": nik_number(number),
        "birth_date": birth_date_of(number),
        "sex": "L",
        "village": Region.objects.get(pk="35.73.02.1003"),
        "phone": f"+62812{number:08}",
    }
    return answers_for(call, **(given | changes))


def apply(
    call: Call,
    answers: Answers | None = None,
    *,
    submission_id: uuid.UUID | None = None,
    consents: Sequence[ConsentText] | None = None,
    language: str = "id",
    **changes: Any,
) -> Application:
    """An application that came in just now: Sulastri's unless told otherwise, with the notice acknowledged."""
    given = answers or answers_for(call, **changes)
    read = [text for text in texts_in_force(call) if text.key == NOTICE]
    return actions.submit_application(
        call,
        given,
        submission_id=submission_id or uuid.uuid4(),
        consents=read if consents is None else consents,
        at=clock.now(),
        language=language,
    )


def apply_many(call: Call, count: int, *, first: int = 1) -> list[Application]:
    return [apply(call, numbered_answers(call, number)) for number in range(first, first + count)]


def apply_together(call: Call, given: Sequence[Answers]) -> list[Application]:
    """As many at once come in in the opening minute: in one transaction, in this order."""
    read, at = [text for text in texts_in_force(call) if text.key == NOTICE], clock.now()
    prepared = [prepare(call, each, submission_id=uuid.uuid4(), consents=read, at=at, language="id") for each in given]
    outcomes = write_together(prepared) if prepared else []
    assert outcomes == [each.application for each in prepared]
    return [each.application for each in prepared]


def accept_together(applications: Iterable[Application], *, by: Actor = SETUP) -> None:
    """Eligible, all of them."""
    left_out = decide_together([SeenOne(each) for each in applications], Act.ACCEPT, by=by, at=clock.now())
    assert left_out == {}


def add_question(call: Call, label: str = "Punya ponsel?", kind: str = "short", **words: Any) -> Question:
    """A question of the call's own; English words are made of the Indonesian ones."""
    given: dict[str, Any] = {
        "kind": kind,
        "label": label,
        "label_en": f"{label} (en)",
        "help_text": "",
        "help_text_en": "",
        "is_required": False,
        "reviewers_read": True,
        "options": [],
        "if_key": "",
        "if_value": "",
    }
    return actions.write_question(call, {**given, **words}, by=SETUP, at=clock.now())  # type: ignore[typeddict-item]
