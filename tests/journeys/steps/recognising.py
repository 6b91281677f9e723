"""9. Recognise: a published work, a rule that everyone can read, and a certificate that anybody can check."""

from journeys.steps.accompanying import participants
from journeys.steps.offering import own_page
from journeys.steps.town import DESK, Town, moment

VIDEO = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
TITLE = "Keripik tempe dari dapur ibu"


def when_a_participant_adds_a_work(town: Town) -> None:
    phone = own_page(town, "chosen")
    phone.unfolds("Tambah karya")
    phone.fills({"Alamat karya": VIDEO, "Judul": TITLE, "Tanggal terbit": f"{moment(0):%Y-%m-%d}"})
    phone.presses("Tambah karya")
    phone.sees(TITLE, "menunggu diperiksa")


def when_the_office_confirms_it(town: Town) -> None:
    dewi = town.officer
    dewi.opens(DESK)
    dewi.follows("Periksa 1 karya")
    dewi.follows("Periksa", beside=TITLE)
    dewi.sees(VIDEO)
    dewi.presses("Konfirmasi karya")
    dewi.sees("Karya dikonfirmasi.")


def when_the_rule_is_set(town: Town) -> None:
    dewi = town.officer
    dewi.opens(f"{DESK}sertifikat/")
    dewi.sees("Sebelum ada syarat, tidak ada yang dapat dinyatakan lulus.")
    dewi.follows("Tetapkan syarat kelulusan")
    dewi.fills(
        {
            "Kehadiran paling sedikit (persen)": "80",
            "Kontak pendampingan paling sedikit": "0",
            "Karya terbit paling sedikit": "1",
        }
    )
    dewi.presses("Simpan")


def then_it_is_plain_who_has_what_and_what_is_missing(town: Town) -> None:
    """One has everything; the other still owes a work, on both sides of the counter."""
    ready, waiting = participants(town)
    dewi = town.officer
    dewi.sees("Tahap 1: 1 sertifikat siap diterbitkan")
    dewi.sees("1 karya terbit lagi", beside=waiting)
    phone = own_page(town, "reserve 2")
    phone.sees("1 karya terbit", "Belum", "1 karya terbit lagi", beside="1 karya terbit")
    assert ready in town.people


def when_the_certificate_is_issued(town: Town) -> None:
    dewi, name = town.officer, participants(town)[0]
    dewi.follows("Periksa lalu terbitkan")
    dewi.sees(name, "1 sertifikat akan terbit")
    dewi.ticks("Terbitkan sekarang, meskipun pelatihan atau pendampingan masih berjalan")
    dewi.presses("Terbitkan 1 sertifikat")
    dewi.sees("1 sertifikat terbit.", name)


def then_anybody_can_check_it(town: Town) -> None:
    """By the participant's link, by the typed code, and as a document."""
    phone = own_page(town, "chosen")
    phone.follows("Lihat dan unduh")
    phone.sees("Sertifikat ini berlaku", participants(town)[0])
    assert phone.downloads("Unduh PDF").startswith(b"%PDF")
    town.noted["certificate"] = phone.path
    warga = town.people["Warga Kota"]
    warga.opens("/sertifikat/")
    warga.fills({"Kode sertifikat": phone.path.split("/")[2].lower()})
    warga.presses("Periksa sertifikat")
    warga.sees("Sertifikat ini berlaku")


def when_it_is_issued_again_with_the_name_mended(town: Town) -> None:
    dewi, name = town.officer, participants(town)[0]
    dewi.opens(f"{DESK}sertifikat/terbit/")
    dewi.follows("001/SERT")
    dewi.follows("Ganti")
    dewi.fills({"Nama pada sertifikat": f"{name}, S.Kom.", "Alasan": "Gelar belum tertulis."})
    dewi.presses("Terbitkan pengganti")
    warga = town.people["Warga Kota"]
    warga.reloads()
    warga.sees("Sertifikat ini sudah diganti")
    warga.follows("Buka penggantinya")
    warga.sees("Sertifikat ini berlaku", f"{name}, S.Kom.")


def when_it_is_revoked(town: Town) -> None:
    dewi, warga = town.officer, town.people["Warga Kota"]
    dewi.follows("Cabut")
    dewi.fills({"Alasan": "Karya ternyata milik orang lain."})
    dewi.presses("Cabut sertifikat")
    warga.reloads()
    warga.sees("Sertifikat ini tidak berlaku lagi")
    warga.sees_nothing_of("Karya ternyata milik orang lain.")
    assert not warga.offers("Unduh PDF")
