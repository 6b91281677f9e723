"""What waits for whom: each to-do appears when it is due, for those who may do it, and goes when it is done."""

from datetime import timedelta

import pytest

from factories.applications import make_call
from factories.evaluation import make_finisher, make_rule
from factories.funding import adopt, make_budget, make_draft, make_line
from factories.mentoring import make_mentor, make_pair
from factories.merit import make_review_call, review, tasks_on
from factories.people import SETUP
from factories.planning import make_cohort, make_meeting, make_programme, make_stage
from factories.selection import make_frozen_draw, make_offers, make_procedure, make_published_draw, make_screened_call
from factories.training import make_cohort_of, make_enrolment
from sanggar.applications.actions import publish_call
from sanggar.evaluation.actions import issue_certificates
from sanggar.faces.desk.figures import Figures
from sanggar.faces.desk.life import DONE, NOW, plan_step
from sanggar.faces.desk.todos import todos_of
from sanggar.foundation import clock
from sanggar.mentoring.actions import apply_as_mentor, ask_for_another, make_complaint, set_terms
from sanggar.people.models import Account, Organisation
from sanggar.planning.actions import publish_programme
from sanggar.planning.models import Programme
from sanggar.selection.actions import merit
from sanggar.selection.models import Objection
from sanggar.training.actions import record_presence, record_roster

pytestmark = pytest.mark.django_db


def asked_of(account: Account, programme: Programme) -> list[str]:
    return [todo.text for todo in todos_of(account, Figures(programme, clock.now()))]


def test_a_new_programme_asks_for_its_plan_and_its_money(office: Organisation, officer: Account) -> None:
    programme = make_programme(office, published=False)
    assert asked_of(officer, programme) == ["Lengkapi rencana", "Tetapkan pagu"]


def test_a_planned_programme_asks_to_be_published_and_then_for_its_call(
    office: Organisation, officer: Account, treasurer: Account, budget_authority: Account
) -> None:
    programme = make_programme(office, published=False)
    make_meeting(make_cohort(make_stage(programme)))
    assert asked_of(officer, programme) == ["Terbitkan program", "Tetapkan pagu"]
    publish_programme(programme, by=SETUP, at=clock.now())
    programme.refresh_from_db()
    draft = make_budget(programme)
    assert asked_of(officer, programme) == ["Buat pendaftaran"]
    assert asked_of(treasurer, programme) == asked_of(budget_authority, programme) == []
    make_line(draft)
    assert asked_of(budget_authority, programme) == ["Sahkan anggaran"]
    adopt(draft)
    assert asked_of(budget_authority, programme) == []
    make_draft(programme)
    assert asked_of(budget_authority, programme) == ["Periksa 1 rancangan anggaran"]


def test_a_draft_waits_to_be_published_and_a_running_call_for_nothing(programme: Programme, officer: Account) -> None:
    call = make_call(programme, published=False)
    assert "Terbitkan pendaftaran" in asked_of(officer, programme)
    publish_call(call, by=SETUP, at=clock.now())
    assert {"Terbitkan pendaftaran", "Buat pendaftaran"}.isdisjoint(asked_of(officer, programme))


def test_a_screened_call_asks_for_its_draw(programme: Programme, officer: Account) -> None:
    make_screened_call(programme)
    assert "Siapkan seleksi" in asked_of(officer, programme)


def test_a_published_draw_asks_for_its_offers(programme: Programme, officer: Account) -> None:
    make_published_draw(programme)
    assert "Tawarkan kursi" in asked_of(officer, programme)


def test_open_offers_ask_for_calls_to_those_without_e_mail(programme: Programme, officer: Account) -> None:
    make_offers(programme, people=6, seats=6)
    asked = asked_of(officer, programme)
    assert "Tawarkan kursi" not in asked
    assert "Hubungi 4 orang tanpa email" in asked


def test_a_meeting_that_is_over_asks_for_its_attendance(programme: Programme, officer: Account) -> None:
    cohort = make_cohort_of(programme)
    first, second = (make_enrolment(cohort, at=clock.now() - timedelta(days=9)) for _ in range(2))
    meeting = make_meeting(cohort, in_days=-2, topic="Cahaya")
    assert "2 peserta “Cahaya” belum dicatat" in asked_of(officer, programme)
    record_presence(meeting, first, "present", by=SETUP, at=clock.now())
    assert "1 peserta “Cahaya” belum dicatat" in asked_of(officer, programme)
    make_meeting(cohort, in_days=-1)
    assert "Presensi 2 sesi belum lengkap" in asked_of(officer, programme)
    for each in cohort.meetings.all():
        record_roster(each, dict.fromkeys((first.pk, second.pk), "present"), by=SETUP, at=clock.now())
    assert not [text for text in asked_of(officer, programme) if "belum" in text]


def test_who_has_everything_waits_for_a_certificate(programme: Programme, officer: Account) -> None:
    make_rule(programme)
    cohort = make_cohort_of(programme)
    make_finisher(cohort)
    assert "Terbitkan 1 sertifikat" in asked_of(officer, programme)
    issue_certificates(cohort.stage, by=SETUP, at=clock.now())
    assert "Terbitkan 1 sertifikat" not in asked_of(officer, programme)


def test_a_plan_is_done_when_nothing_is_left_to_complete(programme: Programme, officer: Account) -> None:
    """The step of the plan and the list of what to do say the same."""

    def told() -> tuple[str, bool]:
        return plan_step(Figures(programme, clock.now())).state, "Lengkapi rencana" in asked_of(officer, programme)

    assert told() == (NOW, True)
    cohort, empty = make_cohort_of(programme), make_cohort_of(programme, name="Kelas B")
    make_meeting(cohort)
    assert told() == (NOW, True)
    make_meeting(empty)
    assert told() == (DONE, False)


def test_the_inspector_is_asked_for_nothing(office: Organisation, inspector: Account) -> None:
    assert asked_of(inspector, make_programme(office)) == []


def test_two_reviewers_far_apart_ask_for_a_third(programme: Programme, officer: Account) -> None:
    one, other = tasks_on(make_review_call(programme).applications.all()[0])
    review(one, 4, 4)
    review(other, 0, 0)
    assert "Panggil penilai ketiga: 1 lamaran" in asked_of(officer, programme)
    merit.call_third_reader(one.application, by=SETUP, at=clock.now())
    assert not [text for text in asked_of(officer, programme) if text.startswith("Panggil penilai ketiga")]


def test_a_call_without_a_procedure_asks_for_it_until_it_is_published(programme: Programme, officer: Account) -> None:
    call = make_call(programme)
    assert "Umumkan tata cara seleksi" in asked_of(officer, programme)
    make_procedure(call)
    assert "Umumkan tata cara seleksi" not in asked_of(officer, programme)


def test_an_objection_asks_those_who_may_answer(programme: Programme, officer: Account, pptk: Account) -> None:
    draw = make_frozen_draw(programme)
    application = draw.call.applications.first()
    assert application is not None
    Objection.objects.create(application=application, draw=draw, text="Keliru", at=clock.now())
    assert [("Jawab 1 sanggahan" in asked_of(who, programme)) for who in (officer, pptk)] == [True, True]


def test_complaints_wishes_and_offers_are_counted_for_who_may_read_them(
    programme: Programme, officer: Account, treasurer: Account
) -> None:
    mentor = make_mentor(programme)
    pair = make_pair(make_enrolment(make_cohort_of(programme)), mentor)
    make_complaint(pair.enrolment, about="mentor", text="Rahasia.", accused=mentor.account, at=clock.now())
    ask_for_another(pair, reason="Jadwal.", by=SETUP, at=clock.now())
    days = {"escalate_after": 7, "first_contact_within": 7}
    set_terms(programme, **days, takes_applications=True, by=SETUP, at=clock.now())
    given = {"name": "Rini", "email": "rini@contoh.example", "phone": "+6281234567890", "motivation": "Ingin."}
    apply_as_mentor(programme, **given, at=clock.now())
    wanted = [
        "1 aduan rahasia belum dijawab",
        "1 peserta meminta pendamping lain",
        "Jawab 1 tawaran menjadi pendamping",
    ]
    assert asked_of(officer, programme)[:3] == wanted
    assert set(wanted).isdisjoint(asked_of(treasurer, programme))
    assert set(wanted[:2]).isdisjoint(asked_of(mentor.account, programme))


def test_a_review_that_nobody_reads_any_more_is_asked_for(programme: Programme, officer: Account) -> None:
    """Two readers for each of two applications, and no third who could take one over."""
    call = make_review_call(programme, people=2, reviewers=2)
    task = review(tasks_on(call.applications.order_by("pk")[0])[0], 4, 4)
    assert "1 penilaian belum ada penilainya" not in asked_of(officer, programme)
    merit.declare_conflict(task.reviewer, task.application, reason="Sepupu", by=SETUP, at=clock.now())
    assert "1 penilaian belum ada penilainya" in asked_of(officer, programme)
