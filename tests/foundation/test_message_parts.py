"""Parts of an SMS, dated settings, and settings that say nothing we can work with."""

import json
from datetime import date
from pathlib import Path

import pytest

from sanggar.config import messaging
from sanggar.config.environment import Unusable
from sanggar.foundation.messaging.dated import dated, in_force
from sanggar.foundation.messaging.segments import segments


@pytest.mark.parametrize(
    ("text", "units", "parts", "is_wide"),
    [
        ("", 0, 0, False),
        ("a" * 160, 160, 1, False),
        ("a" * 161, 161, 2, False),
        ("a" * 306, 306, 2, False),
        ("a" * 307, 307, 3, False),
        ("€" * 80, 160, 1, False),
        ("€" * 81, 162, 2, False),
        ("a" * 152 + "€" + "a" * 152, 306, 3, False),
        ("“" * 70, 70, 1, True),
        ("“" * 71, 71, 2, True),
        ("😀" * 35, 70, 1, True),
        ("😀" * 67, 134, 3, True),
    ],
)
def test_an_sms_has_as_many_parts_as_its_alphabet_makes(text: str, units: int, parts: int, *, is_wide: bool) -> None:
    counted = segments(text)
    assert (counted.units, counted.parts, counted.is_wide) == (units, parts, is_wide)


def test_the_character_that_makes_it_dear_is_named() -> None:
    assert segments("Halo “Sulastri”").strange == "“"


def test_a_setting_may_change_on_a_day() -> None:
    pairs = dated("2027-01-01:2000, 2026-10-01:250")
    days = [date(2026, 9, 30), date(2026, 10, 1), date(2026, 12, 31), date(2027, 1, 1)]
    assert [in_force(pairs, day) for day in days] == [None, 250, 250, 2000]
    assert in_force(dated("80"), date(2000, 1, 1)) == 80
    assert in_force(dated(""), date(2026, 1, 1)) is None


def test_half_a_whatsapp_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    assert messaging.whatsapp() == {}
    monkeypatch.setenv("SANGGAR_WHATSAPP_TOKEN", "kunci")
    with pytest.raises(Unusable, match="SANGGAR_WHATSAPP_NUMBER_ID, SANGGAR_WHATSAPP_APP_SECRET"):
        messaging.whatsapp()
    for name in ("NUMBER_ID", "APP_SECRET", "VERIFY_TOKEN"):
        monkeypatch.setenv(f"SANGGAR_WHATSAPP_{name}", "1")
    own = messaging.whatsapp()
    assert (own["address"], own["pause"], own["daily"]) == (
        "https://graph.facebook.com",
        [(date.min, 6)],
        [(date.min, 250)],
    )
    monkeypatch.setenv("SANGGAR_WHATSAPP_DAILY", "banyak")
    with pytest.raises(Unusable, match="SANGGAR_WHATSAPP_DAILY"):
        messaging.whatsapp()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "JSONDecodeError"),
        ("[]", "url"),
        ('{"url": "kirim"}', "url"),
        ('{"url": "https://a.example", "metod": "GET"}', "metod"),
        ('{"url": "https://a.example", "secret": "pendek"}', "secret"),
        ('{"url": "https://a.example", "states": {"OK": "arrived"}}', "arrived"),
        ('{"url": "https://a.example", "price": "x"}', "price"),
    ],
)
def test_a_gateway_s_file_says_what_is_wrong_with_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str, told: str
) -> None:
    file = tmp_path / "sms.json"
    file.write_text(text)
    monkeypatch.setenv("SANGGAR_SMS_FILE", str(file))
    with pytest.raises(Unusable, match=told):
        messaging.sms()


def test_a_gateway_s_file_is_filled_in(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert messaging.sms() == {}
    file = tmp_path / "sms.json"
    file.write_text(json.dumps({"url": "https://a.example/kirim", "price": "2026-10-01:350"}))
    monkeypatch.setenv("SANGGAR_SMS_FILE", str(file))
    own = messaging.sms()
    assert (own["method"], own["report"]["id"], own["price"]) == ("POST", "id", [(date(2026, 10, 1), 350)])


def test_only_known_channels_are_ordered(monkeypatch: pytest.MonkeyPatch) -> None:
    assert messaging.message_channels() == ["email", "whatsapp", "sms"]
    monkeypatch.setenv("SANGGAR_MESSAGE_CHANNELS", "sms,pos")
    with pytest.raises(Unusable, match="pos"):
        messaging.message_channels()
