"""What pages, letters and documents say of a draw is true of this draw."""

import re
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django_tasks_db.models import DBTaskResult
from pypdf import PdfReader

from factories.applications import apply, make_call, numbered_answers
from factories.people import SETUP, make_account
from factories.planning import make_stage
from factories.selection import (
    accept_all,
    by_day,
    draw_and_publish,
    freeze,
    make_frozen_draw,
    make_offers,
    make_quota_draw,
    make_screened_call,
    make_sealed_draw,
    number,
    open_offers_of,
    replace_one,
)
from sanggar.applications.actions import accept_for_draw, close_call, refuse_application
from sanggar.applications.models import ApplicationState
from sanggar.faces.journey import journey_of
from sanggar.foundation import clock
from sanggar.foundation.dates import plain_date
from sanggar.people.models import Account, Role
from sanggar.planning.models import Programme
from sanggar.selection import actions, letters
from sanggar.selection.documents.decree_texts import usual_text
from sanggar.selection.documents.minutes import minutes
from sanggar.selection.models import Draw, DrawEntry, Offer, OfferState, Outcome
from sanggar.selection.queries import frozen_number_of

pytestmark = pytest.mark.django_db


def text_of(answer: Any) -> str:
    """The words of a page, without its markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def stage_screen(draw: Draw, officer: Account, at: datetime | None = None) -> str:
    client = Client()
    with time_machine.travel(at or clock.now(), tick=False):
        client.force_login(officer)
        page = client.get(f"/desk/diskominfo-malang/youtuber-tiktok/seleksi/undian/{draw.call.slug}/panggung/")
    return text_of(page)


def offered(draw: Draw) -> Draw:
    actions.open_offers(draw, deadline=by_day(days=3), by=SETUP, at=clock.now())
    return draw


def with_a_step(programme: Programme) -> tuple[Draw, DrawEntry]:
    """One of three declined; who was drawn for the seat."""
    draw = offered(draw_and_publish(make_quota_draw(programme)))
    with time_machine.travel(clock.now() + timedelta(days=1), tick=False):
        offer = open_offers_of(draw)[0]
        actions.decline_offer(offer, by=offer.application.actor, at=clock.now())
        actions.call_up_reserves(draw, at=clock.now())
    draw.refresh_from_db()
    return draw, draw.entries.get(step=1)


def words_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


# --- the own page ----------------------------------------------------------------------------------------------------
def test_under_quotas_a_reserve_has_no_number_and_who_is_drawn_later_reads_when(programme: Programme) -> None:
    draw, later = with_a_step(programme)
    waiting = draw.entries.filter(outcome=Outcome.RESERVE, step=None)[0]
    assert journey_of(waiting.application)[0]["title"] == "Menjadi cadangan dalam undian"
    told = [(step["title"], step["at"]) for step in journey_of(later.application)]
    assert told[1:3] == [
        ("Terpilih dalam undian", draw.taken_steps.get().at),
        ("Menjadi cadangan dalam undian", draw.published_at),
    ]


def test_who_is_in_the_frozen_list_reads_the_own_number_before_the_draw(programme: Programme) -> None:
    call = make_screened_call(programme)
    application = call.applications.first()
    assert application is not None
    assert (frozen_number_of(application), "Nomor undian Anda" in own_page(application)) == ("", False)
    draw = freeze(call)
    application.refresh_from_db()
    number = draw.entries.get(application=application).number
    page = own_page(application)
    assert [words in page for words in (number, "sudah diumumkan bersama sidik undian", "dapat diunduh")] == [True] * 3
    assert number in Client().get(f"/undian/{draw.public_id}/daftar.json").content.decode()


def test_of_a_sealed_draw_the_chance_is_told_to_the_person_alone(programme: Programme) -> None:
    draw = make_sealed_draw(programme)
    page = own_page(draw.entries.all()[0].application)
    assert ("hanya disampaikan kepada Anda" in page, "sudah diumumkan bersama" in page) == (True, False)
    assert ("inspektorat dapat menunjukkan" in page, "dapat diunduh" in page) == (True, False)


def own_page(application: Any) -> str:
    return text_of(Client().get(application.own_path))


# --- the stage -------------------------------------------------------------------------------------------------------
def test_the_stage_says_when_dice_fall_and_that_objections_run(programme: Programme, officer: Account) -> None:
    now = clock.now()
    call = make_screened_call(programme)
    draw = freeze(call, objection_days=3, draw_at=now + timedelta(days=5))
    for at, told in (
        (now, ["Masa sanggah berlaku sampai", "Dadu dilempar "]),
        (now + timedelta(days=4), ["Dadu dilempar "]),
        (now + timedelta(days=5, hours=1), ["Dadu dilempar sekarang"]),
    ):
        words = ("Masa sanggah berlaku sampai", "Dadu dilempar sekarang", "Dadu dilempar ")
        page = stage_screen(draw, officer, at)
        found = [each for each in words if each in page]
        assert [each for each in told if each not in found] == []
        assert ("Dadu dilempar sekarang" in found) == ("Dadu dilempar sekarang" in told)
        assert ("Masa sanggah berlaku sampai" in found) == ("Masa sanggah berlaku sampai" in told)


def test_the_stage_of_a_ranking_waits_for_no_chance(programme: Programme, officer: Account) -> None:
    draw = freeze(make_screened_call(programme), rule="first_come", source_kind="")
    page = stage_screen(draw, officer)
    assert ("Peserta segera ditentukan" in page, "drand" in page) == (True, False)


# --- minutes and decree ----------------------------------------------------------------------------------------------
def test_the_minutes_tell_of_objections_and_of_each_list(programme: Programme) -> None:
    call = make_call(programme, make_stage(programme, seats=2))
    rudi = make_account("Rudi Penyaring", Role.OFFICER, programme.organisation)
    for serial in range(1, 6):
        apply(call, numbered_answers(call, serial))
    *good, last = call.applications.order_by("pk")
    for application in good:
        accept_for_draw(application, by=rudi.actor, at=clock.now())
    refuse_application(last, reason="KTP luar kota", by=rudi.actor, at=clock.now())
    close_call(call, reason="Uji", by=SETUP, at=clock.now())
    draw = freeze(call, objection_days=3)
    assert "Daftar yang dibekukan" not in words_of(minutes(draw))
    last.refresh_from_db()
    objection = actions.raise_objection(last, text="KTP saya Malang", by=last.actor, at=clock.now())
    head = make_account("Kartika Kepala", Role.BUDGET_AUTHORITY, programme.organisation)
    actions.answer_objection(objection, upheld=True, answer="Sudah diperiksa", by=head.actor, at=clock.now())
    draw.refresh_from_db()
    told = words_of(minutes(draw))
    assert "Diajukan 1 (satu) sanggahan; dikabulkan 1 (satu), tidak dikabulkan 0 (nol)" in told
    assert "Menggantikan daftar ke-1 karena sanggahan dikabulkan." in told
    assert "Sudah diperiksa" not in told  # what was answered to one person
    by_whom = (f"oleh {SETUP.label}, 4 (empat) orang", "oleh Kartika Kepala, 5 (lima) orang")
    assert [words in told for words in by_whom] == [True, True]
    assert ("Isinya 5 (lima) orang" in told, last.receipt in told) == (True, False)
    digests = list(draw.lists.values_list("list_digest", flat=True))
    assert (len(digests), [digest in told.replace(" ", "") for digest in digests]) == (2, [True, True])
    last.refresh_from_db()
    assert last.state == ApplicationState.ELIGIBLE
    assert "Sanggahan dikabulkan" in own_page(last)


def test_the_minutes_tell_of_reserves_drawn_later_who_stand_in_no_order(programme: Programme) -> None:
    draw, later = with_a_step(programme)
    told = words_of(minutes(draw))
    step = draw.taken_steps.get()
    assert "1 (satu) orang keluar, 1 (satu) orang terpilih" in told
    assert [each in told.replace(" ", "") for each in (step.seed, step.lottery_digest)] == [True, True]
    assert ("berurutan" in told, later.number in told) == (False, False)


def test_without_quotas_reserves_stand_in_order(programme: Programme) -> None:
    draw = draw_and_publish(make_frozen_draw(programme))
    told = words_of(minutes(draw))
    assert ("orang, berurutan" in told, "Cadangan yang diundi kemudian" in told) == (True, False)


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        ({}, "cadangan menurut urutan hasil undian;"),
        ({"rule": "first_come", "source_kind": ""}, "cadangan menurut urutan hasil seleksi;"),
        ({"quotas": {"sex": {"L": (0, 3), "P": (0, 3)}}}, "cadangan yang diundi dengan menjaga kuota;"),
    ],
)
def test_a_decree_says_how_reserves_came_in(programme: Programme, terms: dict[str, Any], words: str) -> None:
    draw = offered(draw_and_publish(freeze(make_screened_call(programme, people=6, seats=3), **terms)))
    accept_all(draw)
    first = number(actions.draft_decree(draw, by=SETUP, at=clock.now()))
    replace_one(draw)
    assert usual_text(draw, first, clock.now())["considering"][0].endswith(words)


# --- the public page -------------------------------------------------------------------------------------------------
def test_the_public_list_does_not_tell_who_was_drawn_later(programme: Programme) -> None:
    draw, later = with_a_step(programme)
    page = text_of(Client().get(f"/undian/{draw.public_id}/"))
    chosen, _, waiting = page.partition("orang cadangan")
    assert "4 orang terpilih Diurutkan" in chosen
    assert (later.application.receipt in chosen, later.application.receipt in waiting) == (True, False)
    *_, row = chosen.partition(later.application.receipt)
    assert ("kemudian" in row, "cadangan" in row) == (False, False)  # told as a number above the list, of nobody


SEALED, RANKED, PLAIN = "tanpa nomor undian.", "mengulang pengurutannya", "mengulang undian ini"


def test_the_public_page_says_what_can_be_checked_of_this_draw(programme: Programme) -> None:
    draw = draw_and_publish(make_frozen_draw(programme))
    assert found_in(draw) == [PLAIN]


def test_of_a_sealed_draw_it_says_that_the_inspector_checks_the_rest(programme: Programme) -> None:
    draw = make_sealed_draw(programme)
    assert "Siapa pun dapat menghitung ulang hasilnya" not in text_of(Client().get(f"/undian/{draw.public_id}/"))
    assert found_in(draw_and_publish(draw)) == [SEALED]


def test_of_a_ranking_it_says_that_nothing_was_drawn(programme: Programme) -> None:
    draw = draw_and_publish(freeze(make_screened_call(programme), rule="first_come", source_kind=""))
    assert found_in(draw) == [RANKED]


def found_in(draw: Draw) -> list[str]:
    page = text_of(Client().get(f"/undian/{draw.public_id}/"))
    return [words for words in (SEALED, RANKED, PLAIN) if words in page]


# --- people without a seat to win ------------------------------------------------------------------------------------
def desk_page(draw: Draw, account: Account) -> str:
    client = Client()
    client.force_login(account)
    return text_of(client.get(f"/desk/diskominfo-malang/youtuber-tiktok/seleksi/undian/{draw.call.slug}/"))


def test_people_whom_the_quotas_leave_no_seat_are_named_at_the_desk(programme: Programme, officer: Account) -> None:
    draw = make_quota_draw(programme, quotas={"track": {"youtube": (3, 3), "tiktok": (0, 0)}})
    page = desk_page(draw, officer)
    assert ("4 orang tidak berpeluang terpilih" in page, "Jalur: TikTok (4)" in page) == (True, True)
    assert "tidak berpeluang" not in text_of(Client().get(f"/undian/{draw.public_id}/"))


def test_where_everyone_can_win_nothing_is_said(programme: Programme, officer: Account) -> None:
    assert "tidak berpeluang" not in desk_page(make_quota_draw(programme), officer)


def test_groups_and_numbers_over_specific_data_are_for_who_may_know(
    programme: Programme, officer: Account, pptk: Account
) -> None:
    quotas = {"disability": {"yes": (0, 0), "no": (3, 3)}}
    draw = make_sealed_draw(programme, quotas=quotas)
    told = ("2 orang tidak berpeluang terpilih", "Kebutuhan disabilitas: ada kebutuhan (2)")
    hidden = "Sebagian orang tidak berpeluang terpilih"
    assert [words in desk_page(draw, officer) for words in (*told, hidden)] == [True, True, False]
    assert [words in desk_page(draw, pptk) for words in (*told, hidden)] == [False, False, True]


# --- the reminder ----------------------------------------------------------------------------------------------------
@pytest.fixture
def with_mail(programme: Programme) -> Offer:
    """An offer to someone with an address, until three days from now; its letter has left."""
    draw = make_offers(programme, people=6, seats=6)
    offer = next(each for each in open_offers_of(draw) if each.application.email)
    letters.send_offer_letter.call(offer.pk)
    Offer.objects.exclude(pk=offer.pk).update(letter_at=None)
    mail.outbox.clear()
    return offer


def remind(at: datetime) -> int:
    """A round of the job, and the worker's after it."""
    with time_machine.travel(at, tick=False):
        count = letters.remind_of_open_offers(at)
        DBTaskResult.objects.all().delete()  # taken by the worker, who may still do one twice
        for pk in [*Offer.objects.values_list("pk", flat=True)] * 2:
            letters.send_reminder.call(pk)
    return count


def test_who_has_not_answered_is_reminded_once_a_day_before(with_mail: Offer) -> None:
    day_before = with_mail.deadline - timedelta(hours=24)
    assert (remind(day_before - timedelta(minutes=10)), len(mail.outbox)) == (0, 0)
    assert (remind(day_before), len(mail.outbox)) == (1, 1)
    assert (remind(day_before + timedelta(minutes=10)), len(mail.outbox)) == (0, 1)
    letter = mail.outbox[0]
    assert letter.to == [with_mail.application.email]
    assert "masih menunggu jawaban" in letter.subject
    assert with_mail.application.own_path in letter.body
    assert plain_date(with_mail.deadline) in letter.body


def test_who_answered_and_who_is_too_late_is_not_reminded(with_mail: Offer) -> None:
    assert remind(with_mail.deadline) == 0
    Offer.objects.filter(pk=with_mail.pk).update(state=OfferState.DECLINED)
    assert remind(with_mail.deadline - timedelta(hours=2)) == 0


def test_whom_the_offer_reached_in_the_last_day_is_not_reminded(with_mail: Offer) -> None:
    Offer.objects.filter(pk=with_mail.pk).update(letter_at=with_mail.deadline - timedelta(hours=20))
    assert remind(with_mail.deadline - timedelta(hours=2)) == 0


def test_a_reminder_that_could_not_leave_is_tried_again(with_mail: Offer, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_args: object, **_kwargs: object) -> None:
        raise OSError("mail server away")

    at = with_mail.deadline - timedelta(hours=12)
    with monkeypatch.context() as broken:
        broken.setattr(letters, "write_to", away)
        with pytest.raises(OSError, match="away"):
            remind(at)
    assert (remind(at + timedelta(minutes=10)), len(mail.outbox)) == (1, 1)
