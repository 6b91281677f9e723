"""Certificates: issued once, numbered without a gap, revoked or replaced openly, never changed."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction

from factories.evaluation import make_certificate, make_finisher, make_rule
from factories.people import SETUP
from factories.planning import make_programme
from factories.training import make_cohort_of, make_enrolment
from sanggar.evaluation import actions, queries
from sanggar.evaluation.models import ALLOWED, Certificate, CertificateState
from sanggar.evaluation.refusals import (
    AlreadyCertified,
    CertificateEnded,
    CertificateReplaced,
    NotComplete,
    RuleMissing,
)
from sanggar.foundation import clock
from sanggar.foundation.models import AuditEntry
from sanggar.people.models import Organisation
from sanggar.planning.models import Cohort, Programme

pytestmark = pytest.mark.django_db


def act() -> dict[str, Any]:
    return {"by": SETUP, "at": clock.now()}


@pytest.fixture
def cohort(programme: Programme) -> Cohort:
    make_rule(programme)
    return make_cohort_of(programme)


def numbers(office: Organisation) -> list[int]:
    rows = Certificate.objects.filter(series__organisation=office)
    return sorted(rows.values_list("ordinal", flat=True))


def test_all_who_are_complete_are_certified_by_name(cohort: Cohort) -> None:
    for name in ("Wati", "Aminah"):
        make_finisher(cohort, name)
    make_enrolment(cohort, "Budi")
    issued = actions.issue_certificates(cohort.stage, **act())
    year = clock.today().year
    assert [(c.name_on_it, c.ordinal) for c in issued] == [("Aminah", 1), ("Wati", 2)]
    assert issued[0].number.startswith("001/SERT/")
    assert issued[0].number.endswith(f"/{year}")
    assert [c.enrolment.state for c in Certificate.objects.order_by("ordinal")] == ["completed", "completed"]


def test_issuing_again_certifies_only_who_became_complete_since(cohort: Cohort) -> None:
    make_finisher(cohort, "Aminah")
    actions.issue_certificates(cohort.stage, **act())
    assert actions.issue_certificates(cohort.stage, **act()) == []
    make_finisher(cohort, "Wati")
    assert [c.ordinal for c in actions.issue_certificates(cohort.stage, **act())] == [2]


def test_without_a_rule_nothing_is_issued(programme: Programme) -> None:
    cohort = make_cohort_of(programme)
    enrolment = make_finisher(cohort)
    with pytest.raises(RuleMissing):
        actions.issue_certificates(cohort.stage, **act())
    with pytest.raises(RuleMissing):
        actions.issue_certificate(enrolment, **act())


def test_who_is_not_complete_gets_none_and_hears_why(cohort: Cohort) -> None:
    enrolment = make_enrolment(cohort, "Budi")
    with pytest.raises(NotComplete, match="Budi belum memenuhi syarat: belum ada sesi"):
        actions.issue_certificate(enrolment, **act())
    assert (Certificate.objects.count(), queries.certificate_of(enrolment)) == (0, None)


def test_nobody_is_certified_twice(cohort: Cohort) -> None:
    enrolment = make_finisher(cohort)
    make_certificate(enrolment)
    with pytest.raises(AlreadyCertified):
        make_certificate(enrolment)
    assert numbers(cohort.stage.programme.organisation) == [1]


def test_the_name_is_the_persons_and_what_is_printed_never_changes(cohort: Cohort) -> None:
    certificate = make_certificate(make_finisher(cohort, "Siti Aminah binti Yusuf"))
    programme = cohort.stage.programme
    programme.name = "Nama baru"
    programme.save()
    certificate.refresh_from_db()
    assert certificate.name_on_it == "Siti Aminah binti Yusuf"
    assert certificate.particulars["programme"] == "Pelatihan YouTuber dan TikTok"
    assert (certificate.particulars["lesson_hours"], certificate.particulars["contacts"]) == (4, 1)
    assert certificate.particulars["works"] == ["Pasar pagi Oro-Oro Dowo"]


def test_nothing_that_is_printed_tells_nik_or_birth_date(cohort: Cohort) -> None:
    certificate = make_certificate(make_finisher(cohort))
    person = certificate.enrolment.person
    kept = f"{certificate.particulars} {certificate.name_on_it}"
    for secret in (person.nik_prefix, person.birth_date.isoformat(), person.phone):
        assert secret not in kept


def test_codes_are_long_random_and_easy_to_read(cohort: Cohort) -> None:
    codes = [make_certificate(make_finisher(cohort, name)).code for name in ("Satu", "Dua", "Tiga")]
    assert len(set(codes)) == 3
    assert {len(code) for code in codes} == {20}
    assert set("".join(codes)) <= set("0123456789ABCDEFGHJKMNPQRSTVWXYZ")


def test_a_revoked_number_is_kept_and_the_next_one_follows(cohort: Cohort) -> None:
    first = make_certificate(make_finisher(cohort, "Aminah"))
    actions.revoke_certificate(first, reason="terbit keliru", **act())
    make_certificate(make_finisher(cohort, "Wati"))
    assert (first.state, first.revoke_reason) == ("revoked", "terbit keliru")
    assert numbers(cohort.stage.programme.organisation) == [1, 2]
    with pytest.raises(CertificateEnded):
        actions.revoke_certificate(first, reason="sekali lagi", **act())


def test_a_revoked_certificate_does_not_come_back_by_itself(cohort: Cohort) -> None:
    certificate = make_certificate(make_finisher(cohort))
    actions.revoke_certificate(certificate, reason="terbit keliru", **act())
    assert actions.issue_certificates(cohort.stage, **act()) == []


def test_a_replacement_has_a_new_number_code_and_name_and_the_same_content(cohort: Cohort) -> None:
    old = make_certificate(make_finisher(cohort, "Sulatri"))
    new = actions.reissue_certificate(old, name="Sulastri", reason="salah eja", **act())
    assert (old.state, old.replacement, new.replaces) == ("replaced", new, old)
    assert (new.name_on_it, new.ordinal, new.particulars) == ("Sulastri", 2, old.particulars)
    assert new.code != old.code
    assert queries.certificate_of(old.enrolment) == new


def test_replacements_make_a_chain_and_never_a_fork(cohort: Cohort) -> None:
    first = make_certificate(make_finisher(cohort))
    second = actions.reissue_certificate(first, name="Sulastri A.", reason="nama", **act())
    third = actions.reissue_certificate(second, name="Sulastri B.", reason="nama lagi", **act())
    with pytest.raises(CertificateReplaced):
        actions.reissue_certificate(first, name="Sulastri C.", reason="bercabang", **act())
    states = [(c.ordinal, c.state) for c in Certificate.objects.order_by("ordinal")]
    assert states == [(1, "replaced"), (2, "replaced"), (3, "valid")]
    assert third.replaces == second


def test_a_revoked_certificate_can_be_replaced(cohort: Cohort) -> None:
    first = make_certificate(make_finisher(cohort))
    actions.revoke_certificate(first, reason="terbit keliru", **act())
    second = actions.reissue_certificate(first, name="Sulastri", reason="ternyata benar", **act())
    assert (first.state, second.state) == ("replaced", "valid")
    history = [(e.from_state, e.to_state) for e in first.events.all()]
    assert history == [("", "valid"), ("valid", "revoked"), ("revoked", "replaced")]


def test_two_certificates_are_never_valid_for_one_participation(cohort: Cohort) -> None:
    first = make_certificate(make_finisher(cohort))
    actions.reissue_certificate(first, name="Sulastri", reason="nama", **act())
    with pytest.raises(IntegrityError), transaction.atomic():
        Certificate.objects.filter(pk=first.pk).update(state="valid", revoked_at=None, revoked_by="", revoke_reason="")


@pytest.mark.parametrize(
    "half",
    [{"state": "revoked"}, {"revoked_by": "siapa"}, {"state": "gone"}, {"ordinal": 0}],
)
def test_the_database_holds_no_half_revoked_certificate(cohort: Cohort, half: dict[str, Any]) -> None:
    certificate = make_certificate(make_finisher(cohort))
    with pytest.raises(IntegrityError), transaction.atomic():
        Certificate.objects.filter(pk=certificate.pk).update(**half)


def test_the_ways_of_a_certificate() -> None:
    valid, revoked, replaced = CertificateState.VALID, CertificateState.REVOKED, CertificateState.REPLACED
    assert {valid: {revoked, replaced}, revoked: {replaced}, replaced: set()} == ALLOWED


def test_each_office_and_each_year_counts_from_one(cohort: Cohort, other_office: Organisation) -> None:
    make_certificate(make_finisher(cohort, "Aminah"))
    elsewhere = make_programme(other_office)
    make_rule(elsewhere)
    other = make_certificate(make_finisher(make_cohort_of(elsewhere), "Wati"))
    assert other.ordinal == 1
    later = make_finisher(cohort, "Tutik")
    with time_machine.travel(clock.now() + timedelta(days=366), tick=False):
        following = make_certificate(later)
    assert (following.ordinal, following.series.year) == (1, clock.today().year + 1)


def test_the_year_is_the_year_where_the_office_is(cohort: Cohort) -> None:
    enrolment = make_finisher(cohort)
    new_year = datetime.fromisoformat("2031-01-01T00:30:00+07:00")
    certificate = actions.issue_certificate(enrolment, by=SETUP, at=new_year)
    assert certificate.number == "001/SERT/I/2031"


def test_a_new_pattern_counts_for_the_next_number_and_for_the_years_to_come(
    cohort: Cohort, programme: Programme
) -> None:
    first = make_certificate(make_finisher(cohort, "Aminah"))
    actions.set_numbering(programme, pattern="400.14/{urut}/35.73.112/{tahun}", **act())
    second = make_certificate(make_finisher(cohort, "Wati"))
    year = clock.today().year
    assert (second.number, second.ordinal) == (f"400.14/2/35.73.112/{year}", 2)
    first.refresh_from_db()
    assert first.number.startswith("001/SERT/")
    following = queries.numbering_of(programme.organisation, clock.now() + timedelta(days=366))
    assert (following.pattern, following.last) == ("400.14/{urut}/35.73.112/{tahun}", 0)


def test_the_record_names_nobody(cohort: Cohort) -> None:
    certificate = make_certificate(make_finisher(cohort, "Sulastri"))
    actions.reissue_certificate(certificate, name="Sulastri binti Siman", reason="Sulastri minta", **act())
    entries = AuditEntry.objects.filter(verb__startswith="evaluation.")
    written = " ".join(f"{entry.subject_label} {entry.details}" for entry in entries)
    assert certificate.number in written
    assert "Sulastri" not in written
