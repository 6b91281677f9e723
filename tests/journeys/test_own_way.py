"""A participant on a small phone, without JavaScript: from where they start, over the hall, a talk that they confirm
and a work that is mended and accepted, each rule of completion told as missing and then as met, to the certificate.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from factories.applications import apply
from factories.applications import make_call as make_open_call
from factories.evaluation import make_rule
from factories.mentoring import make_contact, make_mentor, make_pair
from factories.people import PASSWORD, make_account
from factories.planning import make_meeting
from factories.training import make_cohort_of, make_enrolment
from factories.works import LEVELS, VIDEO, act, make_assignment, make_questions, make_skills, make_trainer
from journeys.people_in_browsers import PHONE, Visitor
from sanggar.applications.finding import code_for
from sanggar.foundation import clock
from sanggar.mentoring.models import Mentorship
from sanggar.people.actions import open_account
from sanggar.people.models import Account, Role
from sanggar.planning.models import Programme
from sanggar.training.codes import screen_digits, window_of
from sanggar.training.models import Enrolment
from sanggar.training.queries import checklist_of, skills_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Enter = Callable[..., Visitor]


@pytest.fixture
def enrolment(programme: Programme) -> Enrolment:
    make_skills(programme)
    make_questions(programme)
    cohort = make_cohort_of(programme)
    make_meeting(cohort)
    enrolment = make_enrolment(cohort, "Sulastri")
    account = open_account(email="sulastri@contoh.example", name="Sulastri", password=PASSWORD, **act())
    enrolment.person.account = account
    enrolment.person.save()
    return enrolment


def shows_where_she_starts(sulastri: Visitor, programme: Programme) -> None:
    sulastri.follows("Tunjukkan titik awal Anda")
    sulastri.follows("Mulai")
    sulastri.presses("Mulai menilai diri")
    for skill in skills_of(programme):
        sulastri.ticks(skill.levels.get(points=1).text)
        sulastri.presses("Simpan dan lanjut")
    sulastri.sees("Periksa jawaban Anda")
    sulastri.presses("Simpan penilaian diri")
    sulastri.follows("Lanjutkan")
    sulastri.presses("Mulai tes")
    for question in programme.quiz_questions.all():
        sulastri.ticks(question.choices.get(is_right=True).text)
        sulastri.presses("Simpan dan lanjut")
    sulastri.presses("Selesaikan tes")
    sulastri.sees("6 dari 6 benar")
    sulastri.follows("Lanjutkan titik awal")
    sulastri.follows("Lanjutkan")
    sulastri.fills({"Tautan, atau berkas di bawah (salah satu wajib)": "https://youtu.be/sebelumnya1"})
    sulastri.presses("Simpan contoh karya")
    sulastri.follows("Lanjutkan")
    sulastri.fills({"Tujuan Anda": "Empat video terbit sampai Maret"})
    sulastri.presses("Tambah tujuan")
    sulastri.follows("Titik awal")
    sulastri.sees("Titik awal Anda lengkap")


def comes_to_the_hall(sulastri: Visitor, enrolment: Enrolment) -> None:
    """The day has come, and the code is on the screen; once it is over it counts."""
    meeting, at = enrolment.cohort.meetings.get(), clock.now()
    enrolment.cohort.meetings.update(starts_at=at - timedelta(hours=1), ends_at=at + timedelta(hours=1))
    sulastri.opens("/saya/")
    sulastri.follows("Catat hadir")
    sulastri.fills({"Kode di layar": screen_digits(meeting, window_of(clock.now()))})
    sulastri.presses("Saya hadir")
    sulastri.sees("Anda tercatat hadir")
    enrolment.cohort.meetings.update(ends_at=clock.now())


def is_accompanied(sulastri: Visitor, pair: Mentorship) -> None:
    make_contact(pair)
    sulastri.opens("/saya/")
    sulastri.follows("Benarkah catatan kontak")
    sulastri.presses("Ya, benar")


def hands_in(sulastri: Visitor, programme: Programme, address: str) -> None:
    sulastri.fills({"Tautan, atau berkas di bawah (salah satu wajib)": address})
    for item in checklist_of(programme):
        sulastri.page.get_by_role("group", name=item.text).get_by_label("Ya, sudah saya pastikan").check()
    sulastri.presses("Kirim karya")
    sulastri.sees("Sedang dinilai")


def assesses(nadia: Visitor, level: int, decision: str, words: str) -> None:
    nadia.opens(reverse("my_assessments"))
    nadia.follows("Video satu menit: Sulastri", beside="Menunggu")
    nadia.ticks(f"{level} · {LEVELS[level]}")
    nadia.presses("Simpan penilaian")
    nadia.ticks(decision)
    nadia.fills({"Tanggapan untuk peserta": words})
    nadia.presses("Kirim tanggapan")


def publishes_it(sulastri: Visitor, enrolment: Enrolment) -> None:
    sulastri.opens(reverse("mine:works", args=[enrolment.pk]))
    today = f"{clock.now().astimezone(clock.office_zone()):%Y-%m-%d}"
    sulastri.unfolds("Tambah karya")
    sulastri.fills({"Alamat karya": VIDEO, "Judul": "Siap terbit", "Tanggal terbit": today})
    sulastri.presses("Tambah karya")
    sulastri.sees("Siap terbit", "menunggu diperiksa")


def confirms_it_and_issues(dewi: Visitor, programme: Programme) -> None:
    dewi.opens(f"/desk/{programme.organisation.slug}/{programme.slug}/")
    dewi.follows("Periksa 1 karya")
    dewi.follows("Periksa", beside="Siap terbit")
    dewi.presses("Konfirmasi karya")
    dewi.opens(f"/desk/{programme.organisation.slug}/{programme.slug}/sertifikat/")
    dewi.follows("Periksa lalu terbitkan")
    dewi.ticks("Terbitkan sekarang, meskipun pelatihan atau pendampingan masih berjalan")
    dewi.presses("Terbitkan 1 sertifikat")


def test_from_where_she_starts_to_her_certificate(
    enter: Enter, enrolment: Enrolment, programme: Programme, officer: Account
) -> None:
    make_rule(programme, attendance=75, assignments=True)
    assignment = make_assignment(enrolment.stage, assessors=1)
    pair = make_pair(enrolment, make_mentor(programme))
    trainer: Account = make_trainer("Nadia", programme)
    how: dict[str, Any] = {"size": PHONE, "java_script_enabled": False}
    sulastri, nadia = enter("Sulastri", **how), enter("Nadia", **how)
    sulastri.signs_in("sulastri@contoh.example", PASSWORD)
    shows_where_she_starts(sulastri, programme)
    to_the_certificate = reverse("mine:certificate", args=[enrolment.pk])
    sulastri.opens(to_the_certificate)
    sulastri.sees("Belum ada sesi yang presensinya dicatat", beside="Kehadiran 75%")
    sulastri.sees("1 kontak pendampingan lagi", "1 tugas wajib belum diterima", "1 karya terbit lagi")
    comes_to_the_hall(sulastri, enrolment)
    is_accompanied(sulastri, pair)

    sulastri.opens(reverse("my_work", args=[enrolment.pk, assignment.pk]))
    hands_in(sulastri, programme, VIDEO)
    nadia.signs_in(trainer.email, PASSWORD)
    assesses(nadia, 2, "Perlu diperbaiki", "Rekam ulang di tempat sepi.")

    sulastri.reloads()
    sulastri.sees("Rekam ulang di tempat sepi.")
    hands_in(sulastri, programme, "https://youtu.be/bbbbbbbbbbb")
    assesses(nadia, 4, "Diterima", "Siap terbit.")

    sulastri.opens(reverse("own_progress", args=[enrolment.pk]))
    measured = sulastri.page.locator("section.card", has_text="Video satu menit")
    measured.locator("summary", has_text="Semua penilaian").click()
    sulastri.sees("Video satu menit, kiriman 1", "50%", beside="kiriman 1")
    sulastri.sees("Video satu menit, kiriman 2", "100%", "+50", beside="kiriman 2")
    assert [each.state for each in enrolment.submissions.all()] == ["revise", "accepted"]

    publishes_it(sulastri, enrolment)
    sulastri.opens(to_the_certificate)
    sulastri.sees("1 karya terbit lagi", "Belum", beside="1 karya terbit")
    for done in ("Kehadiran 75%", "1 kontak pendampingan", "1 tugas wajib diterima"):
        sulastri.sees("Terpenuhi", beside=done)
    dewi = enter("Dewi")
    dewi.signs_in(officer.email, PASSWORD)
    confirms_it_and_issues(dewi, programme)
    sulastri.reloads()
    sulastri.sees("Sertifikat Anda", "001/SERT/", "Terpenuhi")


def test_a_resident_finds_the_lost_application_withdraws_it_and_has_their_data_erased(
    programme: Programme, enter: Enter
) -> None:
    application = apply(make_open_call(programme), email="sulastri@contoh.example")
    make_account("Dewi Pengelola", Role.OFFICER, programme.organisation)
    sulastri = enter("Sulastri", size=PHONE, java_script_enabled=False)
    sulastri.opens("/lamaran/")
    sulastri.fills({"Nomor lamaran": application.receipt, "Tanggal lahir": application.birth_date.isoformat()})
    sulastri.presses("Minta kode")
    sulastri.fills({"Kode": "AAAA-AAAA"})
    sulastri.presses("Buka lamaran saya", answered=422)
    sulastri.fills({"Kode": code_for(application.receipt, application.birth_date, clock.now())})
    sulastri.presses("Buka lamaran saya")
    sulastri.follows("Data saya")
    assert sulastri.downloads("Unduh PDF").startswith(b"%PDF-")
    sulastri.follows("Hapus data")
    sulastri.sees("Belum dapat dihapus sekarang", "Tarik dahulu lamarannya")
    sulastri.opens(f"{application.own_path}tarik/")
    sulastri.presses("Tarik lamaran")
    sulastri.opens(f"{application.own_path}data/minta/erasure/")
    sulastri.presses("Kirim permohonan")
    sulastri.sees("Menunggu jawaban", beside="Hapus data")
    dewi = enter("Dewi", size=PHONE)
    dewi.signs_in("dewi.pengelola@contoh.example", PASSWORD)
    dewi.opens(f"/desk/{programme.organisation.slug}/{programme.slug}/")
    dewi.follows("Jawab 1 permohonan data pribadi")
    dewi.follows("Sulastri")
    dewi.ticks("Dikabulkan seluruhnya")
    dewi.fills({"Penjelasan kepada pemohon": "Data Anda sudah kami hapus."})
    dewi.presses("Kirim jawaban")
    dewi.sees_nothing_of("Sulastri")
    sulastri.opens(application.own_path, answered=410)
    sulastri.sees("Data pribadi lamaran ini sudah dihapus")
