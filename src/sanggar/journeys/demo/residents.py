"""Synthetic residents of Kota Malang. Nobody exists: every NIK has a serial from 9000 on, every phone starts 0812-0000.

The same seed gives the same people, so the demo reads alike on every machine on the same day.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from sanggar.foundation.regions_data import RegionRow, region_rows

WOMEN = [
    "Sulastri",
    "Siti",
    "Aminah",
    "Dewi",
    "Ratna",
    "Wulan",
    "Putri",
    "Ayu",
    "Indah",
    "Kartika",
    "Lestari",
    "Maya",
    "Nurul",
    "Rina",
    "Sari",
    "Tri",
    "Wahyuni",
    "Yulia",
    "Zahra",
    "Anisa",
    "Bunga",
    "Citra",
    "Dian",
    "Endah",
    "Fitri",
    "Galuh",
    "Hesti",
    "Intan",
    "Jamilah",
    "Kiki",
    "Laras",
    "Melati",
    "Nadia",
    "Oktavia",
    "Puspita",
    "Rahma",
    "Sekar",
    "Tika",
    "Utami",
    "Vina",
]
MEN = [
    "Sugeng",
    "Ahmad",
    "Budi",
    "Agus",
    "Bagas",
    "Candra",
    "Dimas",
    "Eko",
    "Fajar",
    "Gilang",
    "Hadi",
    "Iwan",
    "Joko",
    "Krisna",
    "Lukman",
    "Mahendra",
    "Nanda",
    "Oki",
    "Panji",
    "Rizky",
    "Slamet",
    "Teguh",
    "Umar",
    "Wahyu",
    "Yoga",
    "Zainal",
    "Arif",
    "Bayu",
    "Cahyo",
    "Doni",
    "Edi",
    "Feri",
    "Guntur",
    "Hendra",
    "Imam",
    "Jaya",
    "Kurnia",
    "Lutfi",
    "Ma'ruf",
    "Nugroho",
]
FAMILY = [
    "Santoso",
    "Wijaya",
    "Pratama",
    "Susanto",
    "Hidayat",
    "Kusuma",
    "Nugraha",
    "Saputra",
    "Wibowo",
    "Setiawan",
    "Rahmawati",
    "Hartono",
    "Purnomo",
    "Utomo",
    "Firmansyah",
    "Kurniawan",
    "Suryani",
    "Maulana",
    "Permata",
    "Handayani",
    "Yusuf",
    "Halim",
    "Basuki",
    "Darmawan",
    "Subagyo",
]
MOTIVATIONS = (
    "Saya punya warung kecil dan ingin menjangkau pembeli lewat video.",
    "Saya mengelola akun KIM kelurahan dan ingin kontennya lebih rapi.",
    "Saya suka bercerita tentang sejarah kampung dan ingin belajar menyunting.",
    "Saya ingin membuat kanal belajar matematika untuk anak SD.",
    "Saya sudah punya kanal, tetapi penontonnya tidak bertambah.",
    "Saya ingin mengenalkan makanan Malang dengan cara yang jujur.",
    "Saya baru lulus dan ingin bekerja di bidang video.",
    "Saya admin media sosial dinas dan perlu keterampilan merekam dengan ponsel.",
)
NEEDS = ("Juru bahasa isyarat", "Jalur kursi roda dan toilet yang mudah dijangkau", "Materi dengan huruf besar")
CATEGORIES = (("public", 68), ("civil_servant", 18), ("community", 14))


@dataclass(frozen=True, slots=True)
class Resident:
    name: str
    nik: str
    family_card: str
    birth_date: date
    sex: str
    village: str
    phone: str
    email: str
    track: str
    category: str
    disability_need: str
    channel_url: str
    motivation: str


def residents(count: int, *, seed: str, today: date, first: int = 0) -> Iterator[Resident]:
    """`count` different residents, 17 to 62 years old; `first` keeps several groups apart."""
    chance = Random(f"sanggar-demo:{seed}")
    villages = [row for row in region_rows() if row.level == "kelurahan"]
    weights = [chance.randint(2, 12) for _ in villages]
    for number in range(first, first + count):
        yield _resident(number, chance, chance.choices(villages, weights)[0], today)


def _resident(number: int, chance: Random, village: RegionRow, today: date) -> Resident:
    sex = chance.choices("PL", (54, 46))[0]
    birth_date = _birth_date(chance, today)
    name = _name(chance, sex)
    track = chance.choices(("youtube", "tiktok"), (55, 45))[0]
    handle = f"{name.split()[0].lower().replace(chr(39), '')}{number}"
    return Resident(
        name=name,
        nik=_nik(village.code, birth_date, sex, 9000 + number % 1000),
        family_card=_family_card(number),
        birth_date=birth_date,
        sex=sex,
        village=village.code,
        phone=f"0812000{number:05d}",
        email=f"{handle}@warga.example" if chance.random() < 0.62 else "",
        track=track,
        category=chance.choices([c for c, _ in CATEGORIES], [w for _, w in CATEGORIES])[0],
        disability_need=chance.choice(NEEDS) if chance.random() < 0.05 else "",
        channel_url=f"https://www.{track}.com/@{handle}" if chance.random() < 0.4 else "",
        motivation=chance.choice(MOTIVATIONS),
    )


def _name(chance: Random, sex: str) -> str:
    """One in seven has a single name, as in life."""
    given = chance.choice(WOMEN if sex == "P" else MEN)
    if chance.random() < 1 / 7:
        return given
    middle = f" {chance.choice(WOMEN if sex == 'P' else MEN)}" if chance.random() < 0.2 else ""
    return f"{given}{middle} {chance.choice(FAMILY)}"


def _family_card(number: int) -> str:
    """Three in ten give none; every ninth lives with the one before."""
    holder = number - 1 if number % 9 == 4 else number
    if holder % 10 in (3, 7, 8):
        return ""
    return f"35730{1 + holder % 5}{1 + holder % 28:02}{1 + holder % 12:02}15{9000 + holder % 1000}"


def _birth_date(chance: Random, today: date) -> date:
    years = chance.choices((19, 24, 31, 39, 48, 57), (18, 26, 24, 16, 11, 5))[0]
    return today - timedelta(days=365 * years + chance.randint(0, 1800))


def _nik(village: str, birth_date: date, sex: str, serial: int) -> str:
    day = birth_date.day + (40 if sex == "P" else 0)
    return f"{village[:8].replace('.', '')}{day:02d}{birth_date:%m%y}{serial:04d}"
