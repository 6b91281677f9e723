"""Rate limits: against machines, never against a household behind one address; no address is stored."""

from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from typing import Any

import pytest
from django.test import RequestFactory

from sanggar.foundation import rates
from sanggar.foundation.models import RateWindow

AT = datetime(2026, 11, 23, 2, 0, 10, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def _try(who: str, at: datetime = AT, what: str = "apply") -> int:
    return rates.seconds_to_wait(what, who, limit=3, window=MINUTE, at=at)


@pytest.mark.django_db
def test_within_the_limit_nobody_waits_and_then_until_the_window_ends() -> None:
    assert [_try("203.0.113.7") for _ in range(5)] == [0, 0, 0, 50, 50]


@pytest.mark.django_db
def test_the_next_window_starts_anew() -> None:
    assert [_try("203.0.113.7") for _ in range(4)] == [0, 0, 0, 50]
    assert _try("203.0.113.7", AT + timedelta(seconds=50)) == 0


@pytest.mark.django_db
def test_people_and_acts_are_counted_apart() -> None:
    assert [_try("203.0.113.7") for _ in range(4)] == [0, 0, 0, 50]
    assert [_try("203.0.113.8"), _try("203.0.113.7", what="login")] == [0, 0]


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1", ""])
def test_this_machine_is_never_counted(who: str) -> None:
    assert [_try(who) for _ in range(9)] == [0] * 9
    assert RateWindow.objects.count() == 0


@pytest.mark.django_db
def test_a_whole_ipv6_network_of_one_house_is_counted_as_one() -> None:
    assert [_try(f"2001:db8:0:7::{host:x}") for host in range(4)] == [0, 0, 0, 50]
    assert _try("2001:db8:0:8::1") == 0


@pytest.mark.django_db
def test_the_same_ipv4_address_in_ipv6_clothes_is_the_same() -> None:
    assert [_try(who) for who in ("203.0.113.7", "::ffff:203.0.113.7") * 2] == [0, 0, 0, 50]


@pytest.mark.django_db
def test_no_address_is_stored_and_ended_windows_are_forgotten() -> None:
    _try("203.0.113.7")
    (row,) = RateWindow.objects.values_list("key", "count", "ends")
    assert row == (rates.a_try("apply", "203.0.113.7", limit=3, window=MINUTE, at=AT).key, 1, AT.timestamp() + 50)
    assert [type(value) for value in row] == [int, int, int]
    assert rates.sweep(AT) == 0
    assert rates.sweep(AT + MINUTE) == 1


def _address(settings: Any, remote: str, forwarded: str = "", proxies: str = "127.0.0.1") -> str:
    settings.TRUSTED_PROXIES = [ip_network(proxy) for proxy in proxies.split(",")]
    headers = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    return rates.client_address(RequestFactory().get("/", REMOTE_ADDR=remote, **headers))


@pytest.mark.parametrize(
    ("remote", "forwarded", "proxies", "caller"),
    [
        ("203.0.113.7", "", "127.0.0.1", "203.0.113.7"),
        ("203.0.113.7", "198.51.100.1", "127.0.0.1", "203.0.113.7"),  # not through our proxy: what he says is ignored
        ("127.0.0.1", "203.0.113.7", "127.0.0.1", "203.0.113.7"),
        ("127.0.0.1", "198.51.100.1, 203.0.113.7", "127.0.0.1", "203.0.113.7"),  # he wrote the first part himself
        ("127.0.0.1", "127.0.0.1, 203.0.113.7", "127.0.0.1", "203.0.113.7"),
        ("10.0.0.3", "203.0.113.7, 10.0.0.9", "10.0.0.0/8", "203.0.113.7"),
        ("127.0.0.1", "", "127.0.0.1", "127.0.0.1"),
        ("127.0.0.1", " , ", "127.0.0.1", "127.0.0.1"),
        ("::ffff:10.0.0.3", "203.0.113.7", "10.0.0.0/8", "203.0.113.7"),
    ],
)
def test_the_caller_is_the_last_hop_that_is_not_ours(
    settings: Any, remote: str, forwarded: str, proxies: str, caller: str
) -> None:
    assert _address(settings, remote, forwarded, proxies) == caller
