"""The rule of a selection as plain sentences, for the minutes: how the frozen lottery gives out its seats."""

from sanggar.cores.lottery.json_text import read_json
from sanggar.foundation.money import grouped
from sanggar.foundation.words import terbilang
from sanggar.selection.models import Draw
from sanggar.selection.strata import FEATURE


def criteria_of(draw: Draw) -> list[str]:
    """In official Indonesian; read from the lottery that was digested at the freeze, never from today's settings."""
    return [
        "Peserta undian adalah semua pelamar yang menurut hasil pemeriksaan memenuhi syarat pendaftaran.",
        *_shares(draw),
        "Peserta undian yang tidak terpilih menjadi cadangan menurut urutan undian.",
    ]


def _shares(draw: Draw) -> list[str]:
    """How the seats are shared out: among all, or a fixed number for each track. Nothing of any richer lottery."""
    document = read_json(draw.lottery.encode())
    features = [each["features"] for each in document["types"]]
    if len(document["panels"]) > 1 or any(set(each) - {FEATURE} for each in features):
        return []
    counts = document["panels"][0]["counts"]
    seats = {each[FEATURE]: count for each, count in zip(features, counts, strict=True) if each}
    if not seats:
        return [f"Semua peserta undian berpeluang sama atas {_counted(draw.seats)} kursi."]
    names = dict(draw.call.stage.programme.tracks.values_list("code", "name"))
    told = ", ".join(f"{names.get(code, code)} {_counted(count)} kursi" for code, count in seats.items())
    return [f"Kursi dibagi menurut jalur: {told}. Di setiap jalur, semua peserta undian berpeluang sama."]


def _counted(number: int) -> str:
    return f"{grouped(number)} ({terbilang(number)})"
