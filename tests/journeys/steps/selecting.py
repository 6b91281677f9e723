"""Seats by a minimum mark, then by lottery under quotas: frozen, clashing, contested, drawn, offered, kept whole."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from factories.applications import apply, make_call, numbered_answers
from factories.people import PASSWORD, SETUP
from factories.planning import make_cohort, make_programme, make_stage
from journeys.people_in_browsers import PHONE, Visitor
from journeys.steps.drawing import DICE, DRAW
from journeys.steps.screening import QUEUE
from journeys.steps.town import DESK, Town, typed_afternoon
from sanggar.applications.actions import accept_for_draw
from sanggar.foundation import clock
from sanggar.people.actions import open_account
from sanggar.people.models import Organisation
from sanggar.selection.models import Draw

CALL = "Pendaftaran Tahap 1"
PROCEDURE = f"{DESK}seleksi/tata-cara/tahap-1/"
PUBLIC_DRAW = "/undian/tahap-1/"
SEATS = 4
PREPARED = "Ingin memasarkan keripik tempe buatan ibu lewat video."
UNPREPARED = "Ikut teman saja."
WOMEN_FEW = "Hanya satu perempuan mencapai nilai minimum."
DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Applicant:
    name: str
    track: str
    sex: str = "L"
    motivation: str = PREPARED


APPLICANTS = (
    Applicant("Andi Wijaya", "youtube"),
    Applicant("Bima Saputra", "youtube"),
    Applicant("Candra Kirana", "youtube"),
    Applicant("Dimas Prasetyo", "youtube"),
    Applicant("Intan Lestari", "youtube", "P"),
    Applicant("Eko Susanto", "tiktok"),
    Applicant("Fajar Nugroho", "tiktok"),
    Applicant("Galih Permana", "tiktok"),
    Applicant("Hadi Setiawan", "tiktok"),
    Applicant("Jihan Aulia", "tiktok", "P", UNPREPARED),
)
BY_NAME = {each.name: each for each in APPLICANTS}
HADI, JIHAN = "Hadi Setiawan", "Jihan Aulia"
"""He is refused by mistake, she does not reach the minimum mark."""


# --- given -----------------------------------------------------------------------------------------------------------
def given_a_call_with_applicants(town: Town) -> None:
    """Still open, everyone screened so far."""
    programme = make_programme(Organisation.objects.get(slug="diskominfo-malang"))
    make_cohort(make_stage(programme, seats=SEATS))
    call = make_call(programme)
    for number, each in enumerate(APPLICANTS, start=1):
        track = programme.tracks.get(code=each.track)
        answers = numbered_answers(call, number, name=each.name, track=track, sex=each.sex, motivation=each.motivation)
        application = apply(call, answers)
        accept_for_draw(application, by=SETUP, at=clock.now())
        town.noted[each.name] = application.receipt
        town.noted[f"page of {each.name}"] = application.own_path


def given_accounts_of_reviewers(town: Town, names: tuple[str, ...]) -> None:
    for name in names:
        town.emails[name] = f"{name.lower().replace(' ', '.')}@contoh.example"
        open_account(email=town.emails[name], name=name, password=PASSWORD, by=SETUP, at=clock.now())


# --- the rule --------------------------------------------------------------------------------------------------------
def when_the_procedure_asks_for_marks_and_quotas(town: Town) -> None:
    """The page says by what is known of them who is missing: of those who reach the floor, one woman for two seats."""
    dewi = town.officer
    dewi.opens(PROCEDURE)
    dewi.follows("Tulis tata cara")
    dewi.ticks("Nilai minimum, lalu undian", "Dadu bersisi sepuluh")
    dewi.fills({"Nilai minimum (0 sampai 100)": "60", "Tempat": "Aula Balai Kota", "Masa sanggah (hari)": "3"})
    dewi.fills({"Waktu undian atau penetapan": typed_afternoon(60 * DAY)})
    dewi.fills({"Laki-laki": "1-3", "Perempuan": "2-3", "YouTube": "2", "TikTok": "2"})
    dewi.presses("Simpan")
    dewi.sees("Hanya yang mencapai nilai minimum yang dihitung.", "Perempuan dari 2–3 menjadi 1–3")
    dewi.presses("Umumkan tata cara")
    warga = town.visitor("Warga Kota")
    warga.opens(PUBLIC_DRAW)
    warga.sees("Yang lolos pemeriksaan dan mencapai nilai 60,00 ikut diundi.", "Jenis kelamin: Perempuan")


def when_one_is_refused_by_mistake(town: Town) -> None:
    dewi = town.officer
    dewi.opens(f"{QUEUE}{town.noted[HADI]}/")
    dewi.follows("Periksa lagi")
    dewi.fills({"Alasan": "Alamatnya perlu dilihat lagi."})
    dewi.presses("Kembalikan ke antrean")
    dewi.follows("Tolak")
    dewi.fills({"Alasan": "Alamat pada KTP di luar Kota Malang."})
    dewi.presses("Tolak lamaran")


# --- the list, and quotas that clash ---------------------------------------------------------------------------------
def when_the_list_is_frozen(town: Town) -> None:
    """Without who was refused, and without who did not reach the mark."""
    dewi = town.officer
    dewi.opens(DRAW)
    dewi.sees("Daftar 8 orang dibekukan untuk 4 kursi.")
    dewi.ticks("Saya tahu: daftar, jumlah kursi, dan cara memilih menjadi tetap, dan pembekuan tidak dapat dibatalkan")
    dewi.presses("Bekukan daftar")
    dewi.sees("sedang dihitung di latar belakang")
    town.noted["first digest"] = _public_digest(town)


def then_the_quotas_clash_and_the_smallest_change_is_proposed(town: Town) -> None:
    dewi = town.officer
    town.when_the_worker_has_worked()
    dewi.opens(DRAW)
    dewi.sees("Tidak dapat dipenuhi: Jenis kelamin, Perempuan paling sedikit 2 (orangnya 1).")
    dewi.sees("Perubahan terkecil: Jenis kelamin, Perempuan dari 2–3 menjadi 1–3 (orangnya 1).")
    dewi.follows("Ubah kuota atau waktunya")
    assert dewi.field("Perempuan").input_value() == "1-3"
    dewi.presses("Hitung lagi", answered=422)
    dewi.fills({"Alasan": WOMEN_FEW})
    dewi.presses("Hitung lagi")
    town.when_the_worker_has_worked()
    dewi.opens(DRAW)
    dewi.sees("Sidik undian (SHA-256)", "Masa sanggah berlaku sampai")


def then_everyone_reads_what_gave_way(town: Town) -> None:
    warga = town.people["Warga Kota"]
    warga.reloads()
    warga.sees("Perubahan sesudah diumumkan", WOMEN_FEW, "Kuota Jenis kelamin, Perempuan", "2–3", "1–3")


def then_each_reads_the_own_chance(town: Town) -> None:
    """The only woman is sure of a seat; one seat is left for four men of her track, two for three of the other."""
    own_page(town, "Intan Lestari").sees("Peluang Anda terpilih dalam undian: 100,0 %.")
    own_page(town, "Eko Susanto").sees("Peluang Anda terpilih dalam undian: 66,7 %.")
    jihan = own_page(town, JIHAN)
    jihan.sees("Tidak masuk daftar undian", "tidak mencapai nilai minimum 60,00")
    jihan.sees_nothing_of("Peluang Anda")


# --- the objection ---------------------------------------------------------------------------------------------------
def when_the_refused_one_objects(town: Town) -> None:
    hadi = own_page(town, HADI)
    hadi.sees("Alamat pada KTP di luar Kota Malang.", "Tidak setuju dengan keputusan ini?")
    hadi.fills({"Mengapa keputusan itu keliru?": "KTP saya Kelurahan Kasin, Kecamatan Klojen."})
    hadi.presses("Kirim sanggahan")
    hadi.sees("Sanggahan Anda tercatat.")


def then_who_refused_may_not_answer(town: Town) -> None:
    dewi = town.officer
    _open_objection(dewi, town)
    dewi.sees("Anda sendiri yang menolak atau menilai lamaran ini.")
    assert not dewi.offers("Simpan jawaban")


def when_somebody_else_upholds_it(town: Town) -> None:
    kartika = town.at_desk("Kartika Kepala")
    _open_objection(kartika, town)
    kartika.ticks("Dikabulkan: ikut serta")
    kartika.fills({"Jawaban kepada pelamar": "KTP sudah dilihat, Anda warga Klojen."})
    kartika.ticks("Bila dikabulkan: saya sudah membaca akibatnya bagi daftar dan semua orang di dalamnya")
    kartika.presses("Simpan jawaban")
    kartika.sees("Jawaban disimpan.", "Seleksi menunggu sanggahan yang dikabulkan")
    kartika.presses("Selesaikan sanggahan")
    town.when_the_worker_has_worked()


def then_the_list_is_frozen_anew(town: Town) -> None:
    """Both digests stand there; and one more shares the seats."""
    digest = _public_digest(town)
    assert digest != town.noted["first digest"]
    warga = town.people["Warga Kota"]
    warga.sees(f"Daftar ke-1 (sidiknya {town.noted['first digest']}) diganti", "Alasannya: 1 sanggahan dikabulkan")
    assert warga.fact("Orang dalam daftar") == "9"
    own_page(town, HADI).sees("KTP sudah dilihat, Anda warga Klojen.", "Peluang Anda terpilih dalam undian: 50,0 %.")


def when_the_objection_period_is_over(town: Town) -> None:
    dewi = town.officer
    dewi.opens(DRAW)
    dewi.sees("Angka acak dicatat sesudahnya.")
    dewi.sees_nothing_of("Catat angka dadu")
    Draw.objects.update(objections_until=clock.now(), announced_for=clock.now())


# --- the result ------------------------------------------------------------------------------------------------------
def when_the_stage_is_on_the_wall(town: Town) -> None:
    putra = town.at_desk("Putra PPTK")
    putra.opens(f"{DRAW}panggung/")
    putra.sees("Dadu dilempar sekarang.")


def then_the_stage_shows_the_dice(town: Town) -> None:
    """By itself: nobody touches it."""
    putra = town.people["Putra PPTK"]
    putra.page.get_by_text(DICE).wait_for()
    putra.opens(f"{DRAW}panggung/")


def then_the_result_keeps_the_quotas(town: Town) -> None:
    warga = town.people["Warga Kota"]
    warga.reloads()
    warga.sees("4 orang terpilih", "5 orang cadangan")
    town.places["seated"] = _names_in(town, "Orang terpilih")
    then_the_seated_keep_the_quotas(town)
    assert JIHAN not in town.places["seated"]


def then_the_own_pages_tell_the_result(town: Town) -> None:
    chosen = own_page(town, "Intan Lestari")
    assert chosen.fact("Hasil") == "Terpilih"
    reserve = next(each.name for each in APPLICANTS if each.name not in (*town.places["seated"], JIHAN))
    waiting = own_page(town, reserve)
    waiting.sees("Cadangan; bila ada kursi kosong, diundi lagi dengan menjaga kuota", "Menjadi cadangan dalam undian")
    waiting.sees_nothing_of("adangan nomor")


def then_the_seated_keep_the_quotas(town: Town) -> None:
    seated = [BY_NAME[name] for name in town.places["seated"]]
    tracks = [each.track for each in seated]
    assert (tracks.count("youtube"), tracks.count("tiktok")) == (2, 2), seated
    assert 1 <= [each.sex for each in seated].count("P") <= 3, seated


# --- the seats -------------------------------------------------------------------------------------------------------
def when_the_seats_are_offered(town: Town) -> None:
    dewi = town.officer
    dewi.opens(DRAW)
    dewi.follows("Buka penawaran")
    dewi.sees("4 orang mendapat penawaran, dan 4 kursi ditahan untuk mereka.")
    dewi.fills({"Batas waktu menjawab": typed_afternoon(3 * DAY)})
    dewi.presses("Tawarkan kursi")


def when_a_man_of_each_track_declines(town: Town) -> None:
    """Each time who comes next is drawn from those who keep the quotas: of the same track, as both must have two."""
    for step, track in enumerate(("youtube", "tiktok"), start=1):
        gone = next(name for name in town.places["seated"] if (BY_NAME[name].track, BY_NAME[name].sex) == (track, "L"))
        phone = own_page(town, gone)
        phone.unfolds("Saya tidak dapat ikut")
        phone.presses("Tolak kursi")
        phone.sees("Kursi Anda tolak")
        town.when_the_worker_has_worked()
        then_one_who_keeps_the_quotas_comes_next(town, gone, step)


def then_one_who_keeps_the_quotas_comes_next(town: Town, gone: str, step: int) -> None:
    warga = town.people["Warga Kota"]
    warga.reloads()
    warga.sees(f"Langkah {step},", "1 orang keluar, 1 orang terpilih.")
    listed = town.places.setdefault("listed", list(town.places["seated"]))
    [new] = set(_names_in(town, "Orang terpilih")) - set(listed)
    listed.append(new)
    town.places["seated"].remove(gone)
    town.places["seated"].append(new)
    then_the_seated_keep_the_quotas(town)


def when_everyone_who_was_asked_accepts(town: Town) -> None:
    for name in town.places["seated"]:
        phone = own_page(town, name)
        phone.sees("Kursi ditawarkan kepada Anda")
        phone.presses("Terima kursi")
        phone.sees("Tahap 1", "Kelas A")
    dewi = town.officer
    dewi.opens(f"{DESK}seleksi/penawaran/")
    dewi.sees("4 dari 4", beside="Kursi terisi")


# --- the proof -------------------------------------------------------------------------------------------------------
def then_the_inspector_finds_it_valid(town: Town) -> None:
    ines = town.at_desk("Ines Inspektorat")
    ines.opens(DRAW)
    ines.follows("Periksa ulang hasil")
    ines.sees("Hasil ini sah")


def then_any_browser_finds_it_valid(town: Town) -> None:
    warga = town.people["Warga Kota"]
    warga.follows("Periksa di peramban ini")
    warga.page.get_by_role("status").get_by_text("SAH", exact=True).wait_for()
    warga.opens(PUBLIC_DRAW)


def then_a_bare_python_finds_it_valid(town: Town, folder: Path) -> None:
    warga = town.people["Warga Kota"]
    for link, name in (("Unduh berkas undian", "bundle.json"), ("Unduh verify.py", "verify.py")):
        (folder / name).write_bytes(warga.downloads(link))
    command = [sys.executable, "-I", "verify.py", "bundle.json"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.splitlines()[-1].split(":")[0]) == (0, "VALID"), done.stdout + done.stderr
    bundle = json.loads((folder / "bundle.json").read_text())
    assert [(len(step["left"]), len(step["selected"])) for step in bundle["steps"]] == [(1, 1), (1, 1)]


# --- inside ----------------------------------------------------------------------------------------------------------
def own_page(town: Town, name: str) -> Visitor:
    """The applicant on a phone, by the secret link."""
    phone = town.visitor(name, size=PHONE, java_script_enabled=False)
    phone.opens(town.noted[f"page of {name}"])
    return phone


def _open_objection(who: Visitor, town: Town) -> None:
    who.opens(DRAW)
    who.follows("Buka sanggahan")
    who.follows(town.noted[HADI])
    who.sees("KTP saya Kelurahan Kasin", "Alamat pada KTP di luar Kota Malang.")


def _public_digest(town: Town) -> str:
    warga = town.people["Warga Kota"]
    warga.reloads()
    return warga.fact("Sidik daftar (SHA-256)")


def _names_in(town: Town, title: str) -> list[str]:
    """Whose registration numbers stand in a table of the public page."""
    table = town.people["Warga Kota"].page.get_by_role("region", name=title, exact=True)
    receipts = table.locator("tbody td.nowrap").all_inner_texts()
    return [name for name in BY_NAME if town.noted[name] in receipts]
