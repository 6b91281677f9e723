"""What pages that go on without network leave on a device, and how it is cleared when somebody signs out.

A page that holds unsent entries keeps their number in the cookie `UNSENT`, which goes to the sign-out page alone.
Everything else (cached pages, entries, workers) the browser drops on the header `CLEAR`.
"""

from collections.abc import Mapping

UNSENT = "belum_terkirim"
CLEAR = ("Clear-Site-Data", '"storage"')


def unsent(cookies: Mapping[str, str]) -> int:
    """How many entries wait on this device; nonsense is none."""
    value = cookies.get(UNSENT, "")
    return int(value) if value.isascii() and value.isdigit() else 0
