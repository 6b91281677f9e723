"""What a participant's own check-in refuses by itself."""

from django.utils.translation import gettext_lazy as _

from sanggar.foundation.errors import InputRefused


class CodeUnknown(InputRefused):
    code = "code_unknown"
    message = _("Kode ini tidak cocok. Lihat layar lagi: kodenya berganti setiap setengah menit.")


class CookieNeeded(InputRefused):
    code = "cookie_needed"
    message = _(
        "Peramban ini tidak menyimpan kuki, padahal satu perangkat berlaku untuk satu orang. "
        "Izinkan kuki, lalu coba lagi; atau minta petugas mencatat Anda."
    )
