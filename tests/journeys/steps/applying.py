"""3. Publish and apply: the office opens a call, residents apply from their phones, without account."""

from dataclasses import dataclass

from journeys.people_in_browsers import PHONE, Visitor
from journeys.steps.town import DESK, PUBLIC, Town, typed

WEEK = 7 * 24 * 60
FORM = "/daftar/tahap-1/"
CALL = f"{DESK}pendaftaran/buka/tahap-1/"


@dataclass(frozen=True, slots=True)
class Resident:
    """Somebody made up, with a NIK of a serial that is not given out."""

    name: str
    nik: str
    born: str
    sex: str
    village: str
    phone: str
    email: str = ""
    track: str = "YouTube"
    category: str = "Masyarakat umum"


SULASTRI = Resident(
    "Sulastri", "3573055708039001", "2003-08-17", "Perempuan", "Tlogomas", "0812-3456-7001", "sulastri@contoh.example"
)
BUDI = Resident("Budi Santoso", "3573011203959002", "1995-03-12", "Laki-laki", "Oro-oro Dowo", "+62 812 3456 7002")
RATNA = Resident(
    "Ratna Dewi",
    "3573025209989003",
    "1998-09-12",
    "Perempuan",
    "Kasin",
    "081234567003",
    "ratna@contoh.example",
    "TikTok",
)
MAYA = Resident("Maya Kusuma", "3573034501909004", "1990-01-05", "Perempuan", "Bumiayu", "081234567004", track="TikTok")
JOKO = Resident(
    "Joko Luar Kota", "3573043011019005", "2001-11-30", "Laki-laki", "Polowijen", "081234567005", "joko@contoh.example"
)
RIVAL = Resident("Orang Lain", MAYA.nik, MAYA.born, MAYA.sex, "Kotalama", "081234567006", track="TikTok")


def when_the_officer_publishes_the_call(town: Town) -> None:
    dewi = town.officer
    dewi.opens(DESK)
    dewi.follows("Pendaftaran", beside="Perjalanan program")
    dewi.follows("Buat pendaftaran")
    dewi.fills(
        {
            "Judul": "Pendaftaran Tahap 1",
            "Alamat": "tahap-1",
            "Dibuka (WIB)": typed(-1),
            "Ditutup (WIB)": typed(WEEK),
            "Siapa boleh mendaftar": "Warga Kota Malang berusia 18 tahun atau lebih.",
            "Pertanyaan motivasi": "Mengapa Anda ingin ikut?",
        }
    )
    dewi.presses("Simpan")
    dewi.sees("Rancangan", "2 kursi bersama")
    dewi.follows("Pratinjau")
    dewi.sees("Begini formulir terlihat oleh pelamar.")
    dewi.opens(CALL)
    dewi.follows("Terbitkan")
    dewi.presses("Terbitkan")
    dewi.sees("Diterbitkan.", "Tutup sekarang")


def when_residents_apply_on_their_phones(town: Town) -> None:
    for resident in (SULASTRI, BUDI, RATNA, JOKO):
        when_someone_applies(town, resident)


def when_two_people_apply_with_one_nik(town: Town) -> None:
    """The first is not its owner; the form tells neither of the other."""
    when_someone_applies(town, RIVAL)
    when_someone_applies(town, MAYA)


def when_someone_applies(town: Town, resident: Resident) -> None:
    phone = town.visitor(resident.name, size=PHONE, java_script_enabled=False)
    phone.opens(PUBLIC)
    phone.follows("Daftar sekarang")
    fill_in_the_form(phone, resident)
    phone.presses("Periksa jawaban")
    phone.sees("Periksa", resident.name, resident.village)
    phone.presses("Kirim lamaran")
    then_there_is_a_receipt(town, resident)


def fill_in_the_form(phone: Visitor, resident: Resident) -> None:
    phone.fills(
        {
            "Nama lengkap": resident.name,
            "NIK": resident.nik,
            "Tanggal lahir": resident.born,
            "Nomor ponsel": resident.phone,
            "Alamat email": resident.email,
            "Mengapa Anda ingin ikut?": "Ingin memasarkan keripik tempe buatan ibu lewat video.",
        }
    )
    phone.picks("Kelurahan tempat tinggal", resident.village)
    phone.ticks(resident.sex, resident.track, resident.category)
    phone.ticks("Saya sudah membaca pemberitahuan privasi ini.", "Saya setuju foto dan video saya")


def then_there_is_a_receipt(town: Town, resident: Resident) -> None:
    """Number and secret link; the page says the same to everyone, whoever else uses the NIK."""
    phone = town.people[resident.name]
    phone.sees("Lamaran Anda sudah kami terima")
    phone.sees_nothing_of(resident.nik)
    receipt = phone.path.split("/")[2]
    phone.sees(receipt)
    town.noted[resident.name] = receipt
    town.noted[f"page of {resident.name}"] = phone.path


def then_the_receipt_comes_by_letter(town: Town) -> None:
    """To those who gave an address; its link is the page itself."""
    town.when_the_post_goes_out()
    assert town.link_in_letter_to(SULASTRI.email, "/lamaran/").endswith(town.noted["page of Sulastri"])
