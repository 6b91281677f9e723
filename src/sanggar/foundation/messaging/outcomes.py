"""What a channel says when it was given a message. Reasons are short codes; `reasons.told` puts them into words."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Accepted:
    """Taken over. `id` is the provider's own name for it, empty where it has none."""

    id: str = ""


@dataclass(frozen=True, slots=True)
class Retry:
    """Not taken this time. With `after` the provider asked for a pause, which is no failure and counts as none; where
    it is not about this person alone (`for_all`), nobody uses the channel until then.
    """

    reason: str
    after: timedelta | None = None
    for_all: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """Never by this channel."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unsure:
    """It may have been taken: nobody can tell, so a person decides."""

    reason: str


Outcome = Accepted | Retry | Refused | Unsure
