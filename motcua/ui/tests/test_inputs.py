from motcua.ui.inputs import number_typed


def test_a_number_is_read_within_its_bounds_and_nothing_else_is_one():
    assert [number_typed(text, 1, 12) for text in ("1", "07", "12")] == [1, 7, 12]
    assert {number_typed(text, 1, 12) for text in ("", "0", "13", "-1", "1.5", "²", "١", "9" * 5000)} == {None}
