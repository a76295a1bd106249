from motcua.ui import tokens


def test_every_pair_of_colours_can_be_read():
    assert tokens.too_weak(tokens.COLOURS) == []


def test_black_on_white_has_the_highest_contrast():
    assert tokens.contrast("#000000", "#ffffff") == 21


def test_a_provinces_pale_brand_colour_is_refused_with_its_pairs():
    pale = tokens.COLOURS | {"lacquer": "#e39a9b"}

    assert "paper on lacquer: 2.24 < 4.5" in tokens.too_weak(pale)


def test_a_province_may_set_only_colours_that_exist():
    assert set(tokens.BRAND) <= set(tokens.COLOURS)


def test_tokens_become_scss_variables():
    assert tokens.as_scss({"ink": "#1b1f24"}) == "$ink: #1b1f24;\n"
