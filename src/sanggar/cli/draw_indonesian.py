"""What `sanggar draw` says, in Indonesian, by the English texts; the sentences of faults stand with the core."""

TEXTS = {
    # what is wrong
    "{option} is given twice": "{option} disebut dua kali",
    "these options are needed: {what}": "pilihan ini harus disebut: {what}",
    "one of these options is needed: {what}": "salah satu pilihan ini harus disebut: {what}",
    "not known here: {what}": "tidak dikenal di sini: {what}",
    "{what}: {given} is none of {choices}": "{what}: {given} bukan salah satu dari {choices}",
    "{what} needs a value": "{what} harus diisi",
    "{what} does not go together with {other}": "{what} tidak dapat bersama {other}",
    "{what}: {why}": "{what}: {why}",
    "error": "salah",
    "must be a whole number of at least 1": "harus bilangan bulat mulai dari 1",
    "stopped; nothing was written": "dihentikan; tidak ada yang ditulis",
    "steps are for the whole bundle of a draw under quotas or of households": (
        "langkah cadangan hanya untuk berkas utuh undian yang berkuota atau yang membatasi keluarga"
    ),
    "{who}: no seat, so none falls free; name who leaves one too": (
        "{who}: tidak memegang kursi, jadi tidak ada kursi yang kosong; sebutlah juga siapa yang melepas kursinya"
    ),
    "nobody is waiting who could take the free seat": "tidak ada yang menunggu dan dapat mengisi kursi kosongnya",
    "JSON, but not the bundle of a draw": "JSON, tetapi bukan berkas undian",
    "--value and --signature belong to a --source": "--value dan --signature hanya bersama --source",
    "--numbered belongs to --quotas": "--numbered hanya bersama --quotas",
    "--people belongs to --csv": "--people hanya bersama --csv",
    "--seats is needed where no --quotas say k": "--seats harus disebut bila tidak ada --quotas yang menyebut k",
    "{missing} of the {all} people of the lottery do not stand here: {shown}": (
        "{missing} dari {all} orang dalam undian tidak ada di sini: {shown}"
    ),
    "{count} people of this table are not in the lottery, and not in the result": (
        "{count} orang di tabel ini tidak ikut undian, jadi tidak ada dalam hasilnya"
    ),
    "the least come to {sum}, more than the {seats} seats": "jumlah batas bawah {sum}, lebih dari {seats} kursi",
    "the most come to {sum}, fewer than the {seats} seats": "jumlah batas atas {sum}, kurang dari {seats} kursi",
    "and {count} more lines like this": "dan {count} baris lain seperti ini",
    "there is no column {name} in the table of people": "tidak ada kolom {name} di tabel orang",
    "; its columns: {columns}": "; kolomnya: {columns}",
    "none but id": "tidak ada selain id",
    "; did you mean {name}?": "; maksudnya {name}?",
    "there is no quota for {what}": "tidak ada kuota untuk {what}",
    "a blank {name}": "{name} yang kosong",
    "line": "baris",
    "lines": "baris",
    "line {line}": "baris {line}",
    "line {line}, column {column}": "baris {line}, kolom {column}",
    "No such file or directory": "tidak ada berkas atau folder seperti itu",
    "Is a directory": "ini folder, bukan berkas",
    "Not a directory": "bagian jalurnya bukan folder",
    "Permission denied": "tidak ada izin untuk berkas ini",
    "No space left on device": "tempat penyimpanannya penuh",
    "is also {option}, and would be lost; name another file": (
        "juga {option}, dan akan hilang; sebutlah berkas yang lain"
    ),
    "is there already; name another file, or add --force to replace it": (
        "sudah ada; sebutlah berkas lain, atau tambahkan --force untuk menggantinya"
    ),
    " and {count} more": " dan {count} lainnya",
    "the ids look like {what}, and ids are published; use a code for each (or add --ids-are-codes)": (
        "id di sini mirip {what}, padahal id diumumkan; pakailah kode per orang (atau tambahkan --ids-are-codes)"
    ),
    "values look like national id numbers (NIK), and quotas and their values are published": (
        "nilainya mirip NIK, padahal kuota dan nilainya diumumkan"
    ),
    "names": "nama",
    "national id numbers (NIK)": "NIK",
    # what was done
    "people: {count}": "orang: {count}",
    "seats: {count}": "kursi: {count}",
    "selected: {what}": "terpilih: {what}",
    "step: {number}": "langkah: {number}",
    "panels: {count}": "susunan peserta: {count}",
    "chances: {least} to {most}, gap {gap}": "peluang: {least} sampai {most}, selisih {gap}",
    "list_digest": "sidik daftar (list_digest)",
    "lottery_digest": "sidik undian (lottery_digest)",
    "seed": "benih (seed)",
    "source": "sumber (source)",
    "value": "nilai (value)",
    # the table of the result
    "outcome": "hasil",
    "position_in_group": "nomor_di_kelompok",
    "id": "id",
    "group": "kelompok",
    "chance": "peluang",
    "selected": "terpilih",
    "reserve": "cadangan",
    "left": "keluar",
    "no chance under these quotas: {count} people with {what}": (
        "tanpa peluang di bawah kuota ini: {count} orang dengan {what}"
    ),
    "households of several: {homes}, {people} people, the largest of {largest}": (
        "keluarga lebih dari seorang: {homes}, {people} orang, yang terbesar {largest} orang"
    ),
    "seats that stay free, for want of people: {free}": "kursi yang tetap kosong karena orangnya kurang: {free}",
    "who was drawn, as a table: add --csv result.csv, with --people P.csv for names": (
        "siapa yang terpilih, sebagai tabel: tambahkan --csv hasil.csv, dengan --people P.csv untuk namanya"
    ),
    # progress
    "reading": "membaca",
    "writing": "menulis",
    "checking": "memeriksa",
    "drawing": "mengundi",
    "levels": "menghitung peluang",
    "panels": "menyusun peserta",
    "chances": "menyetel peluang",
    "numbers": "memberi nomor",
    "search": "mencari",
    "clash": "mencari kuota yang berbenturan",
    # help
    "usage:": "pemakaian:",
    "positional arguments:": "yang disebut tanpa tanda:",
    "options:": "pilihan:",
    "show this help message and exit": "tampilkan bantuan ini",
    "Prepare, run and check a public draw.": "Menyiapkan, menjalankan, dan memeriksa undian terbuka.",
    "language of the messages; else that of the locale": "bahasa pesan; bila tidak disebut, bahasa sistem",
    "from a table of people to the lottery to publish": "dari tabel orang sampai undian yang diumumkan",
    "from the published lottery and a seed to the result": "dari undian yang diumumkan dan benih sampai hasilnya",
    "when people leave: who comes in, keeping the quotas": "bila ada yang keluar: siapa yang masuk, dengan kuotanya",
    "redo the draw of a bundle; exit 0 valid, 1 invalid, 2 unusable": (
        "mengulang undian dari berkasnya; keluar 0 sah, 1 tidak sah, 2 tidak dapat diperiksa"
    ),
    "CSV or .xlsx: a column id, and one per feature": "CSV atau .xlsx: satu kolom id, dan satu kolom per ciri",
    "or CSV or .xlsx with the columns feature, value, least, most, beside --seats": (
        "atau CSV atau .xlsx dengan kolom ciri, nilai, min, maks, bersama --seats"
    ),
    "at most one person per household: the column that is the same for those who live together, blank for who "
    "lives alone; what stands in it is not published": (
        "paling banyak satu orang per keluarga: kolom yang sama isinya untuk yang sekeluarga, kosong bila sendiri; "
        "isinya tidak diumumkan"
    ),
    "needed without --quotas, whose k it is otherwise": "harus disebut tanpa --quotas; dengan kuota, k di dalamnya",
    "give up after so many minutes, with nothing written": "berhenti setelah sekian menit, tanpa menulis apa pun",
    "with --quotas: so many equally likely panels": "bersama --quotas: sekian susunan bernomor yang sama peluangnya",
    "ids that look like names or NIK are codes of your own, and may be published": (
        "id yang mirip nama atau NIK ialah kode buatan sendiri, dan boleh diumumkan"
    ),
    "64 hexadecimal characters": "64 angka heksadesimal",
    "instead of the seed: drand:<chain hash>:<round> or dice, with --value": (
        "pengganti benih: drand:<sidik rantai>:<putaran> atau dice, bersama --value"
    ),
    "the randomness of the round, or the digits of the dice, in groups as they are read out": (
        "angka acak dari putaran, atau angka dadu, boleh berkelompok seperti dibacakan"
    ),
    "the signature of the drand round": "tanda tangan putaran drand",
    "also everybody's place as a table: selected, then reserves; position_in_group counts from 1 in each group, "
    "by ticket, the selected and the reserves each for themselves": (
        "juga tempat setiap orang sebagai tabel: terpilih, lalu cadangan; nomor_di_kelompok dihitung dari 1 di tiap "
        "kelompok menurut tiket, yang terpilih dan cadangan masing-masing"
    ),
    "with --csv: a table with a column id and all people of the lottery, whose other columns are added": (
        "bersama --csv: tabel berkolom id yang memuat semua orang dalam undian; kolom lainnya ikut ditulis"
    ),
    "who leaves, seated or waiting; several after one another, or the option again": (
        "siapa yang keluar, terpilih atau menunggu; beberapa berturut-turut, atau pilihan ini diulang"
    ),
    "quotas that give way: as --quotas of lottery, those alone": (
        "kuota yang dilonggarkan: seperti --quotas pada lottery, hanya yang itu"
    ),
    "with the whole bundle: what was published of it": "bersama berkas utuh: yang diumumkan darinya",
    "valid only with a signature of the beacon that was checked": (
        "sah hanya dengan tanda tangan jaringan drand yang diperiksa"
    ),
    "replace files that are there already": "ganti berkas yang sudah ada",
    "answer in JSON": "jawaban dalam JSON",
    "also make every lottery again, and say where chances are not the fairest": (
        "hitung ulang juga setiap undian, dan sebut peluang yang bukan paling adil"
    ),
    "chances are in the whole bundle of a draw by lottery": "peluang ada di berkas utuh undian",
}
