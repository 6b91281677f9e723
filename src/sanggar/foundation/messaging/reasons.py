"""Why a message waits, failed or is uncertain, in words."""

from django.utils.translation import gettext as _


def told(reason: str) -> str:
    """Codes of providers that we have no words for are shown as they are."""
    return {
        "": "",
        "late": _("Waktunya sudah lewat, jadi tidak dikirim lagi."),
        "superseded": _("Isinya tidak berlaku lagi, jadi tidak dikirim lagi."),
        "by_office": _("Dibatalkan oleh kantor."),
        "throughput": _("Menunggu giliran: batas kecepatan saluran."),
        "pause": _("Menunggu sebentar: orang ini baru saja menerima pesan."),
        "daily": _("Menunggu: batas jumlah orang per 24 jam di saluran ini sudah tercapai."),
        "unreachable": _("Penyedia tidak dapat dihubungi; dicoba lagi nanti."),
        "no_answer": _("Penyedia tidak menjawab setelah pesan diserahkan; mungkin sudah terkirim."),
        "unreadable": _("Jawaban penyedia tidak terbaca; mungkin sudah terkirim."),
        "killed": _("Program berhenti saat mengirim; mungkin sudah terkirim."),
        "token": _("Kunci akses penyedia ditolak; periksa pengaturannya."),
        "undeliverable": _("Nomor ini tidak dapat menerima WhatsApp."),
        "window": _("WhatsApp hanya menerima templat yang disetujui untuk pesan ini."),
        "ecosystem": _("WhatsApp membatasi pesan kepada orang ini; jangan dikirim ulang."),
        "stopped": _("Orang ini menghentikan pesan."),
        "template": _("Templat WhatsApp tidak cocok atau belum disetujui."),
    }.get(reason, _("Jawaban penyedia: %(code)s") % {"code": reason})
