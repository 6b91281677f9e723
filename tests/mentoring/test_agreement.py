"""Who accompanies has agreed first, says what they can, and is never given whom they should not have."""

import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from factories.mentoring import agree, make_mentor, make_pair
from factories.people import SETUP
from factories.training import make_cohort_of, make_enrolment
from sanggar.foundation import clock
from sanggar.mentoring import actions, queries
from sanggar.mentoring.agreement_words import agreement_digest, agreement_text
from sanggar.mentoring.models import AGREEMENT_VERSION, Mentor, Wish
from sanggar.mentoring.refusals import AgreementOutdated, ConflictThere, MentorNotAgreed, PairForbidden, PairRuns
from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.training.models import Enrolment

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]


def act() -> dict[str, Any]:
    return {"by": SETUP, "at": clock.now()}


def read_in(answer: Any) -> dict[str, str]:
    """What the page's form names as read."""
    (digest,) = re.findall(r'name="digest" value="([0-9a-f]{64})"', answer.content.decode())
    return {"digest": digest}


def sent(**given: Any) -> dict[str, Any]:
    return {"once": str(uuid.uuid4()), **given}


@pytest.fixture
def enrolment(programme: Programme) -> Enrolment:
    return make_enrolment(make_cohort_of(programme), "Sulastri")


@pytest.fixture
def fresh(programme: Programme) -> Mentor:
    """Added, and has not agreed."""
    return actions.add_mentor(programme, email="baru@contoh.example", name="Baru", capacity=5, **act())


def test_nobody_is_given_to_who_has_not_agreed(enrolment: Enrolment, fresh: Mentor) -> None:
    assert list(queries.mentors_with_room(fresh.programme, enrolment.track)) == []
    with pytest.raises(MentorNotAgreed, match="Baru belum menyetujui"), transaction.atomic():
        make_pair(enrolment, fresh)
    agree(fresh)
    assert make_pair(enrolment, fresh).is_active


def test_what_was_agreed_is_kept_word_for_word_when_the_rhythm_changes(fresh: Mentor, signed_in: SignIn) -> None:
    programme = fresh.programme
    type(programme).objects.filter(pk=programme.pk).update(contact_rhythm_days=14)
    mentor = Mentor.objects.get(pk=fresh.pk)
    agree(mentor)
    type(programme).objects.filter(pk=programme.pk).update(contact_rhythm_days=30)
    kept = mentor.agreements.get()
    lines = kept.text.splitlines()
    assert (lines[0], lines[1][:56]) == (
        "Perjanjian pendamping",
        "- Saya menghubungi setiap peserta paling lambat 14 hari ",
    )
    assert (len(lines), "Kode etik" in lines, "<" in kept.text) == (11, True, False)
    page = signed_in(mentor.account).get(f"/saya/pendampingan/perjanjian/{mentor.pk}/")
    told = page.content.decode()
    assert "paling lambat 14 hari" in told
    assert "paling lambat 30 hari" not in told
    assert (told.count("<h2>"), told.count("<li>Saya tidak meminta")) == (2, 1)


def test_an_old_text_is_not_accepted_nor_does_it_hold(enrolment: Enrolment, fresh: Mentor) -> None:
    with pytest.raises(AgreementOutdated), transaction.atomic():
        actions.accept_agreement(fresh, digest=agreement_digest("Naskah lama"), **act())
    Mentor.objects.filter(pk=fresh.pk).update(agreement_version="2020-1", agreed_at=clock.now())
    with pytest.raises(MentorNotAgreed), transaction.atomic():
        make_pair(enrolment, fresh)


def test_the_agreement_is_read_and_accepted_on_the_phone(fresh: Mentor, signed_in: SignIn) -> None:
    client, page = signed_in(fresh.account), f"/saya/pendampingan/perjanjian/{fresh.pk}/"
    assert "Setujui dulu perjanjian" in client.get("/saya/pendampingan/").content.decode()
    assert "Kode etik" in client.get(page).content.decode()
    digest = agreement_digest(agreement_text(fresh))
    assert client.post(page, sent(digest=digest)).status_code == 422
    given = sent(digest=digest, read="on", conflicts_told="Budi, adik saya.")
    assert client.post(page, given).status_code == 302
    fresh.refresh_from_db()
    assert (fresh.has_agreed, fresh.conflicts_told) == (True, "Budi, adik saya.")
    agreed = fresh.agreed_at
    assert client.post(page, sent(conflicts_told="Budi, adik saya. Sari, atasan saya.")).status_code == 302
    fresh.refresh_from_db()
    assert (fresh.agreed_at, fresh.conflicts_told) == (agreed, "Budi, adik saya. Sari, atasan saya.")


def test_a_rhythm_changed_between_reading_and_agreeing_is_read_anew(fresh: Mentor, signed_in: SignIn) -> None:
    client, page = signed_in(fresh.account), f"/saya/pendampingan/perjanjian/{fresh.pk}/"
    given = read_in(client.get(page)) | {"read": "on", "conflicts_told": "Budi, adik saya."}
    Programme.objects.filter(pk=fresh.programme_id).update(contact_rhythm_days=30)
    answer = client.post(page, sent(**given))
    told = answer.content.decode()
    assert answer.status_code == 422
    assert ("Perjanjian sudah diperbarui" in told, "30 hari sekali" in told) == (True, True)
    assert ("Budi, adik saya." in told, 'name="read" checked' in told) == (True, False)
    assert list(fresh.agreements.all()) == []
    assert client.post(page, sent(**given)).status_code == 422
    assert client.post(page, sent(**given | read_in(answer))).status_code == 302
    assert "30 hari sekali" in fresh.agreements.get().text


def test_a_form_from_before_is_asked_to_read_anew(fresh: Mentor, signed_in: SignIn) -> None:
    client, page = signed_in(fresh.account), f"/saya/pendampingan/perjanjian/{fresh.pk}/"
    answer = client.post(page, sent(version=AGREEMENT_VERSION, read="on"))
    assert (answer.status_code, "Perjanjian sudah diperbarui" in answer.content.decode()) == (422, True)


def test_of_words_that_were_not_kept_it_is_said(fresh: Mentor, signed_in: SignIn) -> None:
    """As where somebody agreed before the words were kept."""
    agree(fresh)
    client, page = signed_in(fresh.account), f"/saya/pendampingan/perjanjian/{fresh.pk}/"
    assert "tidak disimpan" not in client.get(page).content.decode()
    fresh.agreements.all().delete()
    assert "Kata-kata yang Anda setujui waktu itu tidak disimpan" in client.get(page).content.decode()


def test_the_agreement_of_another_is_not_there(fresh: Mentor, programme: Programme, signed_in: SignIn) -> None:
    client = signed_in(make_mentor(programme, "Yudi").account)
    for page in ("perjanjian", "profil"):
        assert client.get(f"/saya/pendampingan/{page}/{fresh.pk}/").status_code == 404


def test_a_profile_is_kept(fresh: Mentor, signed_in: SignIn) -> None:
    client, page = signed_in(fresh.account), f"/saya/pendampingan/profil/{fresh.pk}/"
    given = sent(skills="Suara", languages=["jv", "id"], times=["weekend"])
    assert client.post(page, sent(languages=["klingon"])).status_code == 422
    assert client.post(page, given).status_code == 302
    fresh.refresh_from_db()
    assert (fresh.skills, fresh.languages, fresh.times) == ("Suara", ["jv", "id"], ["weekend"])


def test_a_conflict_keeps_two_apart(
    enrolment: Enrolment, programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    mentor = make_mentor(programme)
    home = f"/desk/{programme.organisation.slug}/{programme.slug}/pendampingan/pendamping/{mentor.pk}/"
    client = signed_in(officer)
    assert client.post(f"{home}benturan/", sent(enrolment=enrolment.pk, kind="kin")).status_code == 302
    assert "Sulastri" in client.get(home).content.decode()
    with pytest.raises(PairForbidden), transaction.atomic():
        make_pair(enrolment, mentor)
    with pytest.raises(ConflictThere), transaction.atomic():
        actions.declare_conflict(mentor, enrolment=enrolment, kind="named", **act())


def test_a_running_pair_is_moved_before_a_conflict_is_declared(enrolment: Enrolment, programme: Programme) -> None:
    pair = make_pair(enrolment, make_mentor(programme))
    with pytest.raises(PairRuns):
        actions.declare_conflict(pair.mentor, enrolment=enrolment, kind="kin", **act())


def test_hopes_are_told_and_changed(enrolment: Enrolment, programme: Programme, client: Client) -> None:
    mentor, page = make_mentor(programme), f"{enrolment.application.own_path}pendampingan/harapan/"
    assert client.post(page, sent(languages=["jv"], times=["evening"], first=mentor.pk)).status_code == 302
    assert client.post(page, sent(languages=["id"], times=[], first=mentor.pk)).status_code == 302
    wish = Wish.objects.get()
    assert (wish.languages, wish.times, [each.mentor for each in wish.chosen.all()]) == (["id"], [], [mentor])
