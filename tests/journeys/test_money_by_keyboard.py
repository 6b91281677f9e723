"""Money from the budget to the closed accounts with the keyboard alone, each part by the hand whose part it is, on a
phone and at a desk.
"""

from typing import Any

import pytest

from factories.papers import paper
from factories.planning import make_cohort, make_meeting, make_programme, make_stage
from factories.spending import attach
from journeys.keyboard import attaches, follows, picks, signs_in, ticks, types
from journeys.people_in_browsers import PHONE, Visitor
from journeys.steps.town import DESK, Town, given_an_office_with_its_people
from sanggar.funding.models import BudgetLine, BudgetVersion
from sanggar.people.models import Organisation
from sanggar.spending.evidence_queries import missing_evidence
from sanggar.spending.models import Finding, Payment
from sanggar.spending.states import PaymentState

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BUDGET, SPENDING = f"{DESK}anggaran/", f"{DESK}belanja/"
SPEAKER, WHY_BACK = "Honor narasumber", "Sesinya tiga jam."


def test_nobody_needs_a_mouse_from_the_budget_to_the_closed_accounts(enter: Any) -> None:
    town = given_an_office_with_its_people(enter)
    programme = make_programme(Organisation.objects.get(slug="diskominfo-malang"))
    make_meeting(make_cohort(make_stage(programme)), in_days=-7)
    when_the_budget_is_written_and_adopted(town)
    when_money_for_a_speaker_is_asked_for(town)
    when_the_verifier_returns_it_and_the_finding_is_explained(town)
    when_it_goes_on_to_the_treasurer(town)
    when_its_accounts_are_closed(town)
    then_the_inspector_reads_what_became_of_it(town)


def at_the_keys(town: Town, name: str, **how: Any) -> Visitor:
    """Signed in, by the keys as well."""
    if name not in town.people:
        signs_in(town.visitor(name, **how), town.emails[name])
    return town.people[name]


def when_the_budget_is_written_and_adopted(town: Town) -> None:
    putra, kartika = at_the_keys(town, "Putra PPTK"), at_the_keys(town, "Kartika Kepala", size=PHONE)
    dewi = at_the_keys(town, "Dewi Pengelola")
    dewi.opens(f"{BUDGET}pagu/")
    types(dewi, "Pagu", "150.000.000")
    types(dewi, "Kode sub kegiatan", "2.16.02.2.01.0015")
    types(dewi, "Nama sub kegiatan", "Kemitraan Komunikasi")
    types(dewi, "Daftar kode yang dipakai", "Daftar uji")
    follows(dewi, "Tetapkan pagu")
    follows(dewi, "Tambah rincian")
    types(dewi, "Kode rekening", "5.1.02.02.01.0003")
    types(dewi, "Uraian", SPEAKER)
    types(dewi, "Volume", "4 orang × 4 jam")
    types(dewi, "Harga satuan", "900.000")
    follows(dewi, "Simpan rincian")
    version = BudgetVersion.objects.get()
    kartika.opens(f"{BUDGET}versi/{version.pk}/")
    follows(kartika, "Sahkan anggaran")
    types(kartika, "Nomor dokumen", "900/12")
    types(kartika, "Nama dan jabatan pejabat di luar daftar", "PPKD")
    follows(kartika, "Sahkan anggaran")
    assert BudgetLine.objects.get().amount == 14_400_000
    putra.opens(SPENDING)


def when_money_for_a_speaker_is_asked_for(town: Town) -> None:
    putra = at_the_keys(town, "Putra PPTK")
    follows(putra, "Penerima")
    follows(putra, "Daftarkan penerima")
    types(putra, "Nama", "Rani Narasumber")
    picks(putra, "Jenis penerima", "Orang pribadi bukan ASN")
    ticks(putra, "Punya NPWP")
    follows(putra, "Daftarkan penerima")
    follows(putra, "Ajukan pembayaran")
    follows(putra, "Honor narasumber")
    picks(putra, "Rincian", SPEAKER)
    types(putra, "Untuk", "Honor sesi menyunting")
    picks(putra, "Sesi yang dibiayai", "Menyunting di ponsel")
    types(putra, "Banyak jam yang dibayar", "3")
    types(putra, "Jumlah", "3.600.000")
    picks(putra, "Cara bayar", "GU")
    follows(putra, "Ajukan pembayaran")
    follows(putra, "Lampirkan bukti")
    picks(putra, "Jenis bukti", "Kuitansi")
    attaches(putra, "Berkas", "kuitansi.pdf", paper("kuitansi"))
    follows(putra, "Lampirkan bukti")
    putra.sees("kuitansi.pdf")


def when_the_verifier_returns_it_and_the_finding_is_explained(town: Town) -> None:
    putra, vina = at_the_keys(town, "Putra PPTK"), at_the_keys(town, "Vina Verifikator", size=PHONE)
    here = putra.path
    vina.opens(here)
    follows(vina, "Kembalikan")
    types(vina, "Alasan", WHY_BACK)
    follows(vina, "Kembalikan pembayaran")
    putra.opens(here)
    follows(putra, "Perbaiki dan ajukan lagi")
    types(putra, "Jumlah", "2.700.000")
    follows(putra, "Perbaiki dan ajukan lagi")
    town.when_the_worker_has_worked()
    vina.opens(f"{SPENDING}temuan/")
    follows(vina, "Honor tanpa tarif")
    follows(vina, "Jelaskan temuan")
    types(vina, "Penjelasan", "Tarif ada di surat tugas.")
    follows(vina, "Jelaskan temuan")
    assert Finding.objects.get(rule="tarif-belum").state == "settled"


def when_it_goes_on_to_the_treasurer(town: Town) -> None:
    here = at_the_keys(town, "Putra PPTK").path
    for name, step in (("Vina Verifikator", "Verifikasi"), ("Kartika Kepala", "Setujui")):
        person = at_the_keys(town, name)
        person.opens(here)
        follows(person, step)
        follows(person, f"{step} pembayaran")
    bayu = at_the_keys(town, "Bayu Bendahara", size=PHONE)
    bayu.opens(DESK)
    follows(bayu, "Bayar 1 tagihan")
    follows(bayu, "Honor sesi menyunting")
    follows(bayu, "Catat pembayaran")
    types(bayu, "Nomor bukti", "SP2D-0042")
    follows(bayu, "Catat pembayaran")
    bayu.sees("Dibayar", "SP2D-0042")


def when_its_accounts_are_closed(town: Town) -> None:
    vina, payment = at_the_keys(town, "Vina Verifikator"), Payment.objects.get()
    for needed in missing_evidence(payment):
        attach(payment, payment.proposed_by, paper(needed.kind), kind=needed.kind)
    vina.opens(DESK)
    follows(vina, "Tutup SPJ 1 pembayaran")
    follows(vina, "Honor sesi menyunting")
    follows(vina, "Tutup SPJ")
    follows(vina, "Tutup SPJ")
    payment.refresh_from_db()
    assert payment.state == PaymentState.CLOSED


def then_the_inspector_reads_what_became_of_it(town: Town) -> None:
    ines = at_the_keys(town, "Ines Inspektorat", size=PHONE)
    ines.opens(SPENDING)
    follows(ines, "Honor sesi menyunting")
    ines.sees(WHY_BACK, "SP2D-0042", "Tarif ada di surat tugas.")
    ines.opens(SPENDING)
    follows(ines, "Realisasi")
    ines.sees("Rp2.700.000")
    follows(ines, "Laporan per rincian dan bulan")
    ines.sees("Rp2.700.000")
