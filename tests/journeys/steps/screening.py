"""4. Screen: a person decides each application, with a reason where it is not accepted; the counter helps out."""

from journeys.steps.applying import BUDI, JOKO, MAYA, RATNA, RIVAL, SULASTRI, Resident
from journeys.steps.town import DESK, Town

QUEUE = f"{DESK}pendaftaran/lamaran/"
BETTER = "Ingin membuat video wisata kampung kami yang benar."


def when_the_officer_decides_one_by_one(town: Town) -> None:
    dewi = town.officer
    dewi.opens(DESK)
    dewi.follows("Periksa 5 lamaran")
    dewi.sees("Menampilkan 1–5 dari 5")
    _open_application(town, SULASTRI)
    dewi.presses("Nyatakan memenuhi syarat")
    dewi.sees("Memenuhi syarat")
    _open_application(town, RATNA)
    dewi.follows("Minta perbaikan")
    dewi.fills({"Alasan": "Tuliskan motivasi Anda sendiri, bukan contoh."})
    dewi.presses("Minta perbaikan")
    _open_application(town, JOKO)
    dewi.follows("Tolak")
    dewi.fills({"Alasan": "Alamat pada KTP di luar Kota Malang."})
    dewi.presses("Tolak lamaran")
    dewi.sees("Ditolak")


def then_the_refused_one_reads_why(town: Town) -> None:
    joko = town.people[JOKO.name]
    joko.opens(town.noted[f"page of {JOKO.name}"])
    joko.sees("Alamat pada KTP di luar Kota Malang.")
    town.when_the_post_goes_out()
    assert "Alamat pada KTP di luar Kota Malang." in town.letter_to(JOKO.email)


def when_the_correction_is_made(town: Town) -> None:
    ratna = town.people[RATNA.name]
    ratna.opens(town.noted[f"page of {RATNA.name}"])
    ratna.sees("Tuliskan motivasi Anda sendiri, bukan contoh.")
    ratna.follows("Perbaiki lamaran")
    ratna.fills({"Mengapa Anda ingin ikut?": BETTER})
    ratna.presses("Simpan perubahan")
    ratna.sees("menunggu diperiksa")
    _open_application(town, RATNA)
    town.officer.sees(BETTER)
    town.officer.presses("Nyatakan memenuhi syarat")


def when_a_lost_link_is_replaced_at_the_counter(town: Town) -> None:
    """Somebody without e-mail shows the card and gets a new link; the old one opens nothing any more."""
    dewi, budi = town.officer, town.people[BUDI.name]
    _open_application(town, BUDI)
    dewi.follows("Terbitkan tautan baru")
    dewi.ticks("KTP asli sudah ditunjukkan")
    dewi.presses("Terbitkan tautan")
    old, new = town.noted[f"page of {BUDI.name}"], dewi.page.locator("p.code").inner_text()
    budi.opens(old, answered=404)
    budi.opens(new)
    budi.sees(town.noted[BUDI.name], BUDI.name)
    town.noted[f"page of {BUDI.name}"] = budi.path


def when_the_contest_is_settled_by_the_card(town: Town) -> None:
    """The NIK's owner came second, and comes to the counter."""
    dewi = town.officer
    _open_application(town, MAYA)
    dewi.sees("NIK ganda", town.noted[RIVAL.name])
    dewi.follows("Selesaikan dengan KTP")
    dewi.ticks(f"{town.noted[MAYA.name]} · {MAYA.name}", "KTP asli sudah ditunjukkan")
    dewi.presses("Simpan pilihan")
    dewi.sees("Menunggu diperiksa")
    rival = town.people[RIVAL.name]
    rival.opens(town.noted[f"page of {RIVAL.name}"])
    rival.sees_nothing_of(MAYA.name, town.noted[MAYA.name])


def when_the_rest_is_accepted_at_once(town: Town) -> None:
    dewi = town.officer
    dewi.opens(f"{DESK}pendaftaran/buka/tahap-1/")
    dewi.follows("Terima beberapa sekaligus")
    dewi.sees(BUDI.name, MAYA.name)
    dewi.sees_nothing_of(RIVAL.name, JOKO.name)
    dewi.presses("Lihat apa yang akan terjadi")
    dewi.sees(BUDI.name, MAYA.name)
    dewi.presses("Jalankan untuk 2 lamaran")


def when_the_call_is_closed(town: Town) -> None:
    """Before its time, with a reason that is on record."""
    dewi = town.officer
    dewi.opens(f"{DESK}pendaftaran/buka/tahap-1/")
    dewi.follows("Tutup sekarang")
    dewi.fills({"Alasan": "Semua yang diundang sudah mendaftar."})
    dewi.presses("Tutup sekarang")
    dewi.sees("Ditutup")


def then_nobody_can_apply_any_more(town: Town) -> None:
    warga = town.people["Warga Kota"]
    warga.opens("/daftar/tahap-1/", answered=410)
    warga.sees("ditutup")


def _open_application(town: Town, resident: Resident) -> None:
    """By the search that stands on every page of the desk."""
    dewi = town.officer
    receipt = town.noted[resident.name]
    dewi.field("Cari orang, nomor, atau program").fill(receipt)
    dewi.presses("Cari")
    dewi.follows(resident.name)
    assert dewi.path == f"{QUEUE}{receipt}/"
