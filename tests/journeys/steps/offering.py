"""6. Offer and enrol: seats are accepted or declined on the secret page; no chair stays empty while reserves wait."""

from journeys.people_in_browsers import Visitor
from journeys.steps.drawing import DRAW, DRAWN
from journeys.steps.town import DESK, Town, typed_afternoon

DAY = 24 * 60
WHATSAPP = "https://wa.me/62812345670"


def own_page(town: Town, place: str, which: int = 0) -> Visitor:
    """The person of this place in the draw, on their own page as it is now."""
    name = town.places[place][which]
    phone = town.people[name]
    phone.opens(town.noted[f"page of {name}"])
    return phone


def when_the_seats_are_offered(town: Town) -> None:
    dewi = town.officer
    dewi.opens(DRAW)
    dewi.follows("Buka penawaran")
    dewi.sees("2 orang mendapat penawaran, dan 2 kursi ditahan untuk mereka.")
    dewi.fills({"Batas waktu menjawab": typed_afternoon(3 * DAY), "Waktu menjawab untuk cadangan (jam)": "24"})
    dewi.presses("Tawarkan kursi")


def then_the_office_can_call_everyone(town: Town) -> None:
    """The message with a ready link to WhatsApp, when asked for, and a mark for who was reached."""
    dewi = town.officer
    dewi.follows("Daftar panggilan")
    for name in town.places["chosen"]:
        dewi.presses("Tampilkan pesan dan tautannya", beside=town.noted[name])
        link = dewi.address_of("Tulis di WhatsApp")
        assert link.startswith(WHATSAPP), link
        assert town.noted[name] in link, link
        dewi.opens(f"{DESK}seleksi/penawaran/tahap-1/panggilan/")
    first = town.noted[town.places["chosen"][0]]
    dewi.presses("Tandai terhubung", beside=first)
    dewi.sees("Terhubung", "Dewi Pengelola", beside=first)
    assert dewi.downloads("Cetak (PDF)").startswith(b"%PDF")


def then_those_with_an_address_get_a_letter(town: Town) -> None:
    town.when_the_post_goes_out()
    for name in town.places["chosen"]:
        if email := DRAWN[name].email:
            assert town.link_in_letter_to(email, "/lamaran/").endswith(town.noted[f"page of {name}"])


def when_one_accepts(town: Town) -> None:
    """A messenger's preview, which opens every link it sees, accepts nothing."""
    phone = own_page(town, "chosen", 0)
    phone.sees("Kursi ditawarkan kepada Anda")
    phone.opens(f"{phone.path}terima/", answered=405)
    own_page(town, "chosen", 0).presses("Terima kursi")
    phone.sees("Tahap 1", "Kelas 1A")


def when_one_declines(town: Town) -> None:
    phone = own_page(town, "chosen", 1)
    phone.unfolds("Saya tidak dapat ikut")
    phone.presses("Tolak kursi")
    phone.sees("Kursi Anda tolak")
    dewi = town.officer
    dewi.opens(f"{DESK}seleksi/penawaran/")
    dewi.sees("Cadangan sedang dicari")
    town.when_the_worker_has_worked()
    dewi.opens(f"{DESK}seleksi/penawaran/")
    dewi.sees("1 cadangan ditawari kursi.")


def then_the_next_reserve_is_called_up(town: Town) -> None:
    own_page(town, "reserve 2").sees("Anda cadangan nomor 2.")
    phone = own_page(town, "reserve 1")
    phone.sees("Kursi ditawarkan kepada Anda")
    phone.presses("Terima kursi")
    dewi = town.officer
    dewi.opens(f"{DESK}seleksi/penawaran/")
    dewi.sees("2 dari 2", beside="Kursi terisi")


def when_somebody_never_comes(town: Town) -> None:
    """The reserve who was called up does not turn up; the chair goes to the next one at the door."""
    dewi, name = town.officer, town.places["reserve 1"][0]
    dewi.opens(f"{DESK}pelatihan/peserta/")
    dewi.follows(name)
    dewi.follows("Akhiri kepesertaan")
    dewi.ticks("Tidak datang sama sekali")
    dewi.fills({"Alasan": "Tidak datang, dan tidak menjawab telepon."})
    dewi.presses("Catat")
    own_page(town, "reserve 1").sees("Tercatat tidak datang")
    town.when_the_worker_has_worked()
    phone = own_page(town, "reserve 2")
    phone.presses("Terima kursi")
    phone.sees("Kelas 1A")
