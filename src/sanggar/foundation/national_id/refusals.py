"""What no NIK can be, each with what to look at on the card. The digits themselves are never part of a message."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from sanggar.foundation.errors import InputRefused


class NikRefused(InputRefused):
    code = "nik_refused"
    message = _("NIK tidak terbaca. Salin 16 angka NIK dari KTP.")


class NikMissing(NikRefused):
    code = "nik_missing"
    message = _("Isi NIK, yaitu 16 angka pada KTP.")


class NikNotDigits(NikRefused):
    code = "nik_not_digits"
    message = _("NIK hanya terdiri atas angka. Periksa apakah huruf O atau I tertulis sebagai ganti angka 0 atau 1.")


class NikLength(NikRefused):
    code = "nik_length"
    message = ngettext_lazy(
        "NIK harus 16 angka; yang diisi %(count)d.",
        "NIK harus 16 angka; yang diisi %(count)d.",
        "count",
    )


class NikProvinceUnknown(NikRefused):
    code = "nik_province_unknown"
    message = _("Dua angka pertama NIK bukan kode provinsi. Periksa kembali dengan KTP.")


class NikDayImpossible(NikRefused):
    code = "nik_day_impossible"
    message = _("Angka ke-7 dan ke-8 NIK (tanggal lahir) harus 01–31, atau 41–71 untuk perempuan. Periksa dengan KTP.")


class NikMonthImpossible(NikRefused):
    code = "nik_month_impossible"
    message = _("Angka ke-9 dan ke-10 NIK (bulan lahir) harus 01–12. Periksa kembali dengan KTP.")


class NikDateImpossible(NikRefused):
    code = "nik_date_impossible"
    message = _("Tanggal lahir dalam NIK (angka ke-7 sampai ke-12) tidak ada di kalender. Periksa kembali dengan KTP.")


class NikSerialZero(NikRefused):
    code = "nik_serial_zero"
    message = _("Empat angka terakhir NIK tidak mungkin 0000. Periksa kembali dengan KTP.")
