"""What an applicant tells the office: the one shape between form, command line and demo on one side and the actions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sanggar.applications.models import Value
from sanggar.foundation.models import Region
from sanggar.planning.models import Track


@dataclass(frozen=True, slots=True)
class Answers:
    """Cleaned values. `nik` is 16 digits in the clear, leaves this value only sealed, and is empty in an edit that
    keeps the one on record; so it is with `family_card`, which nobody has to give, and whose owner may take it back
    (`drops_family_card`). `own` holds the answer to each of the call's own questions that was on the form; None leaves
    what is on record.
    """

    name: str
    nik: str = field(repr=False)
    birth_date: date
    sex: str
    village: Region
    phone: str
    track: Track
    category: str
    motivation: str
    email: str = ""
    disability_need: str = field(default="", repr=False)
    family_card: str = field(default="", repr=False)
    drops_family_card: bool = False
    channel_url: str = ""
    invitation_code: str = field(default="", repr=False)
    own: Mapping[int, Value] | None = field(default=None, repr=False)

    def __repr__(self) -> str:
        return "Answers(…)"
