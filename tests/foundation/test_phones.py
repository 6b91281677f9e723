from contextlib import suppress
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanggar.foundation import phones
from sanggar.foundation.phones import PhoneNotUnderstood, format_phone, mask_phone, normalise_phone, wa_me_link

canonical = st.from_regex(r"\+628[1-9][0-9]{6,10}", fullmatch=True)


@pytest.mark.parametrize(
    "typed",
    [
        "0812 3456 7890",
        "+62 812-3456-7890",
        "6281234567890",
        "006281234567890",
        "81234567890",
        "+62 0812 3456 7890",
        "(0812) 3456.7890",
        "0812‑3456–7890",
        "\N{LEFT-TO-RIGHT EMBEDDING}+62\N{NO-BREAK SPACE}812 3456 7890\N{POP DIRECTIONAL FORMATTING}",
    ],
)
def test_a_mobile_number_is_the_same_however_it_is_written(typed: str) -> None:
    assert normalise_phone(typed) == "+6281234567890"


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        (" ", phones.PhoneMissing),
        ("+60 12 345 6789", phones.PhoneForeign),
        ("0060123456789", phones.PhoneForeign),
        ("0341 551234", phones.PhoneNotMobile),
        ("+62341551234", phones.PhoneNotMobile),
        ("062812345678", phones.PhoneNotMobile),
        ("0800 1234567", phones.PhoneNotMobile),
        ("08123456", phones.PhoneLength),
        ("08123456789012", phones.PhoneLength),
        ("0812-3456-7890 / 0813-1111-2222", PhoneNotUnderstood),
        ("08123456789O", PhoneNotUnderstood),
        ("+0812345678", PhoneNotUnderstood),
        ("٠٨١٢٣٤٥٦٧٨٩", PhoneNotUnderstood),
        ("0" * 5000, PhoneNotUnderstood),
    ],
)
def test_what_can_not_be_reached_is_refused_with_its_reason(typed: str, refusal: type[PhoneNotUnderstood]) -> None:
    with pytest.raises(PhoneNotUnderstood) as caught:
        normalise_phone(typed)
    assert (type(caught.value), str(caught.value)[-1]) == (refusal, ".")


def test_a_wrong_length_is_counted_as_the_person_writes_it() -> None:
    with pytest.raises(PhoneNotUnderstood) as caught:
        normalise_phone("+62 812 3456")
    assert str(caught.value) == "Nomor ponsel yang diawali 08 terdiri atas 9 sampai 13 angka; yang diisi 8."


@pytest.mark.parametrize(
    ("phone", "shown"),
    [
        ("+6281234567890", "0812-3456-7890"),
        ("+628123456789", "0812-3456-789"),
        ("+62812345678", "0812-345-678"),
        ("+62812345678901", "0812-3456-78901"),
        ("+62341551234", "+62341551234"),
        ("", ""),
    ],
)
def test_a_number_is_shown_in_groups(phone: str, shown: str) -> None:
    assert format_phone(phone) == shown


def test_a_masked_number_shows_its_last_four_and_not_its_length() -> None:
    assert mask_phone("+6281234567890") == "••••-••••-7890"
    assert mask_phone("+62812347890") == "••••-••••-7890"
    assert mask_phone("7890") == "••••-••••-••••"


def test_a_whatsapp_link_opens_a_chat_with_the_text() -> None:
    link = urlsplit(wa_me_link("0812-3456-7890", "Yth. Sulastri & keluarga,\nkursi 50%?"))
    assert (link.scheme, link.netloc, link.path) == ("https", "wa.me", "/6281234567890")
    assert parse_qs(link.query) == {"text": ["Yth. Sulastri & keluarga,\nkursi 50%?"]}
    assert wa_me_link("+6281234567890") == "https://wa.me/6281234567890"


def test_no_whatsapp_link_leads_to_a_land_line() -> None:
    with pytest.raises(phones.PhoneNotMobile):
        wa_me_link("+62341551234", "Halo")


@given(canonical)
def test_what_is_shown_can_be_typed_back(phone: str) -> None:
    assert normalise_phone(format_phone(phone)) == normalise_phone(phone) == phone


@given(st.text() | st.text(alphabet="+0123456789 -", max_size=20))
def test_any_text_is_a_canonical_number_or_a_kind_refusal(typed: str) -> None:
    with suppress(PhoneNotUnderstood):
        assert phones.CANONICAL.fullmatch(normalise_phone(typed))
