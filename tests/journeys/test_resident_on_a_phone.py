"""A resident applies on a small phone without JavaScript, at the program as it really runs: pages packed as they are
served, the worker at work, no account and no cookie.
"""

import re
import socket
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from factories.applications import make_call
from factories.databases import migrated_installation
from factories.installations import Installation, Running
from factories.people import make_office
from factories.planning import make_programme
from journeys.people_in_browsers import PHONE, Visitor
from journeys.steps.applying import FORM, SULASTRI, Resident, fill_in_the_form
from journeys.steps.town import PUBLIC
from sanggar.foundation import clock

pytestmark = [pytest.mark.browser]
LEAP_DAY = 29
FIRST_VIEW = 50 * 1024
"""Bytes over the wire, headers and font included."""
SLOW_NETWORK = {"offline": False, "latency": 800, "downloadThroughput": -1, "uploadThroughput": -1}

OPEN_A_CALL = f"""
import sys
sys.path.insert(0, {str(Path(__file__).parents[1])!r})
from factories.applications import make_call
from factories.people import make_office
from factories.planning import make_programme, make_stage
programme = make_programme(make_office())
make_call(programme, make_stage(programme), requirements="Warga Kota Malang berusia 18 tahun atau lebih.",
          motivation_question="Mengapa Anda ingin ikut?")
"""
COUNT = """
from sanggar.applications.models import Application
print(Application.objects.filter(name="{name}").count())
"""


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    made = migrated_installation(tmp_path_factory.mktemp("phone") / "here", PORT=str(port))
    made.python(OPEN_A_CALL)
    return made


@pytest.fixture(scope="module")
def site(installation: Installation) -> Iterator[str]:
    running = Running(installation.start("run"), int(installation.more["PORT"]))
    yield running.line().removeprefix("READY ")
    running.end()


@pytest.fixture
def phone(come_in: Any, site: str) -> Visitor:
    person: Visitor = come_in(site, "Sulastri", size=PHONE, java_script_enabled=False)
    return person


def someone(name: str, serial: int) -> Resident:
    """Another made-up resident, of whom nobody has heard yet."""
    return Resident(name, f"357305570803{serial}", "2003-08-17", "Perempuan", "Tlogomas", "0812-3456-7001")


def test_a_resident_applies_changes_withdraws_and_comes_back(phone: Visitor) -> None:
    phone.opens("/")
    phone.follows("Tentang pelatihan ini")
    phone.follows("Daftar sekarang")
    fill_in_the_form(phone, SULASTRI)
    phone.presses("Periksa jawaban")
    phone.sees("3573 0557 0803 9001", "Tlogomas")

    phone.presses("Ubah jawaban")
    assert phone.field("NIK").input_value() == SULASTRI.nik
    phone.fills({"Nama lengkap": "Sulastri binti Karim"})
    phone.presses("Periksa jawaban")
    phone.sees("Sulastri binti Karim")
    phone.presses("Kirim lamaran")
    own_page, receipt = phone.path, phone.path.split("/")[2]
    phone.sees(receipt, "menunggu diperiksa")
    assert phone.context.cookies() == []

    phone.follows("Ubah lamaran")
    assert phone.field("NIK").input_value() == ""
    phone.fills({"Nomor ponsel": "+62 813 9999 0001"})
    phone.presses("Simpan perubahan")
    phone.sees("0813-9999-0001")
    phone.follows("Tarik lamaran")
    phone.presses("Tarik lamaran")
    phone.sees("Ditarik")
    phone.follows("Ajukan kembali")
    phone.presses("Ajukan kembali")
    phone.sees("menunggu diperiksa")
    assert phone.path == own_page


def test_wrong_answers_are_told_at_their_fields_and_nothing_typed_is_lost(phone: Visitor) -> None:
    phone.opens(FORM)
    fill_in_the_form(phone, someone("Ayu", 9101))
    phone.fills({"NIK": "357305570803910", "Tanggal lahir": "2020-08-17", "Nomor ponsel": "12"})
    phone.presses("Periksa jawaban", answered=422)
    phone.sees("Ada 3 hal yang perlu diperbaiki", "NIK harus 16 angka; yang diisi 15.")

    for label, typed in (("NIK", "357305570803910"), ("Nama lengkap", "Ayu"), ("Tanggal lahir", "2020-08-17")):
        assert phone.field(label).input_value() == typed
    phone.presses("English", answered=422)
    assert phone.field("NIK").input_value() == "357305570803910"
    phone.presses("Indonesia", answered=422)
    phone.page.locator(".summary a").first.click()
    assert phone.page.evaluate("document.activeElement.name") == "nik"
    described = phone.field("NIK").get_attribute("aria-describedby") or ""
    told = [phone.page.locator(f"[id='{each}']").inner_text() for each in described.split()]
    assert any("yang diisi 15" in text for text in told), told

    phone.fills({"NIK": "3573055708039101", "Tanggal lahir": "2003-08-17", "Nomor ponsel": "0812-3456-7001"})
    phone.presses("Periksa jawaban")
    phone.sees("Periksa jawaban Anda", "Ayu")


def test_going_back_brings_everything_but_the_nik_and_the_page_says_why(phone: Visitor) -> None:
    """A browser that keeps no pages in memory, as on a phone that is short of it, opens the form anew."""
    rini = someone("Rini Kembali", 9143)
    phone.opens(FORM)
    fill_in_the_form(phone, rini)
    phone.presses("Periksa jawaban")
    phone.page.go_back()
    typed = [phone.field(label).input_value() for label in ("Nama lengkap", "NIK", "Nomor ponsel")]
    assert typed == [rini.name, "", rini.phone]
    phone.presses("Periksa jawaban", answered=422)
    phone.sees("Ada 1 hal yang perlu diperbaiki", "NIK perlu diketik lagi")
    phone.fills({"NIK": rini.nik})
    phone.presses("Periksa jawaban")
    phone.sees("3573 0557 0803 9143")


def test_each_step_says_which_of_how_many_it_is_and_an_answer_leads_back_to_its_part(phone: Visitor) -> None:
    phone.opens(FORM)
    phone.sees("Langkah 1 dari 3 · Isi lamaran", "Bagian 1 dari 4 Tentang Anda", "Bagian 4 dari 4 Persetujuan")
    fill_in_the_form(phone, someone("Lestari", 9144))
    phone.presses("Periksa jawaban")
    phone.sees("Langkah 2 dari 3 · Periksa, lalu kirim")
    phone.presses("Ubah Tempat tinggal dan kontak")
    assert phone.path == f"{FORM}#tinggal"
    assert 0 <= phone.page.locator("#tinggal").evaluate("place => place.getBoundingClientRect().top") < PHONE["height"]
    phone.page.keyboard.press("Tab")
    assert phone.page.evaluate("document.activeElement.name") == "kelurahan"
    phone.fills({"Nomor ponsel": "0812-3456-7144"})
    phone.presses("Periksa jawaban")
    phone.sees("Lestari", "0812-3456-7144")
    phone.presses("Kirim lamaran")
    phone.sees("Langkah 3 dari 3 · Terkirim")


@pytest.mark.django_db(transaction=True)
def test_going_back_from_the_receipt_finds_the_answers_also_where_it_came_with_a_sign(enter: Any) -> None:
    """A browser without the page in memory keeps what was answered to a form; sending it again gives the receipt."""
    make_call(make_programme(make_office()), motivation_question="Mengapa Anda ingin ikut?", notes_device=True)
    rini = enter("Rini", size=PHONE, java_script_enabled=False)
    rini.opens(FORM)
    fill_in_the_form(rini, someone("Rini", 9145))
    rini.presses("Periksa jawaban")
    rini.presses("Kirim lamaran")
    receipt = rini.path
    assert [each["name"] for each in rini.context.cookies()] == ["tanda_peramban"]
    rini.page.go_back()
    rini.sees("Periksa jawaban Anda", "3573 0557 0803 9145")
    rini.presses("Kirim lamaran")
    assert rini.path == receipt


def test_an_impatient_second_press_sends_no_second_application(phone: Visitor, installation: Installation) -> None:
    phone.opens(FORM)
    fill_in_the_form(phone, someone("Dua Kali", 9102))
    phone.presses("Periksa jawaban")
    wire = phone.context.new_cdp_session(phone.page)
    wire.send("Network.enable")
    wire.send("Network.emulateNetworkConditions", SLOW_NETWORK)
    sent: list[str] = []
    phone.page.on("request", lambda request: sent.append(request.method))
    button = phone.page.get_by_role("button", name="Kirim lamaran")
    button.scroll_into_view_if_needed()
    place = button.bounding_box()
    assert place
    with phone.page.expect_response(re.compile(r"/lamaran/YT-")):
        for _ in range(2):
            phone.page.mouse.click(place["x"] + 10, place["y"] + 10)
            phone.page.wait_for_timeout(200)
    phone.page.wait_for_load_state()
    phone.sees("menunggu diperiksa")
    assert (sent.count("POST"), installation.python(COUNT.format(name="Dua Kali"))) == (2, "1")


def test_the_language_can_be_switched_and_back(phone: Visitor) -> None:
    language = partial(phone.page.evaluate, "document.documentElement.lang")
    for path in ("/", PUBLIC):
        phone.opens(path)
        assert language() == "id"
        phone.follows("English")
        assert (language(), phone.path) == ("en", path)
        phone.follows("Indonesia")
        assert language() == "id"
    phone.opens(FORM)
    phone.fills({"Nama lengkap": "Ayu"})
    phone.presses("English")
    assert (language(), phone.page.locator("[name=name]").input_value()) == ("en", "Ayu")
    phone.presses("Indonesia")
    assert (language(), phone.field("Nama lengkap").input_value()) == ("id", "Ayu")


def test_the_whole_form_can_be_filled_in_by_keyboard(phone: Visitor) -> None:
    keys = {
        "name": "Ketik Saja",
        "nik": "3573054808039104",
        "birth_date": "08082003",  # the same in every order of day and month
        "sex": " ",
        "kelurahan": "Tlogomas",
        "phone": "081234567104",
        "track": " ",
        "category": " ",
        "motivation": "Ingin belajar.",
        "notice": " ",
    }
    phone.opens(FORM)
    focused = partial(phone.page.evaluate, "[document.activeElement.name || '', document.activeElement.value || '']")
    done: list[str] = []
    for _ in range(60):
        phone.page.keyboard.press("Tab")
        name, value = focused()
        if (name, value) == ("step", "check"):
            break
        if name in keys and name not in done:
            phone.page.keyboard.type(keys[name])
            done.append(name)
    assert done == list(keys)
    assert phone.page.locator("[name=birth_date]").input_value() == "2003-08-08"
    _press_enter(phone)
    phone.sees("Ketik Saja", "Tlogomas")
    for _ in range(60):
        phone.page.keyboard.press("Tab")
        if focused() == ["step", "send"]:
            break
    _press_enter(phone)
    phone.sees("menunggu diperiksa")


def test_a_draft_is_taken_away_by_keyboard(phone: Visitor) -> None:
    phone.opens(FORM)
    phone.fills({"Nama lengkap": "Ketik Hapus", "Nomor ponsel": "0812-3456-7042"})
    phone.presses("Simpan draf")
    path, focused = phone.path, partial(phone.page.evaluate, "document.activeElement.value || ''")
    for step in ("forget", "forget_now"):
        for _ in range(60):
            phone.page.keyboard.press("Tab")
            if focused() == step:
                break
        _press_enter(phone)
    assert phone.page.title().startswith("Draf ini sudah tidak ada")
    phone.sees("Draf sudah dihapus")
    phone.opens(path, answered=410)


def _press_enter(phone: Visitor) -> None:
    with phone.page.expect_navigation():
        phone.page.keyboard.press("Enter")


@pytest.mark.parametrize("path", [PUBLIC, FORM], ids=["programme", "form"])
def test_the_first_view_is_light(phone: Visitor, path: str) -> None:
    wire = phone.context.new_cdp_session(phone.page)
    wire.send("Network.enable")
    sizes: list[int] = []
    wire.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    phone.opens(path)
    phone.page.wait_for_load_state("networkidle")
    assert phone.page.evaluate("document.scripts.length") == 0
    assert phone.context.cookies() == []
    assert 3 <= len(sizes) <= 4  # the page, its style and its font; a browser with a window asks for its icon too
    assert sum(sizes) <= FIRST_VIEW, sizes


def test_a_draft_begun_on_one_device_is_finished_on_another(phone: Visitor, come_in: Any, site: str) -> None:
    wati = someone("Wati Uji", 9041)
    phone.opens(FORM)
    phone.fills({"Nama lengkap": wati.name, "NIK": wati.nik, "Nomor ponsel": "0812-3456-7041"})
    phone.presses("Simpan draf")
    phone.sees("Draf, belum terkirim", phone.path)
    phone.sees_nothing_of(wati.nik)

    other = come_in(site, "Wati di warnet", java_script_enabled=False)
    other.opens(phone.path)
    assert other.field("Nama lengkap").input_value() == wati.name
    fill_in_the_form(other, Resident(wati.name, "", wati.born, wati.sex, wati.village, "0812-3456-7041"))
    other.presses("Periksa jawaban")
    other.sees("357305…", "Jawaban ini juga tersimpan dalam draf Anda.")
    other.fills({"Ketik ulang NIK": wati.nik})
    other.enters()  # sends, though buttons that lead back stand before
    other.sees("menunggu diperiksa")

    phone.fills({"Nama lengkap": "Wati Tertinggal"})
    phone.presses("Periksa jawaban", answered=410)
    phone.sees("Draf ini sudah tidak ada", "Wati Tertinggal")


def test_who_is_not_of_age_yet_hands_the_phone_to_their_guardian(phone: Visitor) -> None:
    today = clock.today()
    born = (today + timedelta(days=4 if (today + timedelta(days=3)).day == LEAP_DAY else 3)).replace(
        year=today.year - 18
    )
    tono = Resident("Tono Uji", "3573011203959042", born.isoformat(), "Laki-laki", "Tlogomas", "0812-3456-7042")
    phone.opens(FORM)
    fill_in_the_form(phone, tono)
    phone.presses("Periksa jawaban")
    phone.sees("Persetujuan orang tua atau wali")
    phone.presses("Kirim lamaran")
    phone.sees("Langkah 3 dari 3 · Persetujuan wali", "Menunggu persetujuan wali")
    phone.follows("Persetujuan orang tua atau wali")
    phone.fills({"Nama orang tua atau wali": "Sri Uji", "Nomor ponsel orang tua atau wali": "0812-9999-7042"})
    phone.ticks("Ibu", "Di gawai ini, sekarang")
    phone.presses("Lanjutkan")
    phone.sees("Serahkan gawai ini kepada Sri Uji")
    phone.presses("Saya menyetujui", answered=422)
    phone.sees("Beri tanda centang bila Anda menyetujui.")
    phone.ticks("Saya orang tua atau wali yang sah")
    phone.presses("Saya menyetujui")
    phone.sees("Wali sudah menyetujui")
    phone.follows("Kembali ke lamaran saya")
    assert "Langkah 3 dari 3 · Terkirim" in phone.text()
