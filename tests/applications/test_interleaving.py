"""Whatever one person and the office do in whatever order, one application of theirs lives, with a whole history."""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories.applications import answers_for, make_call
from factories.examples import asking
from factories.people import SETUP
from sanggar.applications import actions
from sanggar.applications.models import MOVES, NOT_LIVE, Act, Application, ApplicationEvent, Call
from sanggar.applications.queries import texts_in_force
from sanggar.foundation import clock
from sanggar.foundation.errors import DomainError
from sanggar.foundation.models import AuditEntry
from sanggar.planning.models import Programme

pytestmark = pytest.mark.django_db
Deed = Callable[[Call, datetime], object]


def _mine(call: Call) -> Application:
    """The one whose link the person uses: the first that they sent."""
    return Application.objects.filter(call=call).order_by("pk")[0]


def _submit(call: Call, at: datetime, submission_id: uuid.UUID | None = None) -> object:
    answers, texts = answers_for(call), texts_in_force(call)[:1]
    return actions.submit_application(call, answers, submission_id=submission_id or uuid.uuid4(), consents=texts, at=at)


DEEDS: dict[str, Deed] = {
    "submit": _submit,
    "edit": lambda call, at: actions.edit_application(
        _mine(call), answers_for(call, motivation=f"Sejak {at}"), by=_mine(call).actor, at=at
    ),
    "withdraw": lambda call, at: actions.withdraw_application(_mine(call), by=_mine(call).actor, at=at),
    "return": lambda call, at: actions.return_application(_mine(call), by=_mine(call).actor, at=at),
    "close": lambda call, at: actions.close_call(call, reason="Cukup", by=SETUP, at=at),
    "reopen": lambda call, at: actions.reopen_call(call, reason="Terlalu dini", by=SETUP, at=at),
    "prolong": lambda call, at: actions.prolong_call(
        call, closes_at=max(call.closes_at, at) + timedelta(days=1), reason="Masih ada kursi", by=SETUP, at=at
    ),
}
WHILE_OPEN = {"submit", "edit", "return"}
WAIT = "let it run out"


def _run(call: Call, at: datetime, deeds: list[str]) -> None:
    """Do them one after another; what the rules refuse changes nothing, and what they allow they allow in time."""
    form = uuid.uuid4()
    first = _submit(call, at, form)
    for deed in deeds:
        call = Call.objects.get(pk=call.pk)
        at = max(at, call.ends_at) if deed == WAIT else at + timedelta(hours=1)
        if deed == WAIT:
            continue
        try:
            DEEDS[deed](call, at)
        except DomainError:
            continue
        assert deed not in WHILE_OPEN or call.is_open_at(at)
    assert _submit(call, at, form) == first


def _history_is_whole(application: Application) -> None:
    events = list(application.events.order_by("pk"))
    assert (events[0].act, events[0].from_state) == (Act.SUBMIT, "")
    for before, after in pairwise(events):
        assert after.from_state == before.to_state
        assert after.from_state in MOVES[Act(after.act)].before
        assert after.to_state in MOVES[Act(after.act)].after
    assert events[-1].to_state == application.state
    assert application.revision == 1 + sum(event.act == Act.EDIT for event in events)


@asking(12)
@given(deeds=st.lists(st.sampled_from([*DEEDS, WAIT]), max_size=12))
def test_any_interleaving_leaves_one_living_application_with_its_whole_history(
    programme: Programme, deeds: list[str]
) -> None:
    call = make_call(programme, slug=f"panggilan-{uuid.uuid4().hex[:12]}")
    _run(call, clock.now(), deeds)
    found = list(Application.objects.filter(call=call))
    living = [each for each in found if each.state not in NOT_LIVE]
    assert len(living) <= 1
    assert found
    for application in found:
        _history_is_whole(application)
    events = ApplicationEvent.objects.filter(application__call=call).count()
    subjects = [f"applications.application:{each.pk}" for each in found]
    assert AuditEntry.objects.filter(subject__in=subjects).count() == events
