"""Honoraria beside their ceilings: the right scale, within it, and less or nothing for the office's own people."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from sanggar.funding.models import Activity
from sanggar.funding.reference_columns import ANY_ACTIVITY
from sanggar.spending.findings.case import Case, Claim, Tariff
from sanggar.spending.findings.rule import Found, Rule


def _claimed(case: Case) -> Iterator[tuple[Claim, Tariff]]:
    return ((claim, claim.tariff) for claim in case.claims if claim.tariff)


def _in_role(case: Case, rule: str) -> Iterator[Claim]:
    """Payments by a tariff for a role that the day's list names for this rule."""
    for claim, tariff in _claimed(case):
        if any(tariff.role in each.roles for each in case.thresholds(rule, claim.on)):
            yield claim


def _above_ceiling(case: Case) -> Iterator[Found]:
    for claim, tariff in _claimed(case):
        most = tariff.limit * claim.units
        if claim.payment.amount > most:
            figures = {"amount_rp": claim.payment.amount, "most_rp": most, "units": claim.units}
            yield Found(figures | {"limit_rp": tariff.limit}, payment=claim.payment.pk)


def _unnamed(case: Case) -> Iterator[Found]:
    """Hours that claim no tariff, or one that the list of the day doesn't hold, can't be compared with anything."""
    for claim in case.claims:
        if claim.tariff is None and (claim.payment.hours or claim.payment.tariff):
            yield Found({"hours": claim.payment.hours or 0}, payment=claim.payment.pk)


def _wrong_scale(case: Case) -> Iterator[Found]:
    for claim, tariff in _claimed(case):
        if tariff.activity not in (case.activity, ANY_ACTIVITY):
            yield Found({"scale": tariff.activity, "activity": case.activity or "—"}, payment=claim.payment.pk)


def _own_speaker_paid_full(case: Case) -> Iterator[Found]:
    """Of the seminars' scale, fees by the hour; the training scale has a row of its own for teachers from inside."""
    for claim, tariff in _claimed(case):
        if not (claim.payment.receiver.is_of_this_office and tariff.minutes and tariff.activity == Activity.SEMINAR):
            continue
        share = case.book.tax_table(claim.on).own_people
        most = tariff.limit * claim.units * share.numerator // share.denominator
        if claim.payment.amount > most:
            figures = {"amount_rp": claim.payment.amount, "most_rp": most, "percent": int(share * 100)}
            yield Found(figures, payment=claim.payment.pk)


def _outside_tariff_for_own(case: Case) -> Iterator[Found]:
    for claim in _in_role(case, "tarif-luar"):
        if claim.payment.receiver.is_of_this_office:
            yield Found({"amount_rp": claim.payment.amount}, payment=claim.payment.pk)


def _own_moderator(case: Case) -> Iterator[Found]:
    for claim in _in_role(case, "moderator-dalam"):
        if claim.payment.receiver.is_of_this_office:
            yield Found({"amount_rp": claim.payment.amount}, payment=claim.payment.pk)


def _master_of_ceremonies(case: Case) -> Iterator[Found]:
    """Who was invited is kept nowhere, so each of them is asked to be explained."""
    for claim in _in_role(case, "pembawa-acara"):
        yield Found({"amount_rp": claim.payment.amount}, payment=claim.payment.pk)


SCALE = _("Perpres 33/2020 jo. Perpres 53/2023, Lampiran I; batas yang mengikat di Perwali SHS/SBU.")
RULES = (
    Rule(
        "tarif-lebih",
        _("Honor melebihi batas tarif"),
        _("Honor paling banyak sebesar batas tarifnya pada hari diajukan, walaupun DPA memuat angka yang lebih besar."),
        _("Jumlahnya %(amount_rp)s; paling banyak %(most_rp)s (%(units)s × %(limit_rp)s)."),
        SCALE,
        _above_ceiling,
    ),
    Rule(
        "tarif-belum",
        _("Honor tanpa tarif"),
        _("Honor per jam menyebut tarif yang dipakai, supaya dapat dibandingkan dengan batasnya."),
        _("%(hours)s jam tanpa tarif dari daftar yang berlaku pada hari diajukan."),
        SCALE,
        _unnamed,
    ),
    Rule(
        "tarif-keliru",
        _("Tarif dari skala jenis kegiatan lain"),
        _("Tarif narasumber tidak berlaku untuk pendidikan dan pelatihan; skalanya mengikuti jenis kegiatan di KAK."),
        _("Tarifnya dari skala “%(scale)s”; jenis kegiatan yang tercatat: “%(activity)s”."),
        _("Perpres 33/2020, Lampiran I: “tidak termasuk untuk kegiatan pendidikan dan pelatihan”."),
        _wrong_scale,
    ),
    Rule(
        "orang-sendiri",
        _("Narasumber dari penyelenggara dibayar penuh"),
        _("Narasumber dari perangkat daerah penyelenggara menerima sebagian tarif, menurut daftar pajak dan tarif."),
        _("Jumlahnya %(amount_rp)s; orang sendiri paling banyak %(percent)s%% dari tarif, %(most_rp)s."),
        _("Perpres 33/2020; temuan BPK di Way Kanan (Rp160,5 juta) dan Musi Rawas (Rp63,8 juta)."),
        _own_speaker_paid_full,
    ),
    Rule(
        "tarif-luar",
        _("Tarif pengajar luar untuk orang sendiri"),
        _("Pengajar dari perangkat daerah penyelenggara dibayar menurut tarif pengajar dalam."),
        _("%(amount_rp)s dibayar menurut tarif pengajar luar kepada orang sendiri."),
        SCALE,
        _outside_tariff_for_own,
    ),
    Rule(
        "moderator-dalam",
        _("Moderator dari penyelenggara"),
        _("Moderator yang dibayar berasal dari luar perangkat daerah penyelenggara."),
        _("%(amount_rp)s dibayar sebagai honor moderator kepada orang sendiri."),
        SCALE,
        _own_moderator,
    ),
    Rule(
        "pembawa-acara",
        _("Honor pembawa acara"),
        _(
            "Honor pembawa acara hanya bila acaranya mengundang sekurangnya menteri, kepala daerah, wakilnya, atau "
            "pimpinan DPRD, dan lintas perangkat daerah atau masyarakat."
        ),
        _("%(amount_rp)s dibayar sebagai honor pembawa acara. Jelaskan tamunya dan di mana undangannya disimpan."),
        _("Perpres 33/2020, Lampiran I; temuan BPK di Kota Bima (Rp48,2 juta)."),
        _master_of_ceremonies,
    ),
)
