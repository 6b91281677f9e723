"""What several acts on a budget refuse."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from sanggar.foundation.errors import DomainError, InputRefused


class VersionFixed(DomainError):
    code = "version_fixed"
    message = _("Versi ini sudah disahkan atau ditarik, jadi tetap. Buat rancangan baru untuk mengubah anggaran.")


class CeilingExceeded(DomainError):
    code = "ceiling_exceeded"
    message = _("Pagu tidak cukup: rincian ini paling banyak %(most)s, sedangkan volume × harga = %(amount)s.")


class CeilingKept(DomainError):
    code = "ceiling_kept"
    message = _("Pergeseran tidak mengubah pagu: tetap %(ceiling)s. Untuk pagu lain, buat rancangan DPPA.")


class KindNotNext(DomainError):
    code = "kind_not_next"
    message = _(
        "“%(kind)s” tidak dapat dibuat sekarang. Sebelum ada DPA: RKA atau DPA; sesudahnya: pergeseran atau DPPA."
    )


class ReasonMissing(DomainError):
    code = "reason_missing"
    message = _("Isi alasan perubahan: pergeseran dan DPPA harus menyebutnya.")


class SumTooLarge(DomainError):
    code = "sum_too_large"
    message = _("Jumlah rincian melampaui bilangan yang dapat dicatat. Periksa banyaknya kursi, sesi, dan harga.")


class OwnBudget(DomainError):
    code = "own_budget"
    message = _("Anda ikut menyusun anggaran ini. Pengesahannya dilakukan PA/KPA lain.")
    status: ClassVar[int] = 403


class DatedBeforeTheLast(InputRefused):
    """`other` is the version that this one follows, dated `day`."""

    code = "dated_before_the_last"
    message = _("“%(other)s” bertanggal %(day)s. Dokumen yang mengubahnya tidak dapat bertanggal lebih dahulu.")


class AdoptedInFuture(InputRefused):
    code = "adopted_in_future"
    message = _("Tanggal ini belum tiba. Isi tanggal yang tertulis di dokumennya.")


class AdoptedAfterTheYear(InputRefused):
    """`day` was the last one of the fiscal year."""

    code = "adopted_after_the_year"
    message = _(
        "Tahun anggaran %(year)s berakhir %(day)s. Sesudah itu hanya dokumen yang ditandatangani sampai hari itu yang "
        "dapat disahkan."
    )


class ApproverUnclear(InputRefused):
    code = "approver_unclear"
    message = _("Pilih satu: akun PA/KPA yang menyetujui, atau nama dan jabatan pejabat di luar daftar.")


class ApproverNotFit(InputRefused):
    code = "approver_not_fit"
    message = _("%(name)s bukan PA/KPA program ini, atau ikut menyusun rancangannya. Pilih pejabat lain.")


class NothingToAdopt(DomainError):
    code = "nothing_to_adopt"
    message = _("Anggaran belum punya rincian. Isi rinciannya dahulu.")


class VersionPassesCeiling(DomainError):
    code = "version_passes_ceiling"
    message = _("Rincian rancangan ini melampaui pagunya sebesar %(over)s. Kurangi dahulu.")


class VersionOvertaken(DomainError):
    code = "version_overtaken"
    message = _(
        "Sejak rancangan ini dibuat, “%(other)s” sudah disahkan. Bandingkan keduanya, lalu buat rancangan baru dari "
        "yang berlaku."
    )


class AccountInUse(DomainError):
    """`lines`: each with the account that money was spent under."""

    code = "account_in_use"
    message = _("Sudah dibelanjakan dengan kode rekeningnya: %(lines)s. Tambahkan rincian baru untuk kode yang lain.")


class SubActivityKept(InputRefused):
    code = "sub_activity_kept"
    message = _("Pergeseran tidak memindahkan sub-kegiatan; tetap %(code)s. Susun DPPA untuk itu.")


class LinesBelowUse(DomainError):
    """`lines`: each with what is committed and paid on it."""

    code = "lines_below_use"
    message = _("Rincian ini sudah dipakai lebih dari jumlah barunya: %(lines)s. Naikkan jumlahnya.")
