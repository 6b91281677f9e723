"""Many hands at once: every number once and none missing, every participant certified once."""

from collections.abc import Callable

import pytest

from factories.evaluation import make_certificate, make_finisher, make_rule
from factories.people import SETUP, make_office
from factories.planning import make_programme
from factories.races import race
from factories.training import make_cohort_of
from sanggar.evaluation import actions
from sanggar.evaluation.models import Certificate, CertificateEvent, CertificateSeries
from sanggar.evaluation.refusals import AlreadyCertified, CertificateEnded, CertificateReplaced
from sanggar.foundation import clock
from sanggar.planning.models import Cohort
from sanggar.training.models import Enrolment

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cohort() -> Cohort:
    programme = make_programme(make_office())
    make_rule(programme, attendance=0)
    return make_cohort_of(programme, seats=40)


def issuing(enrolment: Enrolment) -> Callable[[], object]:
    return lambda: actions.issue_certificate(enrolment, by=SETUP, at=clock.now())


def assert_numbers_have_no_gap() -> None:
    ordinals = sorted(Certificate.objects.values_list("ordinal", flat=True))
    assert ordinals == list(range(1, len(ordinals) + 1))
    assert CertificateSeries.objects.get().last == len(ordinals)
    assert Certificate.objects.values("number").distinct().count() == len(ordinals)


def test_32_certificates_at_once_take_32_numbers_in_a_row(cohort: Cohort) -> None:
    people = [make_finisher(cohort, f"Peserta {number}") for number in range(32)]
    assert race([issuing(enrolment) for enrolment in people]) == {"done": 32}
    assert Certificate.objects.count() == 32
    assert_numbers_have_no_gap()


def test_one_participant_is_certified_once_however_many_click(cohort: Cohort) -> None:
    enrolment = make_finisher(cohort)
    copies = [Enrolment.objects.get(pk=enrolment.pk) for _ in range(8)]
    assert race([issuing(copy) for copy in copies]) == {"done": 1, AlreadyCertified.code: 7}
    assert_numbers_have_no_gap()


def test_a_whole_stage_issued_by_several_officers_at_once_is_issued_once(cohort: Cohort) -> None:
    for number in range(5):
        make_finisher(cohort, f"Peserta {number}")
    acts = [lambda: actions.issue_certificates(cohort.stage, by=SETUP, at=clock.now()) for _ in range(6)]
    assert race(acts) == {"done": 6}
    assert Certificate.objects.count() == 5
    assert_numbers_have_no_gap()


def test_revoking_and_replacing_at_once_leaves_one_clear_history(cohort: Cohort) -> None:
    certificate = make_certificate(make_finisher(cohort))

    def copy() -> Certificate:
        return Certificate.objects.get(pk=certificate.pk)

    def replacing(mine: Certificate) -> Callable[[], object]:
        return lambda: actions.reissue_certificate(mine, name="Sulastri", reason="nama", by=SETUP, at=clock.now())

    def revoking(mine: Certificate) -> Callable[[], object]:
        return lambda: actions.revoke_certificate(mine, reason="keliru", by=SETUP, at=clock.now())

    outcome = race([make(copy()) for make in [replacing] * 4 + [revoking] * 4])
    assert outcome["done"] in (1, 2)
    assert outcome[CertificateReplaced.code] == 3
    assert outcome[CertificateEnded.code] == 5 - outcome["done"]
    assert [(c.ordinal, c.state) for c in Certificate.objects.order_by("ordinal")] == [(1, "replaced"), (2, "valid")]
    assert CertificateEvent.objects.count() == outcome["done"] + 2
    assert_numbers_have_no_gap()
