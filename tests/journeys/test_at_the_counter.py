"""Who has no telephone comes to the counter: the officer types, prints the receipt, and its link opens at home."""

import io
import re
from typing import Any

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from factories.applications import add_question, make_call
from factories.people import PASSWORD, make_account, make_office
from factories.planning import make_programme
from journeys.people_in_browsers import PHONE, Visitor
from journeys.steps.applying import BUDI
from journeys.steps.town import DESK as ROOM
from sanggar.applications.models import Application, OfficeEntry
from sanggar.people.models import Account, Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PLACE = "Map 3, nomor 17"
ATTACHED = "Sudah terlampir: karya.pdf."


def test_who_has_no_telephone_applies_at_the_counter_and_takes_the_receipt_home(enter: Any) -> None:
    office = make_office()
    call = make_call(make_programme(office), motivation_question="Mengapa Anda ingin ikut?")
    phone = add_question(call, "Punya ponsel?", "one", options=[("Ya", "Yes"), ("Meminjam", "Borrowed")])
    add_question(call, "Milik siapa?", if_key=phone.key, if_value="a2")
    add_question(call, "Contoh karya?", "file")
    officer = make_account("Dewi Pengelola", Role.OFFICER, office)
    dewi = enter(officer.name)
    when_the_officer_enters_what_is_told(dewi, officer)
    paper = when_the_officer_prints_the_receipt(dewi)
    then_the_link_on_the_paper_opens_what_was_entered(enter(BUDI.name, size=PHONE, java_script_enabled=False), paper)


def when_the_officer_enters_what_is_told(dewi: Visitor, officer: Account) -> None:
    dewi.signs_in(str(officer.email), PASSWORD)
    dewi.opens(f"{ROOM}pendaftaran/buka/tahap-1/")
    dewi.follows("Masukkan di loket")
    dewi.fills(
        {
            "Nama lengkap": BUDI.name,
            "NIK": BUDI.nik,
            "Tanggal lahir": BUDI.born,
            "Mengapa Anda ingin ikut?": "Ingin merekam cerita kampung.",
        }
    )
    dewi.picks("Kelurahan tempat tinggal", BUDI.village)
    dewi.ticks(BUDI.sex, BUDI.track, BUDI.category)
    dewi.picks("Bagaimana diberi tahu", "Datang bertanya ke kantor")
    whose = dewi.page.get_by_label("Milik siapa?")
    expect(whose).to_be_hidden()
    dewi.ticks("Meminjam")
    whose.fill("Anaknya")
    dewi.attaches("Contoh karya?", "karya.pdf", b"%PDF-1.7 karya")
    expect(dewi.page.get_by_text(ATTACHED)).to_be_visible()
    dewi.presses("Simpan lamaran", answered=422)
    dewi.sees("Tempat surat disimpan", ATTACHED)
    dewi.fills({"Tempat surat disimpan": PLACE})
    dewi.ticks("KTP asli sudah ditunjukkan")
    dewi.presses("Simpan lamaran")
    dewi.sees("Cetak tanda terimanya untuk pelamar.", BUDI.name)
    dewi.sees_nothing_of(BUDI.nik)
    entry = OfficeEntry.objects.get()
    assert (entry.consent_place, entry.entered_by) == (PLACE, officer.name)


def when_the_officer_prints_the_receipt(dewi: Visitor) -> str:
    """What stands on the sheet that the button of the page fetches."""
    form = dewi.page.locator("form").filter(has=dewi.page.get_by_role("button", name="Cetak tanda terima (A5)"))
    sent = form.evaluate("form => Object.fromEntries(new FormData(form))")
    answer = dewi.context.request.post(
        str(form.evaluate("form => form.action")), form=sent, headers={"Referer": dewi.page.url}
    )
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
    pages = PdfReader(io.BytesIO(answer.body())).pages
    return " ".join(page.extract_text() for page in pages)


def then_the_link_on_the_paper_opens_what_was_entered(budi: Visitor, paper: str) -> None:
    application = Application.objects.get()
    assert (application.receipt in paper, BUDI.nik in paper) == (True, False)
    assert application.own_path in re.sub(r"\s+", "", paper)
    budi.opens(application.own_path)
    budi.sees("Lamaran terkirim", application.receipt, BUDI.name, "Anaknya", "karya.pdf")
