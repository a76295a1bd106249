"""Cut and merge the fonts: two small woff2 files for pages, four TTF files for prints.

Pages: Be Vietnam Pro 400 and 600, Latin and Vietnamese in one file a weight. The family has proportional
figures only, so tabular ones (feature ``tnum``) are made here, for columns of numbers and dates.
Prints: Tinos in four styles; the npm package has it in parts, which are merged into one TTF a style.
"""

from __future__ import annotations

import unicodedata
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from fontTools import merge, subset
from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

WEB_WEIGHTS = {"400": "Regular", "600": "SemiBold"}
TINOS_STYLES = {
    "Tinos-Regular": "400-normal",
    "Tinos-Italic": "400-italic",
    "Tinos-Bold": "700-normal",
    "Tinos-BoldItalic": "700-italic",
}
TINOS_PARTS = ("latin", "latin-ext", "vietnamese")

VOWELS_AND_D = "AaĂăÂâEeÊêIiOoÔôƠơUuƯưYyĐđ"
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
# Names typed on some phones arrive decomposed; their marks are kept so that they still look right.
MARKS = "\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323"
SIGNS = "\u00a0§©«»°±²³·×÷–—‘’“”„•…‰−≈≠≤≥€₫½"
DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def vietnamese_letters() -> set[str]:
    """Every letter with every tone, composed."""
    composed = {unicodedata.normalize("NFC", letter + tone) for letter in VOWELS_AND_D for tone in TONES}
    return {letter for letter in composed if len(letter) == 1}


def page_letters() -> set[int]:
    """What a page's font holds: ASCII, Vietnamese, marks and signs."""
    ascii_letters = {chr(code) for code in range(0x20, 0x7F)}
    return {ord(letter) for letter in ascii_letters | vietnamese_letters() | set(MARKS) | set(SIGNS)}


def page_font_sources() -> list[Path]:
    """Return the TTF files that page fonts are cut from."""
    spec = find_spec("fontpkg_be_vietnam_pro")
    if spec is None or spec.origin is None:
        message = "the Python package fontpkg-be-vietnam-pro is missing; run «make setup»"
        raise SystemExit(message)
    folder = Path(spec.origin).parent / "files"
    return [folder / f"BeVietnamPro-{name}.ttf" for name in WEB_WEIGHTS.values()]


def cut_page_fonts(target: Path) -> None:
    """Write ``be-vietnam-pro-400.woff2`` and ``-600.woff2``."""
    for weight, source in zip(WEB_WEIGHTS, page_font_sources(), strict=True):
        font = TTFont(source, recalcTimestamp=False)
        add_tabular_figures(font)
        options = subset.Options()
        options.layout_features = ["tnum", "kern", "ccmp", "mark", "mkmk"]
        options.hinting = False
        options.notdef_outline = True
        options.name_IDs = [0, 1, 2, 4, 6, 13, 14]
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=page_letters())
        cutter.subset(font)
        font.flavor = "woff2"
        font.save(target / f"be-vietnam-pro-{weight}.woff2")


def add_tabular_figures(font: TTFont) -> None:
    """Give each figure a twin as wide as the zero, its outline centred, behind the feature ``tnum``."""
    glyphs, metrics = font["glyf"], font["hmtx"]
    width = metrics["zero"][0]
    shapes = font.getGlyphSet()
    for digit in DIGITS:
        pen = TTGlyphPen(None)
        shift = (width - metrics[digit][0]) / 2
        shapes[digit].draw(TransformPen(pen, (1, 0, 0, 1, round(shift), 0)))
        twin = f"{digit}.tnum"
        glyphs[twin] = pen.glyph()
        glyphs[twin].recalcBounds(glyphs)
        metrics[twin] = (width, glyphs[twin].xMin)
    rules = "\n".join(f"  sub {digit} by {digit}.tnum;" for digit in DIGITS)
    existing = font["GSUB"]
    del font["GSUB"]
    languages = "languagesystem DFLT dflt;\nlanguagesystem latn dflt;\nlanguagesystem latn VIT;\n"
    addOpenTypeFeaturesFromString(font, f"{languages}feature tnum {{\n{rules}\n}} tnum;", tables=["GSUB"])
    append_features(existing.table, font["GSUB"].table)
    font["GSUB"] = existing


def append_features(old: object, new: object) -> None:
    """Move the new table's one feature behind the old table's, in every script and language of it."""
    first_lookup = len(old.LookupList.Lookup)
    old.LookupList.Lookup.extend(new.LookupList.Lookup)
    record = new.FeatureList.FeatureRecord[0]
    record.Feature.LookupListIndex = [first_lookup + index for index in record.Feature.LookupListIndex]
    position = len(old.FeatureList.FeatureRecord)
    old.FeatureList.FeatureRecord.append(record)
    for script in old.ScriptList.ScriptRecord:
        systems = [script.Script.DefaultLangSys, *[line.LangSys for line in script.Script.LangSysRecord]]
        for system in filter(None, systems):
            system.FeatureIndex.append(position)
    old.LookupList.LookupCount = len(old.LookupList.Lookup)
    old.FeatureList.FeatureCount = len(old.FeatureList.FeatureRecord)


def merge_print_fonts(parts: Path, target: Path) -> None:
    """Write the four Tinos styles, Latin and Vietnamese, as TTF."""
    with TemporaryDirectory() as folder:
        for name, style in TINOS_STYLES.items():
            opened = []
            seen: set[int] = set()
            made = 0
            for part in TINOS_PARTS:
                font = TTFont(parts / f"tinos-{part}-{style}.woff2", recalcTimestamp=False)
                made = made or font["head"].modified
                wanted = set(font.getBestCmap()) - seen
                seen |= wanted
                keep_only(font, wanted)
                path = Path(folder) / f"{name}-{part}.ttf"
                font.flavor = None
                font.save(path)
                opened.append(str(path))
            merged = merge.Merger().merge(opened)
            # Prints must be the same bytes on every machine: no moment of building in the file.
            merged["head"].created = merged["head"].modified = made
            merged.recalcTimestamp = False
            merged.save(target / f"{name}.ttf")
            require_letters(target / f"{name}.ttf")


def keep_only(font: TTFont, letters: set[int]) -> None:
    """Drop what another part already brings, hints and layout rules: prints need the letters only."""
    options = subset.Options()
    options.hinting = False
    options.layout_features = ["kern", "ccmp", "mark", "mkmk"]
    options.name_IDs = [0, 1, 2, 4, 6, 13, 14]
    options.notdef_outline = True
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=letters)
    cutter.subset(font)


def require_letters(path: Path) -> None:
    """Stop when a Vietnamese letter is missing: typst would silently take another font in mid-word."""
    have = set(TTFont(path).getBestCmap())
    missing = {letter for letter in vietnamese_letters() if ord(letter) not in have}
    if missing:
        message = f"{path.name} lacks {''.join(sorted(missing))}"
        raise SystemExit(message)
