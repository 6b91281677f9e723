"""The privacy notice of a call names what that call asks and notes besides the usual answers, as it stands."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from factories.applications import add_question, apply, make_call
from factories.people import SETUP
from factories.planning import make_programme, make_stage
from sanggar.applications import actions
from sanggar.applications.actions.texts import renew_notices
from sanggar.applications.models import NOTICE, Call, ConsentText, Question
from sanggar.applications.wording import BESIDES_BEGINS
from sanggar.foundation import clock
from sanggar.foundation.models import AuditEntry
from sanggar.people.models import Account, Organisation
from sanggar.planning.models import Programme

pytestmark = pytest.mark.django_db
ROOM = "/desk/diskominfo-malang/youtuber-tiktok/pendaftaran/buka/tahap-1/"
SIGN = (
    "tanda peramban, yaitu tanda acak yang disimpan peramban Anda begitu lamaran terkirim, supaya tampak bila beberapa "
    "lamaran dikirim dari peramban yang sama"
)
CHOICES = [("Punya sendiri", "My own"), ("Meminjam", "Borrowed")]


@pytest.fixture
def draft(programme: Programme) -> Call:
    return make_call(programme, published=False)


@pytest.fixture
def desk(officer: Account, signed_in: Callable[[Account], Client]) -> Client:
    return signed_in(officer)


def notice_of(call: Call) -> ConsentText:
    return ConsentText.objects.get(call=call, key=NOTICE, retired_at=None)


def told(call: Call) -> list[str]:
    """The paragraphs about it, in both languages."""
    notice = notice_of(call)
    paragraphs = [*notice.text.split("\n\n"), *notice.text_en.split("\n\n")]
    return [each for each in paragraphs if each.startswith(BESIDES_BEGINS)]


def retire(question: Question) -> None:
    actions.retire_question(question, by=SETUP, at=clock.now())


def test_a_call_that_asks_nothing_of_its_own_says_nothing_of_it(draft: Call) -> None:
    assert (told(draft), notice_of(draft).version) == ([], 1)


def test_a_draft_s_notice_names_its_questions_files_and_sign_behind_the_usual_data(programme: Programme) -> None:
    call = make_call(programme, published=False, notes_device=True)
    assert told(call)[0] == f"Data lain dalam pendaftaran ini: {SIGN}."
    phone = add_question(call, "Ponsel Anda?", "one", options=CHOICES)
    add_question(call, "Milik siapa?", if_key=phone.key, if_value="a2")
    add_question(call, "Contoh karya", "file")
    here, in_english = told(call)
    assert here == (
        "Data lain dalam pendaftaran ini: jawaban atas pertanyaan khususnya (“Ponsel Anda?”, “Milik siapa?”); berkas "
        f"yang Anda lampirkan (“Contoh karya”); {SIGN}."
    )
    assert in_english == (
        "Other data in this call: the answers to its own questions (“Ponsel Anda? (en)”, “Milik siapa? (en)”); the "
        "files that you attach (“Contoh karya (en)”); the browser's sign, a random sign that your browser keeps once "
        "the application is sent, which shows when several applications come from one browser."
    )
    paragraphs = notice_of(call).text.split("\n\n")
    place = next(at for at, each in enumerate(paragraphs) if each.startswith(BESIDES_BEGINS[0]))
    assert [each.partition(":")[0] for each in paragraphs[place - 1 :: 2][:2]] == ["Data yang diproses", "Yang melihat"]
    actions.publish_call(call, by=SETUP, at=clock.now())
    assert "yang Anda lampirkan (“Contoh karya”); tanda peramban" in Client().get(call.path).content.decode()


def test_what_a_draft_no_longer_asks_or_notes_is_named_no_longer(programme: Programme) -> None:
    call = make_call(programme, published=False, notes_device=True)
    before = notice_of(call)
    question = add_question(call, "Ponsel Anda?")
    actions.change_call(call, notes_device=False, by=SETUP, at=clock.now())
    assert SIGN not in told(call)[0]
    retire(question)
    assert told(call) == []
    actions.change_call(call, notes_device=True, by=SETUP, at=clock.now())
    assert (notice_of(call).text, notice_of(call).text_en) == (before.text, before.text_en)


def test_publishing_changes_no_word_of_it_and_each_version_is_on_record(draft: Call) -> None:
    add_question(draft, "Ponsel Anda?")
    before = notice_of(draft)
    actions.publish_call(draft, by=SETUP, at=clock.now())
    assert notice_of(draft) == before
    assert AuditEntry.objects.filter(verb="applications.write_text", subject_label="notice v2").count() == 1


def test_after_publication_other_questions_make_a_new_version_and_who_read_the_old_one_keeps_it(draft: Call) -> None:
    question = add_question(draft, "Ponsel Anda?")
    actions.publish_call(draft, by=SETUP, at=clock.now())
    application, read = apply(draft), notice_of(draft)
    added = add_question(draft, "Punya lampu?")
    now = notice_of(draft)
    assert ("“Punya lampu?”" in now.text, now.version) == (True, read.version + 1)
    kept = application.consents.get(text__key=NOTICE).text
    assert (kept, kept.text, "“Punya lampu?”" in kept.text) == (read, read.text, False)
    actions.move_question(added, up=True, by=SETUP, at=clock.now())
    assert notice_of(draft) == now
    actions.write_question(
        draft,
        question.words | {"help_text": "Boleh kosong."},  # type: ignore[arg-type]  # words, as a question holds them
        question=question,
        by=SETUP,
        at=clock.now(),
    )
    assert notice_of(draft) == now


def test_a_notice_of_before_stays_as_it_was_read_until_something_is_written_anew(draft: Call) -> None:
    """Published when notices did not name it: no night's work changes it."""
    add_question(draft, "Ponsel Anda?")
    actions.publish_call(draft, by=SETUP, at=clock.now())
    plain = told(draft)
    old = notice_of(draft)
    ConsentText.objects.filter(pk=old.pk).update(
        text=old.text.replace(f"\n\n{plain[0]}", ""), text_en=old.text_en.replace(f"\n\n{plain[1]}", "")
    )
    assert renew_notices(clock.now() + timedelta(days=1)) == 0
    assert (told(draft), notice_of(draft).version) == ([], old.version)
    add_question(draft, "Punya lampu?")
    assert "“Ponsel Anda?”, “Punya lampu?”" in told(draft)[0]


def test_whoever_writes_the_notice_it_is_told_once(desk: Client, draft: Call) -> None:
    add_question(draft, "Ponsel {Anda}?")
    page = desk.get(f"{ROOM}teks/notice/ubah/")
    assert "Paragraf “Data lain dalam pendaftaran ini:” selalu ditulis" in page.content.decode()
    form = page.context["form"]
    typed = {name: form[name].value().replace("\n", "\r\n").replace("Ponsel", "Gawai") for name in ("text", "text_en")}
    desk.post(f"{ROOM}teks/notice/ubah/", typed | {"once": str(form["once"].value())})
    assert (len(told(draft)), "“Ponsel {Anda}?”" in told(draft)[0]) == (2, True)
    own = actions.write_text(draft, key=NOTICE, text="Singkat.", text_en="Short.", by=SETUP, at=clock.now())
    assert (
        own.text == "Singkat.\n\nData lain dalam pendaftaran ini: jawaban atas pertanyaan khususnya (“Ponsel {Anda}?”)."
    )
    assert actions.write_text(draft, key=NOTICE, text=own.text, text_en=own.text_en, by=SETUP, at=clock.now()) == own


def test_versions_of_a_draft_stand_by_themselves(desk: Client, draft: Call) -> None:
    for label in ("Ponsel Anda?", "Punya lampu?"):
        add_question(draft, label)
    assert "2 versi rancangan, sebelum diterbitkan" in desk.get(f"{ROOM}teks/notice/").content.decode()
    actions.publish_call(draft, by=SETUP, at=clock.now())
    apply(draft)
    add_question(draft, "Punya laptop?")
    page = desk.get(f"{ROOM}teks/notice/")
    assert [each.version for each in page.context["versions"]] == [4, 3]
    assert [each.version for each in page.context["unread"]] == [2, 1]


def test_a_copied_call_s_notice_names_what_it_asks_itself(programme: Programme, office: Organisation) -> None:
    source = make_call(programme, slug="sumber", published=False, notes_device=True)
    add_question(source, "Ponsel Anda?")
    same = make_call(programme, source.stage, slug="salinan", published=False)
    other = make_programme(office, slug="lain")
    elsewhere = make_call(other, make_stage(other), slug="di-sana", published=False, notes_device=True)
    for call in (same, elsewhere):
        actions.copy_call(source, call, by=SETUP, at=clock.now())
    asked = "Data lain dalam pendaftaran ini: jawaban atas pertanyaan khususnya (“Ponsel Anda?”)"
    assert told(same)[0] == f"{asked}."
    assert told(elsewhere)[0] == f"{asked}; {SIGN}."
    assert other.name in notice_of(elsewhere).text


def test_where_the_office_lists_the_usual_data_it_stands_behind_the_whole_list(draft: Call) -> None:
    add_question(draft, "Ponsel Anda?")
    besides, in_english = told(draft)
    listed = "Data yang diproses:\n- nama\n- NIK"
    texts = {"text": f"{listed}\n\nHubungi kami.", "text_en": "Data processed:\n- name\n"}
    for _again in range(2):
        actions.write_text(draft, key=NOTICE, by=SETUP, at=clock.now(), **texts)
        now = notice_of(draft)
        assert now.text == f"{listed}\n\n{besides}\n\nHubungi kami."
        assert now.text_en == f"Data processed:\n- name\n\n{in_english}\n"
        texts = {"text": now.text, "text_en": now.text_en}
    assert draft.consent_texts.filter(key=NOTICE).count() == 3
