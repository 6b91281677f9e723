"""The texts that a new call starts with; the office edits them before it publishes.

The notice says what article 21 of UU 27/2022 wants said: basis, purpose, kinds of data, retention, who sees them,
rights, contact. Both languages stand here because the exact words are stored with each consent: they are data.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.utils.translation import override

from sanggar.applications.models.consents import NOTICE
from sanggar.applications.models.questions import Counted, Question, QuestionKind
from sanggar.people.models import Organisation
from sanggar.people.purposes import TOLD_TO_APPLICANTS
from sanggar.people.queries import terms_of
from sanggar.planning.models import Programme

NOTICES = tuple(Path(__file__).with_name("notice") / f"{language}.txt" for language in ("id", "en"))

MOTIVATION = ("Mengapa Anda ingin mengikuti pelatihan ini?", "Why do you want to take part in this training?")

REQUIREMENTS_ID = (
    "Terbuka bagi warga {region} dengan usia paling muda {age} tahun pada hari penutupan. Tidak dipungut biaya."
)
REQUIREMENTS_EN = "Open to residents of {region} who are at least {age} years old on the closing day. Free of charge."
AGES_TOLD = {
    "requirements": re.compile(r"usia paling muda (\d+) tahun"),
    "requirements_en": re.compile(r"at least (\d+) years old"),
}
"""Where these words of ours, kept from an earlier call, tell an age."""

OPTIONAL = (
    (
        "photo",
        "Saya setuju foto dan video saya selama pelatihan dipakai {office} untuk dokumentasi dan publikasi kegiatan.",
        "I agree that {office} uses photos and videos of me taken during the training to document and publicise it.",
    ),
    (
        "later_programmes",
        "Saya setuju dihubungi {office} tentang program pelatihan berikutnya.",
        "I agree that {office} contacts me about later training programmes.",
    ),
)


FAMILY_CARD_ID = (
    "Nomor Kartu Keluarga (KK), bila ditanyakan: boleh dikosongkan. Gunanya hanya supaya dari satu keluarga paling "
    "banyak satu orang terpilih. Nomor itu disimpan tersandi, tidak pernah ditampilkan, dan tidak dipakai untuk hal "
    "lain. Berkas undian yang diumumkan hanya memuat nomor undian acak, dan siapa yang sekeluarga di antaranya."
)
FAMILY_CARD_EN = (
    "Family card (KK) number, where it is asked: you may leave it empty. It serves only to select at most one person "
    "per family. It is stored encrypted, is never shown, and is used for nothing else. The published files of the draw "
    "hold random draw numbers only, and which of them belong to one family."
)
FAMILY_CARD = (FAMILY_CARD_ID, FAMILY_CARD_EN)
"""Added to the notice of a call that selects at most one person per household."""

NEEDS_COUNT_ID = (
    "Kebutuhan terkait disabilitas: di pendaftaran ini jawabannya tidak hanya untuk menyiapkan bantuan. Apakah diisi "
    "atau tidak, bukan isinya, ikut dihitung dalam kuota seleksi yang diumumkan, dan inspektorat memeriksanya. Ini "
    "data spesifik menurut UU 27/2022; tidak satu pun berkas yang diumumkan menyebut siapa yang mengisinya. Boleh "
    "dikosongkan."
)
NEEDS_COUNT_EN = (
    "Disability-related needs: in this call the answer does not serve to prepare support alone. Whether it is filled "
    "in, not what it says, counts in the published quotas of the selection, and the inspectorate checks it. It is "
    "specific data under Law 27/2022; no published file says who filled it in. You may leave it empty."
)
NEEDS_COUNT = (NEEDS_COUNT_ID, NEEDS_COUNT_EN)
"""Added to the notice of a call in whose selection a quota counts who needs support."""

SEEN_BY = (
    (
        "hanya dilihat pengelola program untuk menyiapkan bantuan",
        "dilihat pengelola program untuk menyiapkan bantuan dan inspektorat untuk memeriksa seleksi",
    ),
    (
        "only the programme's officers see it in order to prepare support",
        "the programme's officers see it in order to prepare support, and the inspectorate to check the selection",
    ),
)
"""What the notice says of it otherwise, and in the place of that where it counts."""


COUNTED_BEGINS = (
    "Jawaban yang dapat dihitung dalam kuota seleksi:",
    "Answer that may count in the quotas of the selection:",
)
"""How the paragraph of the notice about such a question begins: by it the paragraph is found again."""

PUBLIC_ID = (
    "“{label}” Bila tata cara yang diumumkan memakainya, kursi dibagi juga menurut jawaban itu, dan daftar undian "
    "tanpa nama yang diumumkan memperlihatkannya di samping nomor undian acak."
)
PUBLIC_EN = (
    "“{label}” If the published procedure uses it, seats are shared out by that answer too, and the published list of "
    "the draw, which holds no names, shows it beside a random draw number."
)
SPECIFIC_ID = (
    "“{label}” Ini data spesifik menurut UU 27/2022: boleh dikosongkan, dan hanya dilihat pengelola program serta "
    "inspektorat yang memeriksa seleksi. Bila tata cara yang diumumkan memakainya, kursi dibagi juga menurut jawaban "
    "itu; tidak satu pun berkas yang diumumkan menyebut siapa menjawab apa."
)
SPECIFIC_EN = (
    "“{label}” This is specific data under Law 27/2022: you may leave it empty, and only the programme's officers see "
    "it, and the inspectorate that checks the selection. If the published procedure uses it, seats are shared out by "
    "that answer too; no published file says who answered what."
)
COUNTED = {Counted.PUBLIC: (PUBLIC_ID, PUBLIC_EN), Counted.SPECIFIC: (SPECIFIC_ID, SPECIFIC_EN)}
"""What follows it."""


USUAL_BEGINS = ("Data yang diproses:", "Data processed:")
"""How the notice's paragraph about the usual data begins: behind it stands what this call asks and notes besides."""
BESIDES_BEGINS = ("Data lain dalam pendaftaran ini:", "Other data in this call:")
"""How that begins: by it the paragraph is found again."""
OWN_ANSWERS = ("jawaban atas pertanyaan khususnya ({labels})", "the answers to its own questions ({labels})")
OWN_FILES = ("berkas yang Anda lampirkan ({labels})", "the files that you attach ({labels})")
SIGN_ID = (
    "tanda peramban, yaitu tanda acak yang disimpan peramban Anda begitu lamaran terkirim, supaya tampak bila beberapa "
    "lamaran dikirim dari peramban yang sama"
)
SIGN_EN = (
    "the browser's sign, a random sign that your browser keeps once the application is sent, which shows when several "
    "applications come from one browser"
)
SIGN = (SIGN_ID, SIGN_EN)


KEPT_BEGINS = ("Penyimpanan:", "Retention:")
"""How the notice's paragraph about retention begins: by it the paragraph is found again."""
KEPT_ID = (
    "Penyimpanan: lamaran yang ditolak, ditarik, atau digantikan dihapus {refused} sesudah perubahan terakhirnya, "
    "dihitung paling cepat dari penutupan pendaftaran; data pelamar lain yang tidak mendapat kursi dihapus "
    "{not_selected} sesudah akhir program, dan data peserta {participant} sesudahnya. Bukti belanja disimpan sesuai "
    "jadwal retensi arsip. Kapan data Anda dihapus, tertulis di halaman “Data saya”."
)
KEPT_EN = (
    "Retention: an application that was refused, withdrawn or superseded is erased {refused} after it last changed, "
    "counted from the closing of the call at the earliest; the data of other applicants who get no seat are erased "
    "{not_selected} after the end of the programme, and those of participants {participant} after it. Evidence of "
    "expenditure is kept according to the archive retention schedule. The page “My data” says when yours go."
)
KEPT = {"id": KEPT_ID, "en": KEPT_EN}


GUARDIAN_ID = (
    "Saya orang tua atau wali yang sah dari pelamar ini. Saya setuju ia melamar ke {programme}, dan {office} memproses "
    "data pribadinya untuk memeriksa lamaran, memilih peserta, dan, bila terpilih, melatihnya. Saya dapat menarik "
    "persetujuan ini kapan saja."
)
GUARDIAN_EN = (
    "I am this applicant's parent or legal guardian. I agree that they apply to {programme}, and that {office} "
    "processes their personal data to check the application, select participants and, if selected, train them. I can "
    "withdraw this consent at any time."
)


@dataclass(frozen=True, slots=True)
class Wording:
    key: str
    text: str
    text_en: str


def default_texts(programme: Programme) -> tuple[Wording, ...]:
    """The privacy notice first, then the optional uses."""
    office = programme.organisation
    reach = " · ".join(filter(None, (office.contact_phone, office.contact_email)))
    filled = {"office": office.name, "programme": programme.name, "contact": f"{office.name}{reach and f', {reach}'}"}
    notice, notice_en = (path.read_text(encoding="utf-8").strip() for path in NOTICES)
    texts = ((NOTICE, notice, notice_en), *OPTIONAL)
    return tuple(Wording(key, text.format(**filled), text_en.format(**filled)) for key, text, text_en in texts)


def besides_words(asked: Iterable[Question], language: int, *, notes_device: bool) -> str:
    """What a call asks and notes besides the usual answers; empty where that is nothing."""
    told: dict[bool, list[str]] = {False: [], True: []}
    for question in asked:
        told[question.kind == QuestionKind.FILE].append(f"“{(question.label, question.label_en)[language]}”")
    words = ((OWN_ANSWERS, told[False]), (OWN_FILES, told[True]))
    parts = [each[language].format(labels=", ".join(labels)) for each, labels in words if labels]
    parts += [SIGN[language]] if notes_device else []
    return f"{BESIDES_BEGINS[language]} {'; '.join(parts)}." if parts else ""


def kept_words(office: Organisation, day: date) -> tuple[str, str]:
    """For how long data are kept, by the terms that count for the office on a day: the same that erase them."""
    terms = terms_of(office, TOLD_TO_APPLICANTS, day)
    told = []
    for language, words in KEPT.items():
        with override(language):
            told.append(words.format(**{key: term.told_period for key, term in terms.items()}))
    return told[0], told[1]


def guardian_words(programme: Programme) -> tuple[str, str]:
    """What the guardian of a child agrees to."""
    filled = {"office": programme.organisation.name, "programme": programme.name}
    return GUARDIAN_ID.format(**filled), GUARDIAN_EN.format(**filled)


def default_requirements(programme: Programme, minimum_age: int) -> tuple[str, str]:
    filled = {"region": programme.organisation.region.full_name, "age": minimum_age}
    return REQUIREMENTS_ID.format(**filled), REQUIREMENTS_EN.format(**filled)
