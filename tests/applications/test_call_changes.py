"""A call's end changed after it was announced, and a call made after an earlier one."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from threading import Event, Timer
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.test import Client
from django_tasks_db.models import DBTaskResult

from applications.test_races import at_once
from factories.applications import add_question, apply, make_call, numbered_answers
from factories.people import SETUP
from factories.planning import make_programme, make_stage
from sanggar.applications import actions, data_letters, letters
from sanggar.applications.models import NOTICE, Call, CallChange, ChangeKind, InvitationCode
from sanggar.applications.queries import texts_in_force
from sanggar.applications.question_queries import questions_of
from sanggar.foundation import clock
from sanggar.foundation.dates import plain_date
from sanggar.foundation.messaging.envelope import read
from sanggar.foundation.messaging.officer import release_batch
from sanggar.foundation.models import Message, MessageState
from sanggar.foundation.work import UNHURRIED
from sanggar.people.models import Account, Organisation
from sanggar.planning.models import Programme

pytestmark = pytest.mark.django_db
FORM = "/daftar/tahap-1/"
ROOM = "/desk/diskominfo-malang/youtuber-tiktok/pendaftaran/"


@pytest.fixture
def desk(officer: Account, signed_in: Callable[[Account], Client]) -> Client:
    return signed_in(officer)


def test_prolonging_is_announced_with_its_reason_on_the_page_and_to_who_applied(
    desk: Client, programme: Programme
) -> None:
    call = make_call(programme)
    told = apply(call, numbered_answers(call, 1, email="a@contoh.example"))
    apply(call, numbered_answers(call, 2))
    gone = apply(call, numbered_answers(call, 3, email="b@contoh.example"))
    actions.withdraw_application(gone, by=gone.actor, at=clock.now())
    closes_at = call.closes_at + timedelta(days=3)
    form = {
        "once": str(uuid.uuid4()),
        "closes_at": closes_at.strftime("%Y-%m-%dT%H:%M"),
        "reason": "Banyak yang belum tahu.",
    }
    assert desk.post(f"{ROOM}buka/tahap-1/perpanjang/", form).status_code == 302
    change = CallChange.objects.get()
    assert (change.kind, change.before) == (ChangeKind.PROLONGED, call.closes_at)
    assert "Alasan: Banyak yang belum tahu." in Client().get(FORM).content.decode()
    for _again in range(2):
        letters.send_prolonged.call(change.pk)
    write_queued_letters()
    [message] = Message.objects.filter(key__startswith="prolonged")
    assert (message.key, message.until) == (f"prolonged {change.pk} {told.pk}", change.after)


def write_queued_letters() -> int:
    """As the worker does with what waits about a changed end; how many tasks."""
    waiting = DBTaskResult.objects.filter(task_path=letters.write_prolonged.module_path)
    for waits in waiting:
        letters.write_prolonged.call(*waits.args_kwargs["args"])
    return len(waiting)


def prolong(call: Call, days: int) -> CallChange:
    closes_at = call.closes_at + timedelta(days=days)
    actions.prolong_call(call, closes_at=closes_at, reason="Banyak yang belum tahu.", by=SETUP, at=clock.now())
    return CallChange.objects.latest("pk")


def test_the_letters_about_a_later_end_wait_until_an_officer_has_looked_at_them(
    desk: Client, programme: Programme, mailoutbox: list[EmailMessage]
) -> None:
    call = make_call(programme)
    for number in (1, 2):
        apply(call, numbered_answers(call, number, email=f"{number}@contoh.example"))
    apply(call, numbered_answers(call, 3))
    assert "Surat kepada 2 pelamar" in desk.get(f"{ROOM}buka/tahap-1/perpanjang/").content.decode()
    change = prolong(call, 3)
    letters.send_prolonged.call(change.pk)
    write_queued_letters()
    held = Message.objects.filter(key__startswith="prolonged")
    assert ({each.state for each in held}, len(mailoutbox)) == ({MessageState.HELD}, 0)
    page = desk.get(f"/desk/diskominfo-malang/youtuber-tiktok/pesan/kelompok/perpanjangan-{change.pk}/")
    assert page.context["held"].total == 2
    assert "Banyak yang belum tahu." in page.content.decode()


def test_a_letter_to_everybody_is_one_small_task_a_person_behind_all_that_somebody_waits_for(
    programme: Programme,
) -> None:
    call = make_call(programme)
    for number in (1, 2, 3):
        apply(call, numbered_answers(call, number, email=f"{number}@contoh.example"))
    letters.send_prolonged.call(prolong(call, 3).pk)
    waiting = DBTaskResult.objects.filter(task_path=letters.write_prolonged.module_path)
    assert [waits.priority for waits in waiting] == [UNHURRIED] * 3
    receipts = DBTaskResult.objects.filter(task_path=letters.send_receipt.module_path)
    assert {waits.priority for waits in receipts} == {UNHURRIED}
    assert data_letters.send_find_code.priority > UNHURRIED


def test_who_was_asked_for_a_correction_reads_that_it_still_has_to_be_sent(programme: Programme) -> None:
    call = make_call(programme)
    asked, other = (apply(call, numbered_answers(call, each, email=f"{each}@contoh.example")) for each in (1, 2))
    actions.ask_for_correction(asked, reason="Foto buram", by=SETUP, at=clock.now())
    letters.send_prolonged.call(prolong(call, 3).pk)
    write_queued_letters()
    found = [Message.objects.get(key__startswith="prolonged", key__endswith=f" {each.pk}") for each in (asked, other)]
    texts = [envelope.body for each in found if (envelope := read(each))]
    correction = ["perbaikan yang diminta tetap harus Anda kirim" in text for text in texts]
    nothing = ["tidak perlu berbuat apa pun" in text for text in texts]
    assert (correction, nothing) == ([True, False], [False, True])


def test_a_letter_about_an_end_that_was_changed_again_is_told_to_nobody(programme: Programme) -> None:
    call = make_call(programme)
    first, _second = (apply(call, numbered_answers(call, each, email=f"{each}@contoh.example")) for each in (1, 2))
    earlier = prolong(call, 3)
    letters.write_prolonged.call(earlier.pk, first.pk)
    later = prolong(call, 6)
    for change in (earlier, later):
        letters.send_prolonged.call(change.pk)
    write_queued_letters()
    found = Message.objects.filter(key__startswith="prolonged").values_list("key", "state").order_by("pk")
    assert [(key.split()[1], state) for key, state in found] == [
        (str(earlier.pk), MessageState.CANCELLED),
        (str(later.pk), MessageState.HELD),
        (str(later.pk), MessageState.HELD),
    ]


def test_a_released_letter_that_has_not_left_is_taken_back_when_the_end_is_changed_again(programme: Programme) -> None:
    call = make_call(programme)
    told = apply(call, numbered_answers(call, 1, email="1@contoh.example"))
    earlier = prolong(call, 3)
    letters.write_prolonged.call(earlier.pk, told.pk)
    batch, place = letters.change_batch(earlier), call.programme.place
    assert release_batch(call.programme.shelf, batch, place=place, by=SETUP, at=clock.now()) == 1
    actions.close_call(call, reason="Gedung terbakar.", by=SETUP, at=clock.now())
    assert Message.objects.get(key__startswith="prolonged").state == MessageState.CANCELLED


@pytest.mark.django_db(transaction=True)
def test_a_letter_that_is_being_written_while_the_end_is_changed_again_does_not_stay_in_its_batch(
    office: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    call = make_call(make_programme(office))
    told = apply(call, numbered_answers(call, 1, email="1@contoh.example"))
    earlier, looked, changing = prolong(call, 3), Event(), Event()
    values = letters.prolonged_values

    def written_slowly(*given: Any) -> Any:
        looked.set()
        changing.wait(10)
        return values(*given)

    def change_meanwhile() -> None:
        looked.wait(10)
        Timer(0.2, changing.set).start()  # by then the change waits for the letter, or has gone past it
        prolong(call, 6)
        changing.set()

    monkeypatch.setattr(letters, "prolonged_values", written_slowly)
    at_once(lambda: letters.write_prolonged.call(earlier.pk, told.pk), change_meanwhile)
    assert looked.is_set()
    assert Message.objects.get(key__startswith=f"prolonged {earlier.pk}").state == MessageState.CANCELLED


def test_before_a_call_is_prolonged_or_opened_again_the_letter_is_shown(desk: Client, programme: Programme) -> None:
    call = make_call(programme)
    assert "Contoh surat" not in desk.get(f"{ROOM}buka/tahap-1/perpanjang/").content.decode()
    told = apply(call, numbered_answers(call, 1, email="1@contoh.example"))
    page = desk.get(f"{ROOM}buka/tahap-1/perpanjang/").content.decode()
    assert ("Contoh surat" in page, told.receipt in page, told.token in page) == (True, True, False)
    assert ("‹waktu tutup yang Anda isi›" in page, "‹alasan yang Anda isi›" in page) == (True, True)
    actions.close_call(call, reason="Listrik padam.", by=SETUP, at=clock.now())
    again = desk.get(f"{ROOM}buka/tahap-1/buka-kembali/").content.decode()
    assert (plain_date(call.closes_at) in again, "‹alasan yang Anda isi›" in again) == (True, True)


def test_a_call_closed_by_hand_is_opened_again_until_its_announced_end(desk: Client, programme: Programme) -> None:
    call = make_call(programme)
    at = clock.now()
    with pytest.raises(actions.CallNotClosedByHand):
        actions.reopen_call(call, reason="x", by=SETUP, at=at)
    actions.close_call(call, reason="Listrik padam.", by=SETUP, at=at)
    closed = Client().get(FORM)
    assert (closed.status_code, "Alasan: Listrik padam." in closed.content.decode()) == (410, True)
    form = {"once": str(uuid.uuid4()), "reason": "Listrik menyala."}
    assert desk.post(f"{ROOM}buka/tahap-1/buka-kembali/", form).status_code == 302
    assert Client().get(FORM).status_code == 200
    call.refresh_from_db()
    assert (call.is_open_at(clock.now()), call.closed_at) == (True, None)
    assert list(CallChange.objects.values_list("kind", flat=True)) == [ChangeKind.CLOSED, ChangeKind.REOPENED]


def test_what_ran_out_is_prolonged_not_reopened(programme: Programme) -> None:
    call = make_call(programme, opens_in=-2, closes_in=1)
    actions.close_call(call, reason="x", by=SETUP, at=clock.now())
    with pytest.raises(actions.CallNotClosedByHand):
        actions.reopen_call(call, reason="x", by=SETUP, at=call.closes_at)


def test_a_change_without_a_reason_can_not_be_stored(programme: Programme) -> None:
    call = make_call(programme)
    ends = {"before": call.closes_at, "after": call.closes_at, "at": clock.now()}
    with pytest.raises(IntegrityError), transaction.atomic():
        CallChange.objects.create(call=call, kind=ChangeKind.CLOSED, reason="", by="x", **ends)


def test_a_call_is_made_after_an_earlier_one_without_its_dates_codes_and_answers(
    desk: Client, programme: Programme
) -> None:
    source = make_call(programme, published=False)
    at = clock.now()
    phone = add_question(source, "Ponsel?", "one", options=[("Punya", "Own"), ("Tidak", "None")])
    add_question(source, "Milik siapa?", if_key=phone.key, if_value="a1")
    given = {"name": "KIM", "name_en": "KIM", "seats": 15, "needs_code": True}
    actions.write_category(source, key="community", by=SETUP, at=at, **given)
    age = {"least": 18, "most": 30, "on": "2026-12-01"}
    actions.write_rule(source, kind="age", value=age, by=SETUP, at=at)
    actions.write_text(source, key="foto_mitra", text="Boleh.", text_en="May.", by=SETUP, at=at)
    actions.retire_text(source.consent_texts.get(key="photo"), by=SETUP, at=at)
    actions.set_screening_terms(source, correction_days=3, two_refuse=True, guardian_first=False, by=SETUP, at=at)
    actions.make_codes(source, "community", count=2, allowed=1, note="", by=SETUP, at=at)
    stage = make_stage(programme, ordinal=2)
    address = f"{ROOM}baru/seperti/{source.slug}/"
    page = desk.get(address).context["form"]
    start = {name: page[name].value() for name in ("motivation_question", "minimum_age", "requirements")}
    form = start | {
        "once": str(uuid.uuid4()),
        "stage": stage.pk,
        "title": "Tahap 2",
        "slug": "tahap-2",
        "opens_at": "2027-03-01T08:00",
        "closes_at": "2027-03-15T16:00",
        "tracks": ["youtube", "tiktok"],
        "sharing": "shared",
    }
    assert desk.post(address, form).status_code == 302
    call = Call.objects.get(slug="tahap-2")
    assert [(each.key, each.words) for each in questions_of(call)] == [
        (each.key, each.words) for each in questions_of(source)
    ]
    terms = actions.screening_terms(call)
    assert (terms.correction_days, terms.two_refuse, terms.guardian_first) == (3, True, False)
    source.refresh_from_db()
    assert (call.categories, call.rule_list[0].value) == (source.categories, age | {"on": ""})
    assert [text.key for text in texts_in_force(call)] == [NOTICE, "later_programmes", "foto_mitra"]
    assert (call.published_at, InvitationCode.objects.filter(call=call).exists()) == (None, False)
    assert call.opens_at.year == 2027


def test_only_an_office_s_own_calls_can_be_copied(
    desk: Client, programme: Programme, other_office: Organisation
) -> None:
    make_call(make_programme(other_office, "lain"), slug="asing")
    assert desk.get(f"{ROOM}baru/seperti/asing/").status_code == 404


def test_the_privacy_notice_of_another_programme_is_not_copied(programme: Programme, office: Organisation) -> None:
    source = make_call(make_programme(office, "lain"), slug="lain", published=False)
    actions.write_text(source, key=NOTICE, text="Khusus program lain.", text_en="Other.", by=SETUP, at=clock.now())
    call = make_call(programme, published=False)
    actions.copy_call(source, call, by=SETUP, at=clock.now())
    assert "Khusus program lain." not in texts_in_force(call)[0].text


def test_what_the_procedure_of_one_call_added_to_its_notice_is_not_told_in_another(programme: Programme) -> None:
    """The other call counts no disability and asks for no family card; said there, both would be untrue."""
    stage = make_stage(programme)
    source = make_call(programme, stage, slug="sumber", published=False)
    call = make_call(programme, stage, slug="salinan", published=False)
    before = [(each.text, each.text_en) for each in texts_in_force(source)]
    actions.count_needs(source, counted=True, by=SETUP, at=clock.now())
    actions.ask_family_card(source, asked=True, by=SETUP, at=clock.now())
    actions.copy_call(source, call, by=SETUP, at=clock.now())
    assert [(each.text, each.text_en) for each in texts_in_force(call)] == before
    assert texts_in_force(source)[0].text != before[0][0]


def test_a_notice_that_an_officer_rewrote_is_copied_without_the_procedure_of_the_other_call_too(
    programme: Programme,
) -> None:
    """A form sends its lines' ends in another way than the program writes them."""
    stage = make_stage(programme)
    source = make_call(programme, stage, slug="sumber", published=False)
    call = make_call(programme, stage, slug="salinan", published=False)
    before = texts_in_force(source)[0]
    actions.count_needs(source, counted=True, by=SETUP, at=clock.now())
    actions.ask_family_card(source, asked=True, by=SETUP, at=clock.now())
    told = texts_in_force(source)[0]
    typed = {"text": f"Halo.\n\n{told.text}", "text_en": f"Hello.\n\n{told.text_en}"}
    words = {name: text.replace("\n", "\r\n") for name, text in typed.items()}
    written = actions.write_text(source, key=NOTICE, **words, by=SETUP, at=clock.now())
    assert (written.text, actions.write_text(source, key=NOTICE, **words, by=SETUP, at=clock.now())) == (
        typed["text"], written,
    )  # fmt: skip
    type(written).objects.filter(pk=written.pk).update(**words)  # as they were kept before
    actions.copy_call(source, call, by=SETUP, at=clock.now())
    copied = texts_in_force(call)[0]
    assert (copied.text, copied.text_en) == (f"Halo.\n\n{before.text}", f"Hello.\n\n{before.text_en}")
