"""The certificate on paper: valid PDF/A and PDF/UA, what it says, and the same bytes for ever."""

import hashlib
import io
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from pypdf import PdfReader

from factories.evaluation import make_certificate, make_finisher, make_rule
from factories.training import make_cohort_of
from sanggar.evaluation.documents import certificate_pdf, public_address
from sanggar.evaluation.letters import make_pdf
from sanggar.evaluation.models import Certificate
from sanggar.evaluation.papers import keep_pdf
from sanggar.foundation import files
from sanggar.foundation.models import StoredFile
from sanggar.people.personal import GONE
from sanggar.planning.models import Programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def certificate(programme: Programme) -> Certificate:
    make_rule(programme)
    return make_certificate(make_finisher(make_cohort_of(programme), "Siti Aminah binti Yusuf"))


def read(certificate: Certificate) -> PdfReader:
    return PdfReader(io.BytesIO(certificate_pdf(certificate)))


def text_of(certificate: Certificate) -> str:
    return " ".join(" ".join(page.extract_text() for page in read(certificate).pages).split())


def test_it_is_tagged_titled_and_declares_both_standards(certificate: Certificate) -> None:
    reader = read(certificate)
    catalog: Any = reader.trailer["/Root"]
    metadata = catalog["/Metadata"].get_object().get_data().decode()
    assert (catalog["/Lang"], catalog["/MarkInfo"]["/Marked"]) == ("id", True)
    assert "/StructTreeRoot" in catalog
    for claim in ("<pdfaid:part>2<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<"):
        assert claim in metadata
    assert reader.metadata is not None
    assert reader.metadata.title == f"Sertifikat {certificate.number}"


def test_it_is_one_sheet_across(certificate: Certificate) -> None:
    pages = read(certificate).pages
    assert len(pages) == 2
    assert all(page.mediabox.width > page.mediabox.height for page in pages)


def test_it_says_who_what_when_and_how_to_check(certificate: Certificate) -> None:
    text = text_of(certificate)
    for words in (
        "Siti Aminah binti Yusuf",
        certificate.number,
        certificate.printed_code,
        "Pelatihan YouTuber dan TikTok",
        "Dinas Komunikasi dan Informatika Kota Malang",
        "4 jam pelajaran",
        "Menyunting di ponsel",
        "Pasar pagi Oro-Oro Dowo",
        "Kepala Uji",
    ):
        assert words in text
    links = {a.get_object()["/A"]["/URI"] for page in read(certificate).pages for a in page.get("/Annots", [])}
    assert links == {public_address(certificate)}


def test_it_tells_neither_nik_nor_birth_date_nor_phone(certificate: Certificate) -> None:
    person, text = certificate.enrolment.person, text_of(certificate)
    for secret in (person.nik_prefix, f"{person.birth_date.year}", person.phone[-6:], person.phone[3:]):
        assert secret not in text


@pytest.mark.parametrize("name", ["*Budi* #panic() $x$ \\ `a`", 'D\'Ávila "Ó"', "Ñ", "W" * 100])
def test_a_name_is_printed_as_it_is_never_as_markup(certificate: Certificate, name: str) -> None:
    certificate.name_on_it = name
    assert name.replace(" ", "") in text_of(certificate).replace(" ", "")


def test_the_same_certificate_gives_the_same_bytes(certificate: Certificate) -> None:
    assert certificate_pdf(certificate) == certificate_pdf(Certificate.objects.get(pk=certificate.pk))


def test_it_is_made_once_and_kept(certificate: Certificate) -> None:
    make_pdf.call(certificate.pk)
    make_pdf.call(certificate.pk)
    certificate.refresh_from_db()
    assert certificate.pdf is not None
    kept = Path(settings.MEDIA_ROOT) / certificate.pdf.digest[:2] / certificate.pdf.digest
    assert hashlib.sha256(kept.read_bytes()).hexdigest() == certificate.pdf.digest
    assert StoredFile.objects.count() == 1
    assert keep_pdf(certificate) == certificate.pdf


def test_who_was_erased_meanwhile_is_not_named_on_what_is_kept(certificate: Certificate) -> None:
    Certificate.objects.filter(pk=certificate.pk).update(name_on_it=GONE)
    content = files.content_of(keep_pdf(certificate).digest)
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    assert ("Aminah" in text, GONE in text) == (False, True)
