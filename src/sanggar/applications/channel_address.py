"""The address of a channel as people type or paste it, in the form as in a list."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.errors import InputRefused
from sanggar.foundation.typed_text import plain_line

SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
is_web_address = URLValidator(schemes=["http", "https"])
LONGEST_ADDRESS = 300


class ChannelNotUnderstood(InputRefused):
    code = "channel_not_understood"
    message = _("Alamat kanal tidak terbaca. Salin alamat lengkapnya, misalnya https://www.youtube.com/@namakanal.")


def read_channel(text: str) -> str:
    """A web address; `youtube.com/@sulastri` gets its https://."""
    address = plain_line(text)
    address = address if SCHEME.match(address) else f"https://{address}"
    try:
        is_web_address(address)
    except ValidationError:
        raise ChannelNotUnderstood from None
    if len(address) > LONGEST_ADDRESS:
        raise ChannelNotUnderstood
    return address
