"""Forms that carry along what was read."""

import re
from typing import Any

from django.test import Client


def seen_on(page: Any) -> str:
    """The mark of what a page shows."""
    found = re.search(r'name="seen" value="([^"]*)"', page.content.decode())
    assert found is not None
    return found[1]


def seen_at(client: Client, address: str) -> dict[str, str]:
    """The same as it is sent along."""
    return {"seen": seen_on(client.get(address))}
