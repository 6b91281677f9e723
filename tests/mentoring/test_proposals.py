"""Mentors for everyone at once: shown first, carried out as shown, even in share and complete where possible."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from factories.mentoring import make_mentor, make_pair
from factories.people import SETUP
from factories.training import make_cohort_of, make_enrolment
from sanggar.foundation import clock
from sanggar.foundation.models import Region
from sanggar.mentoring import actions, letters, queries
from sanggar.mentoring.pages.naming import told_apart
from sanggar.mentoring.refusals import ProposalOutdated
from sanggar.mentoring.said import SHIFTED
from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.training.actions import leave

SignIn = Callable[[Account], Client]


def desk_of(programme: Programme) -> str:
    return f"/desk/{programme.organisation.slug}/{programme.slug}/pendampingan/"


def act() -> dict[str, Any]:
    return {"by": SETUP, "at": clock.now()}


@pytest.mark.django_db
def test_the_same_situation_gives_the_same_proposal(programme: Programme) -> None:
    cohort = make_cohort_of(programme)
    for name in ("Satu", "Dua"):
        make_mentor(programme, name, 5)
    for _ in range(4):
        make_enrolment(cohort)
    first, second = queries.proposed_pairs(programme), queries.proposed_pairs(programme)
    assert (first.pairs, first.digest) == (second.pairs, second.digest)


@pytest.mark.django_db
def test_carrying_out_a_proposal_asks_nothing_about_rights_for_each_pair(programme: Programme) -> None:
    cohort = make_cohort_of(programme, seats=20)
    make_mentor(programme, "Satu", 20)

    def questions_for(people: int) -> list[str]:
        for _ in range(people):
            make_enrolment(cohort)
        with CaptureQueriesContext(connection) as asked:
            assert actions.assign_proposed(programme, queries.proposed_pairs(programme).digest, **act()) == people
        return [each["sql"] for each in asked.captured_queries]

    few, many = questions_for(1), questions_for(6)
    about_rights = [sum("grant" in sql for sql in each) for each in (few, many)]
    assert about_rights[0] == about_rights[1]
    assert sum(sql.startswith("SELECT") for sql in many) - sum(sql.startswith("SELECT") for sql in few) <= 5 * 3


@pytest.mark.django_db
def test_a_proposal_is_carried_out_as_it_was_shown(programme: Programme) -> None:
    cohort = make_cohort_of(programme)
    make_mentor(programme, "Satu", 2)
    make_mentor(programme, "Dua", 1)
    people = [make_enrolment(cohort) for _ in range(4)]
    proposal = queries.proposed_pairs(programme)
    assert [enrolment for enrolment, _ in proposal.pairs] == people[:3]
    assert proposal.left == (people[3],)
    assert actions.assign_proposed(programme, proposal.digest, **act()) == 3
    made = {(pair.enrolment, pair.mentor) for pair in queries.pairs_of(programme)}
    assert made == set(proposal.pairs)


@pytest.mark.django_db
def test_a_proposal_that_no_longer_fits_is_refused_whole(programme: Programme) -> None:
    cohort = make_cohort_of(programme)
    mentor = make_mentor(programme)
    first, second = make_enrolment(cohort), make_enrolment(cohort)
    digest = queries.proposed_pairs(programme).digest
    make_pair(first, mentor)
    with pytest.raises(ProposalOutdated):
        actions.assign_proposed(programme, digest, **act())
    assert second.mentorships.count() == 0


@pytest.mark.django_db
def test_who_has_left_or_was_brought_to_an_end_is_not_proposed(programme: Programme) -> None:
    cohort = make_cohort_of(programme)
    mentor = make_mentor(programme)
    gone, done, waiting = make_enrolment(cohort), make_enrolment(cohort), make_enrolment(cohort)
    leave(gone, "withdrawn", reason="pindah", **act())
    actions.end_mentorship(make_pair(done, mentor), outcome="stopped", reason="jalan sendiri", **act())
    assert list(queries.unassigned_enrolments(programme)) == [waiting]


@pytest.mark.django_db
def test_wishes_language_time_and_district_decide_and_are_said(
    programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    person = make_enrolment(make_cohort_of(programme), "Sulastri")
    near, far = make_mentor(programme, "Dekat"), make_mentor(programme, "Jauh")
    district = person.person.village.parent
    told: dict[str, Any] = {"skills": "", "languages": ["jv"], "times": ["weekend"]}
    actions.describe_mentor(near, districts=[district], **told, **act())
    actions.describe_mentor(far, districts=[], **(told | {"languages": ["mad"]}), **act())
    actions.tell_wish(person, languages=["jv"], times=["weekend"], mentors=[near], **act())
    assert queries.proposed_pairs(programme).pairs == ((person, near),)
    page = signed_in(officer).get(f"{desk_of(programme)}usulan/").content.decode()
    assert "Sama-sama berbahasa Jawa, sama-sama punya waktu: Akhir pekan" in page
    assert f"menjangkau kecamatan {district.name}" in page  # type: ignore[union-attr]  # a village has a district
    assert "diharapkan peserta" in page


@pytest.mark.django_db
def test_what_the_officer_fixes_stays_and_the_rest_is_solved_again(
    programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    cohort = make_cohort_of(programme)
    one, two = make_mentor(programme, "Satu", 1), make_mentor(programme, "Dua", 1)
    first, second = make_enrolment(cohort), make_enrolment(cohort)
    given = {enrolment.pk: mentor for enrolment, mentor in queries.proposed_pairs(programme).pairs}
    wanted = two if given[first.pk] == one else one
    client, page = signed_in(officer), f"{desk_of(programme)}usulan/"
    shown = client.get(page, {"peserta": first.pk, "pendamping": wanted.pk})
    proposal = shown.context["proposal"]
    assert dict(proposal.pairs) == {first: wanted, second: given[first.pk]}
    sent = {"once": str(uuid.uuid4()), "digest": proposal.digest, "fixed": f"{first.pk}:{wanted.pk}"}
    assert client.post(page, sent | {"fixed": "x"}).status_code == 409
    assert client.post(page, sent | {"ask_first": "on"}).status_code == 302
    assert {(p.enrolment, p.mentor, p.state) for p in queries.pairs_of(programme)} == {
        (first, wanted, "proposed"),
        (second, given[first.pk], "proposed"),
    }


@pytest.mark.django_db
def test_a_forbidden_pair_is_never_proposed(programme: Programme) -> None:
    person, mentor = make_enrolment(make_cohort_of(programme)), make_mentor(programme)
    actions.declare_conflict(mentor, enrolment=person, kind="kin", **act())
    proposal = queries.proposed_pairs(programme, {person.pk: mentor.pk})
    assert (proposal.pairs, proposal.left) == ((), (person,))


@pytest.mark.django_db
def test_when_a_mentor_falls_ill_as_few_as_possible_move(
    programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    cohort = make_cohort_of(programme)
    ill, near, wide = (
        make_mentor(programme, "Sakit"),
        make_mentor(programme, "Penuh", 1),
        make_mentor(programme, "Luas", 2),
    )
    stays, goes, forbidden = (make_enrolment(cohort, name) for name in ("Tetap", "Pergi", "Geser"))
    kept = make_pair(stays, near)
    moving = [make_pair(goes, ill), make_pair(forbidden, ill)]
    for enrolment in (forbidden,):
        actions.declare_conflict(wide, enrolment=enrolment, kind="kin", **act())
    assert queries.rematch_of(ill).left == (moving[1],)
    assert queries.rematch_of(ill).disturbed == 0
    found = queries.rematch_of(ill, shifts=True)
    assert {(pair.enrolment, mentor) for pair, mentor in found.moves} == {
        (goes, wide),
        (forbidden, near),
        (stays, wide),
    }
    assert (found.disturbed, found.left) == (1, ())
    client, page = signed_in(officer), f"{desk_of(programme)}pendamping/{ill.pk}/alihkan-semua/"
    assert "Ikut bergeser" not in client.get(page).content.decode()
    assert "Ikut bergeser" in client.get(page, {"geser": "1"}).content.decode()
    given = {"once": str(uuid.uuid4()), "digest": "0" * 64, "note": "Sakit.", "shifts": "True"}
    assert client.post(page, given).status_code == 409
    given |= {"once": str(uuid.uuid4()), "digest": found.digest, "shifts": "False"}
    assert client.post(page, given).status_code == 409
    given |= {"once": str(uuid.uuid4()), "shifts": "True"}
    assert client.post(page, given).status_code == 302
    for mentor, load in ((ill, 0), (near, 1), (wide, 2)):
        mentor.refresh_from_db()
        assert mentor.assigned == load
    for pair in [kept, *moving]:
        pair.refresh_from_db()
        assert (pair.outcome, pair.next.state) == ("moved", "active")
    assert [pair.handover_note for pair in (kept, *moving)] == [SHIFTED, "Sakit.", "Sakit."]
    assert not ill.active


@pytest.mark.django_db
def test_nobody_else_moves_who_complained_or_waits_for_an_answer(programme: Programme) -> None:
    cohort = make_cohort_of(programme)
    ill, near, wide = (
        make_mentor(programme, "Sakit", 1),
        make_mentor(programme, "Penuh", 2),
        make_mentor(programme, "Luas"),
    )
    complains, asks = make_pair(make_enrolment(cohort), near), make_pair(make_enrolment(cohort), near)
    goes = make_pair(make_enrolment(cohort), ill)
    actions.declare_conflict(wide, enrolment=goes.enrolment, kind="kin", **act())
    actions.make_complaint(complains.enrolment, about="mentor", text="Rahasia.", accused=near.account, at=clock.now())
    actions.ask_for_another(asks, reason="Jadwal.", **act())
    found = queries.rematch_of(ill, shifts=True)
    assert (found.moves, found.left) == ((), (goes,))


@pytest.mark.django_db
def test_what_the_officer_fixes_when_a_mentor_falls_ill_is_carried_out_or_said(
    programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    ill, one, two = make_mentor(programme, "Sakit"), make_mentor(programme, "Satu", 1), make_mentor(programme, "Dua", 1)
    pair = make_pair(make_enrolment(make_cohort_of(programme)), ill)
    client, page = signed_in(officer), f"{desk_of(programme)}pendamping/{ill.pk}/alihkan-semua/"
    ((_, first),) = queries.rematch_of(ill).moves
    wanted = two if first == one else one
    assert client.get(page, {"peserta": pair.enrolment_id}).context["is_half"]
    shown = client.get(page, {"peserta": pair.enrolment_id, "pendamping": wanted.pk})
    assert shown.context["unheeded"] == []
    assert [(mentor, after) for mentor, after in shown.context["found"].loads] == sorted(
        [(ill, 0), (wanted, 1)], key=lambda row: row[0].account.name
    )
    fixed = f"{pair.enrolment_id}:{wanted.pk}"
    given = {"once": str(uuid.uuid4()), "digest": shown.context["found"].digest, "fixed": fixed, "note": "Sakit."}
    assert client.post(page, given).status_code == 302
    pair.refresh_from_db()
    assert pair.next.mentor == wanted


@pytest.mark.django_db
def test_a_choice_that_is_impossible_costs_nobody_their_place(
    programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    ill, one, two = make_mentor(programme, "Sakit"), make_mentor(programme, "Satu", 1), make_mentor(programme, "Dua", 2)
    cohort = make_cohort_of(programme)
    people = [make_enrolment(cohort) for _ in range(3)]
    pairs = [make_pair(each, ill) for each in people]
    actions.declare_conflict(one, enrolment=people[0], kind="kin", **act())
    before = queries.rematch_of(ill)
    client, page = signed_in(officer), f"{desk_of(programme)}pendamping/{ill.pk}/alihkan-semua/"
    shown = client.get(page, {"peserta": pairs[0].enrolment_id, "pendamping": one.pk}).context
    assert (shown["found"].moves, shown["found"].left, len(before.moves)) == (before.moves, (), 3)
    assert shown["unheeded"] == [f"{people[0].person.name} dengan Satu"]
    assert {mentor for _pair, mentor in before.moves} == {one, two}


@pytest.mark.django_db
def test_mentors_who_are_asked_first_are_asked_and_told_so(
    programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    mentor = make_mentor(programme)
    make_enrolment(make_cohort_of(programme))
    page, digest = f"{desk_of(programme)}usulan/", queries.proposed_pairs(programme).digest
    given = {"once": str(uuid.uuid4()), "digest": digest, "ask_first": "on"}
    DBTaskResult.objects.all().delete()
    answer = signed_in(officer).post(page, given, follow=True).content.decode()
    assert "1 pendamping ditanya" in answer
    assert "mendapat pendamping" not in answer
    queued = DBTaskResult.objects.filter(task_path__startswith="sanggar.mentoring")
    assert [row.task_path.rpartition(".")[2] for row in queued] == ["ask_mentor_of_people"]
    letters.ask_mentor_of_people.call(mentor.pk, 1)
    (letter,) = mail.outbox
    assert letter.subject == "Bersediakah Anda mendampingi 1 peserta?"
    assert "Nama dan nomor teleponnya" not in letter.body


@pytest.mark.django_db
def test_a_choice_that_can_not_be_heeded_is_said(programme: Programme, officer: Account, signed_in: SignIn) -> None:
    person, mentor = make_enrolment(make_cohort_of(programme)), make_mentor(programme)
    make_mentor(programme, "Lain")
    client, page = signed_in(officer), f"{desk_of(programme)}usulan/"
    assert "Pilih peserta dan pendampingnya" in client.get(page, {"peserta": person.pk}).content.decode()
    actions.declare_conflict(mentor, enrolment=person, kind="kin", **act())
    chosen = {"peserta": person.pk, "pendamping": mentor.pk}
    assert "tidak mungkin" in client.get(page, chosen).content.decode()


@pytest.mark.django_db
def test_an_outdated_rematch_moves_nobody(programme: Programme) -> None:
    pair = make_pair(make_enrolment(make_cohort_of(programme)), make_mentor(programme))
    with pytest.raises(ProposalOutdated), transaction.atomic():
        actions.rematch(pair.mentor, "0" * 64, note="Sakit.", **act())
    pair.refresh_from_db()
    assert pair.is_active


@pytest.mark.django_db
def test_two_of_one_name_are_told_apart_and_nobody_else_is_marked(programme: Programme) -> None:
    cohort = make_cohort_of(programme)
    one, two, other = (make_enrolment(cohort, name) for name in ("Budi", "Budi", "Sulastri"))
    home = one.person.village
    same = told_apart([one, two, other, one])
    receipts = [each.application.receipt for each in (one, two)]
    assert same == {
        one.pk: f"Budi, {home.name}, {receipts[0]}",
        two.pk: f"Budi, {home.name}, {receipts[1]}",
        other.pk: "Sulastri",
    }
    two.person.village = Region.objects.filter(level=home.level).exclude(pk=home.pk)[0]
    assert told_apart([one, two])[two.pk] == f"Budi, {two.person.village.name}"
