"""The mentor's own pages: one's own people and no others, and nothing that accompanying does not need."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from factories.mentoring import make_contact, make_mentor, make_pair
from factories.people import SETUP
from factories.training import make_cohort_of, make_enrolment
from sanggar.foundation import clock
from sanggar.mentoring import actions
from sanggar.mentoring.models import Mentor, Mentorship
from sanggar.people.models import Account
from sanggar.planning.models import Programme, ProgrammeGrant
from sanggar.training.actions import set_goal

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]
HOME = "/saya/pendampingan/"


@pytest.fixture
def maya(programme: Programme) -> Mentor:
    return make_mentor(programme)


@pytest.fixture
def pair(maya: Mentor) -> Mentorship:
    return make_pair(make_enrolment(make_cohort_of(maya.programme, seats=30), "Sulastri"), maya, days_ago=20)


@pytest.fixture
def others(pair: Mentorship, programme: Programme) -> Mentorship:
    """Another mentor's pair in the same programme, with all that could leak."""
    other = make_pair(make_enrolment(pair.enrolment.cohort, "Budi"), make_mentor(programme, "Yudi"), days_ago=5)
    make_contact(other, summary="Urusan Budi.")
    set_goal(other.enrolment, text="Tujuan Budi", by=SETUP, at=clock.now())
    return other


def sent(**given: Any) -> dict[str, Any]:
    return {"once": str(uuid.uuid4()), **given}


def contact(**changes: Any) -> dict[str, Any]:
    given = {"summary": "Membahas judul.", "held_on": clock.today().isoformat(), "how": "chat", "minutes": "15"}
    return sent(**(given | changes))


def test_people_come_twenty_to_a_page_who_waits_longest_first(
    maya: Mentor, pair: Mentorship, signed_in: SignIn
) -> None:
    Mentor.objects.filter(pk=maya.pk).update(capacity=30)
    maya.refresh_from_db()
    cohort = pair.enrolment.cohort
    names = [f"Warga {number:02d}" for number in range(20)]
    for number, name in enumerate(names):
        make_pair(make_enrolment(cohort, name), maya, days_ago=15 - number // 2)
    client = signed_in(maya.account)
    first, second = (client.get(f"{HOME}?halaman={number}").content.decode() for number in (1, 2))
    assert [name in first for name in ("Sulastri", *names)] == [True] * 20 + [False]
    assert [name in second for name in ("Sulastri", *names)] == [False] * 20 + [True]
    assert ("Menampilkan 1–20 dari 21" in first, 'href="?halaman=2"' in first) == (True, True)


def test_who_is_past_is_paged_by_itself(maya: Mentor, pair: Mentorship, signed_in: SignIn) -> None:
    Mentor.objects.filter(pk=maya.pk).update(capacity=30)
    maya.refresh_from_db()
    for number in range(21):
        ended = make_pair(make_enrolment(pair.enrolment.cohort, f"Dulu {number:02d}"), maya)
        at = clock.now() + timedelta(minutes=number)
        actions.end_mentorship(ended, outcome="stopped", reason="Pindah.", by=SETUP, at=at)
    client = signed_in(maya.account)
    latest, earliest = (client.get(f"{HOME}{query}").content.decode() for query in ("", "?lalu=2"))
    assert ("Dulu 20" in latest, "Dulu 00" in latest, "Sulastri" in latest) == (True, False, True)
    assert ("Dulu 20" in earliest, "Dulu 00" in earliest, "Sulastri" in earliest) == (False, True, True)
    assert '<details class="disclosure" open>' in earliest


def test_a_mentor_sees_their_own_people_alone(
    maya: Mentor, pair: Mentorship, others: Mentorship, signed_in: SignIn
) -> None:
    page = signed_in(maya.account).get(HOME).content.decode()
    assert "Sulastri" in page
    assert "Terlambat 6 hari" in page
    assert "Budi" not in page


def test_another_mentors_pair_does_not_exist(
    maya: Mentor, pair: Mentorship, others: Mentorship, signed_in: SignIn
) -> None:
    client = signed_in(maya.account)
    goal = others.enrolment.goals.get()
    for word in ("", "kontak/", "kontak/coret/", "tujuan/"):
        assert client.get(f"{HOME}{others.pk}/{word}").status_code == 404
    for word in ("kontak/", "kontak/coret/", "tujuan/", f"tujuan/{goal.pk}/"):
        assert client.post(f"{HOME}{others.pk}/{word}", contact(text="Lain")).status_code == 404
    assert client.post(f"{HOME}{pair.pk}/tujuan/{goal.pk}/", sent()).status_code == 404
    assert (others.contacts.count(), others.enrolment.goals.filter(settled_at=None).count()) == (1, 1)


def test_another_pairs_contact_can_not_be_voided_through_the_own_one(
    maya: Mentor, pair: Mentorship, others: Mentorship, signed_in: SignIn
) -> None:
    entry = others.contacts.get()
    given = sent(contact=entry.pk, reason="Bukan milik saya")
    assert signed_in(maya.account).post(f"{HOME}{pair.pk}/kontak/coret/", given).status_code == 422
    entry.refresh_from_db()
    assert entry.counts


def test_the_overdue_stand_first(maya: Mentor, pair: Mentorship, signed_in: SignIn) -> None:
    make_pair(make_enrolment(pair.enrolment.cohort, "Aminah"), maya, days_ago=2)
    rows = signed_in(maya.account).get(HOME).context["people"]
    assert [row["person"].name for row in rows] == ["Sulastri", "Aminah"]


def test_neither_nik_nor_birth_date_is_shown(maya: Mentor, pair: Mentorship, signed_in: SignIn) -> None:
    client, person = signed_in(maya.account), pair.enrolment.person
    shown = client.get(HOME).content.decode() + client.get(f"{HOME}{pair.pk}/").content.decode()
    for secret in (person.nik_prefix, str(person.birth_date.year), f"{person.birth_date:%d/%m/%Y}", "birth"):
        assert secret not in shown
    assert f"https://wa.me/{person.phone.removeprefix('+')}" in shown


def test_a_contact_needs_one_sentence_the_rest_is_filled_in(maya: Mentor, pair: Mentorship, signed_in: SignIn) -> None:
    client = signed_in(maya.account)
    form = client.get(f"{HOME}{pair.pk}/kontak/").context["form"]
    filled = {name: form.get_initial_for_field(form.fields[name], name) for name in ("held_on", "how", "minutes")}
    given = sent(summary="Membahas judul.", **filled)
    assert client.post(f"{HOME}{pair.pk}/kontak/", given).status_code == 302
    entry = pair.contacts.get()
    assert (entry.held_on, entry.how, entry.minutes, entry.recorded_by) == (
        clock.today(),
        "chat",
        15,
        "Maya Pendamping",
    )


def test_a_private_note_is_read_by_its_writer_alone(
    maya: Mentor, pair: Mentorship, programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    client = signed_in(maya.account)
    client.post(f"{HOME}{pair.pk}/kontak/", contact(private_note="Sedang bersedih."))
    assert "Sedang bersedih." in client.get(f"{HOME}{pair.pk}/").content.decode()
    desk = f"/desk/{programme.organisation.slug}/{programme.slug}/pendampingan/"
    assert "bersedih" not in signed_in(officer).get(f"{desk}{pair.pk}/").content.decode()
    yudi = make_mentor(programme, "Yudi")
    new = actions.hand_over(pair, yudi, note="Silakan.", by=SETUP, at=clock.now())
    shown = signed_in(yudi.account).get(f"{HOME}{new.pk}/").content.decode()
    assert "Membahas judul." in shown
    assert "bersedih" not in shown


def test_after_a_handover_the_old_mentor_keeps_a_line_and_no_access(
    maya: Mentor, pair: Mentorship, programme: Programme, signed_in: SignIn
) -> None:
    actions.hand_over(pair, make_mentor(programme, "Yudi"), note="Silakan.", by=SETUP, at=clock.now())
    client = signed_in(maya.account)
    assert client.get(f"{HOME}{pair.pk}/").status_code == 404
    home = client.get(HOME)
    assert (list(home.context["people"]), [row.pk for row in home.context["past"]]) == ([], [pair.pk])
    assert pair.enrolment.person.phone not in home.content.decode()


def test_without_the_right_in_force_the_pages_are_empty(maya: Mentor, pair: Mentorship, signed_in: SignIn) -> None:
    ProgrammeGrant.objects.filter(account=maya.account).update(ended_at=clock.now(), ended_by="uji")
    client = signed_in(maya.account)
    assert list(client.get(HOME).context["people"]) == []
    assert client.get(f"{HOME}{pair.pk}/").status_code == 404


def test_a_goal_is_set_and_settled_on_the_phone(maya: Mentor, pair: Mentorship, signed_in: SignIn) -> None:
    client = signed_in(maya.account)
    assert client.post(f"{HOME}{pair.pk}/tujuan/", sent(text="Terbit satu video")).status_code == 302
    goal = pair.enrolment.goals.get()
    page = f"{HOME}{pair.pk}/tujuan/{goal.pk}/"
    assert "Terbit satu video" in client.get(page).content.decode()
    assert client.post(page, sent(result="partly", note="Tinggal suara.")).status_code == 302
    goal.refresh_from_db()
    assert (goal.result, goal.note, goal.settled_by) == ("partly", "Tinggal suara.", "Maya Pendamping")
    again = client.post(page, sent(result="dropped"))
    assert (again.status_code, "sudah ditandai" in again.content.decode()) == (422, True)


def test_pages_of_mentors_ask_for_a_login(pair: Mentorship, client: Client) -> None:
    response = client.get(f"{HOME}{pair.pk}/")
    assert (response.status_code, response["Location"].partition("?")[2]) == (302, f"next={HOME}{pair.pk}/")
