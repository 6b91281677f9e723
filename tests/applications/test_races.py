"""Many at once, on real connections: the database decides who was first."""

import uuid
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connections

from factories.applications import answers_for, apply, make_call
from factories.planning import make_programme
from sanggar.applications import actions
from sanggar.applications.models import Application, ApplicationState
from sanggar.foundation import clock
from sanggar.foundation.audit import Actor
from sanggar.foundation.errors import DomainError
from sanggar.foundation.models import AuditEntry
from sanggar.people.models import Organisation

pytestmark = pytest.mark.django_db(transaction=True)
S = ApplicationState
DEWI, RUDI = Actor("account", "1", "Dewi Pengelola"), Actor("account", "2", "Rudi Pengelola")


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Start all acts at the same moment, each on its own connection; their results or refusals, in order."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        try:
            barrier.wait()
            return act()
        except DomainError as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_of_32_applications_with_one_nik_at_once_exactly_one_lives(office: Organisation) -> None:
    call = make_call(make_programme(office))
    answers = answers_for(call)
    results = at_once(*[lambda: apply(call, answers) for _ in range(32)])
    assert Counter(application.state for application in results) == {S.SUBMITTED: 1, S.CONTESTED: 31}
    assert len({application.receipt for application in results}) == 32
    assert Counter(Application.objects.values_list("state", flat=True)) == {S.SUBMITTED: 1, S.CONTESTED: 31}
    assert AuditEntry.objects.filter(verb="applications.submit").count() == 32


def test_of_16_clicks_on_one_form_one_application_comes(office: Organisation) -> None:
    call = make_call(make_programme(office))
    answers, submission_id = answers_for(call), uuid.uuid4()
    results = at_once(*[lambda: apply(call, answers, submission_id=submission_id) for _ in range(16)])
    assert {application.receipt for application in results} == {Application.objects.get().receipt}
    assert Application.objects.get().events.count() == 1


def test_of_two_officers_at_once_the_second_is_told_what_the_first_did(office: Organisation) -> None:
    application = apply(make_call(make_programme(office)))
    results = at_once(
        lambda: actions.accept_for_draw(application, by=DEWI, at=clock.now()),
        lambda: actions.refuse_application(application, reason="Di luar kota", by=RUDI, at=clock.now()),
    )
    refusals = [result for result in results if isinstance(result, actions.AlreadyDecided)]
    assert len(refusals) == 1
    assert application.events.count() == 2
    first = application.events.last()
    assert first is not None
    assert first.by_label in str(refusals[0])


def test_an_applicant_who_edits_while_an_officer_accepts_is_never_in_the_draw_unseen(office: Organisation) -> None:
    call = make_call(make_programme(office))
    application = apply(call)
    answers = answers_for(call, name="Sulastri Dewi", nik="")
    at_once(
        lambda: actions.edit_application(application, answers, by=application.actor, at=clock.now()),
        lambda: actions.accept_for_draw(application, by=DEWI, at=clock.now(), revision=1),
    )
    application.refresh_from_db()
    assert (application.name, application.state, application.revision) == ("Sulastri Dewi", S.SUBMITTED, 2)


def test_an_application_on_its_way_is_in_before_the_list_is_frozen_or_not_at_all(office: Organisation) -> None:
    call = make_call(make_programme(office), opens_in=-2, closes_in=1)
    arrived = clock.now()
    type(call).objects.filter(pk=call.pk).update(closes_at=arrived)
    answers = answers_for(call)

    def send() -> Application:
        moment = arrived - (clock.now() - arrived)
        return actions.submit_application(call, answers, submission_id=uuid.uuid4(), consents=[], at=moment)

    def freeze() -> int:
        return actions.freeze_applications(call, by=DEWI, at=clock.now())

    sent, frozen = at_once(send, freeze)
    if isinstance(sent, Application):
        assert isinstance(frozen, actions.NotScreened)
        assert Application.objects.get().frozen_at is None
    else:
        assert isinstance(sent, actions.CallNotOpen)
        assert (frozen, Application.objects.count()) == (0, 0)
