"""PDFs as people bring them: one that opens, and what is left of one that does not."""


def paper(text: str = "bukti uji") -> bytes:
    """An empty page that opens; other words make another file."""
    parts = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>",
    )
    content, places = b"%PDF-1.7\n%" + text.encode() + b"\n", []
    for number, part in enumerate(parts, start=1):
        places.append(b"%010d 00000 n \n" % len(content))
        content += b"%d 0 obj%sendobj\n" % (number, part)
    table = b"xref\n0 4\n0000000000 65535 f \n" + b"".join(places) + b"trailer<</Size 4/Root 1 0 R>>\n"
    return content + table + b"startxref\n%d\n%%%%EOF\n" % len(content)


def damaged(text: str = "rusak") -> bytes:
    """Cut off before its table, as after a download that broke."""
    return paper(text).partition(b"xref")[0]
