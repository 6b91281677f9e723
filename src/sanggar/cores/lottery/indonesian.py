"""What can be wrong with a list, a seed or a published document, in Indonesian: `errors.SENTENCES` once more."""

SENTENCES = {
    # shape of a document
    "missing": "isian ini tidak ada",
    "unknown": "isian ini tidak dikenal di sini",
    "not_object": "harus berupa objek",
    "not_list": "harus berupa daftar",
    "not_text": "harus teks paling panjang 200 huruf, tanpa huruf kendali",
    "not_id": "harus nomor undian: 1 sampai 200 huruf, tanpa huruf kendali",
    "not_hex": "harus {length} angka heksadesimal berhuruf kecil",
    "not_whole": "harus bilangan bulat mulai dari {minimum}",
    "not_number": "harus bilangan mulai dari 0: bulat, atau di bawah 1000 dengan paling banyak 12 desimal",
    "not_power_of_ten": "harus 10, 100, 1000, ... atau 1000000",
    "not_positive": "harus lebih dari nol",
    # sense of a lottery
    "duplicate": "nomor undian ini muncul dua kali",
    "order": "salah tempat: urutannya menurut bita UTF-8",
    "no_people": "tidak memuat seorang pun",
    "no_panels": "tidak memuat susunan peserta",
    "no_such_type": "tidak ada kelompok {found}",
    "length": "harus memuat {expected} butir, tetapi memuat {found}",
    "too_many": "paling banyak {limit}, tetapi tertulis {found}",
    "feature_without_quota": "tidak punya {feature} yang ada kuotanya",
    "seats_unfilled": "mengisi {found} kursi, padahal kursinya {expected}",
    "seats_left": "menyisakan kursi kosong, padahal tidak satu kelompok pun terpilih semua",
    "types_apart": "tanpa kuota orang hanya dibedakan menurut satu ciri, kalau tidak ada yang berpeluang sendiri",
    "panels_seat": "susunan pesertanya mengisi {least} sampai {most}",
    "panels_seat_these": "susunan pesertanya memuat {least} sampai {most} orang seperti ini",
    "quota_missed": "{found} orang dengan {feature} = {value}; kuotanya {least} sampai {most}",
    # households
    "household_reserved": "kuota tidak boleh bernama household bila dibatasi satu orang per keluarga",
    "households_differ": "bukan banyaknya keluarga menurut daftar orangnya",
    "household_kind": "seharusnya kelompok dari jenis keluarga {expected}, tertulis {found}",
    "households_exceeded": "{found} orang dari jenis keluarga {kind}, padahal keluarganya {limit}",
    "households_short": "ada {people} keluarga untuk {seats} kursi",
    "households_sealed": "undian tertutup belum dapat membatasi satu orang per keluarga",
    # steps of reserves
    "nobody_leaves": "{person} tidak terpilih dan tidak menunggu, jadi tidak dapat keluar",
    "type_missing": "tidak memuat kelompok dengan ciri {person}, yang sedang menunggu",
    "relaxes_nothing": "tidak melonggarkan kuota apa pun",
    "quotas_not_remaining": "bukan sisa kuota di samping orang yang sudah terpilih",
    "not_fairest": "memuat peluang {found} untuk orang dengan {features}; undian paling adil memberi {expected}",
    # sealed draws
    "hidden_invalid": "harus menyebut ciri yang ada kuotanya, sekali dan urut, dan dalam versi 2 tanpa isi kuotanya",
    "features_differ": "harus memuat ciri terbuka yang ada kuotanya, masing-masing dengan nilai yang dikenal",
    "not_outcome": "harus selected atau reserve",
    "not_among": "harus orang yang dapat dimaksud di sini, masing-masing sekali dan urut",
    "not_sound": "salah satu dari kedua berkas ini sendiri sudah rusak",
    # rankings
    "rule_unknown": "harus merit atau first_come",
    "out_of_rank": "salah tempat: urutannya menurut nilai, lalu tiket, atau menurut nomor bila tanpa angka acak",
    # what is derived
    "differs": "seharusnya {expected}, tertulis {found}",
    "not_of_ticket": "bukan nomor undian dari tiket yang tertulis di sini",
    "not_listed": "tidak ada dalam daftar",
    "not_drawn": "tidak punya tempat dalam undian",
    "signature_of_another": "bukan tanda tangan untuk nilai yang tertulis di sini",
    "seed_of_another": "tidak menghasilkan benih undian ini",
    "signature_required": "harus ada, tetapi tidak ada",
    "signature_unchecked": "tanda tangannya {reason}",
    "signature_wrong": "bukan tanda tangan jaringan drand untuk {source}",
    # seed and its source
    "source_unknown": "harus drand:<sidik rantai>:<putaran> atau dice",
    "value_not_randomness": "nilai dari putaran drand ialah 64 angka heksadesimal berhuruf kecil",
    "value_not_dice": "nilai dari dadu ialah paling sedikit 20 angka desimal",
    "signature_misplaced": "hanya nilai dari putaran drand yang bertanda tangan",
    "seed_not_hex": "benih ialah 64 angka heksadesimal",
    # strata and quotas
    "duplicate_id": "nomor undian {person} muncul dua kali",
    "seats_invalid": "harus ada paling sedikit satu kursi",
    "feature_missing": "tidak ada kolom {feature} di tabel orang",
    "value_unpublished": "{person}: tidak ada kursi yang diumumkan untuk {feature} = {value}",
    "value_without_quota": "tidak ada kuota untuk {feature} = {value}",
    "quota_invalid": (
        "harus [paling sedikit, paling banyak]: dua bilangan bulat mulai dari 0, yang pertama tidak lebih besar"
    ),
    "k_differs": "tertulis {found}, tetapi undiannya untuk {expected} kursi",
    "demand_least": "bentrok {number}: paling sedikit {bound} dari {people} orang",
    "demand_most": "bentrok {number}: paling banyak {bound} dari {people} orang",
    "quota_clash": (
        "perubahan terkecil: {new_least} sampai {new_most}, bukan {least} sampai {most} (ada {people} orang)"
    ),
    "too_long": (
        "tidak ditemukan dalam {minutes} menit; lebih mudah bila kuotanya longgar, boleh lebih dari satu orang per "
        "keluarga, atau undiannya tanpa nomor"
    ),
    "no_numbers": "tidak ada {numbers} susunan bernomor yang menjaga peluang setiap orang; lebih banyak lebih mudah",
    "fewer_seats": "jalan keluar: {seats} kursi, dengan perubahan yang disebut di sini kalau ada",
    "limit_alone": "jalan keluar: lebih dari satu orang per keluarga; maka {seats} kursi dan kuotanya dapat tetap",
    "people_short": "ada {people} orang untuk {seats} kursi",
    # files
    "drawn_already": (
        "ini berkas undian yang sudah dijalankan; periksalah dengan `sanggar draw verify`, panggil cadangan dengan "
        "`sanggar draw step --bundle`"
    ),
    "list_only": "ini daftar yang dibekukan sebelum undian, bukan berkas undian yang memuat hasilnya",
    "json_broken": "bukan JSON: {reason}",
    "json_twice": "isian {field} muncul dua kali dalam satu objek",
    "not_utf8": "bukan teks UTF-8",
    "table_not_utf8": 'bukan teks UTF-8; di program tabel pilih "Simpan Sebagai" dan jenis "CSV UTF-8"',
    "is_workbook": 'ini buku kerja, bukan CSV; bukalah, lalu pilih "Simpan Sebagai" dan jenis "CSV UTF-8"',
    "is_utf16": 'ini teks UTF-16; di program tabel pilih "Simpan Sebagai" dan jenis "CSV UTF-8"',
    "cell_not_text": '"{value}" bukan teks paling panjang 200 huruf tanpa huruf kendali',
    "cell_not_id": '"{value}" bukan nomor undian: 1 sampai 200 huruf, tanpa huruf kendali',
    "id_blank": "nomor undiannya kosong",
    "id_spaced": 'nomor undian "{value}" diawali atau diakhiri spasi',
    "table_empty": "tabelnya kosong; baris pertama harus menyebut nama kolom",
    "column_id_missing": "tidak ada kolom bernama id; judul kolom harus di baris pertama",
    "column_id_other": 'kolom "{column}" harus bernama id, dengan huruf kecil dan tanpa spasi',
    "column_household_missing": "tidak ada kolom bernama {column}",
    "household_published": "kolom {column} tidak dapat menyebut keluarga: isinya diumumkan",
    "workbook_broken": "buku kerja ini tidak terbaca; buka di program tabel, lalu simpan lagi sebagai .xlsx",
    "cells_merged": "ada sel yang digabung dalam buku kerja; pisahkan, lalu isi masing-masing",
    "cell_formula": "berisi rumus; ganti dengan hasilnya",
    "quotas_without_k": "kuota dalam tabel tidak menyebut jumlah kursi; tambahkan --seats",
    "quota_column_missing": "tidak ada kolom {column}; kuota memuat kolom ciri, nilai, min, dan maks",
    "quota_twice": "ada dua kuota untuk {feature} = {value}",
    "quota_unnamed": "nama cirinya kosong, terlalu panjang, atau memuat huruf kendali",
    "bound_not_whole": '"{value}" bukan bilangan bulat kursi mulai dari 0',
    "bounds_reversed": "batas bawahnya, {least}, lebih dari batas atasnya, {most}",
    "bounds_unread": (
        "tertulis {value}; harus [paling sedikit, paling banyak]: dua bilangan bulat mulai dari 0, yang pertama tidak "
        "lebih besar"
    ),
    "seats_unread": "tertulis {value}; harus bilangan bulat mulai dari 1",
    "number_shortened": "{value} ialah bilangan yang disingkat program tabel; tuliskan lengkap sebagai teks",
    "column_unnamed": "kolom ini tidak bernama, atau namanya memuat huruf kendali",
    "column_twice": "kolom {column} muncul dua kali",
    "cells": "harus memuat {expected} sel, tetapi memuat {found}",
    "csv_broken": "tidak terbaca sebagai CSV: tanda petik di sini atau sebelumnya tidak ditutup, atau disusul tulisan",
    "cell_too_large": "satu sel di sini memuat tulisan lebih panjang daripada yang dapat dimuat tabel",
    "headings_again": "mengulang judul kolom; hapus baris ini",
    "unusable_document": "kesalahan: {count}",
}
