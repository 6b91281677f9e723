"""Rp150 million from plan to closed accounts, in browsers, by the people whose job each step is.

Every wrong input on the way is told in plain words beside what was typed, and changes nothing.
"""

from typing import Any

import pytest

from factories.papers import paper
from factories.planning import make_cohort, make_meeting, make_programme, make_stage
from factories.spending import attach
from journeys.people_in_browsers import Visitor
from journeys.steps.town import DESK, PUBLIC, Town, given_an_office_with_its_people
from sanggar.funding.models import BudgetLine
from sanggar.people.models import Organisation
from sanggar.spending.evidence_queries import missing_evidence
from sanggar.spending.models import Payment
from sanggar.spending.states import PaymentState

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BUDGET, SPENDING = f"{DESK}anggaran/", f"{DESK}belanja/"
THOUSANDS = "Pisahkan ribuan dengan titik"
SPEAKER, MEALS, WATER = "Honor narasumber", "Konsumsi peserta", "Air minum"
WHY_BACK = "Sesinya tiga jam, bukan empat."


def test_money_is_planned_shifted_spent_returned_closed_and_read(enter: Any) -> None:
    town = given_an_office_with_its_people(enter)
    programme = make_programme(Organisation.objects.get(slug="diskominfo-malang"))
    make_meeting(make_cohort(make_stage(programme)), in_days=-7)
    when_it_is_planned_within_the_ceiling(town)
    when_money_is_shifted_from_meals_to_speakers(town)
    when_a_speaker_is_asked_for_and_sent_back(town)
    when_it_is_amended_and_paid(town)
    when_its_accounts_are_closed(town)
    then_the_inspector_reads_all_of_it(town)


def is_refused(person: Visitor, button: str, words: str, *, label: str, typed: str) -> None:
    """What was typed is still there to be mended."""
    person.fills({label: typed})
    person.presses(button, answered=422)
    person.sees(words)
    assert person.field(label).input_value() == typed


def when_it_is_planned_within_the_ceiling(town: Town) -> None:
    dewi = town.officer
    dewi.opens(f"{BUDGET}pagu/")
    dewi.fills(
        {
            "Kode sub kegiatan": "2.16.02.2.01.0015",
            "Nama sub kegiatan": "Kemitraan Komunikasi",
            "Daftar kode yang dipakai": "Daftar uji, 2 Januari 2026",
        }
    )
    is_refused(dewi, "Tetapkan pagu", THOUSANDS, label="Pagu", typed="150,000,000")
    is_refused(dewi, "Tetapkan pagu", "tidak boleh kurang dari nol", label="Pagu", typed="-150.000.000")
    dewi.fills({"Pagu": "150.000.000"})
    dewi.presses("Tetapkan pagu")
    _adds_line(dewi, SPEAKER, "5.1.02.02.01.0003", "4 orang × 4 jam", "900.000")
    _adds_line(dewi, MEALS, "5.1.02.01.01.0052", "2.000 porsi", "65.000")
    dewi.sees("Rp144.400.000")
    dewi.follows("Tambah rincian")
    dewi.fills({"Kode rekening": "5.1.02.01.01.0052", "Uraian": WATER, "Volume": "2.000 porsi"})
    too_far = "Pagu tidak cukup: rincian ini paling banyak Rp5.600.000"
    is_refused(dewi, "Simpan rincian", too_far, label="Harga satuan", typed="70.000")
    is_refused(dewi, "Simpan rincian", "Titik hanya untuk ribuan", label="Harga satuan", typed="1.50")
    dewi.fills({"Harga satuan": "1.500"})
    dewi.presses("Simpan rincian")
    dewi.sees("Rp1.500", "Rp3.000.000")  # what was read of it stands there
    _adopts(town, "DPA", "900/12")


def _adds_line(dewi: Visitor, name: str, code: str, volume: str, price: str) -> None:
    dewi.follows("Tambah rincian")
    dewi.fills({"Kode rekening": code, "Uraian": name, "Volume": volume, "Harga satuan": price})
    dewi.presses("Simpan rincian")


def _adopts(town: Town, version: str, number: str) -> None:
    kartika = town.at_desk("Kartika Kepala")
    kartika.opens(BUDGET)
    kartika.follows(version)
    kartika.follows("Sahkan anggaran")
    kartika.fills({"Nomor dokumen": number, "Nama dan jabatan pejabat di luar daftar": "PPKD"})
    kartika.presses("Sahkan anggaran")
    kartika.sees("Anggaran sudah disahkan")


def when_money_is_shifted_from_meals_to_speakers(town: Town) -> None:
    dewi = town.officer
    dewi.opens(BUDGET)
    dewi.follows("Rancang perubahan")
    dewi.ticks("Pergeseran")
    dewi.fills({"Nama rancangan": "Pergeseran 1", "Alasan": "Narasumber ditambah."})
    dewi.presses("Buat rancangan")
    draft = dewi.path
    dewi.follows(SPEAKER)
    is_refused(dewi, "Simpan rincian", "paling banyak Rp17.000.000", label="Volume", typed="6 orang × 4 jam")
    dewi.opens(draft)
    dewi.follows(MEALS)
    dewi.fills({"Harga satuan": "60.000"})
    dewi.presses("Simpan rincian")
    dewi.follows(SPEAKER)
    dewi.fills({"Volume": "6 orang × 4 jam"})
    dewi.presses("Simpan rincian")
    _adopts(town, "Pergeseran 1", "900/40")
    amounts = dict(BudgetLine.objects.values_list("description", "amount"))
    assert amounts == {SPEAKER: 21_600_000, MEALS: 120_000_000, WATER: 3_000_000}


def when_a_speaker_is_asked_for_and_sent_back(town: Town) -> None:
    putra, vina = town.at_desk("Putra PPTK"), town.at_desk("Vina Verifikator")
    putra.opens(f"{SPENDING}penerima/daftarkan/")
    putra.fills({"Nama": "Rani Narasumber"})
    putra.picks("Jenis penerima", "Orang pribadi bukan ASN")
    putra.ticks("Punya NPWP")
    putra.presses("Daftarkan penerima")
    putra.opens(f"{SPENDING}ajukan/")
    putra.follows("Honor narasumber")
    putra.picks("Rincian", SPEAKER)
    putra.picks("Penerima", "Rani Narasumber")
    putra.picks("Cara bayar", "GU")
    putra.picks("Sesi yang dibiayai", "Menyunting di ponsel")
    putra.fills({"Untuk": "Honor sesi menyunting", "Banyak jam yang dibayar": "3"})
    is_refused(putra, "Ajukan pembayaran", THOUSANDS, label="Jumlah", typed="2,700,000")
    is_refused(putra, "Ajukan pembayaran", "kurang dari nol", label="Jumlah", typed="-1")
    too_far = "Rincian ini tinggal Rp21.600.000; yang diajukan Rp21.600.001."
    is_refused(putra, "Ajukan pembayaran", too_far, label="Jumlah", typed="21.600.001")
    putra.fills({"Jumlah": "3.600.000"})
    putra.presses("Ajukan pembayaran")
    _attaches(putra, "Kuitansi", putra.downloads("Kuitansi (PDF)"))
    vina.opens(putra.path)
    vina.follows("Kembalikan")
    vina.fills({"Alasan": WHY_BACK})
    vina.presses("Kembalikan pembayaran")


def _attaches(putra: Visitor, kind: str, signed: bytes) -> None:
    """As it was printed by the program, and signed."""
    assert signed.startswith(b"%PDF")
    putra.follows("Lampirkan bukti")
    putra.picks("Jenis bukti", kind)
    putra.attaches("Berkas", "kuitansi.pdf", signed)
    putra.presses("Lampirkan bukti")
    putra.sees("kuitansi.pdf")


def when_it_is_amended_and_paid(town: Town) -> None:
    putra, vina = town.at_desk("Putra PPTK"), town.at_desk("Vina Verifikator")
    kartika, bayu = town.at_desk("Kartika Kepala"), town.at_desk("Bayu Bendahara")
    here = putra.path
    putra.opens(here)
    putra.follows("Perbaiki dan ajukan lagi")
    putra.sees(f"Alasan dikembalikan: {WHY_BACK}")
    putra.fills({"Jumlah": "2,7 juta"})
    putra.presses("Perbaiki dan ajukan lagi")
    putra.sees("PPh 21", "Rp67.500", "Rp2.632.500", "PMK 168/2023")
    bayu.opens(here)
    assert not bayu.offers("Catat pembayaran")  # not before it is approved
    for person, step in ((vina, "Verifikasi"), (kartika, "Setujui")):
        person.opens(here)
        person.follows(step)
        person.presses(f"{step} pembayaran")
    bayu.reloads()
    bayu.follows("Catat pembayaran")
    bayu.fills({"Nomor bukti": "SP2D-0042"})
    bayu.presses("Catat pembayaran")
    bayu.sees("Dibayar", "SP2D-0042", "Rp2.632.500")
    line = BudgetLine.objects.get(description=SPEAKER)
    assert (line.committed, line.paid, line.left) == (0, 2_700_000, 18_900_000)


def when_its_accounts_are_closed(town: Town) -> None:
    vina, payment = town.at_desk("Vina Verifikator"), Payment.objects.get()
    vina.reloads()
    vina.follows("Tutup SPJ")
    vina.sees("SPJ belum lengkap", "Bukti setor pajak")
    for needed in missing_evidence(payment):  # by the same form a dozen times more would prove nothing new
        attach(payment, payment.proposed_by, paper(needed.kind), kind=needed.kind)
    vina.reloads()
    vina.presses("Tutup SPJ")
    vina.sees("SPJ selesai")
    payment.refresh_from_db()
    assert payment.state == PaymentState.CLOSED


def then_the_inspector_reads_all_of_it(town: Town) -> None:
    ines, here = town.at_desk("Ines Inspektorat"), town.at_desk("Putra PPTK").path
    ines.opens(here)
    ines.sees(WHY_BACK, "SP2D-0042", "kuitansi.pdf", "SPJ selesai", "Rp67.500")
    assert ines.downloads("kuitansi.pdf", beside="Kuitansi · Putra PPTK").startswith(b"%PDF")
    assert not ines.offers("Kembalikan")
    ines.opens(f"{here}kembalikan/", answered=403)
    ines.opens(f"{SPENDING}realisasi/")
    ines.sees("Rp2.700.000", "Rp21.600.000")
    ines.opens(BUDGET)
    ines.sees("Pergeseran 1", "Rp150.000.000")
    ines.opens("/desk/uang/")
    ines.sees("Pelatihan YouTuber dan TikTok")
    anyone = town.visitor("Warga Kota")
    anyone.opens(f"{PUBLIC}uang/")
    anyone.sees("Rp2.700.000")
    anyone.sees_nothing_of("Rani Narasumber")
