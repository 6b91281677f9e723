"""A rubric to begin from, in the words of a training for people who make videos; the office writes its own over it."""

from sanggar.selection.actions.merit.rubric import CriterionText

EXAMPLE = (
    CriterionText(
        name="Tujuan dan motivasi",
        hint="Untuk apa pelatihan ini dipakai, dan seberapa nyata tujuannya?",
        weight=2,
        levels={
            4: "Tujuan jelas dan nyata, dengan contoh yang akan dibuat dan untuk siapa",
            3: "Tujuan jelas, sebagian masih umum",
            2: "Ada tujuan, tetapi umum saja",
            1: "Hanya ingin mencoba",
            0: "Tidak terjawab",
        },
    ),
    CriterionText(
        name="Manfaat bagi orang lain",
        hint="Apa gunanya bagi keluarga, usaha, kampung, atau kota?",
        weight=1,
        levels={
            4: "Manfaat nyata bagi banyak orang, dengan cara yang masuk akal",
            2: "Manfaat bagi diri sendiri dan orang terdekat",
            0: "Tidak disebutkan",
        },
    ),
    CriterionText(
        name="Kesungguhan",
        hint="Apakah jawabannya ditulis sendiri dan menunjukkan kemauan belajar?",
        weight=1,
        levels={
            4: "Tulisan sendiri, rinci, terlihat sudah mulai berusaha",
            2: "Cukup rinci",
            0: "Sangat singkat atau salinan",
        },
    ),
)
