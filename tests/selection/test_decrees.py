"""The decree of the participants: drafted, edited, numbered once and then fixed, amended when people are replaced."""

import io
import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import DatabaseError, transaction
from django.utils import translation
from pypdf import PdfReader

from factories.funding import adopt, make_budget, make_draft, make_line
from factories.people import SETUP, make_account, make_office
from factories.photos import jpeg
from factories.planning import make_programme
from factories.selection import (
    accept_all,
    make_offers,
    number,
    replace_one,
    scan,
)
from sanggar.foundation import clock
from sanggar.foundation.dates import plain_date
from sanggar.foundation.errors import DomainError
from sanggar.foundation.files import FileKindUnknown
from sanggar.foundation.models import AuditEntry
from sanggar.funding.models import BudgetVersion
from sanggar.people.models import Organisation, Role
from sanggar.planning.models import Programme
from sanggar.selection import actions
from sanggar.selection.decree_refusals import (
    DateBeforeResult,
    DateInFuture,
    DecreeChangedMeanwhile,
    DecreeFixed,
    DraftAlreadyThere,
    NobodyEstablished,
    NotNumberedYet,
    NumberMissing,
    NumberTaken,
    NumberWithoutDigit,
    ReplaceReasonMissing,
)
from sanggar.selection.documents.decree import decree_pdf
from sanggar.selection.documents.decree_texts import usual_text
from sanggar.selection.documents.legal_bases import legal_bases_on
from sanggar.selection.models import Decree, DecreeState, Draw, Offer, OfferState, SignedCopy, decree_triggers
from sanggar.selection.queries import annex_of, changes_of, copies_of, fingerprint_of, participants_now

pytestmark = pytest.mark.django_db
KEYS = ("draw_id", "organisation_id", "pdf_id")


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


def history(decree: Decree) -> list[tuple[str, str]]:
    return list(decree.events.values_list("from_state", "to_state"))


def pdf_bytes(decree: Decree) -> bytes:
    assert decree.pdf is not None
    return (Path(settings.MEDIA_ROOT) / decree.pdf.digest[:2] / decree.pdf.digest).read_bytes()


# --- the draft -------------------------------------------------------------------------------------------------------
def test_a_fresh_draft_proposes_the_usual_words(programme: Programme, decree: Decree) -> None:
    assert decree.about == f"Penetapan Peserta {programme.name} Tahap 1 Tahun Anggaran {programme.fiscal_year}"
    assert decree.signer_title == "Kepala Dinas Komunikasi dan Informatika Kota Malang"
    assert (decree.place, decree.state, decree.ordinal, len(decree.orders)) == ("Malang", DecreeState.DRAFT, 1, 4)
    assert decree.legal_bases == [f"{basis};" for basis in legal_bases_on(clock.today())]


@pytest.mark.parametrize(("copies", "told"), [(["Bupati"], "Yth. Bupati"), (["Bupati", "Camat"], "1. Yth. Bupati 2.")])
def test_one_alone_who_gets_a_copy_is_not_numbered(decree: Decree, copies: list[str], told: str) -> None:
    decree.copies = copies
    pages = PdfReader(io.BytesIO(decree_pdf(decree))).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert f"Tembusan: {told}" in text


@pytest.mark.parametrize("people", [1, 2])
def test_one_participant_alone_is_not_numbered(programme: Programme, people: int) -> None:
    other = make_programme(programme.organisation, slug="lain")
    draw = make_offers(other, people=people, seats=people, slug="lain")
    accept_all(draw)
    decree = actions.draft_decree(draw, by=SETUP, at=clock.now())
    annex = " ".join(PdfReader(io.BytesIO(decree_pdf(decree))).pages[-1].extract_text().split())
    first, is_numbered = annex_of(decree)[0]["receipt"], people > 1
    assert ("No. Nomor pendaftaran" in annex, f" 1 {first} " in annex) == (is_numbered, is_numbered)
    assert first in annex


def test_the_costs_are_charged_to_the_dpa_by_its_number_and_to_the_one_that_amended_it(programme: Programme) -> None:
    draw = Draw.objects.get(call__stage__programme=programme)

    def charged() -> str:
        return str(usual_text(draw, None, clock.now())["orders"][2])

    def adopted(version: BudgetVersion) -> str:
        budget = adopt(version)
        version.refresh_from_db()
        assert (budget.is_adopted, version.dated) == (True, clock.today())
        return f"Nomor {version.number} tanggal {plain_date(version.dated)} Tahun Anggaran {programme.fiscal_year}."

    assert "Nomor" not in charged()
    first = make_budget(programme)
    make_line(first)
    of_dpa = adopted(first)
    assert charged().endswith(of_dpa)
    shift = make_draft(programme)
    adopted(shift)
    assert ("Pelaksanaan Anggaran" in charged(), charged().endswith(of_dpa)) == (True, True)
    amended = make_draft(programme, kind="amended", name="Perubahan")
    of_amended = adopted(amended)
    assert ("Pelaksanaan Perubahan Anggaran" in charged(), charged().endswith(of_amended)) == (True, True)


def test_legal_bases_are_dated() -> None:
    before, after = (
        legal_bases_on(clock.today().replace(year=2022, month=10, day=16)),
        legal_bases_on(clock.today().replace(year=2022, month=10, day=17)),
    )
    assert [basis for basis in after if basis not in before] == [
        "Undang-Undang Nomor 27 Tahun 2022 tentang Pelindungan Data Pribadi"
    ]
    assert len([basis for basis in legal_bases_on(clock.today()) if "Nomor 23 Tahun 2014" in basis]) == 1


def test_one_draft_at_a_time(decree: Decree) -> None:
    with pytest.raises(DraftAlreadyThere):
        actions.draft_decree(decree.draw, by=SETUP, at=clock.now())


def test_words_that_somebody_else_changed_are_not_overwritten(decree: Decree) -> None:
    actions.edit_decree(decree, revision=1, about="Penetapan Peserta", by=SETUP, at=clock.now())
    with pytest.raises(DecreeChangedMeanwhile):
        actions.edit_decree(decree, revision=1, about="Lain", by=SETUP, at=clock.now())
    decree.refresh_from_db()
    assert (decree.about, decree.revision, history(decree)) == (
        "Penetapan Peserta",
        2,
        [("", "draft"), ("draft", "draft")],
    )


# --- the number ------------------------------------------------------------------------------------------------------
def test_numbering_fixes_words_annex_and_pdf(decree: Decree) -> None:
    number(decree)
    content = pdf_bytes(decree)
    assert (decree.number, decree.year, decree.dated_on) == (
        "188.45/12/35.73.112/2026",
        clock.today().year,
        clock.today(),
    )
    assert (decree.state, len(annex_of(decree)), content[:5]) == (DecreeState.NUMBERED, 2, b"%PDF-")
    offer = Offer.objects.filter(entry__draw=decree.draw, state=OfferState.ACCEPTED).first()
    assert offer is not None
    actions.end_accepted_offer(offer, OfferState.NO_SHOW, reason="Tidak hadir", by=SETUP, at=clock.now())
    decree.refresh_from_db()
    assert (len(participants_now(decree.draw)), len(annex_of(decree)), pdf_bytes(decree)) == (1, 2, content)
    with pytest.raises(DecreeFixed):
        actions.edit_decree(decree, revision=1, about="Lain", by=SETUP, at=clock.now())
    with pytest.raises(DecreeFixed):
        number(decree, "2")


def test_the_annex_holds_what_a_decree_says_of_a_person_and_no_more(decree: Decree) -> None:
    offers = Offer.objects.filter(state=OfferState.ACCEPTED).select_related("application__village__parent")
    for offer in offers:
        offer.application.disability_need_sealed = "Perlu juru bahasa isyarat"
        offer.application.save(update_fields=["disability_need_sealed"])
    with translation.override("en"):  # whoever numbers it reads English: the decree is in Indonesian
        number(decree)
    people = [offer.application for offer in offers]
    told = [
        {
            "receipt": one.receipt,
            "name": one.name,
            "sex": one.sex,
            "category": "Masyarakat umum",
            "village": one.village.name,
            "district": one.district.name,
            "track": one.track.name,
        }
        for one in people
    ]
    assert annex_of(decree) == sorted(told, key=lambda row: row["name"])
    text = json.dumps(annex_of(decree))
    for offer in offers:
        hidden = (offer.application.nik_prefix, offer.application.phone[3:], "juru bahasa", offer.entry.number)
        assert [word for word in hidden if word in text] == []


def test_the_database_itself_keeps_a_numbered_decree(decree: Decree) -> None:
    """Each column tried on one decree: making a numbered one costs a hundred times what the trying does."""
    number(decree)
    other = {"state": DecreeState.DRAFT, "dated_on": clock.today() - timedelta(days=1), "year": 2001, "ordinal": 7}
    other |= {name: clock.now() - timedelta(days=1) for name in ("drafted_at", "numbered_at")}
    other |= {name: ["Lain"] for name in ("considering", "legal_bases", "noting", "orders", "copies", "annex")}
    columns = [*(name for name in decree_triggers.FIXED if name not in KEYS), "state"]
    for column in columns:
        with pytest.raises(DatabaseError, match="fixed"), transaction.atomic():
            Decree.objects.filter(pk=decree.pk).update(**{column: other.get(column, "8")})
        assert (column, Decree.objects.filter(pk=decree.pk).values().get()) == (column, before(decree))
    assert len(columns) > 20


def test_the_database_keeps_what_a_numbered_decree_belongs_to(decree: Decree) -> None:
    number(decree)
    for column in KEYS:
        with pytest.raises(DatabaseError, match="fixed"), transaction.atomic():
            Decree.objects.filter(pk=decree.pk).update(**{column: 999})
    assert {name for name in decree_triggers.FIXED if name.endswith("_id")} == set(KEYS)


def before(decree: Decree) -> dict[str, object]:
    """The row as the program last read it."""
    return {field.attname: getattr(decree, field.attname) for field in decree._meta.concrete_fields}


def test_the_database_removes_no_numbered_decree(decree: Decree) -> None:
    number(decree)
    decree.events.all().delete()
    with pytest.raises(DatabaseError, match="fixed"), transaction.atomic():
        Decree.objects.filter(pk=decree.pk).delete()
    assert Decree.objects.filter(pk=decree.pk).exists()


def test_a_number_is_used_once_a_year_in_an_office(decree: Decree) -> None:
    first = number(decree)
    second = actions.draft_decree(first.draw, by=SETUP, at=clock.now())
    with pytest.raises(NumberTaken, match=r"188\.45/12"):
        number(second, " 188.45/12/35.73.112/2026 ")
    with pytest.raises(NumberMissing):
        number(second, " ")
    with pytest.raises(NumberWithoutDigit):
        number(second, "x")
    number(second, "188.45/13/35.73.112/2026")
    assert second.state == DecreeState.NUMBERED


def test_the_date_lies_between_the_result_and_today(decree: Decree) -> None:
    seen, day = fingerprint_of(decree), timedelta(days=1)
    for date, refusal in ((clock.today() + day, DateInFuture), (clock.today() - day, DateBeforeResult)):
        with pytest.raises(refusal):
            actions.number_decree(decree, number="1", dated_on=date, seen=seen, by=SETUP, at=clock.now())
    decree.refresh_from_db()
    assert decree.is_draft


def test_nobody_fixes_an_annex_they_have_not_seen(draw: Draw) -> None:
    decree = actions.draft_decree(draw, by=SETUP, at=clock.now())
    with pytest.raises(NobodyEstablished):
        number(decree)
    seen = fingerprint_of(decree)
    accept_all(draw)
    with pytest.raises(DecreeChangedMeanwhile):
        actions.number_decree(decree, number="1", dated_on=clock.today(), seen=seen, by=SETUP, at=clock.now())
    decree.refresh_from_db()
    assert decree.is_draft


# --- amendments ------------------------------------------------------------------------------------------------------
def test_a_replaced_participant_makes_an_amending_decree(decree: Decree) -> None:
    first = number(decree)
    gone = replace_one(first.draw)
    second = actions.draft_decree(first.draw, by=SETUP, at=clock.now())
    assert (second.ordinal, first.number in second.about, len(second.orders)) == (2, True, 2)
    changes = changes_of(number(second, "20"))
    assert changes is not None
    assert [row["receipt"] for row in changes.left] == [gone.application.receipt]
    assert (len(changes.joined), len(annex_of(second)), changes_of(first)) == (1, 2, None)


# --- signed copies ---------------------------------------------------------------------------------------------------
def test_the_signed_copy_is_kept_and_a_better_one_takes_its_place(decree: Decree) -> None:
    number(decree)
    first = actions.upload_signed_copy(decree.draw, decree, file=scan(), by=SETUP, at=clock.now())
    decree.refresh_from_db()
    assert (decree.state, history(decree)[-1]) == (DecreeState.SIGNED, ("numbered", "signed"))
    with pytest.raises(ReplaceReasonMissing):
        actions.upload_signed_copy(decree.draw, decree, file=scan(b"%PDF-2"), by=SETUP, at=clock.now())
    better = actions.upload_signed_copy(
        decree.draw, decree, file=scan(b"%PDF-2"), reason="Terpotong", by=SETUP, at=clock.now()
    )
    first.refresh_from_db()
    assert (first.is_current, first.replace_reason, better.is_current) == (False, "Terpotong", True)
    assert list(copies_of(decree.draw, decree)) == [better, first]
    assert list(copies_of(decree.draw)) == []


def test_the_signed_minutes_are_filed_the_same_way(draw: Draw) -> None:
    copy = actions.upload_signed_copy(draw, file=scan(jpeg()), by=SETUP, at=clock.now())
    assert (copy.decree, copy.file.media_type, list(copies_of(draw))) == (None, "image/jpeg", [copy])


@pytest.mark.parametrize(("content", "refusal"), [(b"<html>", FileKindUnknown), (b"", DomainError)])
def test_what_is_no_scan_is_refused(decree: Decree, content: bytes, refusal: type[DomainError]) -> None:
    number(decree)
    with pytest.raises(refusal):
        actions.upload_signed_copy(decree.draw, decree, file=scan(content), by=SETUP, at=clock.now())
    assert SignedCopy.objects.count() == 0


def test_a_draft_has_no_signed_copy(decree: Decree) -> None:
    with pytest.raises(NotNumberedYet):
        actions.upload_signed_copy(decree.draw, decree, file=scan(), by=SETUP, at=clock.now())
    assert SignedCopy.objects.count() == 0


# --- the record ------------------------------------------------------------------------------------------------------
def test_every_step_is_in_the_record_without_a_name(programme: Programme, decree: Decree) -> None:
    kartika = make_account("Kartika Kepala", Role.BUDGET_AUTHORITY, programme.organisation)
    actions.edit_decree(decree, revision=1, about="Penetapan Peserta", by=SETUP, at=clock.now())
    seen = fingerprint_of(decree)
    actions.number_decree(decree, number="7", dated_on=clock.today(), seen=seen, by=kartika.actor, at=clock.now())
    actions.upload_signed_copy(decree.draw, decree, file=scan(), by=SETUP, at=clock.now())
    rows = AuditEntry.objects.filter(verb__in=[f"selection.{verb}" for verb in VERBS]).order_by("pk")
    assert [row.verb.partition(".")[2] for row in rows] == list(VERBS)
    numbered = json.loads(rows[2].details)
    assert (numbered["participants"], numbered["content"], rows[2].actor_label) == (2, seen, "Kartika Kepala")
    names = [row["name"] for row in annex_of(decree)]
    assert [name for name in names for row in rows if name in row.details + row.subject_label] == []


VERBS = ("draft_decree", "edit_decree", "number_decree", "upload_signed_copy")
