"""What an applicant reads of the draw: when and where before it, why after it, and what holds after a new freeze."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client

from factories.applications import apply, make_call, numbered_answers
from factories.people import SETUP, make_account
from factories.planning import make_cohort, make_meeting, make_stage
from factories.selection import (
    computed,
    draw_and_publish,
    freeze,
    make_frozen_draw,
    make_offers,
    make_procedure,
    make_published_draw,
    make_quota_draw,
    make_screened_call,
    make_sealed_draw,
    open_offers_of,
)
from sanggar.applications.actions import accept_for_draw, close_call, refuse_application, withdraw_application
from sanggar.applications.models import Application, Call
from sanggar.foundation import clock
from sanggar.people.models import Organisation, Role
from sanggar.planning.models import Programme
from sanggar.selection import actions
from sanggar.selection.letters import send_offer_letter
from sanggar.selection.models import Draw, Outcome
from sanggar.selection.moments import when
from sanggar.selection.result_words import result_values
from selection.test_rule_letters import confirmed

pytestmark = pytest.mark.django_db
NO_LINE = "Cadangan tidak dipanggil menurut nomor"
REACHED = "kuota itu dilonggarkan"
EVERYONE = "bisa membuka dan mengubah lamaran Anda"


def own_page(application: Application) -> str:
    return " ".join(Client().get(application.own_path).content.decode().split())


def make_contested(programme: Programme) -> tuple[Draw, Application]:
    """Four in the list, one refused who objects."""
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
    last.refresh_from_db()
    actions.raise_objection(last, text="KTP saya Malang", by=last.actor, at=clock.now())
    return draw, last


# --- before ----------------------------------------------------------------------------------------------------------
def test_when_and_where_is_read_before_the_freeze_and_after_it(programme: Programme) -> None:
    call, draw_at = make_screened_call(programme), clock.now() + timedelta(days=9)
    application = call.applications.all()[0]
    assert "Waktu undian" not in own_page(application)
    make_procedure(call, draw_at=draw_at, venue="Aula Balai Kota")
    before = own_page(application)
    actions.freeze_draw(call, by=SETUP, at=clock.now())
    for page in (before, own_page(application)):
        assert (when(draw_at) in page, "Aula Balai Kota" in page, f"/undian/{call.slug}/" in page) == (True,) * 3


def test_who_was_refused_finds_the_procedure_and_by_when_the_objection_is_answered(programme: Programme) -> None:
    draw, refused = make_contested(programme)
    page = own_page(refused)
    assert draw.answers_until is not None
    assert (f'href="/undian/{draw.call.slug}/"' in page, when(draw.answers_until) in page) == (True, True)


def test_after_a_new_freeze_the_old_number_is_called_void(programme: Programme) -> None:
    draw, refused = make_contested(programme)
    told = "Nomor yang Anda catat sebelumnya tidak berlaku lagi."
    other = draw.entries.all()[0].application
    assert told not in own_page(other)
    head = make_account("Kartika Kepala", Role.BUDGET_AUTHORITY, programme.organisation)
    objection = refused.objection
    actions.answer_objection(objection, upheld=True, answer="Sudah diperiksa", by=head.actor, at=clock.now())
    page = own_page(other)
    assert (told in page, draw.entries.get(application=other).number in page) == (True, True)
    assert "Dijawab paling lambat" not in own_page(refused)


# --- after -----------------------------------------------------------------------------------------------------------
def test_rank_and_chance_stay_to_be_read_after_the_result(programme: Programme) -> None:
    draw = make_published_draw(programme, people=6, seats=2)
    ranks = []
    for outcome, position in ((Outcome.SELECTED, 2), (Outcome.RESERVE, 1), (Outcome.RESERVE, 4)):
        page = own_page(draw.entries.get(outcome=outcome, position=position).application)
        assert "Peluang Anda sebelum diundi</dt><dd>33,3 %" in page
        ranks.append(page.partition("Tiket Anda urutan ke-")[2].partition(" dari 6 orang, untuk 2 kursi.")[0])
    assert ranks == ["2", "3", "6"]


def test_under_quotas_the_group_and_the_rank_in_it_are_told(programme: Programme) -> None:
    draw = draw_and_publish(make_quota_draw(programme))
    entry = draw.entries.filter(outcome=Outcome.RESERVE).order_by("position")[0]
    group = draw.entries.filter(stratum=entry.stratum)
    seats = group.filter(outcome=Outcome.SELECTED).count()
    page = own_page(entry.application)
    assert f"memberi {seats} kursi kepada kelompok Anda, {group.count()} orang" in page
    assert f"Tiket Anda urutan ke-{seats + 1} di antara mereka. {NO_LINE}" in page
    chosen = own_page(group.filter(outcome=Outcome.SELECTED).order_by("position")[0].application)
    assert ("Tiket Anda urutan ke-1 di antara mereka." in chosen, NO_LINE in chosen) == (True, False)


def test_who_has_no_chance_is_told_so_and_why_and_reads_of_no_place_in_a_line(programme: Programme) -> None:
    """Before the draw and after it, beside somebody with a chance; and in the letter about the result."""
    quotas = {"track": {"youtube": (3, 3), "tiktok": (0, 0)}}
    draw = make_quota_draw(programme, quotas=quotas)
    without, with_one = draw.entries.filter(chance=0), draw.entries.filter(chance__gt=0)
    shut_out, other = without[0].application, with_one[0].application
    page, others = own_page(shut_out), own_page(other)
    assert [("Dalam daftar, untuk sekarang tanpa peluang" in each, REACHED in each) for each in (page, others)] == [
        (True, True),
        (False, False),
    ]
    assert [">Masuk daftar undian<" in each for each in (page, others)] == [False, True]
    draw = draw_and_publish(draw)
    page = own_page(shut_out)
    assert ("Belum terpilih; hanya dapat terpilih bila kuota dilonggarkan" in page, REACHED in page) == (True, True)
    assert f"tidak memberi kursi kepada kelompok Anda, {without.count()} orang" in page
    assert [words for words in ("urutan ke-", "Anda masuk cadangan", NO_LINE) if words in page] == []
    news = result_values(draw.entries.get(application=shut_out))["kabar"]
    reserve = draw.entries.filter(application__in=with_one.values("application"), outcome=Outcome.RESERVE)[0]
    assert ("tidak menyisakan kursi" in news, "tidak menyisakan" in result_values(reserve)["kabar"]) == (True, False)


def test_a_sealed_draw_tells_nobody_how_many_are_like_them_and_warns_that_the_draw_id_opens_the_own_data(
    programme: Programme,
) -> None:
    """Before the draw and after it. Elsewhere the id is there to be passed on."""
    draw = make_sealed_draw(programme)
    warning = "Jangan berikan nomor ini kepada siapa pun selain inspektorat"
    assert warning in own_page(draw.entries.all()[0].application)
    draw = draw_and_publish(draw)
    page = own_page(draw.entries.all()[0].application)
    assert warning in page
    assert ("kelompok Anda" in page, "Peluang Anda sebelum diundi" in page) == (False, True)


def test_a_ranking_names_what_it_went_by(programme: Programme) -> None:
    draw = freeze(make_screened_call(programme), rule="first_come", source_kind="")
    actions.run_draw(draw, by=SETUP, at=clock.now())
    actions.publish_draw(draw, by=SETUP, at=clock.now())
    page = own_page(draw.entries.get(outcome=Outcome.SELECTED, position=1).application)
    assert "Menurut waktu mendaftar Anda urutan ke-1 dari 6 orang, untuk 2 kursi." in page
    assert "Jangan berikan nomor ini" not in page
    assert ("Terpilih dalam undian" in page, "Hasil seleksi" in page) == (False, True)


# --- offers ----------------------------------------------------------------------------------------------------------
def test_an_offer_names_when_and_where_the_training_is_on_the_page_and_in_the_letter(programme: Programme) -> None:
    draw = make_offers(programme)
    make_meeting(make_cohort(draw.call.stage))
    offer = open_offers_of(draw)[0]
    Application.objects.filter(pk=offer.application_id).update(email="a@contoh.example")
    mail.outbox.clear()
    send_offer_letter.call(offer.pk)
    [letter] = mail.outbox
    page = own_page(offer.application)
    assert ("Jadwal</dt>" in page, "1 sesi, " in page) == (True, True)
    assert "Jadwal: 1 sesi, " in letter.body


def test_a_seat_given_back_is_not_said_to_be_someone_else_s_already(programme: Programme) -> None:
    offer = open_offers_of(make_offers(programme))[0]
    actions.decline_offer(offer, by=offer.application.actor, at=clock.now())
    page = own_page(offer.application)
    assert ("Kursi ini dapat ditawarkan kepada orang lain." in page, "cadangan berikutnya" in page) == (True, False)


# --- who holds the link ----------------------------------------------------------------------------------------------
def test_the_warning_about_the_link_says_no_more_than_it_can_do(programme: Programme) -> None:
    call = make_call(programme)
    assert EVERYONE in own_page(apply(call))
    page = own_page(make_frozen_draw(programme, slug="tahap-1b").entries.all()[0].application)
    assert (EVERYONE in page, "bertindak atas nama Anda" in page) == (False, True)


def make_refused(programme: Programme) -> Application:
    call = make_call(programme, make_stage(programme, seats=2))
    for serial in range(1, 4):
        accept_for_draw(apply(call, numbered_answers(call, serial)), by=SETUP, at=clock.now())
    refused = apply(call)
    refuse_application(refused, reason="KTP luar kota", by=SETUP, at=clock.now())
    refused.refresh_from_db()
    return refused


def test_who_is_refused_reads_when_it_can_be_contested_long_before_it_can(programme: Programme) -> None:
    refused = make_refused(programme)
    pages = [own_page(refused)]
    make_procedure(refused.call, objection_days=3)
    pages.append(own_page(refused))
    close_call(refused.call, reason="Uji", by=SETUP, at=clock.now())
    draw = computed(actions.freeze_draw(Call.objects.get(), by=SETUP, at=clock.now()))
    pages.append(own_page(refused))
    with time_machine.travel(draw.objections_until, tick=False):
        pages.append(own_page(refused))
    told = ("yang akan diumumkan", "selama 3 hari sesudah daftar peserta dibekukan", "Kirim sanggahan", "Masa sanggah")
    assert [[words in page for words in told] for page in pages] == [
        [True, False, False, False],
        [False, True, False, False],
        [False, False, True, True],
        [False, False, False, True],
    ]
    assert f"Masa sanggah berakhir {when(draw.objections_until)}." in pages[3]


def test_a_time_to_object_that_was_changed_and_is_over_is_not_told_as_one_to_come(programme: Programme) -> None:
    refused = make_refused(programme)
    make_procedure(refused.call, objection_days=3)
    confirmed(refused.call, 4, draw_at=clock.now() + timedelta(days=60))
    changed, over = "Tata cara seleksi diubah sesudah Anda mendaftar", "Masa sanggah berakhir"
    before = own_page(refused)
    close_call(refused.call, reason="Uji", by=SETUP, at=clock.now())
    draw = computed(actions.freeze_draw(Call.objects.get(), by=SETUP, at=clock.now()))
    with time_machine.travel(draw.objections_until, tick=False):
        after = own_page(refused)
    assert [[words in page for words in (changed, over)] for page in (before, after)] == [[True, False], [True, True]]


def test_who_is_refused_where_nobody_may_object_reads_whom_to_ask(programme: Programme) -> None:
    Organisation.objects.update(contact_phone="+623410000000")
    refused = make_refused(programme)
    make_procedure(refused.call)
    told = "Tata cara seleksi tidak memberi masa sanggah. Bila ada yang keliru, hubungi kantor: +623410000000."
    assert told in own_page(refused)


def test_until_when_an_application_can_be_changed_or_sent_again_stands_on_its_page(programme: Programme) -> None:
    application = apply(make_call(programme, make_stage(programme)))
    until = when(application.call.ends_at)
    pages = [own_page(application)]
    with time_machine.travel(application.call.ends_at, tick=False):
        pages.append(own_page(application))
    withdraw_application(application, by=application.actor, at=clock.now())
    pages.append(own_page(application))
    told = (f"Dapat diubah sampai {until}.", f"Dapat diajukan kembali sampai {until}.")
    assert [[words in page for words in told] for page in pages] == [[True, False], [False, False], [False, True]]
