"""A text of no kind, or by a way that its kind does not go, is refused in a sentence."""

from datetime import date

import pytest

from motcua.notices import queries
from motcua.notices.types import NoSuchTemplate


@pytest.mark.parametrize(("kind", "channel"), [("khong-co", "email"), ("receipt", "fax")])
def test_there_is_no_such_text(kind, channel):
    with pytest.raises(NoSuchTemplate) as refused:
        queries.text_on(kind, channel, date(2020, 5, 11))

    assert refused.value.sentence == "Không có mẫu tin này. Mở lại danh sách mẫu."
