"""Fetching a drand round. Relays need not be trusted: a value counts only with the network's signature on it.

The HTTP client is imported when a round is fetched: no other start has to wait for it.
"""

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings

from sanggar.cores.beacon import quicknet
from sanggar.cores.beacon.signature import verify_round
from sanggar.selection.refusals import RoundUnavailable

if TYPE_CHECKING:
    import httpx

WAIT, CONNECT = 4.0, 2.5  # seconds a relay; three relays stay within a web request


def open_client() -> "httpx.Client":
    import httpx

    timeout = httpx.Timeout(WAIT, connect=CONNECT)
    return httpx.Client(timeout=timeout, headers={"Accept": "application/json"}, follow_redirects=False)


def fetch_round(number: int) -> str:
    """The signature (lowercase hex) of a round, from the first relay that gives a right one.

    Raises `RoundUnavailable` when none does. Call it outside a transaction: it waits for the network.
    """
    with open_client() as client:
        for relay in settings.DRAND_RELAYS:
            signature = _ask(client, relay, number)
            if verify_round(number, signature):
                return signature
    hosts = ", ".join(str(urlsplit(relay).hostname) for relay in settings.DRAND_RELAYS)
    raise RoundUnavailable(round=number, relays=hosts)


def _ask(client: "httpx.Client", relay: str, number: int) -> str:
    """What a relay says the signature is; empty when it does not answer, or with something else."""
    import httpx

    try:
        answer = client.get(f"{relay}/{quicknet.CHAIN_HASH}/public/{number}")
        answer.raise_for_status()
        return str(answer.json()["signature"]).lower()
    except (httpx.HTTPError, ValueError, KeyError, TypeError):
        return ""
