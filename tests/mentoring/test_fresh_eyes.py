"""What somebody new to the house missed: whom to reach and how, what may be taken back, who is who."""

import re
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import unquote

import pytest
from django.core import mail
from django.test import Client

from factories.mentoring import make_contact, make_mentor, make_pair, make_slot
from factories.people import SETUP
from factories.training import make_cohort_of, make_enrolment
from sanggar.foundation import clock
from sanggar.foundation.models import AuditEntry
from sanggar.mentoring import actions, letters, queries
from sanggar.mentoring.models import ChangeRequest, FollowUpKind, Mentorship
from sanggar.mentoring.refusals import RequestAnswered
from sanggar.people.models import Account
from sanggar.planning.models import Programme

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]


def act() -> dict[str, Any]:
    return {"by": SETUP, "at": clock.now()}


def sent(**given: Any) -> dict[str, Any]:
    return {"once": str(uuid.uuid4()), **given}


@pytest.fixture
def pair(programme: Programme) -> Mentorship:
    return make_pair(make_enrolment(make_cohort_of(programme), "Sulastri"), make_mentor(programme), days_ago=5)


@pytest.fixture
def desk(programme: Programme) -> str:
    return f"/desk/{programme.organisation.slug}/{programme.slug}/pendampingan/"


def test_the_office_reaches_both_and_each_look_is_on_record(
    pair: Mentorship, desk: str, officer: Account, pptk: Account, signed_in: SignIn
) -> None:
    page, phone = f"{desk}{pair.pk}/hubungi/", pair.enrolment.person.phone
    assert signed_in(pptk).post(page, sent()).status_code == 403
    client = signed_in(officer)
    assert (client.get(page).status_code, phone in client.get(f"{desk}{pair.pk}/").content.decode()) == (405, False)
    shown = client.post(page, sent())
    assert (f"tel:{phone}" in shown.content.decode(), shown["Cache-Control"]) == (True, "no-store")
    assert f"mailto:{pair.mentor.account.email}" in shown.content.decode()
    assert AuditEntry.objects.filter(verb="mentoring.see_contacts").count() == 1


def test_a_follow_up_leads_to_pair_and_person(pair: Mentorship, desk: str, officer: Account, signed_in: SignIn) -> None:
    found = actions.open_follow_up(pair.enrolment, kind=FollowUpKind.OTHER, detail="Tanyakan.", **act())
    page = signed_in(officer).get(f"{desk}tindak-lanjut/{found.pk}/").content.decode()
    assert f"{desk}{pair.pk}/hubungi/" in page
    assert f'href="{desk}{pair.pk}/"' in page
    assert f"/pelatihan/peserta/{pair.enrolment_id}/" in page
    assert f'href="{desk}{pair.pk}/"' in signed_in(officer).get(f"{desk}tindak-lanjut/").content.decode()


def test_so_many_wait_leads_to_exactly_those(pair: Mentorship, programme: Programme, signed_in: SignIn) -> None:
    other = make_pair(make_enrolment(pair.enrolment.cohort, "Budi"), make_mentor(programme, "Yudi"), days_ago=5)
    make_contact(other, summary="Urusan Budi.")
    for days in (1, 2):
        make_contact(pair, days, summary=f"Urusan {days}.")
    actions.confirm_contact(make_contact(pair, 3, summary="Sudah dibenarkan."), **act())
    client = signed_in(pair.mentor.account)
    assert "/saya/pendampingan/menunggu/" in client.get("/saya/pendampingan/").content.decode()
    page = client.get("/saya/pendampingan/menunggu/").content.decode()
    told = ["Urusan 1." in page, "Urusan 2." in page, "Sudah dibenarkan." in page, "Urusan Budi." in page]
    assert told == [True, True, False, False]
    assert "wa.me/" in page


def test_the_message_ready_for_whatsapp_is_in_the_language_of_who_reads_it(pair: Mentorship, signed_in: SignIn) -> None:
    make_contact(pair, 1)
    application = pair.enrolment.application
    client, found = signed_in(pair.mentor.account), []
    for language in ("id", "en"):
        type(application).objects.filter(pk=application.pk).update(language=language)
        (link,) = re.findall(
            r'href="(https://wa\.me/[^"]+)"', client.get("/saya/pendampingan/menunggu/").content.decode()
        )
        found.append(unquote(link.partition("text=")[2].partition(".")[2].partition(":")[0]))
    assert [each.split()[0] for each in found] == ["Mohon", "Please"]
    assert [month in text for month, text in zip(("November", "November"), found, strict=True)] == [True, True]


def test_everybody_whom_a_mentor_accompanies_has_a_link_to_their_progress(pair: Mentorship, signed_in: SignIn) -> None:
    client, link = signed_in(pair.mentor.account), f"/saya/kemajuan/{pair.pk}/"
    for page in ("/saya/pendampingan/", f"/saya/pendampingan/{pair.pk}/"):
        assert f'href="{link}"' in client.get(page).content.decode()
    actions.pause_mentorship(pair, resumes_on=clock.today() + timedelta(days=30), reason="x", **act())
    assert client.get(link).status_code == 200


def test_the_wish_for_another_mentor_is_taken_back(
    pair: Mentorship, desk: str, officer: Account, client: Client, signed_in: SignIn
) -> None:
    request = actions.ask_for_another(pair, reason="Jadwal.", **act())
    application = pair.enrolment.application
    home = f"/lamaran/{application.receipt}/{application.token}/pendampingan/"
    assert f"{home}ganti/tarik/" in client.get(home).content.decode()
    sent_before = len(mail.outbox)
    assert client.post(f"{home}ganti/tarik/", sent()).status_code == 302
    shown = client.get(home).content.decode()
    assert ("Minta pendamping lain" in shown, "Jawaban atas permintaan" in shown) == (True, False)
    assert (len(mail.outbox), ChangeRequest.objects.get().is_taken_back) == (sent_before, True)
    assert "Ditarik peserta" in signed_in(officer).get(f"{desk}permintaan/").content.decode()
    assert queries.requests_of(pair.mentor.programme, officer).filter(answered_at=None).count() == 0
    with pytest.raises(RequestAnswered):
        actions.take_back_request(request, **act())
    assert not queries.is_forbidden(pair.enrolment, pair.mentor)


def test_mentors_are_told_what_they_can_do_about_a_talk(pair: Mentorship) -> None:
    talk = actions.book_slot(make_slot(pair.mentor), pair, **act())
    mail.outbox.clear()
    letters.tell_of_talk.call(talk.pk)
    bodies = {letter.to[0]: str(letter.body) for letter in mail.outbox}
    mentor = bodies[str(pair.mentor.account.email)]
    assert ("Memindahkan" in mentor, f"/saya/pendampingan/waktu/{pair.mentor_id}/" in mentor) == (False, True)


def test_after_a_complaint_no_empty_form_stands_open(pair: Mentorship, client: Client) -> None:
    application = pair.enrolment.application
    page = f"/lamaran/{application.receipt}/{application.token}/pendampingan/aduan/"
    assert "Kirim aduan lain" not in client.get(page).content.decode()
    client.post(page, sent(whom="other", text="Rahasia."))
    assert "Kirim aduan lain" in client.get(page).content.decode()


def test_two_of_one_name_are_told_apart_in_the_lists(
    pair: Mentorship, desk: str, officer: Account, signed_in: SignIn
) -> None:
    twin = make_enrolment(pair.enrolment.cohort, "Sulastri")
    client = signed_in(officer)
    assert pair.enrolment.application.receipt in client.get(desk).content.decode()
    assert twin.application.receipt in client.get(f"{desk}tanpa-pendamping/").content.decode()
    found = client.get(desk, {"cari": pair.enrolment.application.receipt}).content.decode()
    assert "Sulastri" in found


def test_who_falls_away_is_said_to_get_nobody_new(
    pair: Mentorship, desk: str, officer: Account, signed_in: SignIn
) -> None:
    make_mentor(pair.mentor.programme, "Yudi")
    page = signed_in(officer).get(f"{desk}pendamping/{pair.mentor_id}/alihkan-semua/").content.decode()
    assert "tidak lagi menerima peserta baru" in page
