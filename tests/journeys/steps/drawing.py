"""5. Select: the list is frozen first, two people read the dice, and anybody can do the draw again."""

import json
import subprocess
import sys
from pathlib import Path

from journeys.steps.applying import BUDI, JOKO, MAYA, RATNA, RIVAL, SULASTRI
from journeys.steps.town import DESK, Town, typed_afternoon
from sanggar.foundation import clock
from sanggar.selection.models import Draw

DRAWN = {resident.name: resident for resident in (SULASTRI, BUDI, RATNA, MAYA)}
DICE = "40719 33852 06471 29953"
MISREAD = "40719 33852 06471 29954"
DRAW = f"{DESK}seleksi/undian/tahap-1/"


def when_the_procedure_is_announced(town: Town) -> None:
    """Before anyone has applied, so that nobody can fit it to who did. Everyone can read it."""
    dewi = town.officer
    dewi.opens(f"{DESK}seleksi/tata-cara/tahap-1/")
    dewi.follows("Tulis tata cara")
    dewi.ticks("Undian di antara semua yang lolos")
    dewi.ticks("Dadu bersisi sepuluh")
    dewi.fills({"Tempat": "Aula Balai Kota", "Masa sanggah (hari)": "0"})
    dewi.fills({"Waktu undian atau penetapan": typed_afternoon(60 * 24 * 60)})
    dewi.presses("Simpan")
    dewi.presses("Umumkan tata cara")
    warga = town.people["Warga Kota"]
    warga.opens(dewi.address_of("Halaman publik"))
    warga.sees("Bagaimana peserta dipilih", "Semua yang lolos pemeriksaan ikut diundi.")


def when_the_list_is_frozen(town: Town) -> None:
    dewi = town.officer
    dewi.opens(DESK)
    dewi.follows("Siapkan seleksi")
    dewi.follows("Pendaftaran Tahap 1")
    dewi.sees("Daftar 4 orang dibekukan untuk 2 kursi.")
    dewi.ticks("Saya tahu: daftar, jumlah kursi, dan cara memilih menjadi tetap, dan pembekuan tidak dapat dibatalkan")
    dewi.presses("Bekukan daftar")
    assert dewi.downloads("Berita acara (PDF)").startswith(b"%PDF")


def then_its_digest_is_public_before_the_dice_are_thrown(town: Town) -> None:
    warga = town.people["Warga Kota"]
    warga.opens(town.officer.address_of("Halaman publik"))
    warga.reloads()
    warga.sees("Daftar peserta sudah dibekukan", "Sidik daftar (SHA-256)")
    town.noted["list digest"] = warga.fact("Sidik daftar (SHA-256)")
    town.noted["draw page"] = warga.path


def when_two_people_read_the_dice(town: Town) -> None:
    """One of them misreads at first: both entries stay on record, and the reading begins anew."""
    Draw.objects.update(announced_for=clock.now())  # the hour that was announced has come
    dewi, kartika = town.officer, town.at_desk("Kartika Kepala")
    for reader, digits in ((dewi, DICE), (kartika, MISREAD), (dewi, DICE), (kartika, DICE)):
        reader.opens(DRAW)
        reader.fills({"Angka dadu menurut urutan lemparan": digits})
        reader.presses("Catat angka dadu")
    kartika.sees("Kedua isian sama.")


def when_the_draw_is_run_and_published(town: Town) -> None:
    dewi = town.officer
    dewi.opens(DRAW)
    dewi.presses("Jalankan undian")
    dewi.follows("Periksa ulang dulu")
    dewi.sees("Hasil ini sah")
    dewi.opens(DRAW)
    dewi.presses("Umumkan hasil")
    dewi.sees("Hasil sudah diumumkan")


def then_the_result_names_nobody(town: Town) -> None:
    """Registration number, initials, kecamatan; who was not on the list is not there either."""
    warga = town.people["Warga Kota"]
    warga.reloads()
    warga.sees("2 orang terpilih", "2 orang cadangan", town.noted["list digest"])
    for name in DRAWN:
        warga.sees_nothing_of(name)
    warga.sees_nothing_of(town.noted[JOKO.name], town.noted[RIVAL.name])
    warga.page.get_by_text("Tampilkan daftar cadangan").click()
    warga.sees(*(town.noted[name] for name in DRAWN))


def then_anybody_can_do_the_draw_again(town: Town, folder: Path) -> None:
    """With two downloaded files and a bare Python, far from the program."""
    warga = town.people["Warga Kota"]
    for link, name in (("Unduh berkas undian", "bundle.json"), ("Unduh verify.py", "verify.py")):
        (folder / name).write_bytes(warga.downloads(link))
    command = [sys.executable, "-I", "verify.py", "bundle.json"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    verdict = "VALID: the draw was redone with the same result. 4 people, 2 selected."
    assert (done.returncode, done.stdout.splitlines()[-1:]) == (0, [verdict]), done.stdout + done.stderr
    bundle = json.loads((folder / "bundle.json").read_text())
    assert bundle["list_digest"] == town.noted["list digest"]


def then_everyone_finds_their_own_place(town: Town) -> None:
    """Each on the own page alone. Who came out where is noted for what follows: two are chosen, two wait in order."""
    for name in DRAWN:
        phone = town.people[name]
        phone.opens(town.noted[f"page of {name}"])
        result = phone.fact("Hasil")
        place = f"reserve {result.split()[-1]}" if result.startswith("Cadangan nomor") else "chosen"
        town.places.setdefault(place, []).append(name)
    assert {place: len(names) for place, names in town.places.items()} == {"chosen": 2, "reserve 1": 1, "reserve 2": 1}
