"""Who may apply, as data: read before one begins, told when it seems unmet, judged at the desk, refusing nobody."""

import json
import uuid
from collections.abc import Callable
from datetime import date, timedelta
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.db import connection
from django.test import Client

from factories.applications import add_question, answers_for, apply, make_call, numbered_answers
from factories.people import SETUP
from factories.planning import make_cohort, make_stage
from factories.training import make_enrolment
from sanggar.applications import actions, queries
from sanggar.applications.eligibility import Result, meeting_rules, rule_told, rules_judged, rules_told, rules_unmet
from sanggar.applications.models import Application, Call, CallRule, RuleKind
from sanggar.applications.pages import calls
from sanggar.applications.pages.desk_presenters import answer_facts
from sanggar.applications.pages.facts import call_facts
from sanggar.applications.question_queries import questions_of
from sanggar.foundation import clock
from sanggar.foundation.dates import plain_date
from sanggar.foundation.models import AuditEntry
from sanggar.people.models import Account
from sanggar.planning.models import Programme

pytestmark = pytest.mark.django_db
FORM = "/daftar/tahap-1/"
ROOM = "/desk/diskominfo-malang/youtuber-tiktok/pendaftaran/"
AGE = {"least": 20, "most": 30, "on": "2026-12-01"}
KLOJEN, SUKUN = "35.73.02", "35.73.04"


@pytest.fixture
def desk(officer: Account, signed_in: Callable[[Account], Client]) -> Client:
    return signed_in(officer)


def ruled_call(programme: Programme, *rules: tuple[str, dict[str, Any]], **settings: Any) -> Call:
    call = make_call(programme, published=False, **settings)
    for kind, value in rules:
        actions.write_rule(call, kind=kind, value=value, by=SETUP, at=clock.now())
    actions.publish_call(call, by=SETUP, at=clock.now())
    return call


@pytest.mark.parametrize(
    ("kind", "value", "changes", "is_unmet"),
    [
        (RuleKind.AGE, AGE, {"birth_date": date(2006, 12, 1)}, False),
        (RuleKind.AGE, AGE, {"birth_date": date(2006, 12, 2)}, True),
        (RuleKind.AGE, AGE, {"birth_date": date(1995, 12, 1)}, True),
        (RuleKind.AGE, AGE | {"most": None}, {"birth_date": date(1950, 1, 1)}, False),
        (RuleKind.DOMICILE, {"regions": ["35.73.05"]}, {}, False),
        (RuleKind.DOMICILE, {"regions": [KLOJEN, SUKUN]}, {}, True),
        (RuleKind.DOMICILE, {"regions": ["35.73"]}, {}, False),
        (RuleKind.DOMICILE, {"regions": ["35.73.0"]}, {}, True),
        (RuleKind.CATEGORY, {"categories": ["public"]}, {}, False),
        (RuleKind.CATEGORY, {"categories": ["community"]}, {}, True),
    ],
)
def test_a_rule_is_judged_by_the_answers(
    programme: Programme, kind: str, value: dict[str, Any], changes: dict[str, Any], *, is_unmet: bool
) -> None:
    call = ruled_call(programme, (kind, value))
    assert bool(rules_unmet(call, answers_for(call, **changes), [])) == is_unmet


def test_a_rule_about_an_own_question_looks_at_its_answer(programme: Programme) -> None:
    call = make_call(programme, published=False)
    question = add_question(call, "Ponsel?", "one", options=[("Punya", "Own"), ("Tidak", "None")])
    value = {"question": question.key, "says": "a1"}
    actions.write_rule(call, kind=RuleKind.ANSWER, value=value, by=SETUP, at=clock.now())
    actions.publish_call(call, by=SETUP, at=clock.now())
    asked = questions_of(call)
    assert rules_unmet(call, answers_for(call, own={question.pk: "a1"}), asked) == []
    assert len(rules_unmet(call, answers_for(call, own={question.pk: "a2"}), asked)) == 1
    assert rules_told(call) == ["Menjawab “Punya” untuk “Ponsel?”."]
    with pytest.raises(actions.RuleNeedsQuestion):
        actions.retire_question(question, by=SETUP, at=clock.now())
    before = apply(call)  # who came without having been asked
    assert [result for _rule, result in rules_judged(before)] == [Result.UNKNOWN]


def test_who_was_not_asked_a_conditional_question_cannot_be_judged_by_it(programme: Programme) -> None:
    call = make_call(programme, published=False)
    only = {"if_key": "category", "if_value": "community"}
    question = add_question(call, "Sudah setahun?", "one", options=[("Ya", "Yes"), ("Belum", "No")], **only)
    value = {"question": question.key, "says": "a1"}
    actions.write_rule(call, kind=RuleKind.ANSWER, value=value, by=SETUP, at=clock.now())
    actions.publish_call(call, by=SETUP, at=clock.now())
    asked = questions_of(call)
    for category, own, result in (("public", "", "unknown"), ("community", "", "not_met"), ("community", "a1", "met")):
        answers = answers_for(call, category=category, own={question.pk: own})
        assert bool(rules_unmet(call, answers, asked)) == (result == Result.NOT_MET)
        application = apply(call, answers)
        assert [each for _rule, each in rules_judged(application)] == [result]
        Application.objects.filter(pk=application.pk).update(state="withdrawn")


def test_everyone_reads_the_rules_before_they_begin(programme: Programme) -> None:
    domicile = (RuleKind.DOMICILE, {"regions": [KLOJEN, SUKUN]})
    ruled_call(programme, (RuleKind.AGE, AGE), domicile)
    page = Client().get(FORM).content.decode()
    assert "<li>Berusia 20 sampai 30 tahun pada 1 Desember 2026.</li>" in page
    assert "Tinggal di salah satu dari:" in page
    ruled_call(programme, (RuleKind.CATEGORY, {"categories": ["public"]}), slug="nanti", opens_in=1)
    assert "<li>Mendaftar sebagai Masyarakat umum.</li>" in Client().get("/daftar/nanti/").content.decode()


def test_who_seems_not_to_meet_one_is_told_and_may_send(programme: Programme) -> None:
    ruled_call(programme, (RuleKind.DOMICILE, {"regions": [KLOJEN]}))
    form = {
        "submission_id": str(uuid.uuid4()),
        "name": "Sulastri",
        "nik": "3573055708039001",
        "birth_date": "2003-08-17",
        "sex": "P",
        "kelurahan": "35.73.05.1004",
        "phone": "0812 3456 7890",
        "track": "youtube",
        "category": "public",
        "motivation": "Keripik tempe.",
        "notice": "on",
    }
    checked = Client().post(FORM, form | {"step": "check"})
    assert (checked.status_code, len(checked.context["unmet"])) == (200, 1)
    assert "Anda tetap dapat mengirim" in checked.content.decode()
    assert Client().post(FORM, form | {"step": "send"}).status_code == 303


def test_nobody_learns_by_a_nik_whether_its_owner_was_trained_but_the_desk_does(programme: Programme) -> None:
    first, second = make_stage(programme), make_stage(programme, ordinal=2)
    enrolment = make_enrolment(make_cohort(first))
    rule = (RuleKind.EARLIER, {"wanted": "never"})
    finished = (RuleKind.EARLIER, {"wanted": "finished"})
    call = ruled_call(programme, rule, finished, stage=second)
    application = apply(call, numbered_answers(call, 3))
    assert rules_unmet(call, numbered_answers(call, 3), []) == []
    assert [result for _rule, result in rules_judged(application)] == [Result.MET, Result.NOT_MET]
    application.nik_lookup = enrolment.person.nik_lookup
    application.save()
    assert [result for _rule, result in rules_judged(application)] == [Result.NOT_MET, Result.NOT_MET]


def test_results_stand_beside_the_answers_and_the_unmet_are_left_out_of_accepting_many(
    desk: Client, programme: Programme
) -> None:
    call = ruled_call(programme, (RuleKind.AGE, AGE))
    young = apply(call, numbered_answers(call, 1, birth_date=date(2008, 1, 1), nik="3573020101089001"))
    fit = apply(call, numbered_answers(call, 2, birth_date=date(2000, 1, 1), nik="3573020101009002"))
    for application, result in ((young, "Tampaknya tidak terpenuhi"), (fit, "Terpenuhi")):
        assert result in desk.get(f"{ROOM}lamaran/{application.receipt}/").content.decode()
    clean = queries.clean_applications(call)
    assert (set(clean), set(meeting_rules(clean, call, most=9))) == ({young, fit}, {fit})


def test_the_page_of_a_call_judges_no_more_than_it_can_tell(
    desk: Client, programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    call = ruled_call(programme, (RuleKind.AGE, AGE | {"most": None}))
    for number in (1, 2, 3):
        apply(call, numbered_answers(call, number))
    address = f"{ROOM}buka/tahap-1/"
    assert "3 lamaran menunggu tanpa catatan NIK" in desk.get(address).content.decode()
    monkeypatch.setattr(calls, "MOST_JUDGED", 2)
    monkeypatch.setattr(calls, "meeting_rules", lambda *_rows, **_most: pytest.fail("judged all the same"))
    assert "Lebih dari 2 lamaran menunggu" in desk.get(address).content.decode()


def test_own_answers_stay_sealed_where_no_rule_asks_for_them(
    programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    call = ruled_call(programme, (RuleKind.DOMICILE, {"regions": ["35.73"]}))
    application = apply(call)
    never = property(lambda _self: pytest.fail("opened"))
    monkeypatch.setattr(Application, "own_answers", never)
    monkeypatch.setattr("sanggar.applications.eligibility.earlier_participants", lambda _stage: pytest.fail("asked"))
    assert meeting_rules(queries.clean_applications(call), call, most=9) == [application]


def test_rules_are_promises_once_published_and_their_words_are_not(programme: Programme) -> None:
    call = ruled_call(programme, (RuleKind.AGE, AGE))
    [rule] = call.rule_list
    at = clock.now()
    for value in (AGE | {"least": 21}, AGE | {"on": ""}):
        with pytest.raises(actions.CallPublished):
            actions.write_rule(call, kind="age", value=value, key=rule.key, by=SETUP, at=at)
    with pytest.raises(actions.CallPublished):
        actions.remove_rule(call, rule.key, by=SETUP, at=at)
    actions.write_rule(call, kind="age", value=AGE, key=rule.key, text="Muda.", text_en="Young.", by=SETUP, at=at)
    assert rule_told(call.rule_list[0], call) == "Muda."
    details = AuditEntry.objects.filter(verb="applications.write_rule").latest("pk").details
    told = json.loads(details)
    words = ({"text": "Muda.", "text_en": "Young."}, {"text": "", "text_en": ""})
    assert (told["words"], told["words_before"]) == words


def test_an_officer_writes_changes_and_removes_rules_in_the_editor(desk: Client, programme: Programme) -> None:
    make_call(programme, published=False)
    editor = f"{ROOM}buka/tahap-1/susun/"
    once = {"once": str(uuid.uuid4())}
    assert desk.post(f"{editor}syarat-baru/age/", once | {"least": "30", "most": "20"}).status_code == 422
    fresh = {"once": str(uuid.uuid4())}
    assert desk.post(f"{editor}syarat-baru/age/", fresh | {"least": "18", "on": "2026-12-01"}).status_code == 302
    more = {"once": str(uuid.uuid4()), "regions": [KLOJEN, SUKUN]}
    assert desk.post(f"{editor}syarat-baru/domicile/", more).status_code == 302
    page = desk.get(editor)
    assert next(row.label for row in page.context["rules"]) == "Berusia paling muda 18 tahun pada 1 Desember 2026."
    assert desk.get(f"{editor}syarat/r2/").context["form"]["regions"].value() == [KLOJEN, SUKUN]
    assert desk.post(f"{editor}syarat/r1/hapus/", {"once": str(uuid.uuid4())}).status_code == 302
    assert [rule.key for rule in Call.objects.get().rule_list] == ["r2"]


def test_rules_that_were_changed_show_in_the_lane_s_form(programme: Programme) -> None:
    call = ruled_call(programme, (RuleKind.AGE, AGE))
    facts = call_facts("tahap-1")
    assert facts is not None
    assert facts.call.rule_list == call.rule_list
    call.eligibility = []
    call.save()
    changed = call_facts("tahap-1")
    assert changed is not None
    assert changed.stamp != facts.stamp


def test_an_age_is_counted_on_the_closing_day_where_no_other_is_told(programme: Programme) -> None:
    call = ruled_call(programme, (RuleKind.AGE, {"least": 20, "most": None, "on": ""}))
    turns_twenty = call.closing_date.replace(year=call.closing_date.year - 20)
    day_after = turns_twenty + timedelta(days=1)
    assert rules_unmet(call, answers_for(call, birth_date=turns_twenty), []) == []
    assert len(rules_unmet(call, answers_for(call, birth_date=day_after), [])) == 1


def test_prolonging_leaves_the_day_on_which_ages_are_counted(programme: Programme) -> None:
    call = ruled_call(programme, (RuleKind.AGE, {"least": 20, "most": None, "on": ""}))
    announced = call.closing_date
    call.refresh_from_db()
    later = call.closes_at + timedelta(days=40)
    actions.prolong_call(call, closes_at=later, reason="Banyak yang bertanya.", by=SETUP, at=clock.now())
    call.refresh_from_db()
    assert call.closing_date != announced
    day_after = years_before(announced, 20) + timedelta(days=1)
    assert len(rules_unmet(call, answers_for(call, birth_date=day_after), [])) == 1


@time_machine.travel("2026-11-20 03:00Z", tick=False)
def test_prolonging_lets_nobody_grow_old_enough_nor_too_old_for_a_call_that_is_published(programme: Programme) -> None:
    call = make_call(programme)
    announced = call.closing_date
    undated = CallRule("r1", RuleKind.AGE, {"least": None, "most": 25, "on": ""})  # as before days were put into rules
    Call.objects.update(eligibility=[undated.as_json()])
    for days in (40, 80):
        closes_at = call.closes_at + timedelta(days=days)
        actions.prolong_call(call, closes_at=closes_at, reason="Banyak yang bertanya.", by=SETUP, at=clock.now())
    call.refresh_from_db()
    assert (call.ages_on, call.closing_date) == (announced, announced + timedelta(days=120))
    too_young = years_before(announced, call.minimum_age) + timedelta(days=1)
    with pytest.raises(actions.TooYoung) as refused:
        apply(call, answers_for(call, birth_date=too_young))
    assert refused.value.params["day"] == plain_date(announced)
    turned = years_before(announced, 26) + timedelta(days=1)
    application = apply(call, answers_for(call, birth_date=turned))
    assert rules_judged(application) == [(undated, Result.MET)]
    assert dict(answer_facts(application))["Tanggal lahir"].endswith(f"(25 tahun pada {plain_date(announced)})")
    page = Client().get("/daftar/tahap-1/").content.decode()
    assert f"Usia tetap dihitung pada {plain_date(announced)}, hari penutupan yang diumumkan semula." in page


def test_a_call_that_was_prolonged_before_gets_the_day_announced_at_first(programme: Programme) -> None:
    call = make_call(programme)
    announced = call.closing_date
    for days in (3, 6):
        closes_at = call.closes_at + timedelta(days=days)
        actions.prolong_call(call, closes_at=closes_at, reason="Banyak yang bertanya.", by=SETUP, at=clock.now())
    Call.objects.update(ages_on=None)
    migration = import_module("sanggar.applications.migrations.0020_ages_on")
    migration.keep_the_day_that_was_published(apps, SimpleNamespace(connection=connection))
    assert Call.objects.get().ages_on == announced


def years_before(day: date, years: int) -> date:
    return day.replace(year=day.year - years)
