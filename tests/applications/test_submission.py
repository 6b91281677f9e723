"""Receiving applications: nothing accepted is lost, and nobody learns who applied."""

import uuid

import pytest
from django.db import IntegrityError, connection, transaction

from factories.applications import BUDI, SULASTRI, answers_for, apply, make_call
from factories.people import SETUP
from sanggar.applications.actions import CallNotOpen, SubmissionUsed, refuse_application
from sanggar.applications.models import Act, Application, ApplicationState, Consent
from sanggar.applications.queries import application_by_link, identity_of, texts_in_force
from sanggar.foundation import clock
from sanggar.foundation.models import AuditEntry
from sanggar.foundation.national_id import NikFlag, NikInText
from sanggar.planning.models import Programme

pytestmark = pytest.mark.django_db
S = ApplicationState


def test_an_application_is_stored_with_its_history_its_consents_and_an_entry_in_the_record(
    programme: Programme,
) -> None:
    call = make_call(programme)
    texts = texts_in_force(call)
    application = apply(call, consents=texts)
    event = application.events.get()
    entry = AuditEntry.objects.get(verb="applications.submit")
    assert application.state == S.SUBMITTED
    assert (event.act, event.from_state, event.to_state) == (Act.SUBMIT, "", S.SUBMITTED)
    assert (event.by_kind, event.by_label) == ("applicant", application.receipt)
    assert [consent.text for consent in application.consents.order_by("pk")] == texts
    assert (entry.actor_id, entry.subject_label) == (application.receipt, application.receipt)
    assert "Sulastri" not in entry.details


def test_a_receipt_begins_with_the_programme_and_has_no_letter_that_is_misheard(programme: Programme) -> None:
    receipt = apply(make_call(programme)).receipt
    code, first, second = receipt.split("-")
    assert (code, len(first), len(second)) == ("YT", 4, 4)
    assert set(first + second).isdisjoint("01OILU")


def test_the_same_submission_again_gives_the_same_receipt(programme: Programme) -> None:
    call = make_call(programme)
    submission_id = uuid.uuid4()
    first = apply(call, submission_id=submission_id)
    assert apply(call, submission_id=submission_id) == first
    assert Application.objects.count() == 1
    assert first.events.count() == 1


def test_the_same_submission_gives_the_same_receipt_even_after_closing(programme: Programme) -> None:
    call = make_call(programme)
    submission_id = uuid.uuid4()
    first = apply(call, submission_id=submission_id)
    type(call).objects.filter(pk=call.pk).update(closed_at=first.submitted_at)
    assert apply(call, submission_id=submission_id) == first
    with pytest.raises(CallNotOpen):
        apply(call, nik=BUDI)


def test_the_same_submission_with_another_nik_is_refused_and_shows_nothing_of_the_first(programme: Programme) -> None:
    call = make_call(programme)
    submission_id = uuid.uuid4()
    first = apply(call, submission_id=submission_id)
    with pytest.raises(SubmissionUsed) as refusal:
        apply(call, submission_id=submission_id, nik=BUDI)
    assert first.receipt not in str(refusal.value)
    assert Application.objects.count() == 1


def test_a_second_application_with_a_nik_is_kept_as_contested(programme: Programme) -> None:
    call = make_call(programme)
    first, second = apply(call), apply(call, name="Orang Lain")
    first.refresh_from_db()
    assert (first.state, second.state) == (S.SUBMITTED, S.CONTESTED)
    assert first.receipt != second.receipt


def test_a_nik_may_apply_to_another_call(programme: Programme) -> None:
    first = make_call(programme)
    second = make_call(programme, slug="gelombang-2")
    assert (apply(first).state, apply(second).state) == (S.SUBMITTED, S.SUBMITTED)


def test_who_was_refused_has_no_second_try_and_who_withdrew_has(programme: Programme) -> None:
    call = make_call(programme)
    refused, withdrawn = apply(call), apply(call, nik=BUDI)
    Application.objects.filter(pk=refused.pk).update(state=S.REFUSED)
    Application.objects.filter(pk=withdrawn.pk).update(state=S.WITHDRAWN)
    assert (apply(call).state, apply(call, nik=BUDI).state) == (S.CONTESTED, S.SUBMITTED)


def test_the_database_refuses_a_second_live_application_even_past_the_actions(programme: Programme) -> None:
    call = make_call(programme)
    apply(call)
    second = apply(call)
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.filter(pk=second.pk).update(state=S.SUBMITTED)


def test_nothing_is_taken_before_opening_or_of_a_draft(programme: Programme) -> None:
    with pytest.raises(CallNotOpen):
        apply(make_call(programme, opens_in=1))
    with pytest.raises(CallNotOpen):
        apply(make_call(programme, slug="rancangan", published=False))


def test_what_a_human_should_look_at_is_noted_and_refuses_nobody(programme: Programme) -> None:
    call = make_call(programme)
    assert apply(call).flag_list == []
    odd = apply(call, nik="3578011203959002", sex="P")
    assert odd.flag_list == [NikFlag.REGION_DIFFERS, NikFlag.SEX_DIFFERS, NikFlag.BIRTH_DATE_DIFFERS]
    assert odd.state == S.SUBMITTED


def test_the_nik_and_the_disability_need_are_in_the_clear_in_no_column_of_the_database(programme: Programme) -> None:
    need = "Juru bahasa isyarat Bisindo"
    application = apply(make_call(programme), disability_need=need, email="sulastri@contoh.example")
    assert (identity_of(application).nik, application.disability_need) == (SULASTRI, need)
    everything = _every_value()
    assert application.receipt in everything
    assert SULASTRI not in everything
    assert SULASTRI[6:] not in everything
    assert "Bisindo" not in everything


@pytest.mark.parametrize(
    "text",
    [
        SULASTRI,
        "NIK saya 3573 0557 0803 9001.",
        "3573-0557-0803-9001",
        "３５７３０５５７０８０３９００１",
        "3573\n0557\n0803\n9001",
    ],
)
def test_a_nik_is_not_taken_in_a_text_that_is_kept_in_the_clear(programme: Programme, text: str) -> None:
    call = make_call(programme)
    with pytest.raises(NikInText):
        apply(call, motivation=f"Nama saya Sulastri {text}")
    application = apply(call, motivation="Ponsel 081234567890, rekening 12345678901234567")
    with pytest.raises(NikInText):
        refuse_application(application, reason=f"NIK {text} bukan milik Anda", by=SETUP, at=clock.now())


def test_a_secret_link_opens_its_own_application_and_nothing_else(programme: Programme) -> None:
    call = make_call(programme)
    mine, other = apply(call), apply(call, nik=BUDI)
    assert application_by_link(mine.receipt, mine.token) == mine
    assert application_by_link(mine.receipt.lower(), mine.token) == mine
    assert application_by_link(mine.receipt, other.token) is None
    assert application_by_link("YT-0000-0000", mine.token) is None
    assert application_by_link(mine.receipt, "é") is None


def test_answers_do_not_show_the_nik_when_printed(programme: Programme) -> None:
    answers = answers_for(make_call(programme))
    assert SULASTRI not in f"{answers!r} {answers}"


def test_only_what_was_ticked_is_agreed_to(programme: Programme) -> None:
    apply(make_call(programme))
    assert [consent.text.key for consent in Consent.objects.all()] == ["notice"]


def _every_value() -> str:
    """All that stands in every column of every table."""
    found: list[str] = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - our own tables
            found += [str(value) for row in cursor.fetchall() for value in row]
    return "\n".join(found)
