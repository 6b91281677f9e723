"""8. Accompany: every participant gets a mentor with a notebook on a phone; nobody vanishes between two mentors."""

from factories.people import PASSWORD
from journeys.people_in_browsers import PHONE, Visitor
from journeys.steps.town import DESK, Town

MIRA, MADE = "Mira Pendamping", "Made Pendamping"
ADDRESS = {MIRA: "mira@contoh.example", MADE: "made@contoh.example"}
GOAL = "Terbit satu video tiap minggu"
TALK = "Membahas tiga ide video dan cahaya jendela."
NOTE = "Sudah punya tiga ide. Perlu didorong soal suara."


def when_a_mentor_is_added(town: Town, name: str) -> None:
    """The account is new: its owner sets the password by the link in the letter, on a phone."""
    dewi = town.officer
    dewi.opens(f"{DESK}pendampingan/pendamping/")
    dewi.follows("Tambah pendamping")
    dewi.fills({"Alamat email": ADDRESS[name], "Nama": name, "Kapasitas": "5"})
    dewi.presses("Tambah pendamping")
    dewi.sees(name)
    town.when_the_post_goes_out()
    phone = town.visitor(name, size=PHONE)
    phone.opens(town.link_in_letter_to(ADDRESS[name], "/akun/sandi/"))
    phone.fills({"Kata sandi baru": PASSWORD, "Ulangi kata sandi baru": PASSWORD})
    phone.presses("Simpan kata sandi")
    phone.signs_in(ADDRESS[name], PASSWORD)
    phone.opens("/saya/pendampingan/")
    phone.follows("Baca dan setujui")
    phone.ticks("Saya sudah membaca, dan menyetujui perjanjian serta kode etik ini")
    phone.presses("Setuju")


def when_mentors_are_assigned_by_proposal(town: Town) -> None:
    dewi, people = town.officer, participants(town)
    dewi.opens(DESK)
    dewi.follows("Carikan pendamping untuk 2 peserta")
    dewi.follows("Bagikan kepada para pendamping")
    dewi.follows("Lihat usulan pembagian")
    dewi.sees(*people, MIRA)
    dewi.presses("Tetapkan pendamping bagi 2 peserta")


def when_the_mentor_notes_a_contact_on_a_phone(town: Town) -> None:
    for name in participants(town):
        mira = _own_pair(town, MIRA, name)
        mira.follows("Catat kontak")
        mira.fills({"Dengan kata-kata Anda": TALK})
        mira.presses("Simpan kontak")
        mira.sees("Kontak dicatat.", TALK)
    mira = _own_pair(town, MIRA, participants(town)[0])
    mira.follows("Tambah tujuan")
    mira.fills({"Tujuan": GOAL})
    mira.presses("Tambah tujuan")
    mira.sees(GOAL)


def when_a_participant_is_handed_over(town: Town) -> None:
    dewi, name = town.officer, participants(town)[0]
    dewi.opens(f"{DESK}pendampingan/")
    dewi.follows(name)
    dewi.follows("Alihkan")
    dewi.ticks(f"{MADE} (sisa 5 dari 5)")
    dewi.fills({"Catatan serah terima": NOTE})
    dewi.presses("Alihkan sekarang")


def then_the_new_mentor_reads_what_was_and_the_old_one_no_more(town: Town) -> None:
    name = participants(town)[0]
    made = _own_pair(town, MADE, name)
    made.sees(NOTE, GOAL, TALK)
    mira = town.people[MIRA]
    mira.opens(made.path, answered=404)


def when_the_accompaniment_ends(town: Town) -> None:
    dewi, name = town.officer, participants(town)[0]
    dewi.opens(f"{DESK}pendampingan/")
    dewi.follows(name, beside=MADE)
    dewi.follows("Akhiri")
    dewi.ticks("Selesai: pendampingan sampai pada akhirnya")
    dewi.fills(
        {"Alasan atau catatan penutup": "Sudah terbit empat video.", "Apa selanjutnya bagi peserta": "Kanal kota."}
    )
    dewi.fills({"Mengapa tidak ada bicara penutup": "Pamit di kelas terakhir."})
    dewi.ticks("Tercapai sebagian")
    dewi.presses("Akhiri pendampingan")
    dewi.sees("Selesai")


def participants(town: Town) -> list[str]:
    """Who sits in the class: the one who accepted, and the reserve at the door."""
    return [town.places["chosen"][0], town.places["reserve 2"][0]]


def _own_pair(town: Town, mentor: str, participant: str) -> Visitor:
    phone = town.people[mentor]
    phone.opens("/saya/pendampingan/")
    phone.follows(participant)
    return phone
