"""The express lane reads a posted body as the pages do."""

from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from sanggar.foundation.express import Asked

ODD = ["a=1&a=2", "a", "=", "&&", "a=b=c", "a=%", "a=%4", "a=%FF%C3", "a+b=c+d%2B", "%61=1", "a;b=1", "a=%00"]


@given(st.text("ab=&%+;024137CA9F", max_size=60) | st.sampled_from(ODD))
def test_whatever_a_browser_or_something_else_sends(body: str) -> None:
    asked = Asked({"PATH_INFO": "/", "REQUEST_METHOD": "POST"}, body.encode())
    assert asked.typed == dict(QueryDict(body).lists())
