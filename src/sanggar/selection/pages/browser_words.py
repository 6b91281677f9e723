"""What the check in the browser can say, in the reader's language. Its script names sentences by these codes.

The codes of `faults()` and `refusals()` are those of `static/selection/verify/*.js`; a test holds both to each other.
"""

from django.utils.translation import gettext as _


def labels() -> dict[str, str]:
    """Of the digests, in the order in which they are shown; the same words as on the page of a draw."""
    return {
        "digest": _("Sidik seluruh berkas"),
        "people_digest": _("Sidik daftar tertutup"),
        "list_digest": _("Sidik daftar (SHA-256)"),
        "lottery_digest": _("Sidik undian (SHA-256)"),
        "values_digest": _("Sidik nilai (SHA-256)"),
        "seed": _("Benih (seed)"),
        "source": _("Sumber angka acak"),
        "value": _("Nilai dari sumber"),
    }


def stages() -> dict[str, str]:
    return {
        "read": _("Membaca berkas"),
        "shape": _("Memeriksa susunan berkas"),
        "lottery": _("Memeriksa orang, kuota, dan peluang"),
        "digests": _("Menghitung sidik"),
        "draw": _("Menghitung ulang hasil"),
        "steps": _("Mengulang undian cadangan"),
        "opening": _("Mencocokkan berkas utuh dengan yang diumumkan"),
        "beacon": _("Memeriksa tanda tangan drand"),
    }


def outcomes() -> dict[str, str]:
    return {
        "valid_draw": _("Undian dihitung ulang dan hasilnya sama. Peserta: {people}; terpilih: {seated}."),
        "valid_ranking": _("Urutan dihitung ulang dan hasilnya sama. Peserta: {people}; terpilih: {seated}."),
        "valid_sealed": _("Yang dapat diperiksa umum cocok. Peserta: {people}; terpilih: {seated}."),
        "invalid": _("Isi berkas tidak sesuai dengan aturannya. Kesalahan yang ditemukan: {count}."),
        "more": _("Masih ada kesalahan lain: {count}."),
        "chosen": _("Berkas: {name}"),
        "fetched": _("milik seleksi ini, dari situs ini"),
        "valid_opened": _(
            "Berkas utuh sah, dan yang diumumkan memang dibuat darinya. Peserta: {people}; terpilih: {seated}."
        ),
        "chances": _(
            "Kursi: {seats}. Peluang: {least} sampai {most}; tanpa peluang: {none} orang; jenis orang: {types}."
        ),
        "claimed": _("Bahwa ini peluang yang paling adil hanya dinyatakan (selisih {gap}), tidak diperiksa."),
        "origin_dice_told": _("Cocokkan angka dadunya dengan yang dibacakan di depan umum atau di berita acara."),
        "origin_verified": _("Cocokkan putaran drand-nya dengan yang diumumkan sebelum undian."),
        "origin_unchecked": _(
            "Cocokkan putaran drand-nya dengan yang diumumkan sebelum undian, dan nilainya dengan situs drand."
        ),
        "origin_not_shown": _(
            "Berkas ini tidak menunjukkan dari mana benihnya. Siapa yang memilihnya dapat mengulang sampai hasilnya "
            "disukainya. Mintalah berkas dengan tanda tangan drand."
        ),
        "origin_no_randomness": _("Tidak ada angka acak yang perlu dicocokkan."),
        **_course(),
        "verified": _("Tanda tangan drand benar: jaringan quicknet sendiri yang mengumumkan angka ini."),
        "other_beacon": _("Tanda tangan drand tidak diperiksa: kunci jaringan ini tidak dikenal di sini."),
        "beacon_away": _(
            "Tanda tangan drand tidak diperiksa: bagian yang memeriksanya tidak dapat dimuat. Nilainya dapat Anda "
            "cocokkan di situs drand, atau periksa dengan verify.py dan paket py_ecc."
        ),
        "by_dice": _("Angka acaknya dari dadu, jadi tidak ada tanda tangan drand yang perlu diperiksa."),
        "no_beacon": _("Tanda tangan drand tidak diperiksa: berkas ini tidak memuatnya."),
        "no_randomness": _("Tanda tangan drand tidak diperiksa: urutan ini tidak memakai angka acak."),
    }


def _course() -> dict[str, str]:
    """Of what was drawn: the panel, and the steps since."""
    return {
        "from_dice": _("dadu"),
        "panel_by_dice": _(
            "Susunan nomor {number} menurut {dice} dadu pertama. Nomor {first} sampai {last} sama susunannya; di "
            "berkas tercatat sebagai {place}."
        ),
        "panel_by_seed": _(
            "Susunan terpilih: nomor {first} sampai {last}, dipilih oleh benihnya; di berkas tercatat sebagai {place}."
        ),
        "steps_count": _("Banyaknya langkah cadangan: {count}."),
        "step_open": _("Langkah {number}: keluar {left}; masuk {came}; kuota yang dilonggarkan: {relaxed}."),
        "step_sealed": _("Langkah {number}: keluar {left}; masuk {came}; kuota terbuka yang dilonggarkan: {relaxed}."),
        "step_chances": _(
            "Peluang di langkah {number}: {least} sampai {most}; tanpa peluang: {none} orang; susunan: {panels}. "
            "Periksa dengan sanggar draw verify --fairest."
        ),
        "gave_way": _("{name} = {value} menjadi {least} sampai {most}, untuk kursi yang kosong saja"),
        "nothing_gave_way": _("tidak ada"),
    }


def refusals() -> dict[str, str]:
    """Why what was given can not be checked at all."""
    return {
        "not_utf8": _("Berkas ini bukan teks UTF-8. Pilih berkas hasil yang diunduh dari halaman seleksi."),
        "not_json": _("Berkas ini bukan JSON yang utuh: pembacaan berhenti di baris {line}, huruf ke-{column}."),
        "twice": _("Isian {name} muncul dua kali dalam satu objek, sehingga isinya tidak pasti."),
        "too_deep": _("Susunan berkas ini terlalu dalam untuk sebuah hasil seleksi."),
        "number_too_long": _("Berkas ini memuat bilangan yang terlalu panjang untuk sebuah hasil seleksi."),
        "no_bundle": _("Berkas ini JSON, tetapi bukan berkas hasil seleksi."),
        "list_only": _(
            "Ini daftar yang dibekukan sebelum ada hasil. Berkas hasil dapat diunduh dari halaman seleksi setelah "
            "hasilnya diumumkan."
        ),
        "too_large": _("Berkas ini lebih besar dari 200 MB. Periksalah dengan verify.py."),
        "not_fetched": _("Berkas hasil tidak dapat diambil. Unduh berkasnya, lalu pilih di atas."),
        "failed": _("Peramban ini tidak dapat menyelesaikan pemeriksaan. Cobalah peramban lain atau verify.py."),
    }


def faults() -> dict[str, str]:
    return {**_shape_faults(), **_lottery_faults(), **_household_faults(), **_chain_faults(), **_sealed_faults()}


def _shape_faults() -> dict[str, str]:
    return {
        "missing": _("tidak ada"),
        "unknown": _("tidak dikenal di sini"),
        "object": _("harus berupa objek"),
        "list": _("harus berupa daftar"),
        "constant": _("harus {expected}, tetapi tertulis {found}"),
        "name": _("bukan nama yang sah"),
        "whole": _("harus bilangan bulat mulai dari {least}"),
        "number": _("harus bilangan mulai dari 0 dengan paling banyak 12 desimal"),
        "weight": _("harus bilangan di atas 0 dengan paling banyak 12 desimal"),
        "string": _("harus berupa teks"),
        "hex": _("harus 64 angka heksadesimal berhuruf kecil"),
        "dice": _("harus paling sedikit 20 angka desimal"),
        "signature": _("harus 96 atau 192 angka heksadesimal berhuruf kecil"),
        "text": _("harus teks paling panjang 200 huruf, tanpa huruf kendali"),
        "id": _("harus teks 1 sampai 200 huruf, tanpa huruf kendali"),
        "bounds": _(
            "harus [paling sedikit, paling banyak]: dua bilangan bulat mulai dari 0, yang pertama tidak lebih besar"
        ),
        "power": _("harus 10, 100, 1000, … atau 1000000"),
    }


def _lottery_faults() -> dict[str, str]:
    return {
        "expected": _("seharusnya {expected}, tetapi tertulis {found}"),
        "nobody": _("tidak memuat seorang pun"),
        "order": _("muncul dua kali atau salah tempat: urutannya menurut bita"),
        "no_type": _("menunjuk kelompok yang tidak ada"),
        "no_panel": _("tidak memuat susunan peserta terpilih"),
        "entries": _("harus memuat {expected} butir, tetapi memuat {found}"),
        "too_many": _("memuat {found} orang, padahal kursinya {seats}"),
        "of_type": _("kelompok ini hanya berisi {size} orang"),
        "no_value": _("tidak punya {feature} yang ada kuotanya"),
        "seats": _("mengisi {found} kursi, padahal kursinya {seats}"),
        "quota": _("{found} orang dengan {feature} = {value}; kuotanya {least} sampai {most}"),
        "panels_seat": _("susunan pesertanya mengisi {least} sampai {most}"),
        "panels_seat_these": _("susunan pesertanya memuat {least} sampai {most} orang seperti ini"),
        "seats_left": _("menyisakan kursi kosong, padahal tidak satu kelompok pun terpilih semua"),
        "types_apart": _(
            "tanpa kuota orang hanya dibedakan menurut satu ciri, kalau tidak ada yang berpeluang sendiri"
        ),
        "whole_weight": _("harus bilangan bulat"),
    }


def _household_faults() -> dict[str, str]:
    return {
        "home_quota": _("kuota tidak boleh bernama household bila dibatasi satu orang per keluarga"),
        "homes_differ": _("bukan banyaknya keluarga menurut daftar orangnya"),
        "home_kind": _("bukan dari jenis keluarga {kind}"),
        "homes_full": _("memuat {found} orang dari jenis keluarga {kind}, padahal keluarganya {limit}"),
    }


def _chain_faults() -> dict[str, str]:
    return {
        "only_drand": _("hanya nilai dari putaran drand yang bertanda tangan"),
        "not_of_ticket": _("bukan nomor undian dari tiket yang tertulis di sini"),
        "not_listed": _("tidak ada dalam daftar"),
        "not_drawn": _("tidak punya tempat dalam undian"),
        "signature_of_another": _("bukan tanda tangan untuk nilai yang tertulis di sini"),
        "seed_of_another": _("tidak menghasilkan benih undian ini"),
        "not_signed": _("bukan tanda tangan jaringan drand untuk putaran itu"),
        "source": _("harus drand:<sidik rantai>:<putaran> atau dice"),
        "left_order": _("muncul dua kali atau tidak urut"),
        "left_stranger": _("menyebut orang yang tidak terpilih dan tidak menunggu"),
        "types_lack": _("tidak memuat ciri seseorang yang menunggu"),
        "no_relaxing": _("tidak melonggarkan kuota apa pun"),
        "no_quota": _("bukan kuota, atau tidak dilonggarkan"),
        "quotas_left": _("bukan sisa dari kuotanya"),
        "rule": _("harus merit atau first_come"),
        "twice": _("muncul dua kali"),
        "rank": _(
            "salah tempat: urutannya menurut nilai; nilai yang sama menurut tiket, atau menurut nomor bila tanpa angka "
            "acak"
        ),
    }


def _sealed_faults() -> dict[str, str]:
    return {
        "hidden": _(
            "harus menyebut ciri yang ada kuotanya, masing-masing sekali dan urut, dan dalam versi 2 tanpa isi kuotanya"
        ),
        "no_public_relaxing": _("tidak melonggarkan kuota terbuka apa pun"),
        "sealed_order": _("muncul dua kali atau salah tempat"),
        "sealed_features": _("harus memuat ciri terbuka yang ada kuotanya, masing-masing dengan nilai yang dikenal"),
        "sealed_outcome": _("harus selected atau reserve"),
        "no_pair": _("bukan berkas utuh dari undian tertutup yang baru saja diperiksa"),
        "not_of_bundle": _("tidak sama dengan isi berkas utuh"),
        "among": _("harus orang yang dapat dimaksud di sini, masing-masing sekali dan urut"),
    }


def sentences() -> dict[str, str]:
    return {**stages(), **outcomes(), **refusals(), **faults()}
