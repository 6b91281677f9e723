"""The mark of what somebody had before them."""

from hashlib import sha256

from sanggar.selection.seen import mark_of_seen


def test_a_mark_that_is_kept_on_record_is_made_as_it_always_was() -> None:
    """So whoever has the texts of an old decree can make the digest in its record again."""
    texts = {"b": "Peserta “YouTuber”", "a": 1}
    as_written, escaped = '{"a": 1, "b": "Peserta “YouTuber”"}', '{"a": 1, "b": "Peserta \\u201cYouTuber\\u201d"}'
    assert mark_of_seen(texts, ensure_ascii=False) == sha256(as_written.encode()).hexdigest()
    assert mark_of_seen(texts) == sha256(escaped.encode()).hexdigest()
