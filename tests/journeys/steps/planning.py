"""1. Plan: an officer makes the programme out of tracks, stages, cohorts and meetings, and publishes it."""

from datetime import date, time, timedelta

from journeys.steps.town import DESK, PUBLIC, Town, moment

HOUR = 60
LAST_START = time(22, 30)


def when_the_officer_plans_the_programme(town: Town) -> None:
    dewi = town.officer
    dewi.sees("Ruang kerja", "Belum ada program")
    dewi.follows("Program baru")
    dewi.fills(
        {
            "Nama program": "Pelatihan YouTuber dan TikTok",
            "Kode program": "YT",
            "Alamat halaman": "youtuber-tiktok",
            "Ringkasan": "Belajar membuat video dari nol sampai terbit, didampingi sampai selesai.",
            "Pendampingan sampai": f"{moment(0).date() + timedelta(days=90)}",
        }
    )
    dewi.presses("Buat program")
    for track in ("YouTube", "TikTok"):
        dewi.follows("Tambah jalur")
        dewi.fills({"Nama jalur": track})
        dewi.presses("Simpan")
    for ordinal, seats in ((1, "2"), (2, "3")):
        dewi.follows("Tambah tahap")
        dewi.fills({"Kursi": seats})
        dewi.presses("Simpan")
        dewi.follows("Tambah kelas", beside=f"Tahap {ordinal}")
        dewi.fills({"Nama kelas": f"Kelas {ordinal}A"})
        dewi.presses("Simpan")
    _add_meeting(town, "Kelas 1A", "Menyunting video di ponsel", *meeting_that_is_on())
    tomorrow = moment(0).date() + timedelta(days=1)
    _add_meeting(town, "Kelas 1A", "Menulis naskah satu menit", tomorrow, time(9), time(12))


def meeting_that_is_on() -> tuple[date, time, time]:
    """A meeting on which people can be checked in now; late at night the one that begins at midnight."""
    now = moment(0)
    if now.time() >= LAST_START:
        return now.date() + timedelta(days=1), time(0), time(2)
    start = max(moment(-HOUR / 2), now.replace(hour=0, minute=0))
    return now.date(), start.time(), moment(HOUR).time()


def _add_meeting(town: Town, cohort: str, topic: str, day: date, start: time, end: time) -> None:
    dewi = town.officer
    dewi.follows("Tambah sesi", beside=cohort)
    dewi.fills(
        {
            "Materi": topic,
            "Tanggal": f"{day}",
            "Mulai pukul": f"{start:%H:%M}",
            "Selesai pukul": f"{end:%H:%M}",
            "Tempat lain": "Malang Creative Center",
            "Nama narasumber": "Rani Narasumber",
        }
    )
    dewi.presses("Simpan")
    dewi.sees(topic)


def when_the_officer_publishes_the_programme(town: Town) -> None:
    dewi = town.officer
    dewi.follows("Terbitkan")
    dewi.sees("Kelas 2A di Tahap 2 belum punya sesi.")
    dewi.presses("Terbitkan program")


def then_the_cockpit_shows_the_life_of_the_programme(town: Town) -> None:
    dewi = town.officer
    dewi.opens(DESK)
    dewi.sees("2 tahap, 2 kelas, 2 sesi", "Diumumkan", beside="Rencana")
    dewi.sees("Belum ada", beside="Anggaran")
    dewi.sees("Lengkapi rencana", "Tetapkan pagu", "Buat pendaftaran", beside="Perlu Anda hari ini")
    dewi.sees("Menyunting video di ponsel", beside="Daftar hadir")


def then_anybody_can_read_its_page(town: Town) -> None:
    warga = town.visitor("Warga Kota")
    warga.opens("/")
    warga.follows("Pelatihan YouTuber dan TikTok", beside="Semua program")
    warga.sees("Belajar membuat video dari nol", "Tahap 1", "Tahap 2")
    assert warga.path == PUBLIC
