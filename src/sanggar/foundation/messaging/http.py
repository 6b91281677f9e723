"""One request to a provider, and what its failing means for the message. The HTTP client is imported when it is used.

Answers are never written anywhere: they may repeat a number or a text.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sanggar.foundation.messaging.outcomes import Retry, Unsure

if TYPE_CHECKING:
    import httpx

CONNECT, WAIT = 5.0, 20.0  # seconds
AMBIGUOUS = (502, 504)  # a proxy on the way gave up waiting: what lies behind it may have taken the message


def ask(method: str, address: str, *, headers: Mapping[str, str], **body: Any) -> "httpx.Response | Retry | Unsure":
    """The answer; `Retry` where the request certainly came nowhere, `Unsure` where it may have arrived."""
    import httpx

    timeout = httpx.Timeout(WAIT, connect=CONNECT)
    try:
        with httpx.Client(timeout=timeout, follow_redirects=False) as client:
            answer = client.request(method, address, headers=dict(headers), **body)
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.UnsupportedProtocol, httpx.InvalidURL):
        return Retry("unreachable")
    except httpx.HTTPError:
        return Unsure("no_answer")
    if answer.status_code in AMBIGUOUS:
        return Unsure(f"http {answer.status_code}")
    return answer
