"""Skills and questions to begin from, for a training of people who make videos; the office writes its own over them."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SkillText:
    """A skill as it is written: `levels` maps points to what someone at this level does."""

    name: str
    hint: str
    levels: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class QuestionText:
    """A question and its choices, the right one first."""

    text: str
    choices: tuple[str, ...]


SKILLS = (
    SkillText(
        "Cerita dan naskah",
        "Menentukan untuk siapa video dibuat dan menyusun alurnya.",
        {
            0: "Belum pernah merencanakan video; langsung merekam",
            1: "Punya gagasan, belum ditulis",
            2: "Menulis garis besar: pembuka, isi, penutup",
            3: "Menulis naskah untuk penonton tertentu, dengan pembuka yang memancing",
            4: "Merencanakan beberapa video sekaligus dan memperbaiki naskah dari tanggapan penonton",
        },
    ),
    SkillText(
        "Pengambilan gambar",
        "Merekam dengan ponsel atau kamera: cahaya, susunan gambar, kestabilan.",
        {
            0: "Belum pernah merekam untuk ditonton orang lain",
            1: "Merekam seadanya; sering goyang atau gelap",
            2: "Memilih tempat yang terang dan menjaga gambar tetap stabil",
            3: "Mengatur cahaya dan susunan gambar; merekam dari beberapa sudut",
            4: "Merancang gambar sesuai cerita dan mengatasi tempat yang sulit",
        },
    ),
    SkillText(
        "Suara",
        "Suara yang jelas terdengar tanpa gangguan.",
        {
            0: "Belum memperhatikan suara",
            1: "Suara terdengar, tetapi sering bising atau pelan",
            2: "Memilih tempat yang sepi dan mendekatkan mikrofon",
            3: "Memakai mikrofon luar dan memeriksa suara sebelum merekam",
            4: "Menata suara, musik, dan keheningan sehingga mendukung cerita",
        },
    ),
    SkillText(
        "Penyuntingan",
        "Memotong, menyusun, memberi teks.",
        {
            0: "Belum pernah menyunting",
            1: "Memotong awal dan akhir",
            2: "Menyusun beberapa potongan dan menambah teks",
            3: "Menyunting dengan irama, teks terjemahan, dan gambar sampul",
            4: "Menyunting lancar untuk berbagai panjang dan platform",
        },
    ),
    SkillText(
        "Penerbitan dan tanggung jawab isi",
        "Menerbitkan dengan teratur, jujur, dan menghormati hak orang lain.",
        {
            0: "Belum pernah menerbitkan",
            1: "Pernah menerbitkan, belum tahu aturan hak cipta",
            2: "Memakai musik dan gambar yang boleh dipakai; meminta izin orang yang terekam",
            3: "Menerbitkan teratur, menandai iklan, melindungi anak di depan kamera",
            4: "Membaca angka tontonan, menanggapi komentar, dan memperbaiki karya berikutnya",
        },
    ),
)

QUESTIONS = (
    QuestionText(
        "Sebelum memakai lagu orang lain di video, apa yang perlu dipastikan?",
        (
            "Ada izin atau lisensi yang membolehkan pemakaiannya",
            "Lagunya kurang dari 15 detik",
            "Nama penyanyinya ditulis di keterangan",
        ),
    ),
    QuestionText(
        "Video dibayar oleh sebuah usaha. Apa yang harus dilakukan?",
        (
            "Menandai dengan jelas bahwa isinya iklan atau kerja sama",
            "Tidak perlu apa-apa bila produknya memang bagus",
            "Cukup berterima kasih di komentar",
        ),
    ),
    QuestionText(
        "Anak tetangga ikut terekam dan wajahnya jelas. Sebelum diterbitkan …",
        (
            "orang tuanya dimintai izin, atau wajahnya disamarkan",
            "cukup anaknya yang setuju",
            "boleh langsung terbit karena di tempat umum",
        ),
    ),
    QuestionText(
        "Suara di video terdengar bising. Langkah pertama yang paling membantu saat merekam?",
        (
            "Mendekatkan mikrofon ke mulut dan memilih tempat sepi",
            "Menaikkan volume saat menyunting",
            "Menambah musik latar",
        ),
    ),
    QuestionText(
        "Di mana sumber cahaya sebaiknya berada saat merekam wajah?",
        ("Di depan orang yang direkam", "Di belakang orang yang direkam", "Tepat di atas kamera belakang ponsel"),
    ),
    QuestionText(
        "Bagian video yang paling menentukan apakah penonton bertahan?",
        ("Beberapa detik pertama", "Bagian tengah", "Ucapan penutup"),
    ),
)
