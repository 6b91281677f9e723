"""A form is carried out once: the second click, or the resend after a lost answer, changes nothing.

Going back, changing an answer and sending the same form again is neither: it is told, so that no change is lost
unnoticed.
"""

import uuid
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.errors import DomainError
from sanggar.foundation.models import Once


class SentBefore(DomainError):
    code = "sent_before"
    message = _(
        "Formulir ini sudah pernah terkirim dengan isi yang lain. Periksa dulu hasilnya; "
        "bila isi yang sekarang memang perlu dicatat juga, kirim sekali lagi."
    )


def claim(token: uuid.UUID, at: datetime, content: str = "") -> bool:
    """True the first time, False ever after. Must run inside the transaction of the act itself.

    `content` is a digest of what was sent; raises `SentBefore` when the same token comes with another one.
    """
    try:
        with transaction.atomic():
            Once.objects.create(token=token, content=content, at=at)
    except IntegrityError:
        if Once.objects.filter(token=token, content=content).exists():
            return False
        raise SentBefore from None
    return True
