"""The desk's pages of mentoring: the officer arranges, the office reads, another office learns nothing."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from factories.mentoring import make_contact, make_mentor, make_pair
from factories.people import SETUP
from factories.training import make_cohort_of, make_enrolment
from sanggar.foundation import clock
from sanggar.foundation.ui.picker import MOST
from sanggar.mentoring.models import Mentorship
from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.training.actions import set_goal
from sanggar.training.models import Enrolment, Goal

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]


@pytest.fixture
def home(programme: Programme) -> str:
    return f"/desk/{programme.organisation.slug}/{programme.slug}/pendampingan/"


@pytest.fixture
def pair(programme: Programme) -> Mentorship:
    """Maya and Sulastri, 20 days without a contact."""
    return make_pair(make_enrolment(make_cohort_of(programme), "Sulastri"), make_mentor(programme), days_ago=20)


@pytest.fixture
def alone(pair: Mentorship) -> Enrolment:
    return make_enrolment(pair.enrolment.cohort, "Budi")


def sent(**given: Any) -> dict[str, Any]:
    return {"once": str(uuid.uuid4()), **given}


def addresses(home: str, pair: Mentorship, alone: Enrolment) -> list[str]:
    """Every page of the room, by what stands behind its address."""
    words = ["", "pendamping/", "tanpa-pendamping/", f"{pair.pk}/"]
    acts = ["pendamping/tambah/", f"pendamping/{pair.mentor_id}/", f"tanpa-pendamping/{alone.pk}/", "usulan/"]
    own = ["kontak/", "kontak/coret/", "tujuan/", "alihkan/", "akhiri/"]
    return [home + word for word in words + acts + [f"{pair.pk}/{word}" for word in own]]


def test_the_officer_opens_every_page(
    officer: Account, signed_in: SignIn, home: str, pair: Mentorship, alone: Enrolment
) -> None:
    client = signed_in(officer)
    opened = {address: client.get(address).status_code for address in addresses(home, pair, alone)}
    assert opened == dict.fromkeys(opened, 200)


def test_the_inspector_reads_and_changes_nothing(
    inspector: Account, signed_in: SignIn, home: str, pair: Mentorship, alone: Enrolment
) -> None:
    client = signed_in(inspector)
    pages = addresses(home, pair, alone)
    assert [client.get(page).status_code for page in pages] == [200] * 4 + [403] * 9
    goal = set_goal(pair.enrolment, text="Terbit", by=SETUP, at=clock.now())
    for page in [*pages[4:], f"{home}{pair.pk}/tujuan/{goal.pk}/"]:
        assert client.post(page, sent()).status_code == 403, page
    assert (pair.contacts.count(), alone.mentorships.count()) == (0, 0)


def test_another_office_learns_nothing(
    stranger: Account, signed_in: SignIn, home: str, pair: Mentorship, alone: Enrolment
) -> None:
    client = signed_in(stranger)
    for page in addresses(home, pair, alone):
        assert (client.get(page).status_code, client.post(page, sent()).status_code) == (404, 404), page


def test_the_overdue_are_told_apart_and_can_be_filtered(
    officer: Account, signed_in: SignIn, home: str, pair: Mentorship, alone: Enrolment
) -> None:
    make_pair(alone, pair.mentor)
    client = signed_in(officer)
    listing = client.get(home, {"keadaan": "terlambat"}).context["listing"]
    assert [row.enrolment.person.name for row in listing.page] == ["Sulastri"]
    assert "Terlambat 6 hari" in client.get(home).content.decode()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_lists_leave_as_files(officer: Account, signed_in: SignIn, home: str, pair: Mentorship, kind: str) -> None:
    for word in ("", "pendamping/", "tanpa-pendamping/"):
        response = signed_in(officer).get(home + word, {"format": kind})
        assert (response.status_code, "attachment" in response["Content-Disposition"]) == (200, True)


def test_of_hundreds_of_mentors_the_filter_offers_a_few_and_finds_the_rest_by_name(
    officer: Account, signed_in: SignIn, home: str, pair: Mentorship, alone: Enrolment, programme: Programme
) -> None:
    others = [make_mentor(programme, f"Aan {number:02}") for number in range(MOST)]
    make_pair(alone, others[0])
    desk = signed_in(officer)
    mentors = desk.get(home).context["listing"].filters[-1].choices
    assert [label for _key, label in mentors] == [f"Aan {number:02}" for number in range(MOST)]

    def found(**address: object) -> list[Mentorship]:
        return list(desk.get(home, address).context["listing"].page)

    assert [found(pendamping=pair.mentor_id), found(**{"cari-pendamping": pair.mentor.account.name})] == [[pair]] * 2
    assert found(**{"cari-pendamping": "tak ada"}) == []


def test_a_mentor_is_added_with_tracks(officer: Account, signed_in: SignIn, home: str, programme: Programme) -> None:
    track = programme.tracks.get(code="tiktok")
    given = sent(email="tia@contoh.example", name="Tia", capacity="4", tracks=[track.pk])
    assert signed_in(officer).post(f"{home}pendamping/tambah/", given).status_code == 302
    mentor = programme.mentors.get()
    assert (mentor.account.email, mentor.capacity, list(mentor.tracks.all())) == ("tia@contoh.example", 4, [track])


def test_the_whole_proposal_is_shown_and_then_carried_out(
    officer: Account, signed_in: SignIn, home: str, alone: Enrolment
) -> None:
    client = signed_in(officer)
    page = client.get(f"{home}usulan/")
    assert "Budi" in page.content.decode()
    assert alone.mentorships.count() == 0
    given = sent(digest=page.context["form"].initial["digest"])
    assert client.post(f"{home}usulan/", given).status_code == 302
    assert alone.mentorships.get().mentor.account.name == "Maya Pendamping"


def test_an_outdated_proposal_is_shown_anew_and_changes_nothing(
    officer: Account, signed_in: SignIn, home: str, alone: Enrolment
) -> None:
    response = signed_in(officer).post(f"{home}usulan/", sent(digest="0" * 64))
    assert response.status_code == 409
    assert "Keadaan berubah" in response.content.decode()
    assert alone.mentorships.count() == 0


def test_a_handover_by_the_officer_is_told_on_the_new_pairs_page(
    officer: Account, signed_in: SignIn, home: str, pair: Mentorship, programme: Programme
) -> None:
    make_contact(pair, summary="Naskah pertama.")
    new = make_mentor(programme, "Baru")
    client = signed_in(officer)
    given = sent(mentor=new.pk, note="Sudah lancar menyunting.")
    assert client.post(f"{home}{pair.pk}/alihkan/", given).status_code == 302
    page = client.get(f"{home}{new.mentorships.get().pk}/").content.decode()
    for words in ("Sudah lancar menyunting.", "Sebelumnya didampingi Maya Pendamping", "Naskah pertama."):
        assert words in page


def test_the_own_mentor_is_no_choice_for_a_handover(
    officer: Account, signed_in: SignIn, home: str, pair: Mentorship
) -> None:
    response = signed_in(officer).post(f"{home}{pair.pk}/alihkan/", sent(mentor=pair.mentor_id, note="Silakan."))
    assert response.status_code == 422
    pair.refresh_from_db()
    assert pair.is_active


def test_the_same_form_twice_writes_one_contact(
    officer: Account, signed_in: SignIn, home: str, pair: Mentorship
) -> None:
    client = signed_in(officer)
    given = sent(summary="Membahas judul.", held_on=clock.today().isoformat(), how="call", minutes="10")
    for _ in range(2):
        assert client.post(f"{home}{pair.pk}/kontak/", given).status_code == 302
    assert pair.contacts.count() == 1


def test_a_refused_contact_keeps_what_was_typed(
    officer: Account, signed_in: SignIn, home: str, pair: Mentorship
) -> None:
    given = sent(summary="Membahas judul.", held_on="2099-01-01", how="call", minutes="10")
    response = signed_in(officer).post(f"{home}{pair.pk}/kontak/", given)
    page = response.content.decode()
    assert response.status_code == 422
    assert "Membahas judul." in page
    assert "paling akhir hari ini" in page


def test_a_goal_of_another_pair_can_not_be_marked_through_this_one(
    officer: Account, signed_in: SignIn, home: str, pair: Mentorship, alone: Enrolment
) -> None:
    other = make_pair(alone, pair.mentor)
    goal = set_goal(other.enrolment, text="Terbit", by=SETUP, at=clock.now())
    assert signed_in(officer).post(f"{home}{pair.pk}/tujuan/{goal.pk}/", sent()).status_code == 404
    assert Goal.objects.get(pk=goal.pk).is_open


def test_a_handover_with_nobody_to_choose_says_what_to_do(
    officer: Account, signed_in: SignIn, home: str, pair: Mentorship
) -> None:
    client, page = signed_in(officer), f"{home}{pair.pk}/alihkan/"
    asked = client.get(page).content.decode()
    assert ("Tidak ada pendamping yang dapat dipilih" in asked, "Alihkan sekarang" in asked) == (True, False)
    make_mentor(pair.mentor.programme, "Yudi")
    asked = client.get(page).content.decode()
    assert ("Tidak ada pendamping yang dapat dipilih" in asked, "Alihkan sekarang" in asked) == (False, True)
