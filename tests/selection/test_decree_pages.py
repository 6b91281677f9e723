"""The pages of the decree, walked through by the people whose job it is."""

import uuid
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from pypdf import PdfReader

from factories.people import SETUP, make_office
from factories.planning import make_cohort, make_programme
from factories.selection import (
    accept_all,
    make_offers,
    number,
    open_offers_of,
    replace_one,
    scan,
)
from sanggar.foundation import clock
from sanggar.journeys import accept_offer
from sanggar.people.models import Account, Organisation
from sanggar.planning.models import Programme
from sanggar.selection import actions
from sanggar.selection.documents.decree import decree_pdf
from sanggar.selection.models import Decree, DecreeState, Draw, SignedCopy
from sanggar.selection.pages import decree_presenters as presenters
from sanggar.selection.queries import annex_of, fingerprint_of

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]
DRAW = "/desk/diskominfo-malang/youtuber-tiktok/seleksi/undian/tahap-1"
SK = f"{DRAW}/sk"


@pytest.fixture(scope="module")
def offered(kept: None) -> int:
    return make_offers(make_programme(make_office())).pk


@pytest.fixture
def draw(offered: int, db: None) -> Draw:
    return Draw.objects.get(pk=offered)


@pytest.fixture
def programme(draw: Draw) -> Programme:
    return draw.call.programme


@pytest.fixture
def office(programme: Programme) -> Organisation:
    return programme.organisation


@pytest.fixture
def decree(draw: Draw) -> Decree:
    """The draft of a first decree, its participants having accepted their seats."""
    accept_all(draw)
    return actions.draft_decree(draw, by=SETUP, at=clock.now())


def post(client: Client, address: str, *, once: str = "", **values: Any) -> HttpResponse:
    answer: Any = client.post(address, {"once": once or str(uuid.uuid4()), **values})
    return answer  # type: ignore[no-any-return]


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


def words_of(content: bytes) -> str:
    return " ".join("".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).split())


def words(decree: Decree, **changed: str) -> dict[str, str]:
    """The form as the browser would send it."""
    lists = ("considering", "legal_bases", "noting", "orders", "copies")
    plain = ("about", "place", "signer_title", "signer_name", "signer_rank", "signer_nip")
    told = {name: getattr(decree, name) for name in plain}
    told |= {name: "\n\n".join(getattr(decree, name)) for name in lists}
    return {**told, "revision": str(decree.revision), **changed}


# --- the whole way ---------------------------------------------------------------------------------------------------
def test_from_the_draw_to_the_signed_copy(draw: Draw, officer: Account, signed_in: SignIn) -> None:
    accept_all(draw)
    dewi = signed_in(officer)
    assert f"{SK}/" in text_of(dewi.get(f"{DRAW}/"))
    assert post(dewi, f"{SK}/susun/")["Location"] == f"{SK}/1/ubah/"
    decree = Decree.objects.get()
    post(dewi, f"{SK}/1/ubah/", **words(decree, orders="1. Menetapkan peserta.\n\nb. Berlaku hari ini.\n"))
    decree.refresh_from_db()
    assert decree.orders == ["Menetapkan peserta.", "Berlaku hari ini."]
    page = text_of(dewi.get(f"{SK}/1/nomor/"))
    assert ("Lampiran memuat 2 peserta" in page, "tidak dapat diubah lagi" in page) == (True, True)
    seen = fingerprint_of(decree)
    assert post(dewi, f"{SK}/1/nomor/", number="188.45/1", dated_on=str(clock.today()), seen=seen).status_code == 302
    answer: Any = dewi.get(f"{SK}/1.pdf")
    told = words_of(b"".join(answer.streaming_content))
    assert ("NOMOR 188.45/1" in told, "KEDUA" in told, "RANCANGAN" in told) == (True, True, False)
    assert post(dewi, f"{SK}/1/unggah/", file=scan()).status_code == 302
    page = text_of(dewi.get(f"{SK}/1/"))
    assert ("pindaian.pdf" in page, "Salinan bertanda tangan tersimpan" in page) == (True, True)
    copy: Any = dewi.get(f"{DRAW}/salinan/{SignedCopy.objects.get().pk}/")
    assert b"".join(copy.streaming_content) == b"%PDF-1.7 pindaian"


def test_the_preview_says_that_it_is_a_draft(decree: Decree, officer: Account, signed_in: SignIn) -> None:
    answer = signed_in(officer).get(f"{SK}/1.pdf")
    told = words_of(answer.content)
    for word in ("RANCANGAN", "KEPUTUSAN KEPALA DINAS", "TENTANG", "Menimbang", "Mengingat", "MEMUTUSKAN", "KEEMPAT"):
        assert word in told
    assert ("Ditetapkan di" in told, "LAMPIRAN" in told) == (True, True)
    assert [row["name"] for row in annex_of(decree) if row["name"] not in told] == []


def test_the_paper_is_pdf_a_and_the_same_every_time(decree: Decree) -> None:
    content = decree_pdf(decree)
    catalog: Any = PdfReader(BytesIO(content)).trailer["/Root"]
    metadata = catalog["/Metadata"].get_object().get_data().decode()
    assert [claim for claim in ("<pdfaid:part>2<", "<pdfuaid:part>1<") if claim not in metadata] == []
    assert content == decree_pdf(Decree.objects.get(pk=decree.pk))


def test_the_paper_tells_of_people_no_more_than_the_annex(decree: Decree) -> None:
    told = words_of(decree_pdf(decree))
    people = [entry.application for entry in decree.draw.entries.filter(offer__isnull=False)]
    hidden = [secret for one in people for secret in (one.nik_prefix, one.phone[3:], one.birth_date.isoformat())]
    assert (len(people), [secret for secret in hidden if secret in told]) == (2, [])


def test_the_public_copy_of_a_signed_decree_names_nobody(decree: Decree, officer: Account, signed_in: SignIn) -> None:
    people = [entry.application for entry in decree.draw.entries.filter(offer__isnull=False)]
    dewi, copy = signed_in(officer), f"{SK}/1/salinan-umum.pdf"
    number(decree)
    assert (dewi.get(copy).status_code, copy in dewi.get(f"{SK}/1/").content.decode()) == (404, False)
    post(dewi, f"{SK}/1/unggah/", file=scan())
    assert copy in dewi.get(f"{SK}/1/").content.decode()
    told = words_of(dewi.get(copy).content)
    assert [(one.receipt in told, one.name in told, one.village.name in told) for one in people] == [
        (True, False, False)
    ] * 2
    assert ("ttd." in told, f"NOMOR {decree.number}" in told) == (True, True)


def test_a_decree_numbered_before_its_annex_told_more_keeps_its_columns(decree: Decree) -> None:
    """As those rows were fixed: without sex, kelurahan and category."""
    decree.annex = [{"receipt": "AB-2222-3333", "name": "Sri", "track": "YouTube", "district": "Klojen"}]
    told = words_of(decree_pdf(decree))
    assert ("AB-2222-3333 Sri Klojen YouTube" in told, decree.draw.call.category_list[0].shown in told) == (True, False)


# --- what goes wrong is told -----------------------------------------------------------------------------------------
def test_a_refused_draft_keeps_what_was_typed(decree: Decree, officer: Account, signed_in: SignIn) -> None:
    typed = words(decree, about="Penetapan Peserta Angkatan Baru", signer_nip="1234", considering="")
    page = post(signed_in(officer), f"{SK}/1/ubah/", **typed)
    assert (page.status_code, "Penetapan Peserta Angkatan Baru" in text_of(page)) == (422, True)
    assert ("NIP harus 18 angka; yang diisi 4." in text_of(page), "1234" in text_of(page)) == (True, True)
    assert "“Menimbang” belum diisi." in text_of(page)
    decree.refresh_from_db()
    assert decree.revision == 1


def test_too_many_or_too_long_paragraphs_are_told_by_number(
    decree: Decree, officer: Account, signed_in: SignIn
) -> None:
    many, long = "\n".join(["bahwa;"] * 27), f"pendek\n{'a' * 1501}"
    page = text_of(post(signed_in(officer), f"{SK}/1/ubah/", **words(decree, considering=many, orders=long)))
    assert "“Menimbang” paling banyak 26 paragraf; yang diisi 27." in page
    assert "Paragraf 2 dari “Menetapkan” terlalu panjang: paling banyak 1500 huruf; yang diisi 1501." in page


def test_who_edits_beside_somebody_is_told_and_may_send_again(
    decree: Decree, officer: Account, signed_in: SignIn
) -> None:
    mine = words(decree, about="Kalimat saya")
    actions.edit_decree(decree, revision=1, about="Kalimat orang lain", by=SETUP, at=clock.now())
    page = post(signed_in(officer), f"{SK}/1/ubah/", **mine)
    assert (page.status_code, "berubah sejak halaman ini dibuka" in text_of(page)) == (422, True)
    assert ("Kalimat saya" in text_of(page), 'name="revision" value="2"' in text_of(page)) == (True, True)


def test_a_taken_number_and_a_wrong_date_stand_at_their_fields(
    decree: Decree, officer: Account, signed_in: SignIn
) -> None:
    first = number(decree)
    second = actions.draft_decree(first.draw, by=SETUP, at=clock.now())
    seen = fingerprint_of(second)
    page = post(signed_in(officer), f"{SK}/2/nomor/", number=first.number, dated_on=str(clock.today()), seen=seen)
    assert (page.status_code, "sudah dipakai SK lain" in text_of(page), first.number in text_of(page)) == (
        422,
        True,
        True,
    )
    page = post(signed_in(officer), f"{SK}/2/nomor/", number="2", dated_on="2099-01-01", seen=seen)
    assert "tidak boleh setelah hari ini" in text_of(page)


def test_a_double_click_numbers_once(decree: Decree, officer: Account, signed_in: SignIn) -> None:
    dewi, once, seen = signed_in(officer), str(uuid.uuid4()), fingerprint_of(decree)
    sent = {"number": "188.45/1", "dated_on": str(clock.today()), "seen": seen}
    codes = [post(dewi, f"{SK}/1/nomor/", once=once, **sent).status_code for _ in range(2)]
    decree.refresh_from_db()
    assert (codes, decree.events.filter(to_state=DecreeState.NUMBERED).count()) == ([302, 302], 1)


def test_no_seat_accepted_yet_is_told(draw: Draw, officer: Account, signed_in: SignIn) -> None:
    decree = actions.draft_decree(draw, by=SETUP, at=clock.now())
    pages = [text_of(signed_in(officer).get(f"{SK}/1/{page}")) for page in ("", "nomor/")]
    assert ["2 orang belum menjawab penawaran" in page for page in pages] == [True, True]
    sent = {"number": "1", "dated_on": str(clock.today()), "seen": fingerprint_of(decree)}
    page = text_of(post(signed_in(officer), f"{SK}/1/nomor/", **sent))
    assert "lampirannya masih kosong" in page


def test_a_decree_made_before_most_have_answered_asks_for_a_tick(
    draw: Draw, officer: Account, signed_in: SignIn
) -> None:
    other = make_offers(make_programme(draw.call.programme.organisation, slug="lain"), seats=3, slug="lain")
    first = open_offers_of(other)[0]
    make_cohort(first.stage)
    accept_offer(first, by=first.application.actor, at=clock.now())
    decree = actions.draft_decree(other, by=SETUP, at=clock.now())
    page, dewi = presenters.address("number_decree", decree), signed_in(officer)
    sent = {"number": "188.45/1", "dated_on": str(clock.today()), "seen": fingerprint_of(decree)}
    refused = post(dewi, page, **sent)
    told = "Tunggu jawaban mereka, atau centang"
    assert (refused.status_code, told in text_of(refused)) == (422, True)
    assert post(dewi, page, **sent, despite_waiting="on").status_code == 302


def test_an_amendment_that_changes_nobody_is_questioned(decree: Decree, officer: Account, signed_in: SignIn) -> None:
    first = number(decree)
    actions.draft_decree(first.draw, by=SETUP, at=clock.now())
    dewi = signed_in(officer)
    assert "Tidak ada peserta yang berganti" in text_of(dewi.get(f"{SK}/2/nomor/"))
    gone = replace_one(first.draw)
    assert "Tidak ada peserta yang berganti" not in text_of(dewi.get(f"{SK}/2/nomor/"))
    page = text_of(dewi.get(f"{SK}/2/"))
    assert gone.application.receipt in page.partition("Digantikan</h3>")[2]


def test_what_is_no_scan_is_refused_in_plain_words(decree: Decree, officer: Account, signed_in: SignIn) -> None:
    number(decree)
    for address in (f"{SK}/1/unggah/", f"{DRAW}/berita-acara/unggah/"):
        page = post(signed_in(officer), address, file=scan(b"<script>", "sk.pdf"))
        assert (page.status_code, "Berkas harus PDF, JPEG, atau PNG." in text_of(page)) == (422, True)
    assert SignedCopy.objects.count() == 0


def test_a_second_copy_asks_why(draw: Draw, officer: Account, signed_in: SignIn) -> None:
    dewi, address = signed_in(officer), f"{DRAW}/berita-acara/unggah/"
    post(dewi, address, file=scan(b"%PDF-1"))
    page = post(dewi, address, file=scan(b"%PDF-2"))
    assert (page.status_code, "Mengapa salinan yang ada diganti?" in text_of(page)) == (422, True)
    post(dewi, address, file=scan(b"%PDF-2"), reason="Halaman dua terpotong")
    page = text_of(dewi.get(f"{SK}/"))
    assert ("Halaman dua terpotong" in page, SignedCopy.objects.count()) == (True, 2)


# --- who may ---------------------------------------------------------------------------------------------------------
def test_who_may_do_what(
    decree: Decree,
    officer: Account,
    budget_authority: Account,
    treasurer: Account,
    inspector: Account,
    stranger: Account,
    signed_in: SignIn,
) -> None:
    people = (officer, budget_authority, treasurer, inspector, stranger)
    codes = {
        address: [signed_in(each).get(address).status_code for each in people]
        for address in (f"{SK}/", f"{SK}/1/", f"{SK}/1.pdf", f"{SK}/1/ubah/", f"{SK}/1/nomor/")
    }
    reads = [200, 200, 200, 200, 404]
    assert codes == {
        f"{SK}/": reads,
        f"{SK}/1/": reads,
        f"{SK}/1.pdf": reads,
        f"{SK}/1/ubah/": [200, 403, 403, 403, 404],
        f"{SK}/1/nomor/": [200, 200, 403, 403, 404],
    }
    writes = {
        address: [post(signed_in(each), address).status_code for each in people[1:]]
        for address in (f"{SK}/susun/", f"{SK}/1/ubah/", f"{SK}/1/nomor/", f"{DRAW}/berita-acara/unggah/")
    }
    assert writes == {
        f"{SK}/susun/": [403, 403, 403, 404],
        f"{SK}/1/ubah/": [403, 403, 403, 404],
        f"{SK}/1/nomor/": [422, 403, 403, 404],
        f"{DRAW}/berita-acara/unggah/": [422, 403, 403, 404],
    }


def test_a_signed_copy_is_read_by_the_inspector_and_no_other_office(
    decree: Decree, inspector: Account, stranger: Account, signed_in: SignIn
) -> None:
    number(decree)
    copy = actions.upload_signed_copy(decree.draw, decree, file=scan(), by=SETUP, at=clock.now())
    address = f"{DRAW}/salinan/{copy.pk}/"
    assert [signed_in(each).get(address).status_code for each in (inspector, stranger)] == [200, 404]
    page = text_of(signed_in(inspector).get(f"{SK}/1/"))
    assert ("Ganti salinan" in page, "pindaian.pdf" in page) == (False, True)


def test_a_fixed_decree_is_not_opened_for_changes(decree: Decree, officer: Account, signed_in: SignIn) -> None:
    number(decree)
    dewi = signed_in(officer)
    for page in ("ubah", "nomor"):
        assert dewi.get(f"{SK}/1/{page}/")["Location"] == f"{SK}/1/"
    refused = post(dewi, f"{SK}/1/ubah/", **words(decree, about="Lain"))
    assert (refused.status_code, "sudah bernomor" in text_of(refused)) == (422, True)


def test_the_minutes_state_the_rule_of_the_selection(draw: Draw, officer: Account, signed_in: SignIn) -> None:
    told = words_of(signed_in(officer).get(f"{DRAW}/berita-acara.pdf").content)
    assert ("Kriteria dan cara memilih" in told, "berpeluang sama atas 2 (dua) kursi" in told) == (True, True)
