"""What everyone's form of a call is made of, read once for all who come within the same moment."""

from collections.abc import Mapping
from dataclasses import dataclass

from sanggar.applications.models import Call, ConsentText, Question
from sanggar.applications.queries import public_calls, texts_in_force, tracks_offered
from sanggar.applications.question_queries import questions_of
from sanggar.applications.telling import time_left
from sanggar.foundation import clock
from sanggar.funding.reference_queries import AdultAges, adult_ages
from sanggar.planning.models import Track


@dataclass(frozen=True, slots=True)
class CallFacts:
    """`stamp` is equal as long as nothing of it changed in the database, nor the time that is told to be left."""

    call: Call
    tracks: Mapping[str, Track]
    texts: tuple[ConsentText, ...]
    questions: tuple[Question, ...]
    stamp: tuple[object, ...]
    region: str
    open_categories: frozenset[str]
    """The keys of those that need no invitation."""
    ages: AdultAges
    own_names: frozenset[str]
    """What the call's own questions are called on the form."""


def call_facts(slug: str) -> CallFacts | None:
    """Of a published call; None where there is none."""
    call = public_calls().filter(slug=slug).first()
    if call is None:
        return None
    tracks, texts = list(tracks_offered(call)), tuple(texts_in_force(call))
    programme, questions = call.programme, tuple(questions_of(call))
    call.compared_questions  # noqa: B018 - read now, for what is sent later is sealed without the database
    rows = (
        call,
        call.stage,
        programme,
        programme.organisation,
        programme.organisation.region,
        *tracks,
        *texts,
        *questions,
    )
    read = (getattr(row, field.attname) for row in rows for field in row._meta.concrete_fields)  # noqa: SLF001 - Django's documented model API
    stamp = (time_left(call, clock.now()), *read)
    return CallFacts(
        call,
        {track.code: track for track in tracks},
        texts,
        questions,
        stamp,
        programme.organisation.region_id,
        frozenset(each.key for each in call.category_list if not each.needs_code),
        adult_ages(),
        frozenset(question.name for question in questions),
    )
