"""A keyed hash is the standard's, whatever was hashed before."""

import hmac

from hypothesis import given
from hypothesis import strategies as st

from sanggar.foundation.keyed import keyed_digest


@given(st.binary(max_size=200), st.lists(st.binary(max_size=300), min_size=1, max_size=4))
def test_each_message_has_the_digest_that_the_standard_library_gives(key: bytes, messages: list[bytes]) -> None:
    assert [keyed_digest(key, each) for each in messages] == [hmac.digest(key, each, "sha256") for each in messages]
