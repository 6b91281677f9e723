"""The gate before the web application: key file and database must belong together."""

from collections.abc import Callable, Iterable
from typing import Any

StartResponse = Callable[..., Any]
Application = Callable[[dict[str, Any], StartResponse], Iterable[bytes]]


class ProvenKeys:
    """Serves once key file and database are proven to belong together; raises `KeyFileUnusable` where they do not.

    A database that is away at the start proves nothing: its pages answer 503, and the proof is tried again with each
    request until it is given.
    """

    def __init__(self, serve: Application) -> None:
        self.serve = serve
        self.proven = False
        self.prove()

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        if not self.proven:
            self.prove()
        return self.serve(environ, start_response)

    def prove(self) -> None:
        from django.db import DatabaseError

        from sanggar.foundation.canary import require_matching_keys

        try:
            require_matching_keys()
        except DatabaseError:
            return
        self.proven = True
