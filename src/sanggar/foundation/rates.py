"""Rate limits, counted in the database so that every process counts together.

Keys are hashed. Phones share addresses (carrier NAT), so limits by address are generous and stand against machines,
not people; a loopback address is a proxy or the operator and is never counted.
"""

import ipaddress
import math
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.http import HttpRequest

from sanggar.foundation import clock
from sanggar.foundation.models import RateWindow
from sanggar.foundation.sealed import lookup

COUNT = """
    INSERT INTO foundation_ratewindow (key, count, ends_at) VALUES (%s, 1, %s)
    ON CONFLICT (key) DO UPDATE SET count = foundation_ratewindow.count + 1
    RETURNING count
"""


def client_address(request: HttpRequest) -> str:
    """The caller's address: the last forwarded hop that is not one of our own proxies. What a caller wrote into
    X-Forwarded-For himself stands before what our proxies added, and is never reached.
    """
    address = str(request.META.get("REMOTE_ADDR", ""))
    forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    while forwarded and _is_proxy(address):
        address = forwarded.pop()
    return address


def client_network(request: HttpRequest) -> str:
    """What callers behind one connection share: their address, of an IPv6 one the /64."""
    return _counted_as(client_address(request))


def seconds_to_wait(what: str, who: str, *, limit: int, window: timedelta, at: datetime | None = None) -> int:
    """Count one try of `what` by `who`; 0 while within the limit, else the seconds until it opens again."""
    if not who or _is_own(who):
        return 0
    at = at or clock.now()
    size = window.total_seconds()
    start = math.floor(at.timestamp() / size) * size
    ends_at = datetime.fromtimestamp(start + size, tz=at.tzinfo)
    with connection.cursor() as cursor:
        key = lookup(f"{what}\0{_counted_as(who)}\0{int(start)}", "rate")
        cursor.execute(COUNT, [key, connection.ops.adapt_datetimefield_value(ends_at)])
        (count,) = cursor.fetchone()
    return math.ceil(ends_at.timestamp() - at.timestamp()) if count > limit else 0


def sweep(at: datetime) -> int:
    """Forget windows that have ended."""
    return RateWindow.objects.filter(ends_at__lt=at).delete()[0]


def _is_own(who: str) -> bool:
    address = _parsed(who)
    return address is not None and address.is_loopback


def _is_proxy(who: str) -> bool:
    address = _parsed(who)
    return address is not None and any(address in network for network in settings.TRUSTED_PROXIES)


def _counted_as(who: str) -> str:
    """A household or a server owns a whole IPv6 /64: it is counted as one."""
    address = _parsed(who)
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address or who)


def _parsed(who: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        address = ipaddress.ip_address(who)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
