"""Documents: valid for archive and screen reader, the same bytes from the same data, whatever people are called."""

import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pypdf
import pytest
import segno

from sanggar.foundation.documents import pdf, printable
from sanggar.foundation.ui.charts import Chart, svg

TEMPLATE = """
#import "/letterhead.typ": letter, facts, listing, signatures, note, chart, qr
#let data = json(bytes(sys.inputs.data))
#let head = (title: data.title, office: data.office, subtitle: "Sesi 3", number: "Nomor 005/12")
#show: letter.with(..head, footer: "sha256 ab12")
#facts(data.facts)
== Peserta
#listing(("No.", "Nama", "Tanda tangan"), data.rows, numbers: (0,), widths: (auto, 1fr, 4cm), tall: true)
#note[Lembar ini dipindai dan diunggah.]
#chart(data.chart, "Pelamar menurut kecamatan")
#qr(data.qr, "https://sanggar.example/sertifikat/ABC/")
#signatures((("Pengelola", "Dewi", "NIP 1985"), ("Narasumber", "Budi", "")), place: "Malang, 23 November 2026")
"""
AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
NAMES = ["Siti Aminah", "Łukasz Çelik", "Nur ‘Aini"]


def data(names: list[str]) -> dict[str, Any]:
    return {
        "title": "Daftar Hadir",
        "office": {
            "government": "Pemerintah Kota Malang",
            "name": "Dinas Kominfo",
            "letterhead": "Gedung A\nJalan Sungkono",
        },
        "facts": [["Tanggal", "Senin"], ["Kursi", 50]],
        "rows": [[str(number), name, None] for number, name in enumerate(names, start=1)],
        "chart": svg(Chart("Pelamar", [("Lowokwaru", 96), ("Sukun", 48)])),
        "qr": segno.make("https://sanggar.example/").svg_inline(border=0),
    }


@pytest.fixture
def made(tmp_path: Path) -> Any:
    template = tmp_path / "sheet.typ"
    template.write_text(TEMPLATE)
    return lambda names, at=AT: pdf(template, data(names), at=at)


def text_of(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)


def test_a_name_of_one_very_long_word_stays_in_its_cell(made: Any) -> None:
    name = "Muhammadabdurrahmansyahputrawijayakusumadiningratsastrowardoyohadikusumo"
    shown = text_of(made([name]))
    assert (name in shown, name in "".join(shown.replace("\u200b", "").split())) == (False, True)


def test_a_document_is_made_for_the_archive_and_for_screen_readers(made: Any) -> None:
    content = made(NAMES)
    reader = pypdf.PdfReader(io.BytesIO(content))
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "id"
    assert reader.metadata is not None
    assert reader.metadata.title == "Daftar Hadir"
    described = root["/Metadata"].get_object().get_data()
    for claim in (
        b"<pdfaid:part>2</pdfaid:part>",
        b"<pdfaid:conformance>A</pdfaid:conformance>",
        b"<pdfuaid:part>1</pdfuaid:part>",
    ):
        assert claim in described


def test_the_same_data_gives_the_same_bytes_and_another_moment_gives_others(made: Any) -> None:
    assert made(NAMES) == made(NAMES)
    assert made(NAMES) != made(NAMES, datetime(2026, 11, 24, tzinfo=UTC))


def test_a_long_list_repeats_its_heading_and_counts_its_pages(made: Any) -> None:
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made(NAMES * 20))).pages]
    with_people = [page for page in pages if "Siti Aminah" in page]
    assert len(with_people) > 2
    assert [page.count("Tanda tangan") for page in with_people] == [1] * len(with_people)
    assert [f"Halaman {number} / {len(pages)}" in page for number, page in enumerate(pages, start=1)] == [True] * len(
        pages
    )


def test_letterhead_title_and_signatures_stand_on_the_paper(made: Any) -> None:
    text = text_of(made(NAMES))
    for words in (
        "PEMERINTAH KOTA MALANG",
        "DINAS KOMINFO",
        "Jalan Sungkono",
        "Łukasz Çelik",
        "Nur ‘Aini",
        "NIP 1985",
        "sha256 ab12",
    ):
        assert words in text


def test_a_name_can_not_become_markup(made: Any) -> None:
    assert "#strong[x] $1$ *y*" in text_of(made(["#strong[x] $1$ *y*"]))


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("Siti Aminah", "Siti Aminah"),
        ("𝓢ulastri", "Sulastri"),
        ("Dapur 🍳 Rina", "Dapur ? Rina"),
        ("❤️", "?"),
        ("Nurʼaini", "Nur’aini"),
        ("e\u0301", "é"),
        ("سلام", "????"),
        ("１２", "12"),
        ("a\u200db", "ab"),
    ],
)
def test_characters_that_our_fonts_lack_are_replaced(written: str, printed: str) -> None:
    assert printable(written) == printed


def test_no_character_whatever_stops_a_document(made: Any) -> None:
    rare = [
        "".join(map(chr, range(start, start + 256)))
        for start in (0x20, 0x100, 0x200, 0x300, 0x1E00, 0x2000, 0x2100, 0xFB00, 0xFF00)
    ]
    assert made([*rare, "👩🏽‍🎓 𝕭", "＂, ＼"]).startswith(b"%PDF-1.7")
