"""A page with nothing but the letterhead, to be looked at before official papers bear it."""

from datetime import datetime
from pathlib import Path

from sanggar.foundation.documents import pdf
from sanggar.people.models import Organisation
from sanggar.people.queries import letterhead_of

TEMPLATE = Path(__file__).with_name("letterhead_sample.typ")


def letterhead_sample(office: Organisation, *, at: datetime) -> bytes:
    return pdf(TEMPLATE, {"office": letterhead_of(office)}, at=at)
