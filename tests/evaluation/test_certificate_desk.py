"""The desk's pages of certificates: the officer decides, the office reads, another office learns nothing."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from factories.evaluation import LONG_AGO, make_certificate, make_finisher, make_rule
from factories.people import SETUP
from factories.planning import make_cohort, make_meeting, make_stage
from factories.training import make_cohort_of, make_enrolment
from factories.works import make_questions
from sanggar.evaluation import actions, queries
from sanggar.evaluation.letters import tell_certificate_issued
from sanggar.evaluation.models import Certificate, CompletionRule
from sanggar.foundation import clock
from sanggar.foundation.dates import plain_date
from sanggar.mentoring.actions import end_mentorship
from sanggar.mentoring.models import Outcome
from sanggar.people.models import Account
from sanggar.planning.models import Cohort, Programme
from sanggar.training.actions import record_presence

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]


@pytest.fixture
def home(programme: Programme) -> str:
    return f"/desk/{programme.organisation.slug}/{programme.slug}/sertifikat/"


@pytest.fixture
def cohort(programme: Programme) -> Cohort:
    make_rule(programme)
    return make_cohort_of(programme)


@pytest.fixture
def certificate(cohort: Cohort) -> Certificate:
    return make_certificate(make_finisher(cohort, "Sulastri"))


def sent(**given: Any) -> dict[str, Any]:
    return {"once": str(uuid.uuid4()), **given}


def addresses(home: str, certificate: Certificate) -> list[str]:
    """What everyone at the office reads, then what the officer alone opens."""
    own = f"{home}terbit/{certificate.pk}/"
    stage = certificate.enrolment.stage_id
    acts = [f"{home}syarat/", f"{home}nomor/", f"{home}tahap/{stage}/terbitkan/", f"{own}cabut/", f"{own}ganti/"]
    return [home, f"{home}terbit/", own, *acts]


def test_the_officer_opens_every_page(officer: Account, signed_in: SignIn, home: str, certificate: Certificate) -> None:
    client = signed_in(officer)
    assert [client.get(page).status_code for page in addresses(home, certificate)] == [200] * 8


def test_the_inspector_reads_and_changes_nothing(
    inspector: Account, signed_in: SignIn, home: str, certificate: Certificate
) -> None:
    client, pages = signed_in(inspector), addresses(home, certificate)
    assert [client.get(page).status_code for page in pages] == [200] * 3 + [403] * 5
    for page in pages[3:]:
        assert client.post(page, sent(reason="x", name="Lain")).status_code == 403, page
    certificate.refresh_from_db()
    assert certificate.is_valid


def test_another_office_learns_nothing(
    stranger: Account, signed_in: SignIn, home: str, certificate: Certificate
) -> None:
    client = signed_in(stranger)
    for page in addresses(home, certificate):
        assert (client.get(page).status_code, client.post(page, sent()).status_code) == (404, 404), page


def test_pages_open_before_there_is_a_rule_or_anyone(
    officer: Account, signed_in: SignIn, home: str, programme: Programme
) -> None:
    page = signed_in(officer).get(home).content.decode()
    assert "Syarat kelulusan belum ditetapkan" in page
    assert signed_in(officer).get(f"{home}terbit/").status_code == 200


def test_the_rule_is_set_by_the_officer(officer: Account, signed_in: SignIn, home: str, programme: Programme) -> None:
    make_questions(programme)
    given = sent(attendance_percent="75", contacts="3", works="0", assignments="on", post_test="on")
    assert signed_in(officer).post(f"{home}syarat/", given).status_code == 302
    page = signed_in(officer).get(home).content.decode()
    assert (
        "kehadiran 75%, 3 kontak pendampingan yang dibenarkan peserta, semua tugas wajib diterima, tes akhir dikerjakan"
        in page
    )
    rule = CompletionRule.objects.get(programme=programme)
    assert (rule.attendance_percent, rule.contacts, rule.works, rule.set_by) == (75, 3, 0, officer.name)


@pytest.mark.parametrize(
    "wrong", [{"attendance_percent": "101"}, {"contacts": "-1"}, {"attendance_percent": "0", "contacts": "0"}]
)
def test_an_impossible_rule_is_refused(officer: Account, signed_in: SignIn, home: str, wrong: dict[str, str]) -> None:
    given = sent(attendance_percent="80", contacts="1", works="0") | wrong
    assert signed_in(officer).post(f"{home}syarat/", given).status_code == 422
    assert not CompletionRule.objects.exists()


def test_a_gap_in_a_list_holds_the_certificate_and_says_whose(
    officer: Account, signed_in: SignIn, home: str, cohort: Cohort
) -> None:
    held, other = make_finisher(cohort, "Aminah"), make_enrolment(cohort, "Budi", at=clock.now() - LONG_AGO)
    gap = make_meeting(cohort, in_days=-2)
    record_presence(gap, other, "present", by=SETUP, at=clock.now())
    assert (queries.completion_of(held).missing, queries.to_certify(cohort.stage).count()) == (
        ("presensi 1 sesi belum dicatat pengelola",),
        0,
    )
    page = signed_in(officer).get(home).content.decode()
    assert "1 sertifikat menunggu presensi yang belum dicatat" in page
    assert page.index("1 sertifikat menunggu") < page.index("Lihat 1 peserta itu") < page.index("Lengkapi presensi")
    shown = signed_in(officer).get(home, {"syarat": "presensi-kosong"})
    assert [each.person.name for each in shown.context["listing"].page] == ["Aminah"]
    record_presence(gap, held, "present", by=SETUP, at=clock.now())
    assert list(queries.to_certify(cohort.stage)) == [held]
    assert "belum dicatat dapat mengubah" not in signed_in(officer).get(home).content.decode()


def test_the_list_shows_what_each_one_lacks(officer: Account, signed_in: SignIn, home: str, cohort: Cohort) -> None:
    make_finisher(cohort, "Aminah")
    budi = make_enrolment(cohort, "Budi", at=clock.now() - LONG_AGO)
    record_presence(cohort.meetings.get(), budi, "absent", by=SETUP, at=clock.now())
    client = signed_in(officer)
    page = client.get(home).content.decode()
    for words in (
        ">100%<",
        ">0%<",
        "kehadiran 0% dari 80%",
        "1 kontak pendampingan lagi",
        "1 sertifikat siap diterbitkan",
    ):
        assert words in page

    def found(**filters: str) -> list[str]:
        return [row.person.name for row in client.get(home, filters).context["listing"].page]

    assert (found(syarat="lulus"), found(syarat="belum"), found(syarat="works")) == (["Aminah"], ["Budi"], ["Budi"])
    assert (found(sertifikat="ada"), found(sertifikat="belum-ada")) == ([], ["Aminah", "Budi"])


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_lists_leave_as_files(
    officer: Account, signed_in: SignIn, home: str, certificate: Certificate, kind: str
) -> None:
    for word in ("", "terbit/"):
        response = signed_in(officer).get(home + word, {"format": kind})
        assert (response.status_code, "attachment" in response["Content-Disposition"]) == (200, True)


def test_issuing_says_how_many_first_and_happens_once(
    officer: Account, signed_in: SignIn, home: str, cohort: Cohort
) -> None:
    for name in ("Aminah", "Wati"):
        make_finisher(cohort, name)
    client, page = signed_in(officer), f"{home}tahap/{cohort.stage_id}/terbitkan/"
    asked = client.get(page).content.decode()
    assert "2 sertifikat akan terbit" in asked
    assert "Aminah" in asked
    assert Certificate.objects.count() == 0
    given = sent(early="on")
    for _ in range(2):
        assert client.post(page, given).status_code == 302
    assert client.post(page, sent()).status_code == 302
    assert sorted(Certificate.objects.values_list("ordinal", flat=True)) == [1, 2]
    assert "Tidak ada sertifikat untuk diterbitkan" in client.get(page).content.decode()


def test_issuing_while_the_training_runs_is_confirmed_by_itself(
    officer: Account, signed_in: SignIn, home: str, cohort: Cohort
) -> None:
    make_finisher(cohort, "Aminah")
    make_meeting(cohort, in_days=7)
    client, page = signed_in(officer), f"{home}tahap/{cohort.stage_id}/terbitkan/"
    asked = client.get(page).content.decode()
    for words in ("1 sesi belum berakhir.", "1 peserta masih didampingi.", 'name="early"'):
        assert words in asked
    refused = client.post(page, sent())
    assert (refused.status_code, Certificate.objects.count()) == (409, 0)
    assert "Centang bila sertifikat memang hendak diterbitkan" in refused.content.decode()
    assert client.post(page, sent(early="on")).status_code == 302
    assert Certificate.objects.count() == 1


def test_issuing_when_all_is_over_asks_nothing_more(
    officer: Account, signed_in: SignIn, home: str, cohort: Cohort
) -> None:
    finisher = make_finisher(cohort, "Aminah")
    end_mentorship(finisher.mentorships.get(), outcome=Outcome.FINISHED, reason="", by=SETUP, at=clock.now())
    other = make_cohort(make_stage(cohort.stage.programme, ordinal=2))
    make_meeting(other, in_days=7)
    client, page = signed_in(officer), f"{home}tahap/{cohort.stage_id}/terbitkan/"
    asked = client.get(page).content.decode()
    assert [words for words in ("Tahap ini belum selesai", "Terbitkan sekarang, meskipun") if words in asked] == []
    assert client.post(page, sent()).status_code == 302


def test_a_certificate_that_ended_says_so_on_its_owner_s_page(certificate: Certificate) -> None:
    own = certificate.enrolment.application.own_path
    assert "Lihat dan unduh" in Client().get(own).content.decode()
    actions.revoke_certificate(certificate, reason="Presensi keliru.", by=SETUP, at=clock.now())
    page = Client().get(own).content.decode()
    today = plain_date(clock.now())
    assert f"Sertifikat nomor {certificate.number} dicabut oleh Diskominfo Kota Malang pada {today}" in page
    assert [words for words in ("Lihat dan unduh", "Presensi keliru") if words in page] == []
    new = actions.reissue_certificate(certificate, name="Sulastri", reason="Sah.", by=SETUP, at=clock.now())
    page = Client().get(own).content.decode()
    assert f"Nomor {new.number}." in page
    assert f"Sertifikat ini menggantikan nomor {certificate.number}, yang tidak berlaku lagi sejak {today}." in page


def test_revoking_asks_why(officer: Account, signed_in: SignIn, home: str, certificate: Certificate) -> None:
    client, page = signed_in(officer), f"{home}terbit/{certificate.pk}/cabut/"
    assert client.post(page, sent(reason="")).status_code == 422
    assert client.post(page, sent(reason="terbit keliru")).status_code == 302
    certificate.refresh_from_db()
    assert (certificate.state, certificate.revoke_reason, certificate.revoked_by) == (
        "revoked",
        "terbit keliru",
        officer.name,
    )


def test_a_misspelt_name_is_mended_by_a_replacement(
    officer: Account, signed_in: SignIn, home: str, certificate: Certificate
) -> None:
    client = signed_in(officer)
    given = sent(name="  Sulastri   Siman ", reason="salah eja")
    response = client.post(f"{home}terbit/{certificate.pk}/ganti/", given)
    new = queries.certificate_of(certificate.enrolment)
    assert new is not None
    assert (new.name_on_it, new.ordinal, new.is_valid) == ("Sulastri Siman", 2, True)
    assert response["Location"] == f"{home}terbit/{new.pk}/"
    assert new.number in client.get(f"{home}terbit/{certificate.pk}/").content.decode()


def test_the_pattern_of_numbers_is_the_offices_to_change(
    officer: Account, signed_in: SignIn, home: str, certificate: Certificate
) -> None:
    client = signed_in(officer)
    assert client.post(f"{home}nomor/", sent(pattern="SERT/{tahun}")).status_code == 422
    assert client.post(f"{home}nomor/", sent(pattern="{urut:04}/DISKOMINFO/{tahun}")).status_code == 302
    assert f"0002/DISKOMINFO/{clock.today().year}" in client.get(f"{home}nomor/").content.decode()


def test_the_participant_is_told_where_the_certificate_is(certificate: Certificate) -> None:
    tell_certificate_issued.call(certificate.pk)
    assert mail.outbox == []
    person = certificate.enrolment.person
    person.email = "sulastri@contoh.example"
    person.save()
    tell_certificate_issued.call(certificate.pk)
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == (["sulastri@contoh.example"], "Sertifikat Anda sudah terbit")
    assert f"/sertifikat/{certificate.code}/" in letter.body
