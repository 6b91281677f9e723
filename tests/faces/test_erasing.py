"""Erasing somebody's data: nothing of them stays, everything that must be checked later still can be."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from factories.applications import SULASTRI, add_question, answers_for, apply, birth_date_of, make_call, nik_number
from factories.evaluation import make_certificate, make_finisher, make_rule
from factories.funding import make_adopted_line
from factories.mentoring import make_mentor
from factories.people import SETUP, make_account
from factories.photos import png
from factories.planning import make_stage
from factories.rights import end, is_record_intact, personal_values, where_it_stands
from factories.selection import make_published_draw
from factories.spending import make_payment, pay, verify
from factories.training import make_cohort_of
from factories.works import hand_in, make_assignment
from sanggar.applications.actions import (
    Paper,
    ask_opinion,
    enter_application,
    give_opinion,
    keep_answer_file,
    note_look,
    place_legal_hold,
    withdraw_application,
    write_note,
)
from sanggar.applications.models import Application
from sanggar.foundation import by_hand, clock, files
from sanggar.foundation.messaging.envelope import Envelope, read
from sanggar.foundation.messaging.outbox import About, post
from sanggar.foundation.models import AuditEntry
from sanggar.journeys import (
    MayNotEraseYet,
    erase_account_data,
    erase_application_data,
    open_participant_account,
    reasons_to_keep,
)
from sanggar.mentoring.actions import make_complaint
from sanggar.people.models import Account, Role
from sanggar.people.purposes import RIGHTS
from sanggar.planning.models import Programme
from sanggar.selection.models import Outcome
from sanggar.spending.models import Payment
from sanggar.training.models import Enrolment

NAME = "Kartolo Wulandari"


def erase(application: Application) -> Application:
    return erase_application_data(application, purpose=RIGHTS, by=SETUP, at=clock.now())


def codes(application: Application) -> list[str]:
    return [keep.code for keep in reasons_to_keep(application, clock.now())]


@pytest.fixture
def enrolment(programme: Programme) -> Enrolment:
    """A participant with everything: presence, contacts, works, a file handed in, a letter on the shelf, an account."""
    make_rule(programme)
    cohort = make_cohort_of(programme)
    enrolment = make_finisher(cohort, NAME)
    file = SimpleUploadedFile("karya Kartolo.png", png())
    hand_in(make_assignment(cohort.stage), enrolment, url="", file=file, note=f"Dari {NAME}")
    person = enrolment.person
    words = Envelope(name=NAME, phone=person.phone, subject="Kabar", body=f"Halo {NAME}")
    post(words, About(programme.shelf, "uji"), language="id", at=clock.now())
    open_participant_account(enrolment, by=enrolment.application.actor, at=clock.now())
    return enrolment


@pytest.mark.django_db
def test_after_an_erasure_the_person_stands_nowhere_in_the_database_and_the_record_is_intact(
    programme: Programme, enrolment: Enrolment
) -> None:
    person, application = enrolment.person, enrolment.application
    words = (
        NAME,
        person.phone,
        person.phone.removeprefix("+62"),
        person.nik_lookup,
        "Membahas naskah video",
        "karya Kartolo",
    )
    before, values = where_it_stands(*words), personal_values()
    end(programme)
    erased = erase(application)
    assert len(before) > 10
    assert where_it_stands(*words) == []
    assert is_record_intact()
    assert personal_values() < values
    kept = Application.objects.get(pk=application.pk)
    assert (kept.state, kept.sex, kept.village_id, kept.category, kept.receipt) == (
        application.state, application.sex, application.village_id, application.category, application.receipt,
    )  # fmt: skip
    assert (str(erased.birth_date), application.birth_date.year) == ("1995-01-01", 1995)
    assert not Account.objects.filter(person=person).exists()


@pytest.mark.django_db
def test_what_the_office_kept_beside_an_application_goes_with_it(programme: Programme, officer: Account) -> None:
    call = make_call(programme)
    scan = SimpleUploadedFile("surat Kartolo.pdf", b"%PDF-1.7 surat", content_type="application/pdf")
    at, colleague = clock.now(), make_account("Tono Rekan", Role.OFFICER, programme.organisation)
    paper = Paper(
        scan=files.store(scan, by=SETUP, at=at), place=f"Map {NAME}", tell_by="letter", postal_address="Jalan Uji 1"
    )
    answers = answers_for(call, name=NAME, phone="", email="")
    application = enter_application(call, answers, paper=paper, consents=[], card_shown=False, by=SETUP, at=at)
    write_note(application, text=f"{NAME} datang sendiri", by=SETUP, at=at)
    asked = ask_opinion(application, of=colleague, question=f"Benar ini {NAME}?", by=officer.actor, at=at)
    give_opinion(asked, verdict="unsure", text="Jalan Uji 1?", by=colleague.actor, at=at)
    note_look(application, colleague, at)
    words = (NAME, "Jalan Uji", "surat Kartolo")
    before = where_it_stands(*words)
    withdraw_application(application, by=application.actor, at=at)
    erase(Application.objects.get(pk=application.pk))
    assert (len(before) > 5, where_it_stands(*words), is_record_intact()) == (True, [], True)
    assert application.lookers.count() == 0


@pytest.mark.django_db(transaction=True)
def test_a_file_that_was_handed_in_goes_from_disk_too(
    programme: Programme, enrolment: Enrolment, settings: Any
) -> None:
    folder = Path(settings.MEDIA_ROOT)
    before = sum(path.is_file() for path in folder.rglob("*"))
    end(programme)
    erase(enrolment.application)
    assert (before, sum(path.is_file() for path in folder.rglob("*"))) == (1, 0)


@pytest.mark.django_db
def test_a_certificate_is_kept_for_a_purpose_of_its_own(programme: Programme, enrolment: Enrolment) -> None:
    make_certificate(enrolment)
    end(programme)
    erase(enrolment.application)
    assert where_it_stands(NAME) == ["evaluation.Certificate.name_on_it"]


@pytest.mark.django_db
def test_a_draw_is_told_byte_for_byte_as_before_when_one_of_its_people_is_erased(
    client: Client, programme: Programme
) -> None:
    draw = make_published_draw(programme)
    bundle = f"/undian/{draw.public_id}/bundle.json"
    before = client.get(bundle).content
    reserve = draw.entries.filter(outcome=Outcome.RESERVE).order_by("position")[0]
    end(programme)
    erase(reserve.application)
    assert client.get(bundle).content == before
    reserve.refresh_from_db()
    assert (reserve.number in before.decode(), is_record_intact()) == (True, True)


# --- what stands in the way
@pytest.mark.django_db
def test_a_running_application_is_withdrawn_first(programme: Programme) -> None:
    application = apply(make_call(programme))
    assert codes(application) == ["running"]
    with pytest.raises(MayNotEraseYet, match="Tarik dahulu"):
        erase(application)
    withdrawn = withdraw_application(application, by=application.actor, at=clock.now())
    erase(withdrawn)
    assert where_it_stands("Sulastri", SULASTRI, "+6281234567890") == []


@pytest.mark.django_db
def test_who_stands_in_a_list_from_which_reserves_are_called_waits_for_the_end(programme: Programme) -> None:
    draw = make_published_draw(programme)
    reserve = draw.entries.filter(outcome=Outcome.RESERVE).order_by("position")[0].application
    (keep,) = reasons_to_keep(reserve, clock.now())
    assert (keep.code, keep.until) == ("in_selection", programme.last_day)


@pytest.mark.django_db
def test_a_participant_waits_for_the_end_of_the_programme(enrolment: Enrolment) -> None:
    assert codes(enrolment.application) == ["taking_part"]


@pytest.mark.django_db
def test_presence_that_a_payment_rests_on_is_kept_as_long_as_its_evidence(
    programme: Programme, enrolment: Enrolment, pptk: Account, verifier: Account, treasurer: Account
) -> None:
    line = make_adopted_line(programme)
    payment = pay(verify(make_payment(line, pptk), verifier), treasurer)
    Payment.objects.filter(pk=payment.pk).update(meeting=enrolment.cohort.meetings.first())
    end(programme)
    (keep,) = reasons_to_keep(enrolment.application, clock.now())
    assert (keep.code, keep.until) == ("evidence", clock.today() + timedelta(days=3650))


@pytest.mark.django_db
def test_an_open_complaint_and_a_legal_hold_keep_the_data(
    programme: Programme, enrolment: Enrolment, officer: Account
) -> None:
    end(programme)
    make_complaint(enrolment, about="other", text="Ada yang salah.", at=clock.now())
    place_legal_hold(programme, reason="Pemeriksaan inspektorat", by=officer.actor, at=clock.now())
    assert codes(enrolment.application) == ["complaint", "hold"]


@pytest.mark.django_db
def test_an_account_goes_when_it_holds_no_right_any_more(programme: Programme) -> None:
    mentor = make_mentor(programme, NAME)
    with pytest.raises(MayNotEraseYet, match="hak"):
        erase_account_data(mentor.account, programme, by=SETUP, at=clock.now())
    mentor.account.programme_grants.update(ended_at=clock.now(), ended_by="uji")
    erase_account_data(mentor.account, programme, by=SETUP, at=clock.now())
    assert (where_it_stands("kartolo.wulandari"), is_record_intact()) == ([], True)
    assert not Account.objects.get(pk=mentor.account_id).is_active


@pytest.mark.django_db
def test_a_second_erasure_is_refused_and_nothing_can_be_decided_about_what_is_gone(
    programme: Programme, officer: Account, signed_in: Any
) -> None:
    application = withdraw_application(apply(make_call(programme, make_stage(programme))), by=SETUP, at=clock.now())
    erase(application)
    room = f"/desk/{programme.organisation.slug}/{programme.slug}/pendaftaran"
    page = f"{room}/lamaran/{application.receipt}/"
    desk = signed_in(officer)
    shown = desk.get(page)
    told = [
        Client().get(f"{application.own_path}{part}").status_code for part in ("", "ubah/", "data/", "ajukan-lagi/")
    ]
    assert (shown.status_code, told) == (200, [410] * 4)
    page = shown.content.decode()
    offered = ("tautan/", "nik/", "catatan/", "1 Januari", "tahun pada", "antara 2000 dan 2004; tanggalnya dihapus")
    assert [words in page for words in offered] == [False] * 5 + [True]
    letter = desk.get(f"{room}/buka/{application.call.slug}/pesan/receipt/").content.decode()
    assert ("(dihapus)" in letter, "{nama}" in letter) == (False, True)
    assert AuditEntry.objects.filter(verb="applications.erase").count() == 1


def test_a_file_that_answered_a_question_goes_from_disk_too(
    programme: Programme, django_capture_on_commit_callbacks: Any
) -> None:
    call = make_call(programme)
    question = add_question(call, "Contoh karya?", "file")
    upload = SimpleUploadedFile("karya-sulastri.png", png())
    kept = keep_answer_file(question, upload, at=clock.now())
    application = apply(call, own={question.pk: kept.token})
    application = withdraw_application(application, by=application.actor, at=clock.now())
    with django_capture_on_commit_callbacks(execute=True):
        erase(application)
    kept.refresh_from_db()
    assert (kept.file.name, Application.objects.get().own_answers) == (files.DESTROYED, {})
    assert list(files.missing()) == []
    assert not any(path.is_file() for path in Path(settings.MEDIA_ROOT).rglob("*"))


@pytest.mark.django_db
def test_what_waits_for_a_sister_with_the_same_telephone_still_reaches_her(programme: Programme) -> None:
    call = make_call(programme, make_stage(programme))
    brother, sister = (apply(call, nik=nik_number(each), birth_date=birth_date_of(each), name=name, email="")
                       for each, name in ((1, "Kartolo"), (2, "Sulastri")))  # fmt: skip
    at = clock.now()
    for each in (brother, sister):
        words = Envelope(name=each.name, phone=each.phone, subject="Kursi untuk Anda", body=f"Halo {each.name}")
        post(words, About(programme.shelf, f"kursi {each.pk}"), language="id", at=at)
    assert (brother.phone, where_it_stands("Kartolo") != []) == (sister.phone, True)
    erase(withdraw_application(brother, by=brother.actor, at=at))
    waiting = by_hand.waiting(programme.shelf, clock.now())
    assert sorted(read(each).body for each in waiting if "Halo" in read(each).body) == ["Halo Sulastri"]
    assert where_it_stands("Kartolo") == []
