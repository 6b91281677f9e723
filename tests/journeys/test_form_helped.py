"""What the form's own script spares people: a photograph goes by itself and small, and is not lost with the network; a
question that depends on another shows when it is to be answered.
"""

import random
import re
import struct
import zlib
from collections.abc import Callable

import pytest
from playwright.sync_api import Route, expect

from factories.applications import add_question, make_call
from factories.people import PASSWORD, make_account, make_office
from factories.photos import chunk
from factories.planning import make_programme
from journeys.people_in_browsers import PHONE, Visitor
from journeys.steps.applying import FORM, SULASTRI, fill_in_the_form
from sanggar.applications.models import AnswerFile, Application, Question
from sanggar.people.models import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Enter = Callable[..., Visitor]
SIDE = 800


@pytest.fixture
def questions(transactional_db: None) -> list[Question]:
    call = make_call(make_programme(make_office()), motivation_question="Mengapa Anda ingin ikut?")
    phone = add_question(call, "Ponsel Anda?", "one", options=[("Punya", "Own"), ("Meminjam", "Borrowed")])
    whose = add_question(call, "Milik siapa?", is_required=True, if_key=phone.key, if_value="a2")
    more = add_question(call, "Kapan kembali?", if_key=whose.key, if_value="IBU")
    return [phone, whose, more, add_question(call, "Contoh karya?", "file", is_required=True)]


def photograph() -> bytes:
    """A PNG of noise, more than a megabyte."""
    noise = random.Random(9)
    rows = b"".join(b"\x00" + noise.randbytes(SIDE * 3) for _row in range(SIDE))
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", SIDE, SIDE, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(rows, 0)) + chunk(b"IEND", b"")


def test_a_photograph_goes_small_and_by_itself_and_questions_come_when_they_are_due(
    enter: Enter, questions: list[Question]
) -> None:
    sulastri = enter("Sulastri", size=PHONE)
    page = sulastri.page
    refused: list[str] = []

    def cut_once(route: Route) -> None:
        if refused:
            route.continue_()
        else:
            refused.append(route.request.url)
            route.fetch()
            route.abort()  # it arrived, and the answer was lost on its way back

    page.route("**/berkas/", cut_once)
    sulastri.opens(FORM)
    whose, more = page.get_by_label("Milik siapa?"), page.get_by_label("Kapan kembali?")
    expect(whose).to_be_hidden()
    page.get_by_label("Meminjam").check()
    expect(whose).to_be_visible()
    expect(more).to_be_hidden()
    whose.fill("Punya ibu")
    expect(more).to_be_visible()
    page.get_by_label("Punya", exact=True).check()
    expect(more).to_be_hidden()
    page.get_by_label("Meminjam").check()

    content = photograph()
    page.get_by_label("Contoh karya?").set_input_files({"name": "k.png", "mimeType": "image/png", "buffer": content})
    expect(page.get_by_role("status")).to_contain_text("Sambungan terputus")
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.get_by_text("Sudah terlampir: k.jpg.")).to_be_visible()
    sulastri.complaints = [each for each in sulastri.complaints if "ERR_FAILED" not in each]
    kept = AnswerFile.objects.get().file
    assert (kept.media_type, kept.size < len(content) / 2) == ("image/jpeg", True)

    fill_in_the_form(sulastri, SULASTRI)
    sulastri.presses("Periksa jawaban")
    sulastri.sees("k.jpg")
    page.go_back()
    expect(page.get_by_text("Sudah terlampir: k.jpg.")).to_be_visible()
    page.get_by_label("Meminjam").check()
    whose.fill("Punya ibu")
    fill_in_the_form(sulastri, SULASTRI)
    sulastri.presses("Periksa jawaban")
    sulastri.sees("k.jpg")
    sulastri.presses("Kirim lamaran")
    expect(page.get_by_text(re.compile("menunggu diperiksa")).first).to_be_visible()
    given = Application.objects.get().own_answers
    assert [given[question.pk] for question in questions] == ["a2", "Punya ibu", "", AnswerFile.objects.get().token]


def test_an_officer_sees_a_question_as_applicants_will_while_writing_it(
    enter: Enter, questions: list[Question]
) -> None:
    call = questions[0].call
    officer = make_account("Dewi Pengelola", Role.OFFICER, call.programme.organisation)
    dewi = enter("Dewi")
    dewi.signs_in(str(officer.email), PASSWORD)
    office, programme = call.programme.organisation.slug, call.programme.slug
    dewi.opens(f"/desk/{office}/{programme}/pendaftaran/buka/{call.slug}/susun/pertanyaan/")
    dewi.page.locator("#id_label").fill("Seberapa sering?")
    dewi.page.get_by_label("Pilihan, satu saja").check()
    dewi.page.locator("#id_options").fill("Tiap hari | Daily")
    seen = dewi.page.locator("[data-seen]")
    expect(seen.get_by_role("group", name="Seberapa sering?").get_by_label("Tiap hari")).to_be_visible()
    expect(dewi.page.locator("#id_label")).to_have_value("Seberapa sering?")
    assert Question.objects.count() == len(questions)


def test_the_box_that_takes_a_file_away_comes_with_the_file(enter: Enter, transactional_db: None) -> None:
    call = make_call(make_programme(make_office()))
    add_question(call, "Contoh karya?", "file")
    sulastri = enter("Sulastri", size=PHONE)
    sulastri.opens(FORM)
    box = sulastri.page.get_by_label("Hapus berkas itu")
    expect(box).to_be_hidden()
    upload = sulastri.page.locator('input[type="file"]')
    upload.set_input_files({"name": "karya.png", "mimeType": "image/png", "buffer": photograph()})
    expect(box).to_be_visible()
    expect(box).not_to_be_checked()


def test_a_file_taken_away_stays_away_when_the_page_is_made_anew(enter: Enter, transactional_db: None) -> None:
    """By refreshing, and by going back where the browser keeps no page in memory; until another file is chosen."""
    call = make_call(make_programme(make_office()), motivation_question="Mengapa Anda ingin ikut?")
    add_question(call, "Contoh karya?", "file")
    sulastri = enter("Sulastri", size=PHONE)
    page = sulastri.page
    attached, box = page.get_by_text("Sudah terlampir:"), page.get_by_label("Hapus berkas itu")
    upload = page.locator('input[type="file"]')
    sulastri.opens(FORM)
    upload.set_input_files({"name": "karya.png", "mimeType": "image/png", "buffer": photograph()})
    expect(attached).to_be_visible()
    box.check()
    sulastri.reloads()
    expect(attached).to_be_visible()
    expect(box).to_be_checked()

    fill_in_the_form(sulastri, SULASTRI)
    sulastri.presses("Periksa jawaban")
    sulastri.sees_nothing_of("karya.jpg")
    page.go_back()
    expect(attached).to_be_visible()
    expect(box).to_be_checked()
    upload.set_input_files({"name": "lain.png", "mimeType": "image/png", "buffer": photograph()})
    expect(page.get_by_text("Sudah terlampir: lain.jpg.")).to_be_visible()
    expect(box).not_to_be_checked()
    sulastri.reloads()
    expect(page.get_by_text("Sudah terlampir: lain.jpg.")).to_be_visible()
    expect(box).not_to_be_checked()
