"""`sanggar draw` in the language of the locale: every text has its Indonesian one."""

import ast
import re
from pathlib import Path
from string import Formatter

import pytest
from draw_command_samples import (
    draw,
    prepare,
)

from sanggar.cli import draw as sanggar_cli
from sanggar.cli import draw_indonesian
from sanggar.cores.lottery import indonesian, verify
from sanggar.cores.lottery.errors import SENTENCES

pytestmark = pytest.mark.usefixtures("draw_folder")


# --- languages -------------------------------------------------------------------------------------------------------
def test_it_speaks_the_language_of_the_locale_or_of_the_option(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    people = "lottery --people people.csv --out o"
    wanted = {"id": "--seats harus disebut bila", "en": "--seats is needed where"}
    for locale, option, language in (
        ("id_ID.UTF-8", "", "id"),
        ("en_US.UTF-8", "", "en"),
        ("C", " --language id", "id"),
        ("id_ID.UTF-8", " --language en", "en"),
        ("C", "", "en"),
    ):
        monkeypatch.setenv("LANG", locale)
        assert draw(people + option) == 2
        assert capsys.readouterr().err.startswith(wanted[language])
    assert draw("--language id lottery --help") == 0
    helped = " ".join(capsys.readouterr().out.split())
    assert "satu kolom id, dan satu kolom per ciri" in helped
    assert [word for word in ("usage", "options", "show this", "arguments") if word in helped] == []
    assert draw("lottery --language id --seats x") == 2
    assert "sanggar draw lottery: salah: --seats: harus bilangan bulat mulai dari 1" in capsys.readouterr().err
    assert draw("lottery --language id --seats 5") == 2
    assert "pilihan ini harus disebut: --people, --out" in capsys.readouterr().err
    assert draw("lottery --language id --people no.csv --seats 5 --out o") == 2
    assert capsys.readouterr().err == "no.csv: tidak ada berkas atau folder seperti itu\n"
    Path("twice.csv").write_text("id,track\na,TikTok\na,TikTok\n")
    assert draw("lottery --language id --people twice.csv --seats 5 --out o") == 2
    assert capsys.readouterr().err == "twice.csv: baris 3, kolom id: nomor undian a muncul dua kali\n"
    assert prepare("--quotas quotas.json --language id") == 0
    assert "kursi: 5" in capsys.readouterr().out.splitlines()


def texts() -> set[str]:
    """Every literal that the command line gives to `text`, or keeps for it in `said`, `told`, `none`, `hint`."""
    found = set()
    for path in Path(sanggar_cli.__file__).parent.glob("draw*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "text":
                found |= {part.value for part in ast.walk(node.args[0]) if isinstance(part, ast.Constant)}
    return {each for each in found if isinstance(each, str)}


def test_every_text_and_every_sentence_has_its_indonesian_one() -> None:
    assert set(indonesian.SENTENCES) == set(SENTENCES)
    assert (len(texts()) > 30, texts() - set(draw_indonesian.TEXTS)) == (True, set())
    for english, spoken in [
        *draw_indonesian.TEXTS.items(),
        *((SENTENCES[code], told) for code, told in indonesian.SENTENCES.items()),
    ]:
        names = [sorted(each for _, each, _, _ in Formatter().parse(one) if each) for one in (english, spoken)]
        assert names[0] == names[1], english
    cores = Path(verify.__file__).parent.rglob("*.py")
    doing = {each for path in cores for each in re.findall(r'\btell\("([a-z]+)"', path.read_text())}
    assert (len(doing) > 5, doing - set(draw_indonesian.TEXTS)) == (True, set())
