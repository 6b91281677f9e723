"""What the system says of a step where nobody wrote a reason: kept in the reason's place as a code, which nobody would
write, and told in the language of who reads. People's own words stay as they were written.
"""

from django.utils.translation import gettext as _

MOVED, ENDED, GONE = "said:moved", "said:ended", "said:gone"
"""Of a talk that was called off."""
SHIFTED, RESTED = "said:shifted", "said:rested"
"""Of a pair that ended, and of one that was held still."""


def reason_words(reason: str) -> str:
    return {
        MOVED: _("Pendampingan ini dialihkan kepada pendamping lain."),
        ENDED: _("Pendampingan ini sudah berakhir."),
        GONE: _("Hak mendampingi dalam program ini sudah berakhir."),
        SHIFTED: _("Dipindahkan supaya peserta lain juga mendapat pendamping."),
        RESTED: _("Jeda dari pendamping sebelumnya."),
    }.get(reason, reason)
