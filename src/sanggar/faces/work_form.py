"""The form by which a participant names a published work."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sanggar.foundation import clock
from sanggar.foundation.platforms import LONGEST
from sanggar.foundation.ui.forms import ActForm


class WorkForm(ActForm):
    url = forms.URLField(
        label=_("Alamat karya"),
        help_text=_("Salin dari YouTube, TikTok, Instagram, atau situs lain, misalnya https://youtu.be/…"),
        error_messages={
            "invalid": _("Alamat tautan tidak lengkap. Salin seluruhnya dari satu karya, misalnya https://youtu.be/….")
        },
        max_length=LONGEST,
        assume_scheme="https",
    )
    title = forms.CharField(label=_("Judul"), max_length=200)
    published_on = forms.DateField(label=_("Tanggal terbit"), initial=clock.today)
