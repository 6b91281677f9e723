"""Nobody who waits for a free seat keeps the quotas: the page says what clashes, and everyone reads what gave way."""

import re
from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader

from factories.applications import apply, make_call, numbered_answers
from factories.people import SETUP
from factories.planning import make_stage
from factories.relaxing import proposal_of, relaxed
from factories.selection import by_day, draw_and_publish, freeze, make_sealed_draw
from sanggar.applications.actions import accept_for_draw, close_call
from sanggar.foundation import clock
from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.selection import actions
from sanggar.selection.documents.minutes import minutes
from sanggar.selection.models import Draw, Offer, OfferState, Procedure
from sanggar.selection.pages.change_presenters import change_rows
from sanggar.selection.pages.procedure_presenters import public_quotas, quota_rows
from sanggar.selection.queries import waits_for_office
from sanggar.selection.widening import widened_told

pytestmark = pytest.mark.django_db
PLACE = "/desk/diskominfo-malang/youtuber-tiktok/seleksi/undian/{slug}/longgarkan/"
QUOTAS = {
    "category": {"public": (0, 3), "civil_servant": (1, 1), "community": (0, 0)},
    "track": {"tiktok": (2, 2), "youtube": (1, 1)},
}


def waiting_for_the_office(programme: Programme) -> Draw:
    """Three seats, one for a civil servant, who declines; the other civil servant is of the track that is full."""
    call = make_call(programme, make_stage(programme, seats=3))
    tracks = {track.code: track for track in programme.tracks.all()}
    people = ["public tiktok", "public youtube"] * 3 + ["civil_servant tiktok", "civil_servant youtube"]
    for number, person in enumerate(people, start=1):
        category, track = person.split()
        apply(call, numbered_answers(call, number, category=category, track=tracks[track]))
    for application in call.applications.all():
        accept_for_draw(application, by=SETUP, at=clock.now())
    close_call(call, reason="Uji", by=SETUP, at=clock.now())
    draw = draw_and_publish(freeze(call, quotas=QUOTAS))
    actions.open_offers(draw, deadline=by_day(days=3), by=SETUP, at=clock.now())
    while not waits_for_office(draw):
        offer = Offer.objects.filter(state=OfferState.OPEN, application__category="civil_servant").get()
        actions.decline_offer(offer, by=offer.application.actor, at=clock.now())
        actions.call_up_reserves(draw, at=clock.now())
        draw.refresh_from_db()
    return draw


def words_of(page: bytes) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.decode()).split())


def test_the_page_names_the_clash_and_says_what_holds_for_all_seats(programme: Programme, officer: Account) -> None:
    draw = waiting_for_the_office(programme)
    client = Client()
    client.force_login(officer)
    page = words_of(client.get(PLACE.format(slug=draw.call.slug)).content)
    assert "Untuk 1 kursi yang kosong, tidak ada di antara 5 orang yang menunggu yang memenuhi semua ini:" in page
    assert "Kategori, ASN: paling sedikit 1; yang menunggu 1 orang" in page
    assert re.search(r"Jalur, (TikTok|YouTube): (paling banyak 0|paling sedikit 1); yang menunggu", page)
    assert "Kategori, ASN: dari 1 menjadi 0–1" in page
    assert "Isian di bawah ini kuota untuk kursi yang kosong saja" in page
    assert ("Seluruh kursi: 1; sudah terisi 0." in page, "Seluruh kursi: 0–3; sudah terisi 2." in page) == (True, True)


def test_everyone_reads_which_quota_gave_way_and_why(programme: Programme) -> None:
    draw = waiting_for_the_office(programme)
    wider = {"category": {"civil_servant": proposal_of(draw).proposed["category", "civil_servant"]}}
    assert relaxed(draw, wider, "Tidak ada ASN lain").fault == ""
    told = "Kategori, ASN: dari 1 menjadi 0–1"
    assert list(widened_told(draw).values()) == [[told]]
    page = words_of(Client().get(f"/undian/{draw.public_id}/").content)
    assert f"Kuota dilonggarkan: {told}. Tidak ada ASN lain" in page
    paper = " ".join(" ".join(each.extract_text() for each in PdfReader(BytesIO(minutes(draw))).pages).split())
    assert f"Kuota dilonggarkan: {told}. Alasan: Tidak ada ASN lain" in paper


def test_of_a_sealed_draw_no_quota_that_gave_way_is_told(programme: Programme) -> None:
    draw = draw_and_publish(make_sealed_draw(programme))
    draw.taken_steps.create(
        number=1,
        at=clock.now(),
        by_label="Dewi",
        left=[],
        selected=[],
        seed="",
        lottery_digest="",
        reason="Hanya dua yang perlu juru bahasa",
        relaxed={"disability": {"yes": [0, 2]}},
    )
    assert widened_told(draw) == {}
    paper = " ".join(" ".join(each.extract_text() for each in PdfReader(BytesIO(minutes(draw))).pages).split())
    assert ("Kuota dilonggarkan" in paper, "Hanya dua yang perlu juru bahasa" in paper) == (False, False)


# --- the form --------------------------------------------------------------------------------------------------------
def test_the_summary_names_each_quota_that_is_wrong_and_says_what(programme: Programme, officer: Account) -> None:
    call = make_call(programme, make_stage(programme, seats=3))
    client = Client()
    client.force_login(officer)
    address = f"/desk/diskominfo-malang/youtuber-tiktok/seleksi/tata-cara/{call.slug}/ubah/"
    typed = {"rule": "lottery", "source_kind": "dice", "objection_days": "0", "q_sex_P": "3-2", "q_sex_L": "abc"}
    answer = client.post(address, typed | {"q_track_tiktok": "1-2"})
    summary = words_of(answer.content.partition(b'class="summary"')[2].partition(b"</ul>")[0])
    assert answer.status_code == 422
    wanted = [
        "Jenis kelamin, Perempuan: Yang paling sedikit (3) lebih besar daripada yang paling banyak (2).",
        "Jenis kelamin, Laki-laki: Tulis jumlah paling sedikit dan paling banyak, misalnya 20-30.",
        "Jalur, YouTube: Isi juga yang ini, atau kosongkan semua kuota di kelompok ini.",
    ]
    assert [words in summary for words in wanted] == [True] * 3


def test_of_hidden_quotas_everyone_reads_that_they_were_changed_and_no_number(programme: Programme) -> None:
    draw = make_sealed_draw(programme, quotas={"disability": {"yes": (3, 3), "no": (0, 0)}})  # two people are there
    wider = {"disability": {"yes": (2, 3), "no": (0, 1)}}
    actions.recompute_lottery(draw, quotas=wider, reason="Orangnya kurang", by=SETUP, at=clock.now())
    procedure = Procedure.objects.get(call=draw.call)
    told = [("Kuota Kebutuhan disabilitas", "tertutup", "diubah, tertutup")]
    assert [row["parts"] for row in change_rows(procedure, is_public=True)] == [told]
    assert len(change_rows(procedure)[0]["parts"]) == 2  # the office typed them
    page = Client().get(f"/undian/{draw.public_id}/").content.decode()
    assert [row.bounds in page for row in quota_rows(wider, draw.call)] == [False, False]
    assert {row.bounds for row in public_quotas(procedure)} == {"tertutup"}
