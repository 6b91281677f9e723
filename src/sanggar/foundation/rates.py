"""Rate limits, counted in the database so that every process counts together.

Keys are hashed. Phones share addresses (carrier NAT), so limits by address are generous and stand against machines,
not people; a loopback address is a proxy or the operator and is never counted.
"""

import ipaddress
import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest

from sanggar.foundation import clock
from sanggar.foundation.asking import Row, Statement, ask
from sanggar.foundation.models import RateWindow
from sanggar.foundation.sealed import lookup

COUNT = """
    INSERT INTO foundation_ratewindow (key, count, ends) VALUES {}
    ON CONFLICT (key) DO UPDATE SET count = foundation_ratewindow.count + excluded.count
    RETURNING key, count
"""
NOTHING_COUNTED = "SELECT 0, 0 WHERE 1 = 0"
LIKE_ADDRESS = re.compile(r"[0-9a-f:.]+(%|$)", re.IGNORECASE | re.ASCII)
KEY_DIGITS = 15
"""Hexadecimal ones, as many as a database's integer holds: two that shared a key by chance would be counted as one."""


class Try(NamedTuple):
    """One try, and the window in which it counts, in seconds since 1970. `key` is 0 for who is never counted."""

    key: int
    at: float
    ends: int
    limit: int


def client_address(request: HttpRequest) -> str:
    """The caller's address."""
    return address_of(str(request.META.get("REMOTE_ADDR", "")), request.headers.get("X-Forwarded-For", ""))


def address_of(remote: str, forwarded_for: str) -> str:
    """The last forwarded hop that is not one of our own proxies. What a caller wrote into X-Forwarded-For himself
    stands before what our proxies added, and is never reached.
    """
    address = remote
    forwarded = [part.strip() for part in forwarded_for.split(",") if part.strip()]
    while forwarded and _is_proxy(address):
        address = forwarded.pop()
    return address


def client_network(request: HttpRequest) -> str:
    """What callers behind one connection share: their address, of an IPv6 one the /64."""
    return _counted_as(client_address(request))


def network_mark(request: HttpRequest, what: str) -> str:
    """By which the callers of one connection are known again for `what` alone; empty for whom nothing is counted."""
    address = client_address(request)
    return "" if _is_own(address) else lookup(f"{what}\0{_counted_as(address)}", "rate")[:KEY_DIGITS]


def seconds_to_wait(what: str, who: str, *, limit: int, window: timedelta, at: datetime | None = None) -> int:
    """Count one try of `what` by `who`; 0 while within the limit, else the seconds until it opens again."""
    return count_together([a_try(what, who, limit=limit, window=window, at=at or clock.now())])[0]


def a_try(what: str, who: str, *, limit: int, window: timedelta, at: datetime) -> Try:
    size, moment = int(window.total_seconds()), at.timestamp()
    start = int(moment // size * size)
    is_counted = who and not _is_own(who)
    key = int(lookup(f"{what}\0{_counted_as(who)}\0{start}", "rate")[:KEY_DIGITS], 16) if is_counted else 0
    return Try(key, moment, start + size, limit)


def count_together(tries: Sequence[Try]) -> list[int]:
    """Count many tries in one statement; for each what `seconds_to_wait` says."""
    return waits_of(tries, ask(counting(tries))[0])


def counting(tries: Sequence[Try]) -> Statement:
    """The statement, whose rows are for `waits_of`. Keys in order, so that two who count the same ones at the same
    moment wait for each other once and not in a circle. Numbers alone stand in it, so they are written into it.
    """
    counts = Counter(each.key for each in tries if each.key)
    ends = {each.key: each.ends for each in tries}
    values = ", ".join(f"({key:d}, {counts[key]:d}, {ends[key]:d})" for key in sorted(counts))
    return Statement(COUNT.format(values) if counts else NOTHING_COUNTED)


def waits_of(tries: Sequence[Try], rows: Iterable[Row]) -> list[int]:
    """`rows`: how often each key was counted in its window, these times included."""
    counts = Counter(each.key for each in tries if each.key)
    reached = {key: total - counts[key] for key, total in rows}
    waits = []
    for each in tries:
        reached[each.key] = reached.get(each.key, 0) + 1
        is_over = bool(each.key) and reached[each.key] > each.limit
        waits.append(math.ceil(each.ends - each.at) if is_over else 0)
    return waits


def sweep(at: datetime) -> int:
    """Forget windows that have ended."""
    return RateWindow.objects.filter(ends__lt=at.timestamp()).delete()[0]


def _is_own(who: str) -> bool:
    address = _parsed(who)
    return address is not None and address.is_loopback


def _is_proxy(who: str) -> bool:
    address = _parsed(who)
    return address is not None and any(address in network for network in settings.TRUSTED_PROXIES)


def _counted_as(who: str) -> str:
    return _network(who) if LIKE_ADDRESS.match(who) else who


@lru_cache(4096)
def _network(who: str) -> str:
    """A household or a server owns a whole IPv6 /64: it is counted as one."""
    address = _parsed(who)
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address or who)


def _parsed(who: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    return _read(who) if LIKE_ADDRESS.match(who) else None


@lru_cache(4096)
def _read(who: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        address = ipaddress.ip_address(who)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
