import unicodedata
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanggar.foundation import names
from sanggar.foundation.names import NameRefused, clean_name, initials, sort_key


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Sulastri", "Sulastri"),
        ("  Siti   Aminah\tbinti\nYusuf ", "Siti Aminah binti Yusuf"),
        ("TAPA'AN MA’RUF", "TAPA'AN MA’RUF"),
        ("McDonald", "McDonald"),
        ("A", "A"),
        ("I Gusti Ngurah Rai", "I Gusti Ngurah Rai"),
        ("Nur-Aini, S.Kom., M.T.", "Nur-Aini, S.Kom., M.T."),
        ("Budi, B.Com", "Budi, B.Com"),
        ("Drs.Ec. Slamet", "Drs.Ec. Slamet"),
        ("Jose\N{COMBINING ACUTE ACCENT}", "José"),
        ("Dewi\N{ZERO WIDTH SPACE}\N{RIGHT-TO-LEFT OVERRIDE}", "Dewi"),
        ("R" * 100, "R" * 100),
    ],
)
def test_a_name_is_kept_as_it_was_written(typed: str, kept: str) -> None:
    assert clean_name(typed) == kept


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ("", names.NameMissing),
        (" \N{ZERO WIDTH SPACE}\n", names.NameMissing),
        ("R" * 101, names.NameTooLong),
        ("3573051708039001", names.NameWithoutLetters),
        ("-.'", names.NameWithoutLetters),
        ("Dewi\x00", names.NameWithSymbols),
        ("Dewi \ud800", names.NameWithSymbols),
        ("Dewi 🌸", names.NameWithSymbols),
        ("https://contoh.id", names.NameWithAddress),
        ("Dewi www.contoh", names.NameWithAddress),
        ("bit.ly/hadiah", names.NameWithAddress),
        ("contoh.com", names.NameWithAddress),
        ("Dewi kota.go.id", names.NameWithAddress),
    ],
)
def test_what_is_no_name_is_refused_with_its_reason(typed: str, refusal: type[NameRefused]) -> None:
    with pytest.raises(NameRefused) as caught:
        clean_name(typed)
    assert (type(caught.value), str(caught.value)[-1]) == (refusal, ".")


def test_a_name_that_is_too_long_is_counted() -> None:
    with pytest.raises(NameRefused) as caught:
        clean_name("R" * 120)
    assert str(caught.value) == "Nama paling panjang 100 karakter; yang diisi 120."


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Siti Aminah binti Yusuf", "S.A.B.Y."),
        ("Sulastri", "S."),
        ("sulastri", "S."),
        ("Nur-Aini", "N."),
        ("'Ali - Ma'ruf 2", "A.M."),
        ("ßtraße", "S."),
        ("", ""),
    ],
)
def test_a_public_list_shows_initials(name: str, shown: str) -> None:
    assert initials(name) == shown


@given(st.text(max_size=60))
def test_initials_reveal_one_letter_a_word_and_no_more(name: str) -> None:
    letters = initials(name).split(".")
    assert [len(letter) for letter in letters if letter] == [1] * (len(letters) - 1)
    assert len(letters) - 1 <= len(unicodedata.normalize("NFC", name).split())


def test_people_are_sorted_as_their_names_are_said() -> None:
    people = ["Zainal", "ma'ruf Amin", "Élodie", "Maruf Zaki", "Nur-Aini", "Nur Azizah", "eko"]
    assert sorted(people, key=sort_key) == [
        "eko",
        "Élodie",
        "ma'ruf Amin",
        "Maruf Zaki",
        "Nur-Aini",
        "Nur Azizah",
        "Zainal",
    ]


@given(st.text())
def test_any_text_is_a_clean_name_or_a_kind_refusal(typed: str) -> None:
    with suppress(NameRefused):
        name = clean_name(typed)
        assert clean_name(name) == name
        assert name.encode()
        assert initials(name) != ""
