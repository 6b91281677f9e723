"""10. Account: plan against what came of it, for the office, the public and the inspectorate; nothing for outsiders."""

import io
import zipfile

import openpyxl

from journeys.steps.applying import JOKO, MAYA, RIVAL
from journeys.steps.drawing import DRAW, DRAWN
from journeys.steps.town import DESK, PUBLIC, Town


def then_the_report_sets_the_plan_against_what_came(town: Town) -> None:
    dewi = town.officer
    dewi.opens(DESK)
    dewi.follows("Laporan", beside="Perjalanan program")
    dewi.sees("Rp150.000.000", "Rp900.000")
    assert dewi.downloads("Unduh PDF").startswith(b"%PDF")
    book = openpyxl.load_workbook(io.BytesIO(dewi.downloads("Unduh XLSX")))
    cells = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {150_000_000, 900_000} <= set(cells)


def then_no_report_tells_of_one_person(town: Town) -> None:
    """Two people took part: whatever would tell them apart is held back, in every form of the report."""
    dewi = town.officer
    dewi.sees("Peserta masih terlalu sedikit")
    dewi.sees_nothing_of(*DRAWN, "Lowokwaru 1", "Klojen 1", "Kedungkandang 1")
    files = zipfile.ZipFile(io.BytesIO(dewi.downloads("Unduh XLSX")))
    text = "".join(files.read(name).decode() for name in files.namelist() if name.endswith(".xml"))
    assert [name for name in DRAWN if name in text] == []


def then_the_public_page_shows_the_safe_part(town: Town) -> None:
    warga = town.people["Warga Kota"]
    warga.opens(PUBLIC)
    warga.reloads()
    warga.sees("Rp900.000", "terpakai dari Rp150.000.000", beside="Anggaran")
    warga.sees("5 pendaftar, 2 peserta.")
    warga.sees_nothing_of(*DRAWN, JOKO.name, RIVAL.name, "Rani Narasumber")
    warga.follows("Hasil undian dan cara memeriksanya")
    assert warga.path == town.noted["draw page"]


def then_the_inspector_reads_everything_and_changes_nothing(town: Town) -> None:
    ines = town.at_desk("Ines Inspektorat")
    ines.sees("Pelatihan YouTuber dan TikTok")
    ines.opens("/desk/rekaman/")
    ines.sees("Dewi Pengelola", "Kartika Kepala")
    ines.opens(f"{DESK}pendaftaran/lamaran/{town.noted[MAYA.name]}/")
    ines.sees(MAYA.name)
    assert not ines.offers("Periksa lagi")
    ines.opens(f"{DRAW}peserta/")
    ines.sees(*DRAWN)
    ines.opens(f"{DRAW}periksa/")
    for page in ("rencana/ubah/", "anggaran/pagu/", "belanja/ajukan/", "pendaftaran/baru/", "sertifikat/syarat/"):
        ines.opens(f"{DESK}{page}", answered=403)


def then_another_office_finds_nothing(town: Town) -> None:
    rudi = town.at_desk("Rudi Dinas Lain")
    rudi.opens("/desk/")
    rudi.sees_nothing_of("Pelatihan YouTuber dan TikTok")
    for page in ("", "laporan/", "belanja/1/", "pelatihan/peserta/", f"pendaftaran/lamaran/{town.noted[MAYA.name]}/"):
        rudi.opens(f"{DESK}{page}", answered=404)
    rudi.opens(f"/desk/cari/?q={town.noted[MAYA.name]}")
    rudi.sees_nothing_of(MAYA.name)
