"""The letters of a call: the office's own words with fields from a closed list, seen before anybody gets one."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from factories.applications import apply, make_call
from factories.people import SETUP, make_account
from sanggar.applications import actions, merging
from sanggar.applications.default_letters import default_words
from sanggar.applications.letters import send_decision, send_receipt
from sanggar.applications.models import Call, CallLetter, SeatsGo
from sanggar.applications.moments import Moment, fields_of, needed_in
from sanggar.foundation import clock
from sanggar.foundation.dates import plain_date
from sanggar.foundation.errors import DomainError
from sanggar.foundation.messaging.envelope import read
from sanggar.foundation.models import AuditEntry, Message, MessageState
from sanggar.people.models import Account, Role
from sanggar.planning.models import Programme

SignIn = Callable[[Account], Client]
DESK = "/desk/diskominfo-malang/youtuber-tiktok/pendaftaran/buka/tahap-1/pesan/"
OWN = {
    "subject": "Terima kasih, {nama}",
    "body": "Nomor Anda {nomor_lamaran}.\n{tautan}",
    "short": "",
    "subject_en": "Thank you, {nama}",
    "body_en": "Your number is {nomor_lamaran}.\n{tautan}",
    "short_en": "Your number: {nomor_lamaran}",
    "whatsapp": "terima_lamaran",
    "whatsapp_fields": "nama nomor_lamaran",
}


@pytest.fixture
def call(programme: Programme) -> Call:
    return make_call(programme)


def write(call: Call, **changes: str) -> CallLetter:
    return write_as(call, Moment.RECEIPT, OWN | changes)


def write_as(call: Call, moment: Moment, texts: dict[str, str]) -> CallLetter:
    return actions.write_letter(call, moment=moment, by=SETUP, at=clock.now(), **texts)


def test_the_office_reads_the_letters_that_no_call_changes_in_both_languages_and_without_the_link(
    officer: Account, signed_in: SignIn, call: Call
) -> None:
    desk = signed_in(officer)
    assert "MLG-2026-0042" in desk.get(DESK).content.decode()
    application = apply(call)
    page = desk.get(DESK)
    shown = {str(letter.label): dict(letter.texts) for letter in page.context["fixed"]}
    assert list(shown) == ["Tautan draf", "Kode untuk membuka lamaran", "Pengingat perbaikan", "Tautan untuk wali"]
    code = shown["Kode untuk membuka lamaran"]
    assert (application.receipt in code["id"], "7K3F-92QD" in code["en"], code["id"] != code["en"]) == (
        True,
        True,
        True,
    )
    assert "Foto KTP belum jelas." in shown["Pengingat perbaikan"]["id"]
    assert application.token not in page.content.decode()


# --- words and fields
@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("moment", Moment.values)
def test_the_words_that_come_with_the_program_hold_known_fields_and_the_link(moment: str, language: str) -> None:
    with translation.override(language):
        words = default_words(moment)
    for text in (words.subject, words.body, words.short):
        merging.check(text, fields_of(moment), "body")
    merging.check(words.body, fields_of(moment), "body", needed_in(moment))
    assert "tautan" in merging.fields_in(words.body)
    assert not any("nik" in name for name in fields_of(moment))


@given(st.dictionaries(st.sampled_from(["a", "b"]), st.text(), min_size=2, max_size=2))
def test_what_is_filled_in_is_never_read_for_fields_again(values: dict[str, str]) -> None:
    filled = merging.fill("({a})", {"a": values["a"] + "{b}", "b": values["b"]})
    assert filled == merging.GAP.sub("\n\n", f"({values['a']}{{b}})")


def test_a_line_whose_fields_are_all_empty_is_left_out() -> None:
    text = "Halo {nama}\n\nTempat: {tempat}\n\n{alasan}\n\nSalam"
    assert merging.fill(text, {"nama": "Siti", "tempat": "", "alasan": ""}) == "Halo Siti\n\nSalam"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "code", "field", "told"),
    [
        ({"body": "{tautan} {nik}"}, "merge_field_unknown", "body", "{nik}"),
        ({"short_en": "{alasan}"}, "merge_field_unknown", "short_en", "{alasan}"),
        ({"subject": "{nama"}, "merge_brace_open", "subject", "kurung"),
        ({"subject_en": "{{nama}}"}, "merge_brace_open", "subject_en", "kurung"),
        ({"body_en": "Thank you"}, "merge_field_missing", "body_en", "{tautan}"),
        ({"whatsapp_fields": "nama umur"}, "merge_field_unknown", "whatsapp_fields", "{umur}"),
        ({"whatsapp": ""}, "whatsapp_name_missing", "whatsapp", "templat"),
    ],
)
def test_a_text_that_can_not_be_filled_in_is_refused_by_name(
    call: Call, changes: dict[str, str], code: str, field: str, told: str
) -> None:
    with pytest.raises(DomainError) as refused:
        write(call, **changes)
    assert (refused.value.code, refused.value.field, told in str(refused.value)) == (code, field, True)
    assert not CallLetter.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("moment", "news"),
    [
        (Moment.RECEIPT, "{nomor_lamaran}"),
        (Moment.CORRECTION, "{penjelasan} {alasan}"),
        (Moment.DECISION, "{keadaan} {alasan}"),
        (Moment.OBJECTION, "{batas_waktu} {kabar}"),
        (Moment.PROLONGED, "{menjadi}"),
        (Moment.RULES, "{perubahan}"),
        (Moment.SELECTED, "{kabar}"),
        (Moment.RESERVE, "{kabar}"),
        (Moment.POSTPONED, "{menjadi}"),
        (Moment.OFFER, "{batas_waktu}"),
        (Moment.REMINDER, "{batas_waktu}"),
        (Moment.CHOSEN, "{pesan}"),
    ],
)
def test_a_letter_that_leaves_out_what_it_is_for_is_refused(call: Call, moment: Moment, news: str) -> None:
    whole = f"{news} {{tautan}}"
    bodies = {"body": whole, "body_en": whole}
    told = []
    for field in bodies:
        for left_out in news.split():
            with pytest.raises(DomainError) as refused:
                write_as(call, moment, OWN | bodies | {field: whole.replace(left_out, "")})
            told.append((refused.value.code, refused.value.field, left_out in str(refused.value)))
    assert told == [("merge_field_missing", field, True) for field in bodies for _ in news.split()]
    assert write_as(call, moment, OWN | bodies).body == whole


@pytest.mark.django_db
def test_a_letter_from_before_its_news_was_asked_for_is_left_behind_when_a_call_is_copied(call: Call) -> None:
    write(call)
    words = OWN | {"whatsapp": "", "whatsapp_fields": ""}
    CallLetter.objects.create(call=call, moment=Moment.OFFER, version=1, written_at=clock.now(), **words)
    later = make_call(call.programme, call.stage, slug="tahap-1-lagi", opens_in=10, closes_in=17, published=False)
    actions.copy_call(call, later, by=SETUP, at=clock.now())
    assert [letter.moment for letter in later.letters.all()] == [Moment.RECEIPT]


@pytest.mark.django_db
@pytest.mark.parametrize("is_old", [True, False])
def test_which_letters_a_copy_is_made_without_is_said_before_and_after(
    call: Call, officer: Account, signed_in: SignIn, *, is_old: bool
) -> None:
    write(call)
    if is_old:
        words = OWN | {"whatsapp": "", "whatsapp_fields": ""}
        CallLetter.objects.create(call=call, moment=Moment.OFFER, version=1, written_at=clock.now(), **words)
    desk, address = signed_in(officer), f"{DESK.partition('buka/')[0]}baru/seperti/{call.slug}/"
    form = desk.get(address)
    filled = {name: field.value() or "" for name, field in ((each.name, each) for each in form.context["form"])}
    times = {"opens_at": "2027-01-04T08:00", "closes_at": "2027-01-18T16:00"}
    made = desk.post(address, {**filled, **times, "slug": "salinan", "stage": call.stage.pk}, follow=True)
    assert made.redirect_chain, made.context["form"].errors
    told = "“Kursi ditawarkan”"
    assert [told in page.content.decode() for page in (form, made)] == [is_old, is_old]


@pytest.mark.django_db
def test_the_office_reads_beside_the_text_what_it_must_hold(call: Call, officer: Account, signed_in: SignIn) -> None:
    page = signed_in(officer).get(f"{DESK}postponed/")
    assert page.context["fields"][:2] == [
        ("{tautan}", "tautan rahasia pelamar; wajib ada dalam isi"),
        ("{menjadi}", "waktu yang baru; wajib ada dalam isi"),
    ]


@pytest.mark.django_db
def test_each_change_is_a_version_and_the_words_before_stay_on_record(call: Call) -> None:
    first, same, second = write(call), write(call), write(call, subject="Halo {nama}")
    assert (first.pk == same.pk, second.version) == (True, 2)
    actions.reset_letter(second, by=SETUP, at=clock.now())
    actions.reset_letter(second, by=SETUP, at=clock.now())
    assert (CallLetter.objects.count(), CallLetter.objects.filter(retired_at=None).count()) == (2, 0)
    assert write(call).version == 3
    verbs = AuditEntry.objects.filter(verb__endswith="_letter").order_by("pk").values_list("verb", flat=True)
    assert [verb.partition(".")[2] for verb in verbs] == [
        "write_letter",
        "write_letter",
        "reset_letter",
        "write_letter",
    ]


# --- what is sent
@pytest.mark.django_db
def test_the_office_s_words_are_sent_in_the_applicant_s_language(call: Call) -> None:
    write(call)
    application = apply(call, email="sulastri@contoh.example", language="en")
    send_receipt.call(application.pk)
    (letter,) = mail.outbox
    assert letter.subject == "Thank you, Sulastri"
    assert letter.body.startswith(f"Your number is {application.receipt}.\nhttp")
    assert application.own_path in letter.body
    message = Message.objects.get()
    words = read(message)
    assert words is not None
    assert (message.version, message.language, words.short) == (1, "en", f"Your number: {application.receipt}")
    assert (words.template, words.parameters) == ("terima_lamaran", ["Sulastri", application.receipt])


@pytest.mark.django_db
def test_a_receipt_is_sent_once_and_names_the_day_and_the_program(call: Call) -> None:
    application = apply(call, email="sulastri@contoh.example")
    send_receipt.call(application.pk)
    send_receipt.call(application.pk)
    (letter,) = mail.outbox
    assert letter.subject == f"Lamaran {application.receipt} sudah diterima: Pendaftaran Tahap 1"
    assert ("WIB, atau menariknya" in letter.body, "{" in letter.body) == (True, False)


@pytest.mark.django_db
def test_who_must_correct_and_has_no_address_is_told_by_the_office(call: Call) -> None:
    application = apply(call)
    asked = application.revision
    actions.ask_for_correction(application, reason="Foto KTP buram.", revision=asked, by=SETUP, at=clock.now())
    send_decision.call(application.pk)
    message = Message.objects.get()
    words = read(message)
    assert words is not None
    assert (message.state, "Foto KTP buram." in words.body) == (MessageState.BY_HAND, True)


@pytest.mark.django_db
def test_no_letter_ever_holds_the_nik(call: Call) -> None:
    application = apply(call, email="sulastri@contoh.example")
    send_receipt.call(application.pk)
    send_decision.call(application.pk)
    assert len(mail.outbox) == 2
    assert [letter for letter in mail.outbox if "3573055708039001" in letter.body + letter.subject] == []


# --- pages
def sent(what: str, **changes: str) -> dict[str, str]:
    return {"once": str(uuid.uuid4()), "what": what, **OWN, **changes}


@pytest.mark.django_db
def test_an_officer_sees_the_letter_of_a_real_applicant_and_then_saves(
    call: Call, officer: Account, signed_in: SignIn
) -> None:
    Call.objects.update(seats_go=SeatsGo.FLOOR)
    application, client = apply(call), signed_in(officer)
    assert "Lamaran diterima" in client.get(DESK).content.decode()
    page = client.get(f"{DESK}receipt/").content.decode()
    assert (application.receipt in page, application.token in page, "{nomor_lamaran}" in page) == (True, False, True)
    assert (plain_date(call.ends_at) in page, "mencapai nilai minimum" in page) == (True, True)
    seen = client.post(f"{DESK}receipt/", sent("lihat", short="Nomor “{nomor_lamaran}”")).content.decode()
    assert ("Terima kasih, Sulastri" in seen, "1 bagian SMS" in seen, "Huruf ““”" in seen) == (True, True, True)
    assert "lebih mahal" not in page
    assert not CallLetter.objects.exists()
    assert client.post(f"{DESK}receipt/", sent("simpan")).status_code == 302
    assert CallLetter.objects.get().subject == "Terima kasih, {nama}"
    assert client.post(f"{DESK}receipt/bawaan/", {"once": str(uuid.uuid4())}).status_code == 302
    assert CallLetter.objects.get().retired_at is not None


@pytest.mark.django_db
@pytest.mark.parametrize("what", ["lihat", "simpan"])
def test_an_unknown_field_and_a_nik_are_told_beside_the_text(
    call: Call, officer: Account, signed_in: SignIn, what: str
) -> None:
    client = signed_in(officer)
    page = client.post(f"{DESK}receipt/", sent(what, body="{tautan} {umur}"))
    assert (page.status_code, "{umur} bukan isian yang dikenal" in page.content.decode()) == (422, True)
    page = client.post(f"{DESK}receipt/", sent(what, body="{tautan} 3573055708039001"))
    assert (page.status_code, CallLetter.objects.exists()) == (422, False)


@pytest.mark.django_db
def test_only_who_screens_writes_letters_and_only_of_known_moments(
    call: Call, programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    inspector = signed_in(make_account("Ida Inspektur", Role.INSPECTOR, programme.organisation))
    answers: list[Any] = [inspector.get(DESK), inspector.post(f"{DESK}receipt/", sent("simpan"))]
    assert [answer.status_code for answer in answers] == [403, 403]
    assert signed_in(officer).get(f"{DESK}entah/").status_code == 404
