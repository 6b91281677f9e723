"""Numbers spelled out in Indonesian, as receipts (kuitansi) and official minutes want them. Never translated."""

DIGITS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas")
SCALES = ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (1000, "ribu"), (100, "ratus"), (10, "puluh"))
CONTRACTED = {1000: "seribu", 100: "seratus"}
"""One ribu and one ratus contract to se-; one juta and above keep "satu"."""

LARGEST = 10**15


def terbilang(number: int) -> str:
    """`21_000` → "dua puluh satu ribu". Up to 10^15 either way ("minus …"); beyond, `ValueError`."""
    if abs(number) > LARGEST:
        raise ValueError(f"terbilang spells numbers up to {LARGEST}")
    return f"minus {_spelled(-number)}" if number < 0 else _spelled(number)


def terbilang_rupiah(amount: int) -> str:
    return f"{terbilang(amount)} rupiah"


def _spelled(number: int) -> str:
    if number < len(DIGITS):
        return DIGITS[number]
    if number < 20:  # noqa: PLR2004 - the "belas" numbers, 12 to 19
        return f"{DIGITS[number - 10]} belas"
    scale, name = next(pair for pair in SCALES if number >= pair[0])
    count, rest = divmod(number, scale)
    head = CONTRACTED[scale] if count == 1 and scale in CONTRACTED else f"{_spelled(count)} {name}"
    return f"{head} {_spelled(rest)}" if rest else head
