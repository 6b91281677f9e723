"""2. Fund and spend: one person plans, another adopts; one asks, others verify, approve and pay.

What is refused on the way, shifted and sent back is in `test_money_life`.
"""

from factories.papers import paper
from factories.spending import attach
from journeys.steps.town import DESK, Town
from sanggar.spending.evidence_queries import missing_evidence
from sanggar.spending.models import Payment

PDF = paper()


def when_the_budget_is_planned_and_adopted(town: Town) -> None:
    dewi = town.officer
    dewi.opens(DESK)
    dewi.follows("Anggaran", beside="Perjalanan program")
    dewi.follows("Tetapkan pagu")
    dewi.fills(
        {
            "Pagu": "150 juta",
            "Kode sub kegiatan": "2.16.02.2.01.0015",
            "Nama sub kegiatan": "Pelatihan pembuat konten",
            "Daftar kode yang dipakai": "Kepmendagri 900.1.15.5-1317 Tahun 2023",
        }
    )
    dewi.presses("Tetapkan pagu")
    _add_line(town, "Honor narasumber", "2 orang × 10 jam", "900.000")
    kartika = town.at_desk("Kartika Kepala")
    kartika.opens(f"{DESK}anggaran/")
    kartika.follows("DPA")
    kartika.follows("Sahkan anggaran")
    kartika.sees("Rp18.000.000", "Rp150.000.000")
    kartika.fills({"Nomor dokumen": "900/12/2026", "Nama dan jabatan pejabat di luar daftar": "PPKD"})
    kartika.presses("Sahkan anggaran")
    kartika.sees("Anggaran sudah disahkan")


def _add_line(town: Town, name: str, volume: str, price: str) -> None:
    dewi = town.officer
    dewi.follows("Tambah rincian")
    dewi.fills(
        {"Kode rekening": "5.1.02.02.01.0003", "Uraian": name, "Volume": volume, "Harga satuan": price},
    )
    dewi.presses("Simpan rincian")


def when_a_payment_goes_through_four_hands(town: Town) -> None:
    names = ("Putra PPTK", "Vina Verifikator", "Kartika Kepala", "Bayu Bendahara")
    putra, vina, kartika, bayu = (town.at_desk(name) for name in names)
    _register_payee(town)
    putra.opens(f"{DESK}belanja/")
    _propose(town, "900.000")
    _attach(town, "Kuitansi", "kuitansi.pdf")
    putra.sees("kuitansi.pdf", "Menunggu verifikasi PPK-SKPD.")
    vina.opens(putra.path)
    assert vina.downloads("kuitansi.pdf") == PDF
    vina.sees("PPh 21", "Rp22.500", "PMK 168/2023")
    vina.follows("Verifikasi")
    vina.presses("Verifikasi pembayaran")
    kartika.opens(putra.path)
    kartika.follows("Setujui")
    kartika.presses("Setujui pembayaran")
    bayu.opens(putra.path)
    bayu.follows("Catat pembayaran")
    bayu.fills({"Nomor bukti": "SP2D-0001"})
    bayu.presses("Catat pembayaran")
    bayu.sees("Dibayar", "SP2D-0001", "Rp877.500")
    _attach(town, "Bukti setor pajak", "setor.pdf")
    vina.opens(putra.path)
    vina.follows("Tidak perlu Undangan")
    vina.fills({"Alasan": "Narasumber datang tanpa undangan."})
    vina.presses("Bukti tidak diperlukan")
    vina.sees("Narasumber datang tanpa undangan. · Vina Verifikator")
    _attach_the_rest()
    vina.follows("Tutup SPJ")
    vina.presses("Tutup SPJ")
    vina.sees("SPJ selesai")


def _register_payee(town: Town) -> None:
    putra = town.at_desk("Putra PPTK")
    putra.opens(f"{DESK}belanja/penerima/")
    putra.follows("Daftarkan penerima")
    putra.fills({"Nama": "Rani Narasumber"})
    putra.picks("Jenis penerima", "Orang pribadi bukan ASN")
    putra.ticks("Punya NPWP")
    putra.presses("Daftarkan penerima")


def _attach(town: Town, kind: str, name: str) -> None:
    putra = town.at_desk("Putra PPTK")
    putra.opens(putra.path)
    putra.follows("Lampirkan bukti")
    putra.picks("Jenis bukti", kind)
    putra.attaches("Berkas", name, PDF)
    putra.presses("Lampirkan bukti")


def _attach_the_rest() -> None:
    """The same page a dozen times more would prove nothing new."""
    payment = Payment.objects.get(proof_number="SP2D-0001")
    for lacking in missing_evidence(payment):
        attach(payment, payment.proposed_by, PDF, kind=lacking.kind)


def _propose(town: Town, amount: str) -> None:
    putra = town.at_desk("Putra PPTK")
    putra.follows("Ajukan pembayaran")
    putra.follows("Honor narasumber")
    putra.picks("Rincian", "Honor narasumber")
    putra.picks("Penerima", "Rani Narasumber")
    putra.picks("Cara bayar", "GU")
    putra.fills({"Jumlah": amount, "Untuk": "Honor sesi menyunting video"})
    putra.presses("Ajukan pembayaran")


def then_what_was_spent_is_shown_beside_the_plan(town: Town) -> None:
    putra = town.at_desk("Putra PPTK")
    putra.opens(f"{DESK}belanja/realisasi/")
    putra.sees("Rencana dan realisasi per bulan", "Rp900.000", "Rp18.000.000")
