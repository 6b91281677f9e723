"""Quotas over the call's own questions: marked before anybody applies, told, counted, explained and published."""

import json
import re
import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from pypdf import PdfReader

from factories.applications import accept_together, add_question, apply, make_call, numbered_answers
from factories.counting import LEVELS, QUOTA, asked_in, drawn, fill, make_asking_call
from factories.people import SETUP
from factories.planning import make_stage
from factories.selection import computed, draw_and_publish, make_procedure
from sanggar.applications import actions as intake
from sanggar.applications.actions.counted import CountedStands, CountedTooLate, NotCountable, SpecificStaysClosed
from sanggar.applications.models import Call, ConsentText, Question
from sanggar.cores.lottery.sealed import opening_faults
from sanggar.foundation import clock
from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.selection import actions
from sanggar.selection.actions.terms import quotas_as_json
from sanggar.selection.documents.minutes import minutes
from sanggar.selection.feasibility import feasibility_of
from sanggar.selection.features import features_of
from sanggar.selection.models import Draw, Procedure
from sanggar.selection.pages.procedure_forms import ProcedureForm
from sanggar.selection.procedure_refusals import HouseholdsNotSealed, QuotaFaulty, QuotaMissing
from sanggar.selection.refusals import QuotaAheadOfCall, QuotaOfNothing, SpecificAnswersKnown

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]
ROOM = "/desk/diskominfo-malang/youtuber-tiktok"


def words(page: bytes) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.decode()))


def paper(draw: Draw) -> str:
    return " ".join(" ".join(each.extract_text() for each in PdfReader(BytesIO(minutes(draw))).pages).split())


# --- a public feature ------------------------------------------------------------------------------------------------
def test_a_quota_over_an_answer_is_drawn_published_and_told_by_its_words(programme: Programme) -> None:
    draw = draw_and_publish(drawn(make_asking_call(programme)))
    question = asked_in(draw.call)
    by_number = {entry.number: entry for entry in draw.entries.select_related("application")}
    bundle = json.loads(draw.bundle)
    listed = {each["id"]: bundle["lottery"]["types"][each["type"]]["features"] for each in bundle["lottery"]["people"]}
    told = {number: entry.application.own_answers[question.pk] or "none" for number, entry in by_number.items()}
    assert listed == {number: {"q_p1": key} for number, key in told.items()}
    seated = [told[number] for number, entry in by_number.items() if entry.outcome == "selected"]
    assert all(least <= seated.count(key) <= most for key, (least, most) in QUOTA["q_p1"].items())
    published = json.loads(Client().get(f"/undian/{draw.public_id}/daftar.json").content)
    assert published["quotas"] == {"q_p1": {key: list(bounds) for key, bounds in QUOTA["q_p1"].items()}}
    assert "Apa pendidikan terakhir Anda: SMA" in words(Client().get(f"/undian/{draw.public_id}/").content)
    assert "Kuota menurut jawaban “Apa pendidikan terakhir Anda”: SMP: 1 sampai 2; SMA: 1 sampai 2;" in paper(draw)


def test_both_languages_name_question_and_option(programme: Programme, officer: Account, signed_in: SignIn) -> None:
    """What stands in the way is told by their words, before the freeze and after it."""
    call = make_asking_call(programme)
    procedure = make_procedure(call, quotas={"q_p1": {"a1": (0, 1), "a2": (0, 1), "a3": (2, 3), "none": (0, 1)}})
    fill(call)
    client = signed_in(officer)
    clash = "Perubahan terkecil: Apa pendidikan terakhir Anda, Kuliah dari 2–3 menjadi 1–3 (orangnya 1)."
    for page in ("tata-cara", "undian"):
        assert clash in words(client.get(f"{ROOM}/seleksi/{page}/tahap-1/").content)
    assert [(each.value, each.people) for each in feasibility_of(procedure).groups] == [
        *(("a1", 3), ("a2", 3), ("a3", 1), ("none", 1))
    ]
    computed(actions.freeze_draw(call, by=SETUP, at=clock.now()))
    assert clash in words(client.get(f"{ROOM}/seleksi/undian/tahap-1/").content)
    with translation.override("en"):
        form = ProcedureForm(call=call, procedure=procedure)
        [group] = [each for each in form.quota_groups if each.feature.key == "q_p1"]
        assert [str(group.feature.title), *(str(field.label) for field in group.fields)] == [
            *("Apa pendidikan terakhir Anda? (en)", "Middle school", "High school", "University", "not answered")
        ]


def test_where_everyone_has_to_answer_nobody_needs_a_quota_for_no_answer(programme: Programme) -> None:
    """Unless somebody was entered without it after all: told before the freeze, and by it, once with their number."""
    call = make_asking_call(programme, is_required=True)
    procedure = make_procedure(call, quotas={"q_p1": dict.fromkeys(("a1", "a2", "a3"), (0, 3))})
    fill(call, "a1 a2 a3 - -")
    [fault] = feasibility_of(procedure).clashes
    assert fault.params == {"feature": "q_p1", "value": "none", "people": 2}
    with pytest.raises(QuotaMissing) as refused:
        actions.freeze_draw(call, by=SETUP, at=clock.now())
    assert "tidak dijawab, padahal ada 2 orang" in str(refused.value)


def test_who_was_not_asked_has_not_answered(programme: Programme) -> None:
    """A question that hangs on another answer is put to some: so the rest are a group like any other."""
    call = make_asking_call(programme, is_required=True, if_key="track", if_value="youtube")
    feature = features_of(call)["q_p1"]
    tiktok = programme.tracks.get(code="tiktok")
    there = {asked_in(call).pk: ""}
    assert feature.read(apply(call, numbered_answers(call, 1, track=tiktok, own=there))) == "none"
    with pytest.raises(QuotaFaulty):
        make_procedure(call, quotas={"q_p1": dict.fromkeys(("a1", "a2", "a3"), (0, 3))})
    assert make_procedure(call, quotas=QUOTA).is_published


def test_an_answer_counts_the_same_however_the_question_was_worded_since(programme: Programme) -> None:
    call = make_asking_call(programme)
    first = asked_in(call)
    apply(call, numbered_answers(call, 1, own={first.pk: "a2"}))
    second = add_question_again(call, label="Pendidikan terakhir?", options=[("SD atau SMP", "Middle"), *LEVELS[1:]])
    apply(call, numbered_answers(call, 2, own={second.pk: "a1"}))
    groups = feasibility_of(make_procedure(call, quotas=QUOTA)).groups
    assert {each.value: each.people for each in groups} == {"a1": 1, "a2": 1, "a3": 0, "none": 0}
    notice = ConsentText.objects.get(call=call, key="notice", retired_at=None).text
    assert ("“Pendidikan terakhir?”" in notice, first.label in notice) == (True, False)


# --- specific data ---------------------------------------------------------------------------------------------------
def test_a_specific_answer_goes_the_way_of_a_need(
    programme: Programme, officer: Account, inspector: Account, signed_in: SignIn
) -> None:
    """Commitments in the published files, and at the desk for who runs the programme alone."""
    call = make_asking_call(programme, counted_as="specific")
    draw = draw_and_publish(drawn(call, QUOTA | {"track": {"youtube": (0, 3), "tiktok": (0, 3)}}))
    assert (draw.hidden, draw.call.needs_count) == (["q_p1"], False)
    files = [
        json.loads(Client().get(f"/undian/{draw.public_id}/{name}").content) for name in ("daftar.json", "bundle.json")
    ]
    assert [(each["hidden"], list(each["quotas"])) for each in files] == [(["q_p1"], ["track"])] * 2
    assert re.findall(r'"(?:a1|a2|a3|none)"', json.dumps(files)) == []
    assert opening_faults(files[1], json.loads(draw.bundle)) == []
    receipt = draw.entries.filter(application__phone="+6281200000001").values_list("application__receipt", flat=True)[0]
    pages = [
        words(signed_in(who).get(f"{ROOM}/pendaftaran/lamaran/{receipt}/").content) for who in (officer, inspector)
    ]
    assert ["Apa pendidikan terakhir Anda?" in page for page in pages] == [True, False]
    rows = signed_in(officer).get(f"{ROOM}/pendaftaran/lamaran/?format=csv").content.decode()
    assert ("Pelamar Uji 1" in rows, "pendidikan" in rows) == (True, False)


def test_a_quota_over_specific_answers_is_published_before_anybody_gave_one(programme: Programme) -> None:
    """Else its bounds, which everyone reads, could be made of what people answered."""
    call = make_asking_call(programme, counted_as="specific")
    procedure = make_procedure(call)
    apply(call, numbered_answers(call, 1, own={asked_in(call).pk: "a1"}))
    with pytest.raises(SpecificAnswersKnown):
        make_procedure(call, quotas=QUOTA)
    Procedure.objects.filter(pk=procedure.pk).update(published_at=None, quotas=quotas_as_json(QUOTA))
    procedure.refresh_from_db()
    with pytest.raises(SpecificAnswersKnown):
        actions.publish_procedure(procedure, by=SETUP, at=clock.now())


def test_a_specific_answer_decides_nothing_that_others_read(programme: Programme) -> None:
    call = make_call(programme, make_stage(programme), published=False)
    closed = {"kind": "one", "options": LEVELS, "counted_as": "specific"}
    question = add_question(call, "Penghasilan?", **closed)
    assert not question.reviewers_read
    for refused in (
        lambda: add_question(call, "Kalau begitu?", if_key=question.key, if_value="a1"),
        lambda: add_question(call, "Wajib?", **closed, is_required=True),
        lambda: intake.write_rule(
            call, kind="answer", value={"question": question.key, "says": "a1"}, by=SETUP, at=clock.now()
        ),
    ):
        with pytest.raises(SpecificStaysClosed):
            refused()
    for wrong in ({"reviewers_read": True}, {"is_required": True}, {"kind": "short"}):
        with pytest.raises(IntegrityError, match=r"question_(specific_is_closed|counted_is_one_choice)"):
            save_as(question, wrong)


def save_as(question: Question, wrong: dict[str, object]) -> None:
    with transaction.atomic():
        Question.objects.filter(pk=question.pk).update(**wrong)


# --- told beforehand, and fixed --------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("kind", "told"),
    [("public", "daftar undian tanpa nama"), ("specific", "Ini data spesifik menurut UU 27/2022: boleh dikosongkan")],
)
def test_form_and_notice_tell_it_before_anybody_applies(programme: Programme, kind: str, told: str) -> None:
    call = make_asking_call(programme, counted_as=kind)
    page = words(Client().get(call.path).content)
    notice = ConsentText.objects.get(call=call, key="notice", retired_at=None)
    assert "Jawaban ini dapat dihitung dalam kuota seleksi" in page
    assert notice.text.count("kuota seleksi: “Apa pendidikan terakhir Anda?”") == 1
    assert (told in notice.text, told in page) == (True, True)
    assert "quotas of the selection: “Apa pendidikan terakhir Anda? (en)”" in notice.text_en
    other = intake.write_text(call, key="notice", text="Singkat.", text_en="Short.", by=SETUP, at=clock.now())
    assert (other.text.startswith("Singkat.\n\nJawaban yang dapat"), told in other.text) == (True, True)


def test_a_notice_taken_over_from_another_call_tells_of_the_questions_of_today(programme: Programme) -> None:
    source = make_asking_call(programme)
    stage = make_stage(programme, seats=2, ordinal=9)
    call = make_call(programme, stage, slug="tahap-9", published=False)
    intake.copy_call(source, call, by=SETUP, at=clock.now())
    question = asked_in(call)
    assert question.counted_as == "public"
    add_question_again(call, label="Pekerjaan?")
    intake.publish_call(call, by=SETUP, at=clock.now())
    text = ConsentText.objects.get(call=call, key="notice", retired_at=None).text
    assert re.findall(r"kuota seleksi: “([^”]+)”", text) == ["Pekerjaan?"]


def add_question_again(call: Call, **changes: object) -> Question:
    """Other words for the question that is asked now."""
    now = asked_in(call)
    given = now.words | {"options": [tuple(pair) for _key, *pair in now.options]} | changes
    return intake.write_question(call, given, question=now, by=SETUP, at=clock.now())  # type: ignore[arg-type]


def test_once_the_call_is_published_only_its_words_change(programme: Programme) -> None:
    call = make_asking_call(programme)
    for change in (
        {"counted_as": ""},
        {"options": LEVELS[:2]},
        {"is_required": True},
        {"if_key": "track", "if_value": "x"},
    ):
        with pytest.raises(CountedStands):
            add_question_again(call, **change)
    with pytest.raises(CountedStands):
        intake.retire_question(asked_in(call), by=SETUP, at=clock.now())
    with pytest.raises(CountedTooLate):
        add_question(call, "Sejak kapan?", "one", options=LEVELS, counted_as="public")
    draft = make_call(programme, make_stage(programme, ordinal=9), slug="tahap-9", published=False)
    with pytest.raises(NotCountable):
        add_question(draft, "Usia kanal?", counted_as="public")


def test_a_procedure_is_published_only_over_what_stands(
    programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    """Of a draft the question may still change; a quota over what is gone is told, and mended by writing it again."""
    call = make_call(programme, make_stage(programme, seats=3), published=False)
    add_question(call, "Pendidikan?", "one", options=LEVELS, counted_as="public")
    with pytest.raises(QuotaAheadOfCall):
        make_procedure(call, quotas=QUOTA)
    sent = {"once": "5a6767a2-0000-4000-8000-000000009051"}
    answer = signed_in(officer).post(f"{ROOM}/seleksi/tata-cara/tahap-1/umumkan/", sent)
    assert (answer.status_code, str(QuotaAheadOfCall.message) in words(answer.content)) == (422, True)
    add_question_again(call, options=LEVELS[:2])
    page = words(signed_in(officer).get(f"{ROOM}/seleksi/tata-cara/tahap-1/").content)
    assert ("Kuotanya perlu diperiksa" in page, "Kuliah" in page) == (True, False)
    intake.publish_call(call, by=SETUP, at=clock.now())
    call.refresh_from_db()
    with pytest.raises(QuotaOfNothing):
        actions.publish_procedure(call.procedure, by=SETUP, at=clock.now())
    kept = {"q_p1": {key: QUOTA["q_p1"][key] for key in ("a1", "a2", "none")}}
    assert make_procedure(call, quotas=kept).is_published


def test_a_question_marked_specific_after_the_quotas_were_written_ends_the_limit_per_household(
    programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    """Told when it would be published, not when the list is frozen."""
    call = make_call(programme, make_stage(programme, seats=3), published=False)
    add_question(call, "Pendidikan?", "one", options=LEVELS, counted_as="public")
    terms = actions.Terms("lottery", "drand", quotas=QUOTA, one_per_household=True)
    terms = replace(terms, draw_at=call.ends_at + timedelta(days=5))
    actions.write_procedure(call, terms, by=SETUP, at=clock.now())
    add_question_again(call, counted_as="specific")
    intake.publish_call(call, by=SETUP, at=clock.now())
    sent = {"once": str(uuid.uuid4())}
    answer = signed_in(officer).post(f"{ROOM}/seleksi/tata-cara/tahap-1/umumkan/", sent)
    assert (answer.status_code, str(HouseholdsNotSealed.message) in words(answer.content)) == (422, True)


def test_the_public_page_asks_for_the_questions_no_more_often_the_more_are_counted(programme: Programme) -> None:
    """Before the list is frozen and afterwards, also where quotas were changed."""
    asked = [queries_of_pages(programme, f"tahap-1-{questions}", questions) for questions in (1, 3)]
    assert asked[0] == asked[1]


def queries_of_pages(programme: Programme, slug: str, questions: int) -> list[int]:
    """How many the page asks while people can apply, and once the result is public."""
    call = make_call(programme, make_stage(programme, 3, questions), published=False, slug=slug)
    for number in range(questions):
        add_question(call, f"Pertanyaan {number}?", "one", options=LEVELS, counted_as="public")
    intake.publish_call(call, by=SETUP, at=clock.now())
    call.refresh_from_db()
    wide = dict.fromkeys(("a1", "a2", "a3", "none"), (0, 3))
    quotas = {f"q_p{number}": wide for number in range(1, questions + 1)}
    procedure = make_procedure(call, quotas=quotas | {"sex": {"L": (0, 3), "P": (0, 2)}})
    terms = actions.Terms("lottery", "dice", quotas=quotas, draw_at=procedure.draw_at, objection_days=0)
    actions.write_procedure(call, terms, reason="Tanpa kuota jenis kelamin", by=SETUP, at=clock.now())
    found = [_asked(call)]
    for number in range(1, 5):
        apply(call, numbered_answers(call, number))
    accept_together(call.applications.all())
    intake.close_call(call, reason="Uji", by=SETUP, at=clock.now())
    draw_and_publish(computed(actions.freeze_draw(call, by=SETUP, at=clock.now())))
    return [*found, _asked(call)]


def _asked(call: Call) -> int:
    client, page = Client(), f"/undian/{call.slug}/"
    assert client.get(page).status_code == 200
    with CaptureQueriesContext(connection) as asked:
        client.get(page)
    return len(asked)
