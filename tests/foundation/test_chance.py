"""Random ids come from the system; within the demo from a seed."""

import os
import threading

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


def test_many_threads_are_given_every_byte_once() -> None:
    taken: list[bytes] = []

    def take() -> None:
        taken.extend(chance.secure_bytes(8) for _ in range(5_000))

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(taken), len(set(taken)), {len(each) for each in taken}) == (20_000, 20_000, {8})


def test_a_forked_process_does_not_give_out_what_its_parent_will() -> None:
    chance.secure_bytes(1)  # there is a stock, which the child is born with
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.write(writing, chance.secure_bytes(16))
        finally:
            os._exit(0)
    assert os.waitpid(child, 0)[1] == 0
    assert os.read(reading, 16) != chance.secure_bytes(16)
    os.close(reading)
    os.close(writing)


def test_more_than_the_stock_is_all_there() -> None:
    assert len(chance.secure_bytes(3 * chance.STOCK)) == 3 * chance.STOCK
