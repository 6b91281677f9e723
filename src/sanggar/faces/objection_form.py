"""What an applicant who was refused fills in to contest it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.ui.forms import ActForm


class ObjectionForm(ActForm):
    text = forms.CharField(
        label=_("Mengapa keputusan itu keliru?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Tulis apa yang keliru dan apa buktinya. Jangan menulis NIK."),
    )
