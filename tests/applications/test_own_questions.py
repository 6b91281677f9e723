"""A call's own questions: composed by the office, answered on the form, kept in the words that were read."""

import json
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import QueryDict
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from factories.applications import add_question, answers_for, apply, make_call
from factories.examples import asking
from factories.people import SETUP
from factories.photos import png
from sanggar.applications import actions
from sanggar.applications.models import AnswerFile, Application, Call, Question, QuestionKind
from sanggar.applications.own_questions import AnswerTooLong, ChoiceUnknown, NumberUnreadable, read_value
from sanggar.applications.pages.application_form import ApplicationForm
from sanggar.applications.pages.facts import call_facts
from sanggar.applications.pages.in_order import read_in_order
from sanggar.applications.question_queries import answered_questions, questions_of
from sanggar.foundation import clock
from sanggar.foundation.errors import InputRefused
from sanggar.foundation.national_id import NikInText
from sanggar.people.models import Account
from sanggar.planning.models import Programme

pytestmark = pytest.mark.django_db
FORM = "/daftar/tahap-1/"
DESK = "/desk/diskominfo-malang/youtuber-tiktok/pendaftaran/buka/tahap-1/susun/"
ANSWERS = {
    "name": "Sulastri",
    "nik": "3573055708039001",
    "birth_date": "2003-08-17",
    "sex": "P",
    "kelurahan": "35.73.05.1004",
    "phone": "0812 3456 7890",
    "track": "youtube",
    "category": "public",
    "motivation": "Ingin memasarkan keripik tempe.",
    "notice": "on",
}
PNG = png(is_bare=True)
KINDS = [kind for kind in QuestionKind.values if kind != "file"]
CHOICES = [("Punya sendiri", "My own"), ("Meminjam", "Borrowed"), ("Tidak punya", "None")]


@pytest.fixture
def call(programme: Programme) -> Call:
    return make_call(programme)


@pytest.fixture
def desk(officer: Account, signed_in: Callable[[Account], Client]) -> Client:
    return signed_in(officer)


def sent(**more: Any) -> dict[str, Any]:
    return ANSWERS | {"submission_id": str(uuid.uuid4()), "step": "send"} | more


def told(application: Application) -> list[tuple[str, str]]:
    return [(each.question.shown, each.told) for each in answered_questions(application)]


# --- the form --------------------------------------------------------------------------------------------------------
def test_answers_go_from_the_form_over_the_check_page_onto_the_own_page(call: Call) -> None:
    phone = add_question(call, "Ponsel Anda?", "one", options=CHOICES, is_required=True)
    days = add_question(call, "Hari apa bisa?", "several", options=[("Sabtu", "Saturday"), ("Minggu", "Sunday")])
    posted = {phone.name: "a1", days.name: ["a2", "a1"]}
    checked = Client().post(FORM, sent(step="check", **posted)).content.decode()
    assert "Punya sendiri" in checked
    assert "Sabtu, Minggu" in checked
    assert checked.count(f'name="{days.name}"') == 2
    back = Client().post(FORM, sent(step="change", **posted)).context["form"]
    assert back[days.name].value() == ["a2", "a1"]
    stored = Client().post(FORM, sent(**posted), follow=True)
    assert "Hari apa bisa?" in stored.content.decode()
    assert told(Application.objects.get()) == [("Ponsel Anda?", "Punya sendiri"), ("Hari apa bisa?", "Sabtu, Minggu")]
    assert "Sabtu" not in Application.objects.get().own_answers_sealed


def test_a_question_is_needed_and_kept_only_where_its_condition_holds(call: Call) -> None:
    phone = add_question(call, "Ponsel Anda?", "one", options=CHOICES, is_required=True)
    whose = add_question(call, "Milik siapa?", is_required=True, if_key=phone.key, if_value="a2")
    page = Client().get(FORM).content.decode()
    assert "Hanya bila jawaban “Ponsel Anda?” adalah “Meminjam”." in page
    refused = Client().post(FORM, sent(**{phone.name: "a2"}))
    assert (refused.status_code, "“Milik siapa?” belum diisi." in refused.content.decode()) == (422, True)
    assert Client().post(FORM, sent(**{phone.name: "a1", whose.name: "ibu"})).status_code == 303
    assert Application.objects.get().own_answers == {phone.pk: "a1", whose.pk: ""}


@pytest.mark.parametrize(
    ("kind", "value", "wanted"), [("long", "Kamera dan MIKROFON", "mikrofon"), ("number", "3", "3")]
)
def test_a_condition_on_words_holds_where_they_are_contained(call: Call, kind: str, value: str, wanted: str) -> None:
    first = add_question(call, "Alat?", kind)
    second = add_question(call, "Merek?", is_required=True, if_key=first.key, if_value=wanted)
    assert ApplicationForm(call, sent(**{first.name: value})).is_valid() is False
    assert ApplicationForm(call, sent(**{first.name: value, second.name: "X"})).is_valid()
    assert ApplicationForm(call, sent(**{first.name: "2"})).is_valid()


def test_a_question_may_depend_on_the_category(call: Call) -> None:
    add_question(call, "Instansi?", is_required=True, if_key="category", if_value="civil_servant")
    assert ApplicationForm(call, sent()).is_valid()
    assert ApplicationForm(call, sent(category="civil_servant")).is_valid() is False


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("short", "  dua\u200b  kata ", "dua kata"),
        ("number", "1.500", "1500"),
        ("number", "2,5", "2.5"),
        ("date", "23/11/2026", "2026-11-23"),
        ("link", "contoh.id/karya", "https://contoh.id/karya"),
        ("long", "", ""),
    ],
)
def test_answers_are_kept_in_their_proper_form(call: Call, kind: str, typed: str, kept: str) -> None:
    assert read_value(add_question(call, kind=kind), [typed]) == kept


@pytest.mark.parametrize(
    ("kind", "typed", "error"),
    [
        ("number", "banyak", NumberUnreadable),
        ("one", "a9", ChoiceUnknown),
        ("short", "x" * 201, AnswerTooLong),
        ("short", "NIK 3573055708039001", NikInText),
        ("date", "31/02/2026", InputRefused),
        ("link", "javascript:alert(1)", InputRefused),
        ("file", "../../etc/passwd", InputRefused),
    ],
)
def test_what_can_not_be_read_is_refused(call: Call, kind: str, typed: str, error: type[Exception]) -> None:
    question = add_question(call, kind=kind, options=CHOICES)
    with pytest.raises(error):
        read_value(question, [typed])


def test_hints_of_the_office_are_never_markup(call: Call) -> None:
    add_question(call, "<b>Alat?</b>", help_text="<script>x</script>")
    page = Client().get(FORM).content.decode()
    assert ("<script>x" in page, "<b>Alat" in page, "&lt;script&gt;x" in page) == (False, False, True)


# --- versions --------------------------------------------------------------------------------------------------------
def test_a_change_after_publishing_leaves_what_was_sent_in_the_words_that_were_read(call: Call) -> None:
    old = add_question(call, "Punya kamera?")
    assert Client().post(FORM, sent(**{old.name: "Ya, Canon"})).status_code == 303
    new = change(old, label="Kamera apa yang Anda punya?")
    added = add_question(call, "Punya lampu?", is_required=True)
    application = Application.objects.get()
    assert told(application) == [("Punya kamera?", "Ya, Canon")]
    assert (new.version, questions_of(call)) == (2, [new, added])
    edited = Client().get(f"{application.own_path}ubah/").context["form"]
    assert edited[new.name].value() == "Ya, Canon"


def test_who_opened_the_form_before_a_change_answers_what_they_read(call: Call) -> None:
    old = add_question(call, "Punya kamera?", is_required=True)
    new = change(old, label="Kamera apa?")
    form = ApplicationForm(call, sent(**{old.name: "Ya"}))
    assert form.is_valid()
    assert (form.answers.own, new.pk in form.answers.own) == ({old.pk: "Ya"}, False)


def test_the_same_words_make_no_new_version_and_choices_keep_their_keys(call: Call) -> None:
    question = add_question(call, "Ponsel?", "one", options=CHOICES)
    assert change(question) == question
    changed = change(question, options=[("Tidak punya", "None"), ("Dari kantor", "From work")])
    assert changed.options == [["a3", "Tidak punya", "None"], ["a4", "Dari kantor", "From work"]]


def test_a_draft_s_question_is_changed_and_taken_away_itself(programme: Programme) -> None:
    call = make_call(programme, published=False)
    question = add_question(call)
    assert change(question, label="Lain?").pk == question.pk
    actions.retire_question(question, by=SETUP, at=clock.now())
    assert not Question.objects.exists()


def test_order_and_conditions_can_not_be_torn_apart(call: Call) -> None:
    first = add_question(call, "Ponsel?", "one", options=CHOICES)
    second = add_question(call, "Milik siapa?", if_key=first.key, if_value="a2")
    third = add_question(call, "Alat lain?")
    at = clock.now()
    for refused in (
        lambda: actions.retire_question(first, by=SETUP, at=at),
        lambda: actions.move_question(second, up=True, by=SETUP, at=at),
        lambda: change(first, options=CHOICES[::2]),
    ):
        with pytest.raises(actions.QuestionNeeded):
            refused()
    with pytest.raises(actions.ConditionUnknown):
        change(first, if_key=third.key, if_value="x")
    actions.move_question(third, up=True, by=SETUP, at=at)
    assert questions_of(call) == [first, third, second]


# --- editing, the desk and one's own data ----------------------------------------------------------------------------
def test_a_correction_changes_an_answer_and_the_record_names_the_field_only(call: Call) -> None:
    question = add_question(call, "Punya kamera?")
    application = apply(call, answers_for(call, own={question.pk: "Ya"}))
    address = f"{application.own_path}ubah/"
    posted = {name: value for name, value in ANSWERS.items() if name not in ("nik", "notice")}
    assert Client().post(address, {**posted, "revision": "1", question.name: "Tidak"}).status_code == 302
    application.refresh_from_db()
    assert (application.own_answers, application.revision) == ({question.pk: "Tidak"}, 2)


def test_answers_stand_at_the_desk_in_the_copy_of_one_s_data_and_are_erased(desk: Client, call: Call) -> None:
    question = add_question(call, "Punya kamera?")
    application = apply(call, answers_for(call, own={question.pk: "Canon kuning"}))
    room = "/desk/diskominfo-malang/youtuber-tiktok/pendaftaran/lamaran/"
    assert "Canon kuning" in desk.get(f"{room}{application.receipt}/").content.decode()
    copy = json.loads(Client().get(f"{application.own_path}data/salinan.json").content)
    [held] = [each["rows"][0] for each in copy["holdings"] if each["table"] == "applications.Application"]
    assert held["own_answers_told"] == "Punya kamera? Canon kuning"
    export = desk.get(f"{room}?format=csv").content.decode()
    assert "Punya kamera? Canon kuning" in export
    actions.erase_application(application, purpose="uji", rows=0, by=SETUP, at=clock.now())
    assert Application.objects.get().own_answers == {}


# --- files -----------------------------------------------------------------------------------------------------------
def test_a_file_survives_the_check_page_and_belongs_to_the_application_then(desk: Client, call: Call) -> None:
    question = add_question(call, "Contoh karya?", "file", is_required=True)
    upload = SimpleUploadedFile("karya.png", PNG, "image/png")
    checked = Client().post(FORM, sent(step="check", **{question.name: upload}))
    kept = AnswerFile.objects.get()
    assert ("karya.png" in checked.content.decode(), kept.application) == (True, None)
    form = sent(**{question.name: kept.token})
    first, again = Client().post(FORM, form), Client().post(FORM, form)
    assert first.status_code == 303
    assert first["Location"] == again["Location"]
    kept.refresh_from_db()
    assert kept.application == Application.objects.get()
    own = Client().get(first["Location"]).content.decode()
    assert ("karya.png" in own, kept.token in own) == (True, False)
    mine = Client().get(f"{first['Location']}berkas/{kept.pk}/")
    assert b"".join(mine.streaming_content) == PNG  # type: ignore[attr-defined]  # a download
    place = f"/desk/diskominfo-malang/youtuber-tiktok/pendaftaran/lamaran/{kept.application.receipt}/berkas/{kept.pk}/"
    assert b"".join(desk.get(place).streaming_content) == PNG  # type: ignore[attr-defined]  # a download


def test_a_file_that_need_not_be_there_can_be_taken_away_again(call: Call) -> None:
    """Somebody attached their identity card by mistake: the box is the last of three values of one name."""
    question = add_question(call, "Contoh karya?", "file")
    upload = SimpleUploadedFile("karya.png", PNG, "image/png")
    checked = Client().post(FORM, sent(step="check", **{question.name: upload}))
    token = AnswerFile.objects.get().token
    receipt = Client().post(FORM, sent(**{question.name: token}))["Location"]
    edited = Client().get(f"{receipt}ubah/")
    assert ("karya.png" in checked.content.decode(), "Hapus berkas itu" in edited.content.decode()) == (True, True)
    form = edited.context["form"]
    kept = {name: form[name].value() or "" for name in form.fields if name != question.name}
    Client().post(f"{receipt}ubah/", kept | {question.name: [token, ""]})
    assert (AnswerFile.objects.exists(), Application.objects.get().own_answers) == (False, {question.pk: ""})


def test_a_file_that_is_needed_has_no_box_to_take_it_away(call: Call) -> None:
    question = add_question(call, "Contoh karya?", "file", is_required=True)
    upload = SimpleUploadedFile("karya.png", PNG, "image/png")
    Client().post(FORM, sent(step="check", **{question.name: upload}))
    form = sent(step="change", **{question.name: AnswerFile.objects.get().token})
    page = Client().post(FORM, form).content.decode()
    assert ("Sudah terlampir: karya.png" in page, "Hapus berkas itu" in page) == (True, False)


def test_nobody_can_attach_somebody_else_s_file(call: Call) -> None:
    question = add_question(call, "Contoh karya?", "file")
    Client().post(FORM, sent(step="check", **{question.name: SimpleUploadedFile("a.png", PNG)}))
    token = AnswerFile.objects.get().token
    assert Client().post(FORM, sent(**{question.name: token})).status_code == 303
    other = Client().post(FORM, sent(nik="3573011203959002", **{question.name: token}))
    assert (other.status_code, "tidak kami temukan lagi" in other.content.decode()) == (422, True)


def test_a_file_of_another_kind_is_refused_with_the_other_answers_kept(call: Call) -> None:
    question = add_question(call, "Contoh karya?", "file")
    upload = SimpleUploadedFile("karya.png", b"MZ jahat", "image/png")
    refused = Client().post(FORM, sent(step="check", **{question.name: upload}))
    assert (refused.status_code, AnswerFile.objects.count()) == (422, 0)
    assert "Berkas harus PDF, JPEG, atau PNG." in refused.content.decode()
    assert "keripik tempe" in refused.content.decode()


def test_a_whole_campus_attaches_from_one_address_and_one_form_only_a_few(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sanggar.applications.pages.uploads.UPLOADS", 1)
    question = add_question(call, "Contoh karya?", "file")

    def attach(form: str) -> int:
        files = {question.name: SimpleUploadedFile("a.png", PNG)}
        sends = sent(step="check", **files) | {"submission_id": form}
        return Client().post(FORM, sends, REMOTE_ADDR="10.9.8.7").status_code

    one, other = str(uuid.uuid4()), str(uuid.uuid4())
    assert [attach(one), attach(one), attach(other)] == [200, 422, 200]
    monkeypatch.setattr("sanggar.applications.pages.uploads.SOURCE_UPLOADS", 1)
    assert attach(str(uuid.uuid4())) == 422


def test_a_call_keeps_only_so_much_that_belongs_to_nobody_yet(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sanggar.applications.actions.answer_files.MOST_UNBOUND", 2 * len(PNG) - 1)
    question = add_question(call, "Contoh karya?", "file")

    def attach() -> Any:
        return Client().post(FORM, sent(step="check", **{question.name: SimpleUploadedFile("a.png", PNG)}))

    assert attach().status_code == 200
    refused = attach()
    assert (refused.status_code, AnswerFile.objects.count()) == (422, 1)
    assert "tulis tautan ke berkas itu" in refused.content.decode()
    assert Client().post(FORM, sent(**{question.name: AnswerFile.objects.get().token})).status_code == 303
    assert attach().status_code == 200


def test_what_drafts_hold_shuts_nobody_out_before_it_is_too_much_itself(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = "sanggar.applications.actions.answer_files"
    monkeypatch.setattr(f"{room}.MOST_UNBOUND", 2 * len(PNG) - 1)
    monkeypatch.setattr(f"{room}.MOST_IN_DRAFTS", 2 * len(PNG))
    question = add_question(call, "Contoh karya?", "file")

    def attach(step: str) -> int:
        upload = {question.name: SimpleUploadedFile("a.png", PNG)}
        return Client().post(FORM, sent(step=step, **upload) | {"submission_id": str(uuid.uuid4())}).status_code

    assert [attach("draft"), attach("draft")] == [303, 303]
    assert attach("check") == 422
    AnswerFile.objects.filter(draft=AnswerFile.objects.earliest("pk").draft).delete()
    assert [attach("check"), attach("check")] == [200, 422]


def test_a_file_is_read_before_its_transaction_so_that_others_can_send_meanwhile(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = add_question(call, "Contoh karya?", "file")
    around = len(connection.savepoint_ids)
    found: list[int] = []

    def read(upload: Any) -> bytes:
        found.append(len(connection.savepoint_ids) - around)
        return bytes(upload.read())

    monkeypatch.setattr("sanggar.foundation.files.checked", read)
    actions.keep_answer_file(question, SimpleUploadedFile("a.png", PNG), at=clock.now())
    assert found == [0]


def test_what_was_uploaded_and_never_sent_goes_after_a_day(call: Call) -> None:
    question = add_question(call, "Contoh karya?", "file")
    kept = actions.keep_answer_file(question, SimpleUploadedFile("a.png", PNG), at=clock.now())
    assert actions.forget_answer_files(clock.now()) == 0
    assert actions.forget_answer_files(clock.now() + timedelta(days=1, minutes=1)) == 1
    kept.file.refresh_from_db()
    assert (AnswerFile.objects.exists(), kept.file.destroyed_at is not None) == (False, True)


# --- the editor ------------------------------------------------------------------------------------------------------
def test_an_officer_composes_a_form_beside_its_preview(desk: Client, call: Call) -> None:
    words = {"once": str(uuid.uuid4()), "label": "Ponsel?", "label_en": "Phone?", "kind": "one"}
    wrong = desk.post(f"{DESK}pertanyaan/", words | {"options": "Punya"})
    assert (wrong.status_code, "sesudah garis tegak" in wrong.content.decode()) == (422, True)
    options = "Punya sendiri | My own\nMeminjam | Borrowed"
    assert desk.post(f"{DESK}pertanyaan/", words | {"options": options}).status_code == 302
    [question] = questions_of(call)
    more = {"once": str(uuid.uuid4()), "label": "Milik siapa?", "label_en": "Whose?", "kind": "short"}
    assert desk.post(f"{DESK}pertanyaan/", more | {"condition": f"{question.key}=a2"}).status_code == 302
    page = desk.get(DESK)
    assert [row.label for row in page.context["questions"]] == ["Ponsel?", "Milik siapa?"]
    assert '<iframe class="phone"' in page.content.decode()
    shown = desk.get(DESK.replace("susun", "pratinjau"))
    assert ("Milik siapa?" in shown.content.decode(), "<script" in shown.content.decode()) == (True, False)
    policy = shown["Content-Security-Policy"]
    assert (shown["X-Frame-Options"], "frame-ancestors 'self'" in policy) == ("SAMEORIGIN", True)
    assert "frame-src 'self'" in page["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in Client().get(FORM)["Content-Security-Policy"]


def test_a_question_is_seen_as_applicants_will_read_it_while_it_is_written_and_nothing_is_kept(
    desk: Client, call: Call
) -> None:
    """Of a published call what is saved counts at once, so it must be seen before."""
    first = add_question(call, "Ponsel?", "one", options=CHOICES)
    words = {"label": "Milik <b>siapa</b>?", "label_en": "Whose?", "kind": "short", "condition": f"{first.key}=a2"}
    parts = [
        desk.post(f"{DESK}pertanyaan-tampak/", words),
        desk.post(f"{DESK}pertanyaan/", words | {"once": str(uuid.uuid4()), "what": "lihat"}),
    ]
    for part in parts:
        seen = {each["language"]: " ".join(each["field"].split()) for each in part.context["seen"]}
        assert ["Milik &lt;b&gt;siapa&lt;/b&gt;?" in seen["id"], "<b>siapa" in seen["id"]] == [True, False]
        assert ("Hanya bila jawaban" in seen["id"], "Only if the answer" in seen["en"]) == (True, True)
        assert part.status_code == 200
    assert [each.key for each in questions_of(call)] == [first.key]
    half = desk.post(f"{DESK}pertanyaan-tampak/", {"label": "Tema?", "kind": "several", "options": "Kota | City\nLain"})
    [seen] = half.context["seen"]
    assert (half.status_code, 'type="checkbox"' in seen["field"], "Tema?" in seen["field"]) == (200, True, True)
    for kind in ({}, {"kind": "gambar"}):
        [seen] = desk.post(f"{DESK}pertanyaan-tampak/", {"label": "Tema?", **kind}).context["seen"]
        assert 'type="text"' in seen["field"]
    assert 'type="radio"' in desk.get(f"{DESK}pertanyaan/{first.key}/").context["seen"][0]["field"]


def test_a_question_that_was_not_to_be_answered_is_shown_to_nobody_and_one_left_empty_is(
    desk: Client, call: Call
) -> None:
    phone = add_question(call, "Ponsel?", "one", options=CHOICES)
    whose = add_question(call, "Milik siapa?", if_key=phone.key, if_value="a2")
    add_question(call, "Punya laptop?")
    add_question(call, "Jalur lain?", if_key="track", if_value="tiktok")
    for own, shown in (({phone.name: "a1", whose.name: "Ibu"}, False), ({phone.name: "a2"}, True)):
        form = sent(**own)
        checked = Client().post(FORM, form | {"step": "check"})
        Client().post(FORM, form)
        application = Application.objects.latest("pk")
        room = DESK.partition("buka/")[0]
        pages = [checked, Client().get(application.own_path), desk.get(f"{room}lamaran/{application.receipt}/")]
        labels = ("Milik siapa?", "Punya laptop?", "Jalur lain?")
        read = [[f"<dt>{label}" in page.content.decode() for label in labels] for page in pages]
        assert read == [[shown, True, False]] * 3
        listed = desk.get(f"{room}lamaran/?format=csv&q={application.receipt}").content.decode()
        assert [f"{label} –" in listed for label in labels] == [shown, True, False]
        copy = json.loads(Client().get(f"{application.own_path}data/salinan.json").content)
        [held] = [each["rows"][0] for each in copy["holdings"] if each["table"] == "applications.Application"]
        told_to_them = held["own_answers_told"].splitlines()
        assert [f"{label} –" in told_to_them for label in labels] == [shown, True, False]


# --- the express lane ------------------------------------------------------------------------------------------------
def test_the_lane_reads_own_questions_as_the_form_does_and_leaves_files_to_the_pages(call: Call) -> None:
    phone = add_question(call, "Ponsel?", "one", options=CHOICES, is_required=True)
    whose = add_question(call, "Milik siapa?", if_key=phone.key, if_value="a2")
    file = add_question(call, "Karya?", "file")
    facts = call_facts("tahap-1")
    assert facts is not None
    for own, is_taken in (
        ({phone.name: "a2", whose.name: " ibu "}, True),
        ({phone.name: "a1", whose.name: "ibu"}, True),
        ({}, False),
        ({phone.name: "a7"}, False),
        ({phone.name: "a1", file.name: "x" * 43}, False),
        ({phone.name: "a1", "q_999999": "lama"}, False),
    ):
        form = sent(**own)
        read = read_in_order(facts, {name: [value] for name, value in form.items()})
        assert (read is not None) == is_taken
        if read is not None:
            checked = ApplicationForm(call, form)
            assert checked.is_valid(), checked.errors
            assert read.answers == checked.answers


typed = st.text(max_size=30) | st.sampled_from([
    "", " ", "a1", "a2", "a9", "3", "2,5", "1.500", "-1", "2026-11-23", "31/02/2026", "contoh.id/x", "ftp://x", "\x00",
    "q" * 2001,
])  # fmt: skip


@asking(15)
@given(values=st.dictionaries(st.sampled_from(KINDS), st.lists(typed, max_size=2), max_size=2))
def test_whatever_is_typed_the_lane_reads_it_as_the_form_or_not_at_all(
    programme: Programme, values: dict[str, list[str]]
) -> None:
    if not Call.objects.exists():
        made = make_call(programme)
        first, *_rest = [add_question(made, f"{kind}?", kind, options=CHOICES) for kind in KINDS]
        add_question(made, "Lagi?", is_required=True, if_key=first.key, if_value="a")
    call = Call.objects.get()
    facts = call_facts("tahap-1")
    assert facts is not None
    posted = QueryDict(mutable=True)
    posted.update(sent())
    for question in facts.questions:
        posted.setlist(question.name, values.get(question.kind, []))
    read = read_in_order(facts, {name: found for name, found in posted.lists() if found})
    form = ApplicationForm(call, posted)
    if read is not None:
        assert form.is_valid(), form.errors
        assert read.answers == form.answers


def change(question: Question, **words: Any) -> Question:
    written = question.words | {"options": [(label, label_en) for _key, label, label_en in question.options]} | words
    return actions.write_question(question.call, written, question=question, by=SETUP, at=clock.now())  # type: ignore[arg-type]
