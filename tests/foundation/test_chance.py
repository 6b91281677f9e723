"""Random ids come from the system; within the demo from a seed."""

from sanggar.foundation import chance


def test_two_ids_differ() -> None:
    assert chance.fresh_hex(16) != chance.fresh_hex(16)


def test_a_seed_gives_the_same_ids_again_but_not_the_same_id_twice() -> None:
    with chance.repeatable("demo"):
        first = [chance.fresh_hex(16), chance.fresh_hex(16)]
    with chance.repeatable("demo"):
        second = [chance.fresh_hex(16), chance.fresh_hex(16)]
    assert (first == second, first[0] == first[1]) == (True, False)


def test_after_the_block_the_system_is_the_source_again() -> None:
    with chance.repeatable("demo"):
        seeded = chance.fresh_hex(16)
    assert chance.fresh_hex(16) != seeded


def test_a_text_has_its_length_and_only_its_alphabet() -> None:
    text = chance.fresh_text("ABC", 2000)
    assert (len(text), set(text)) == (2000, {"A", "B", "C"})
