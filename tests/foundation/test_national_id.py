"""The numbers below are made up; serials 9xxx are ours, the others are the reference's own vectors."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanggar.foundation.national_id import (
    NikFlag,
    NikRefused,
    Sex,
    age_on,
    holds_nik,
    mask_nik,
    parse_nik,
    refusals,
    soft_flags,
)
from sanggar.foundation.regions_data import province_names

TODAY = date(2026, 11, 23)
SULASTRI = "3573055708039001"
MALANG_DISTRICTS = frozenset({"35.73.01", "35.73.02", "35.73.03", "35.73.04", "35.73.05"})


@pytest.mark.parametrize(
    ("typed", "born", "sex"),
    [
        ("3573051708030001", date(2003, 8, 17), "L"),
        ("3573055708030001", date(2003, 8, 17), "P"),
        ("3573022902000001", date(2000, 2, 29), "L"),
        ("3573026902040002", date(2004, 2, 29), "P"),
        ("3573-0517-0803-0001", date(2003, 8, 17), "L"),
        ("3573 0517 0803 0001", date(2003, 8, 17), "L"),
        (" 35.73.05.170803.0001 ", date(2003, 8, 17), "L"),
        ("3573990101010001", date(2001, 1, 1), "L"),
        ("9301010101010001", date(2001, 1, 1), "L"),
        ("9501010101010001", date(2001, 1, 1), "L"),
        ("3573057112999001", date(1999, 12, 31), "P"),
    ],
)
def test_a_nik_tells_birth_date_and_sex(typed: str, born: date, sex: str) -> None:
    nik = parse_nik(typed, today=TODAY)
    assert (nik.birth_date, nik.sex) == (born, sex)


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ("", refusals.NikMissing),
        ("357305170803000", refusals.NikLength),
        ("35730517080300010", refusals.NikLength),
        ("357305170803000O", refusals.NikNotDigits),
        ("٣٥٧٣٠٥١٧٠٨٠٣٠٠٠١", refusals.NikNotDigits),
        ("3573058108030001", refusals.NikDayImpossible),
        ("3573059908030001", refusals.NikDayImpossible),
        ("3573050008030001", refusals.NikDayImpossible),
        ("3573053208030001", refusals.NikDayImpossible),
        ("3573054008030001", refusals.NikDayImpossible),
        ("3573057208030001", refusals.NikDayImpossible),
        ("3573051700030001", refusals.NikMonthImpossible),
        ("3573051713030001", refusals.NikMonthImpossible),
        ("3573022902010001", refusals.NikDateImpossible),
        ("3573043102990003", refusals.NikDateImpossible),
        ("3573050101010000", refusals.NikSerialZero),
        ("0073050101010001", refusals.NikProvinceUnknown),
        ("2073050101010001", refusals.NikProvinceUnknown),
        ("9773050101010001", refusals.NikProvinceUnknown),
    ],
)
def test_what_no_nik_can_be_is_refused_with_its_reason(typed: str, refusal: type[NikRefused]) -> None:
    with pytest.raises(NikRefused) as caught:
        parse_nik(typed, today=TODAY)
    assert (type(caught.value), str(caught.value)[-1]) == (refusal, ".")


def test_a_wrong_length_is_counted_without_repeating_the_number() -> None:
    with pytest.raises(NikRefused) as caught:
        parse_nik("357305170803900", today=TODAY)
    assert (str(caught.value), caught.value.status) == ("NIK harus 16 angka; yang diisi 15.", 422)


def test_a_nik_names_the_area_that_issued_it() -> None:
    nik = parse_nik(SULASTRI, today=TODAY)
    assert (nik.regency_code, nik.district_code) == ("35.73", "35.73.05")


@pytest.mark.parametrize(
    ("typed_date", "meant"),
    [(None, None), (date(1920, 8, 17), date(1920, 8, 17)), (date(2020, 8, 17), date(2020, 8, 17)), (TODAY, None)],
)
def test_between_two_possible_centuries_the_typed_date_decides(typed_date: date | None, meant: date | None) -> None:
    nik = parse_nik("3573051708209001", today=TODAY, birth_date=typed_date)
    assert nik.birth_dates == (date(1920, 8, 17), date(2020, 8, 17))
    assert nik.birth_date == meant


@pytest.mark.parametrize(
    ("ages", "meant"),
    [((18, 110), date(1920, 8, 17)), ((0, 17), date(2020, 8, 17)), ((0, 110), None), ((18, 60), None)],
)
def test_the_programmes_ages_settle_the_century_when_only_one_fits(ages: tuple[int, int], meant: date | None) -> None:
    assert parse_nik("3573051708209001", today=TODAY, ages=ages).birth_date == meant


def test_someone_too_young_for_the_programme_is_still_read() -> None:
    nik = parse_nik("3573051708109001", today=TODAY, birth_date=date(2010, 8, 17), ages=(18, 60))
    assert nik.birth_date == date(2010, 8, 17)


def test_nobody_is_born_tomorrow() -> None:
    assert parse_nik("3573052411269001", today=TODAY).birth_dates == (date(1926, 11, 24),)


@pytest.mark.parametrize(
    ("day", "age"), [(date(2026, 8, 16), 22), (date(2026, 8, 17), 23), (date(2027, 8, 16), 23), (date(2003, 8, 17), 0)]
)
def test_age_is_counted_in_full_years(day: date, age: int) -> None:
    assert age_on(day, date(2003, 8, 17)) == age


def test_a_nik_shows_only_its_area() -> None:
    nik = parse_nik(SULASTRI, today=TODAY)
    assert (mask_nik(SULASTRI), mask_nik("357305")) == ("357305••••••••••", "357305••••••••••")
    assert repr(nik) == str(nik) == f"{nik}" == "<Nik 357305••••••••••>"


@pytest.mark.parametrize("not_a_nik", ["", "12345", "Sulastri binti Yusuf", "٣٥٧٣٠٥١٧٠٨٠٣٠٠٠١"])
def test_what_is_no_nik_is_masked_whole(not_a_nik: str) -> None:
    assert mask_nik(not_a_nik) == "•" * 16


def test_a_nik_that_agrees_with_the_form_has_no_flags() -> None:
    assert flags(SULASTRI) == ()


def flags(digits: str, *, sex: Sex | None = "P", birth_date: date | None = date(2003, 8, 17)) -> tuple[NikFlag, ...]:
    nik = parse_nik(digits, today=TODAY, birth_date=birth_date)
    return soft_flags(nik, sex=sex, birth_date=birth_date, region_code="35.73", known_districts=MALANG_DISTRICTS)


@pytest.mark.parametrize(
    ("digits", "raised"),
    [
        ("3507055708039001", (NikFlag.REGION_DIFFERS,)),
        ("3573995708039001", (NikFlag.DISTRICT_UNKNOWN,)),
        ("3573051708039001", (NikFlag.SEX_DIFFERS,)),
        ("3573055808039001", (NikFlag.BIRTH_DATE_DIFFERS,)),
        ("1101011808039001", (NikFlag.REGION_DIFFERS, NikFlag.SEX_DIFFERS, NikFlag.BIRTH_DATE_DIFFERS)),
    ],
)
def test_what_differs_is_flagged_for_a_human(digits: str, raised: tuple[NikFlag, ...]) -> None:
    assert flags(digits) == raised


def test_what_was_not_typed_is_not_compared() -> None:
    assert flags("3573051808039001", sex=None, birth_date=None) == ()


def test_an_ambiguous_nik_differs_only_from_a_date_that_is_neither() -> None:
    nik = parse_nik("3573055708209001", today=TODAY)
    districts = MALANG_DISTRICTS
    for born, raised in ((date(2020, 8, 17), ()), (date(2020, 8, 18), (NikFlag.BIRTH_DATE_DIFFERS,))):
        assert soft_flags(nik, sex="P", birth_date=born, region_code="35.73", known_districts=districts) == raised


def test_a_flag_is_its_code_and_has_words_for_the_officer() -> None:
    assert (str(NikFlag.SEX_DIFFERS), str(NikFlag.SEX_DIFFERS.label)) == (
        "sex_differs",
        "Jenis kelamin berbeda dari NIK",
    )


@given(
    province=st.sampled_from(sorted(province_names())),
    area=st.integers(0, 9999),
    born=st.dates(date(1927, 1, 1), date(2015, 12, 31)),
    sex=st.sampled_from(["L", "P"]),
    serial=st.integers(1, 9999),
)
def test_every_issued_nik_is_read_back_as_it_was_made(
    province: str, area: int, born: date, sex: str, serial: int
) -> None:
    day = born.day + (40 if sex == "P" else 0)
    digits = f"{province}{area:04}{day:02}{born:%m%y}{serial:04}"
    nik = parse_nik(digits, today=TODAY, birth_date=born)
    assert (nik.digits, nik.sex, nik.birth_date) == (digits, sex, born)


@given(st.text() | st.from_regex(r"[0-9]{14,18}", fullmatch=True) | st.from_regex(r"3573[0-9]{12}", fullmatch=True))
def test_any_text_is_a_nik_or_a_refusal_that_keeps_it_secret(typed: str) -> None:
    try:
        nik = parse_nik(typed, today=TODAY)
    except NikRefused as refusal:
        shown = f"{refusal} {refusal!r} {refusal.params}"
        assert len(typed) < 8 or typed not in shown
    else:
        assert len(nik.digits) == 16
        assert nik.digits[6:] not in repr(nik)


@pytest.mark.parametrize(
    "written",
    [
        SULASTRI,
        "3573 0557 0803 9001",
        "3573  0557  0803  9001",
        "357305 / 570803 / 9001",
        "3573.0557\n0803.9001",
        "35-73-05-57-08-03-9001",
        "35–73–05–57–08–03–9001",
        "３５７３０５５７０８０３９００１",
        "3573\u200b0557\u200b08039001",
        "٣٥٧٣٠٥٥٧٠٨٠٣٩٠٠١",
        "https://contoh.example/ktp/3573055708039001.jpg",
        "081234567890 3573055708039001 65132",
    ],
)
def test_a_nik_in_a_text_is_found_however_it_is_written(written: str) -> None:
    assert holds_nik(f"Ini NIK saya: {written}, terima kasih.", TODAY)


@pytest.mark.parametrize(
    "written",
    [
        "rekening 1234567890123456",  # no province 12 with month 89
        "kuitansi 3573055713039001",  # month 13
        "3573055708030000",  # no serial
        "13573055708039001",  # seventeen digits
        "357305570803900",  # fifteen
        "0812-3456-7890 dan 0813-4567-8901",
        "https://www.tiktok.com/@contoh/video/7312345678901234567",
        "Rp1.500.000 pada 23/11/2026",
    ],
)
def test_other_numbers_in_a_text_are_left_alone(written: str) -> None:
    assert not holds_nik(written, TODAY)
