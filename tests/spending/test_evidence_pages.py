"""Evidence in the browser: attached, read by the desk, withdrawn, judged by its content."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from factories.funding import make_adopted_line
from factories.spending import PAPER, attach, make_payment
from sanggar.funding.models import BudgetLine
from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.spending.models import Evidence
from sanggar.spending.pages.forms import EvidenceForm

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]
SPENDING = "/desk/diskominfo-malang/youtuber-tiktok/belanja/"


@pytest.fixture
def line(programme: Programme) -> BudgetLine:
    return make_adopted_line(programme, amount=5_000_000)


def once() -> dict[str, str]:
    return {"once": str(uuid.uuid4())}


def test_evidence_is_a_download_for_the_desk_and_nobody_else(
    line: BudgetLine, pptk: Account, inspector: Account, stranger: Account, signed_in: SignIn
) -> None:
    evidence = attach(make_payment(line, pptk), pptk)
    address = f"{SPENDING}bukti/{evidence.pk}/"
    response = signed_in(inspector).get(address)
    assert b"".join(response.streaming_content) == PAPER  # type: ignore[attr-defined]  # a streaming response
    assert response["Content-Disposition"] == 'attachment; filename="kuitansi.pdf"'
    assert signed_in(stranger).get(address).status_code == 404
    assert Client().get(address).status_code == 302


def test_withdrawn_evidence_is_served_to_nobody_and_stays_on_record(
    line: BudgetLine, pptk: Account, signed_in: SignIn
) -> None:
    evidence = attach(make_payment(line, pptk), pptk)
    browser = signed_in(pptk)
    browser.post(f"{SPENDING}bukti/{evidence.pk}/cabut/", {"reason": "Berkas orang lain."} | once())
    page = browser.get(f"{SPENDING}{evidence.payment_id}/").content.decode()
    assert "Berkas orang lain." in page
    assert f"{SPENDING}bukti/{evidence.pk}/" not in page
    assert browser.get(f"{SPENDING}bukti/{evidence.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"<html>", "Berkas harus PDF, JPEG, atau PNG."), (b"", "kosong"), (None, "belum dilampirkan")],
)
def test_a_file_that_is_no_evidence_is_told(
    content: bytes | None, told: str, line: BudgetLine, pptk: Account, signed_in: SignIn
) -> None:
    payment = make_payment(line, pptk)
    form: dict[str, Any] = {"kind": "kuitansi", **once()}
    if content is not None:
        form["file"] = SimpleUploadedFile("nota.pdf", content)
    response = signed_in(pptk).post(f"{SPENDING}{payment.pk}/bukti/", form)
    assert response.status_code == 422
    assert told in response.content.decode()
    assert Evidence.objects.count() == 0


def test_a_photo_is_judged_with_the_form_before_anything_is_held() -> None:
    form = EvidenceForm(
        {"kind": "foto", **once()},
        {"file": SimpleUploadedFile("foto.jpg", b"\xff\xd8\xff rusak")},
        kinds={"foto": "Foto"},
    )
    assert [error.code for error in form.errors.as_data()["file"]] == ["file_unreadable"]


def test_the_same_file_on_another_payment_is_shown(line: BudgetLine, pptk: Account, signed_in: SignIn) -> None:
    for _payment in range(2):
        evidence = attach(make_payment(line, pptk), pptk)
    page = signed_in(pptk).get(f"{SPENDING}{evidence.payment_id}/").content.decode()
    assert "Berkas yang sama juga dilampirkan pada 1 pembayaran lain." in page
