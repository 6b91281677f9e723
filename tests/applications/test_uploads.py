"""Files chosen on the form: kept before anything else is said, or named as those that have to be chosen again."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.test import Client

from applications.test_form import posted
from factories.applications import add_question, apply, make_call
from factories.photos import png
from sanggar.applications.models import AnswerFile, Application, Call, Draft, Question
from sanggar.planning.models import Programme

pytestmark = pytest.mark.django_db
FORM = "/daftar/tahap-1/"
PNG = png(is_bare=True)
TOLD = "Sudah terlampir: karya.png. Pilih berkas lain untuk menggantinya."


@pytest.fixture
def call(programme: Programme) -> Call:
    return make_call(programme)


@pytest.fixture
def work(call: Call) -> Question:
    return add_question(call, "Contoh karya?", "file")


def photo(content: bytes = PNG) -> SimpleUploadedFile:
    return SimpleUploadedFile("karya.png", content, "image/png")


def away(*_args: Any, **_named: Any) -> None:
    raise OperationalError


def alone(address: str, question: Question, **more: Any) -> Any:
    """As the form's script sends one file."""
    return Client().post(f"{address}berkas/", {"submission_id": str(uuid.uuid4()), question.name: photo()} | more)


def carries_the_file(page: Any, work: Question) -> bool:
    return f'name="{work.name}" value="{AnswerFile.objects.get().token}"' in page.content.decode()


def test_a_file_survives_the_hidden_field_too_many_sends_and_an_error_of_the_form(
    call: Call, work: Question, monkeypatch: pytest.MonkeyPatch
) -> None:
    def send(**more: Any) -> Any:
        AnswerFile.objects.all().delete()
        return Client().post(FORM, posted(submission_id=str(uuid.uuid4())) | {work.name: photo()} | more)

    trapped = send(website="https://contoh.example")
    assert (trapped.status_code, carries_the_file(trapped, work)) == (422, True)
    wrong = send(phone="12")
    assert (wrong.status_code, carries_the_file(wrong, work)) == (422, True)
    monkeypatch.setattr("sanggar.applications.pages.sending_limits.PHONE_SENDS", 0)
    for step in ("send", "draft"):
        many = send(step=step)
        assert (many.status_code, carries_the_file(many, work)) == (429, True)
        assert "belum kami terima" not in many.content.decode()


def test_a_file_of_a_draft_survives_as_well(call: Call, work: Question) -> None:
    draft = Draft.objects.get(number=Client().post(FORM, posted(step="draft"))["Location"].split("/")[4])
    overtaken = Client().post(draft.path, posted(step="draft", draft_version="7") | {work.name: photo()})
    assert (overtaken.status_code, carries_the_file(overtaken, work)) == (409, True)


def test_a_file_that_could_not_be_kept_is_named_and_the_way_back_is_the_form(
    call: Call, work: Question, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sanggar.applications.pages.uploads.keep_answer_file", away)
    page = Client().post(FORM, posted(step="send") | {work.name: photo()})
    told = page.content.decode()
    assert (page.status_code, "<li>karya.png</li>" in told) == (503, True)
    assert ('value="change"' in told, 'value="send"' in told) == (True, False)
    switched = Client().post(f"{FORM}?bahasa=en", posted() | {"kept": "503 30 change", "lost": "karya.png"})
    assert ('name="lost" value="karya.png"' in told, "<li>karya.png</li>" in switched.content.decode()) == (True, True)
    again = Client().post(FORM, posted(step="change", lost="karya.png"))
    assert "<li>karya.png</li>" in again.content.decode()
    assert again.context["form"]["motivation"].value() == posted()["motivation"]
    refused = Client().post(FORM, posted(website="x") | {work.name: photo(b"MZ jahat")}).content.decode()
    assert ("<li>karya.png</li>" in refused, 'value="change"' in refused) == (True, True)


def test_the_way_back_leads_into_the_edited_form_with_what_was_typed(
    call: Call, work: Question, monkeypatch: pytest.MonkeyPatch
) -> None:
    application = apply(call)
    address = f"{application.own_path}ubah/"
    typed = {name: value for name, value in posted().items() if name not in ("nik", "notice", "step", "submission_id")}
    monkeypatch.setattr("sanggar.applications.pages.uploads.keep_answer_file", away)
    page = Client().post(address, typed | {"motivation": "Lain.", work.name: photo()})
    assert (page.status_code, "<li>karya.png</li>" in page.content.decode()) == (503, True)
    back = Client().post(address, typed | {"motivation": "Lain.", "step": "change", "lost": "karya.png"})
    assert "<li>karya.png</li>" in back.content.decode()
    assert (back.status_code, back.context["form"]["motivation"].value()) == (200, "Lain.")
    assert Application.objects.get().revision == 1


def test_a_file_sent_by_itself_goes_along_with_the_form_afterwards(call: Call, work: Question) -> None:
    answer = alone(FORM, work)
    token = AnswerFile.objects.get().token
    assert (answer.status_code, answer.json()) == (200, {"field": work.name, "token": token, "told": TOLD})
    assert answer["Cache-Control"] == "no-store"
    empty_field_too: Any = posted(step="draft") | {work.name: ["", token]}
    draft = Client().post(FORM, empty_field_too)["Location"]
    for _again in range(2):
        Client().post(draft, empty_field_too | {"draft_version": "1"})
    assert Draft.objects.get().version == 1
    assert Client().post(FORM, posted() | {work.name: ["", token]}).status_code == 303
    assert Application.objects.get().own_answers == {work.pk: token}


def test_a_file_whose_answer_was_lost_is_stored_once_and_not_counted_again(
    call: Call, work: Question, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sanggar.applications.pages.uploads.UPLOADS", 2)
    form = {"submission_id": str(uuid.uuid4()), "form_id": uuid.uuid4().hex}
    once = form | {f"chosen_{work.name}": uuid.uuid4().hex}
    answers = [alone(FORM, work, **once).json() for _sending in range(4)]
    assert answers == [answers[0]] * 4
    with_the_form = Client().post(FORM, posted(step="check", **once) | {work.name: photo()})
    assert (with_the_form.status_code, carries_the_file(with_the_form, work)) == (200, True)
    other = alone(FORM, work, **form, **{f"chosen_{work.name}": uuid.uuid4().hex})
    unclear = alone(FORM, work, form_id="x", **{f"chosen_{work.name}": "x"})
    assert len({answers[0]["token"], other.json()["token"], unclear.json()["token"]}) == AnswerFile.objects.count() == 3


def test_a_page_made_anew_asks_for_the_files_of_its_form_until_they_are_sent(call: Call, work: Question) -> None:
    form = {"form_id": uuid.uuid4().hex}
    for _choice in range(2):
        last = alone(FORM, work, **form, **{f"chosen_{work.name}": uuid.uuid4().hex}).json()
    assert Client().post(f"{FORM}berkas/", form).json() == {"kept": [last]}
    assert last == {"field": work.name, "token": AnswerFile.objects.latest("pk").token, "told": TOLD}
    strange = Client().post(f"{FORM}berkas/", {"form_id": uuid.uuid4().hex})
    assert (strange.status_code, strange.json()) == (200, {"kept": []})
    assert Client().post(FORM, posted() | {work.name: last["token"]}).status_code == 303
    own = f"{Application.objects.get().own_path}ubah/berkas/"
    for place in (f"{FORM}berkas/", own):
        assert Client().post(place, form).json() == {"kept": []}


def test_a_file_sent_by_itself_is_judged_like_any_other(
    call: Call, work: Question, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = alone(FORM, work, **{work.name: photo(b"MZ jahat")})
    assert (wrong.status_code, wrong.json()) == (409, {"told": "Berkas harus PDF, JPEG, atau PNG."})
    stray = Client().post(f"{FORM}berkas/", {"q_999999": photo()})
    assert (stray.status_code, stray.json()) == (409, {"told": "Berkas ini kosong. Pilih berkas lain."})
    monkeypatch.setattr("sanggar.applications.pages.uploads.UPLOADS", 0)
    many = alone(FORM, work)
    assert (many.status_code, "Coba lagi" in many.json()["told"]) == (429, True)
    assert not AnswerFile.objects.exists()


def test_a_file_by_itself_is_taken_as_long_as_the_form_is(call: Call, work: Question) -> None:
    application = apply(call)
    address = f"{application.own_path}ubah/"
    mine = alone(address, work)
    assert (mine.status_code, mine["Referrer-Policy"]) == (200, "no-referrer")
    assert f'data-attach="{address}berkas/"' in Client().get(address).content.decode()
    with time_machine.travel(call.ends_at + timedelta(minutes=1), tick=False):
        assert [alone(place, work).status_code for place in (FORM, address)] == [410, 409]
    assert AnswerFile.objects.count() == 1


def test_one_network_takes_a_part_of_what_may_lie_here_unsent_and_no_more(
    call: Call, work: Question, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sanggar.applications.actions.answer_files.MOST_UNBOUND", 8 * len(PNG))
    campus, home = Client(REMOTE_ADDR="203.0.113.7"), Client(REMOTE_ADDR="2001:db8::1")

    def put(client: Client, **more: Any) -> Any:
        return client.post(f"{FORM}berkas/", {"submission_id": str(uuid.uuid4()), work.name: photo()} | more)

    tokens = [put(campus).json()["token"] for _file in range(2)]
    full = put(campus)
    assert (full.status_code, "pakai jaringan lain" in full.json()["told"]) == (429, True)
    assert put(home).status_code == 200
    assert campus.post(FORM, posted() | {work.name: tokens[0]}).status_code == 303
    assert AnswerFile.objects.get(token=tokens[0]).source == ""
    assert put(campus).status_code == 200  # what was sent counts no longer
    assert put(campus).status_code == 429
    monkeypatch.setattr("sanggar.applications.actions.answer_files.MOST_IN_DRAFTS", 4 * len(PNG))
    campus.post(FORM, posted(step="draft", submission_id=str(uuid.uuid4())) | {work.name: tokens[1]})
    assert put(campus).status_code == 429  # in a draft it goes on counting


def test_only_a_form_that_can_spare_work_loads_a_script_and_several_files_are_told_their_limit(
    call: Call, work: Question
) -> None:
    page = Client().get(FORM).content.decode()
    assert page.count("<script") == 1
    assert f'data-attach="{FORM}berkas/" data-most-bytes="12451840"' in page
    limit = "Sekali kirim paling besar 12 MB untuk semua berkas bersama."
    assert limit not in page
    add_question(call, "Sertifikat?", "file")
    assert limit in Client().get(FORM).content.decode()


@pytest.mark.parametrize(
    ("kind", "wanted", "how"), [("one", "a1", "choice"), ("long", "kamera", "words"), ("number", "3", "number")]
)
def test_the_page_says_on_which_answer_a_question_hangs(call: Call, kind: str, wanted: str, how: str) -> None:
    first = add_question(call, "Alat?", kind, options=[("Kamera", "Camera"), ("Ponsel", "Phone")])
    add_question(call, "Merek?", if_key=first.key, if_value=wanted)
    page = Client().get(FORM).content.decode()
    assert f'data-if="{first.name}" data-if-value="{wanted}" data-if-kind="{how}"' in page
