from motcua.ui import tokens


def test_every_pair_of_colours_can_be_read():
    assert tokens.too_weak(tokens.COLOURS) == []


def test_black_on_white_has_the_highest_contrast():
    assert tokens.contrast("#000000", "#ffffff") == 21


def test_a_provinces_pale_brand_colour_is_refused_with_its_pairs():
    pale = tokens.COLOURS | {"lacquer": "#e39a9b"}

    assert "paper on lacquer: 2.24 < 4.5" in tokens.too_weak(pale)


def test_a_province_may_set_only_colours_that_exist():
    assert set(tokens.BRAND.values()) <= set(tokens.COLOURS)


def test_a_provinces_brand_brings_its_darker_tone_and_leaves_the_states_alone():
    blue = tokens.branded({"brand": "#0B3D91"})

    assert {name for name in blue if blue[name] != tokens.COLOURS[name]} == {"lacquer", "lacquer-dark"}
    assert (blue["lacquer"], blue["lacquer-dark"], blue["late"]) == ("#0b3d91", "#083072", "#9b1c1f")
    assert tokens.branded({"brand": tokens.COLOURS["lacquer"]}) == tokens.COLOURS


def test_tokens_become_scss_variables_the_brands_as_custom_properties():
    scss = tokens.as_scss(tokens.COLOURS)

    assert "$ink: #1b1f24;\n" in scss
    assert "$brand: var(--mc-brand, #9b1c1f);\n" in scss


def test_a_provinces_colours_become_a_style_sheet():
    assert tokens.as_css(tokens.branded({"brand": "#0b3d91"})) == (
        ":root{--mc-brand:#0b3d91;--mc-brand-dark:#083072;--mc-accent:#b98900;"
        "--govuk-brand-colour:#0b3d91;--govuk-focus-colour:#b98900}\n"
    )
