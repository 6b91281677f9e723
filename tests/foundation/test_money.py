from contextlib import suppress

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from sanggar.foundation import money
from sanggar.foundation.money import (
    MAX_RUPIAH,
    MoneyNotUnderstood,
    RupiahField,
    format_rupiah,
    parse_rupiah,
    short_rupiah,
)

amounts = st.integers(min_value=0, max_value=MAX_RUPIAH)


@pytest.mark.parametrize(
    ("typed", "rupiah"),
    [
        ("Rp150.000.000,00", 150_000_000),
        ("Rp 150.000.000", 150_000_000),
        ("Rp\N{NO-BREAK SPACE}150.000.000", 150_000_000),
        ("Rp. 150.000.000,-", 150_000_000),
        ("Rp150.000,–", 150_000),
        ("150.000.000", 150_000_000),
        ("150000000", 150_000_000),
        ("150 juta", 150_000_000),
        ("150jt", 150_000_000),
        ("Rp150 Juta", 150_000_000),
        ("1,5 juta", 1_500_000),
        ("1,25 jt", 1_250_000),
        ("1,5 M", 1_500_000_000),
        ("1,5 miliar", 1_500_000_000),
        ("1,5 milyar", 1_500_000_000),
        ("2 ribu", 2_000),
        ("2rb", 2_000),
        ("1.500", 1_500),
        ("1.500 juta", 1_500_000_000),
        ("0", 0),
        ("  rp 75.000 ", 75_000),
        ("\N{LEFT-TO-RIGHT MARK}75.000", 75_000),
    ],
)
def test_rupiah_are_read_as_people_write_them(typed: str, rupiah: int) -> None:
    assert parse_rupiah(typed) == rupiah


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ("", money.MoneyMissing),
        ("   ", money.MoneyMissing),
        ("150,000,000", money.ThousandsWithCommas),
        ("Rp150,000", money.ThousandsWithCommas),
        ("150,000.00", money.ThousandsWithCommas),
        ("1,500 juta", money.ThousandsWithCommas),
        ("1.5 juta", money.DecimalsWithDot),
        ("1500.50", money.DecimalsWithDot),
        ("1.500,50", money.NotWholeRupiah),
        ("1,5", money.NotWholeRupiah),
        ("1.500,0000", money.NotWholeRupiah),
        ("1,23456789 juta", money.NotWholeRupiah),
        ("-5000", money.NegativeMoney),
        ("Rp -5.000", money.NegativeMoney),
        ("1.000.001 M", money.TooMuchMoney),
        ("9" * 39, money.TooMuchMoney),
        ("9" * 5000, MoneyNotUnderstood),
        ("seratus ribu", MoneyNotUnderstood),
        ("15.00.000", MoneyNotUnderstood),
        ("0.150", MoneyNotUnderstood),
        ("5 dolar", MoneyNotUnderstood),
        ("5 juta,-", MoneyNotUnderstood),
        ("5,- juta", MoneyNotUnderstood),
        ("10²", MoneyNotUnderstood),
        ("١٢٣", MoneyNotUnderstood),
        ("USD 100", MoneyNotUnderstood),
    ],
)
def test_what_could_mean_another_amount_is_refused_with_its_reason(
    typed: str, refusal: type[MoneyNotUnderstood]
) -> None:
    with pytest.raises(MoneyNotUnderstood) as caught:
        parse_rupiah(typed)
    assert (type(caught.value), str(caught.value)[-1]) == (refusal, ".")


def test_comma_thousands_are_told_how_to_be_written() -> None:
    with pytest.raises(MoneyNotUnderstood) as caught:
        parse_rupiah("150,000,000")
    assert str(caught.value) == (
        "Pisahkan ribuan dengan titik, misalnya 150.000.000. Koma hanya untuk desimal, misalnya 1,5 juta."
    )


@pytest.mark.parametrize(
    ("rupiah", "shown"), [(1_500_000, "Rp1.500.000"), (0, "Rp0"), (999, "Rp999"), (-25_000, "-Rp25.000")]
)
def test_rupiah_are_shown_without_space_and_with_dots(rupiah: int, shown: str) -> None:
    assert format_rupiah(rupiah) == shown


@pytest.mark.parametrize(
    ("rupiah", "indonesian", "english"),
    [
        (68_400_000, "Rp68,4 jt", "Rp68,4 million"),
        (150_000_000, "Rp150 jt", "Rp150 million"),
        (1_500_000_000, "Rp1,5 M", "Rp1,5 billion"),
        (2_300_000_000_000, "Rp2,3 T", "Rp2,3 trillion"),
        (960_000_000, "Rp960 jt", "Rp960 million"),
        (999_949_999, "Rp999,9 jt", "Rp999,9 million"),
        (999_950_000, "Rp1 M", "Rp1 billion"),
        (1_050_000, "Rp1,1 jt", "Rp1,1 million"),
        (750_000, "Rp750.000", "Rp750.000"),
        (-68_400_000, "-Rp68,4 jt", "-Rp68,4 million"),
        (0, "Rp0", "Rp0"),
    ],
)
def test_tiles_show_rupiah_in_short(rupiah: int, indonesian: str, english: str) -> None:
    assert (short_rupiah(rupiah, "id"), short_rupiah(rupiah, "en")) == (indonesian, english)


@given(amounts)
def test_what_is_shown_can_be_typed_back(rupiah: int) -> None:
    assert parse_rupiah(format_rupiah(rupiah)) == parse_rupiah(f"{format_rupiah(rupiah)},00") == rupiah


@given(st.integers(min_value=10**6, max_value=10**12 - 10**9))
def test_the_short_form_is_off_by_at_most_half_a_tenth(rupiah: int) -> None:
    scale = 10**9 if short_rupiah(rupiah).endswith(" M") else 10**6
    assert abs(parse_rupiah(short_rupiah(rupiah)) - rupiah) <= scale // 20


@given(st.text() | st.from_regex(r"(Rp ?)?[0-9.,]{1,20} ?(juta|jt|M|rb|-)?", fullmatch=True))
def test_any_text_is_an_amount_or_a_kind_refusal(typed: str) -> None:
    with suppress(MoneyNotUnderstood):
        assert 0 <= parse_rupiah(typed) <= MAX_RUPIAH


class PriceForm(forms.Form):
    price = RupiahField(min_value=1_000, max_value=5_000_000)


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ("1,5 juta", {}),
        ("", {"price": ["Isi jumlah rupiah, misalnya 1.500.000."]}),
        ("999", {"price": ["Jumlah paling sedikit Rp1.000."]}),
        ("5.000.001", {"price": ["Jumlah paling banyak Rp5.000.000."]}),
        ("lima", {"price": ["Jumlah rupiah tidak terbaca. Tulis misalnya 1.500.000 atau 1,5 juta."]}),
    ],
)
def test_a_form_says_what_is_wrong_with_an_amount(typed: str, errors: dict[str, list[str]]) -> None:
    assert PriceForm({"price": typed}).errors == errors


def test_a_form_gives_whole_rupiah_and_shows_them_grouped() -> None:
    form = PriceForm({"price": "Rp1.500.000,00"})
    assert (form.is_valid(), form.cleaned_data) == (True, {"price": 1_500_000})
    assert PriceForm(initial={"price": 1_500_000})["price"].value() == "1.500.000"


def test_a_form_keeps_what_was_typed_and_opens_a_number_keypad() -> None:
    field = PriceForm({"price": "1,5 jutaan"})["price"]
    assert (field.value(), field.field.widget.attrs) == ("1,5 jutaan", {"inputmode": "numeric", "autocomplete": "off"})


def test_an_amount_written_otherwise_is_no_change() -> None:
    assert not PriceForm({"price": "1,5 juta"}, initial={"price": 1_500_000}).has_changed()
