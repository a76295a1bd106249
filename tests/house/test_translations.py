"""Every sentence is marked, has its English, and keeps its places."""

import ast
import re
from collections import Counter
from functools import cache

import pytest

from tests.architecture.house import (
    PACKAGE,
    ROOT,
    bare_template,
    module_of,
    place,
    python_files,
    template_files,
    texts,
    tree,
)
from tools.translations import read

CATALOGUES = sorted(PACKAGE.glob("*/locale/*/LC_MESSAGES/*.po"))
MARKS = {
    "_",
    "gettext",
    "gettext_lazy",
    "gettext_noop",
    "ngettext",
    "ngettext_lazy",
    "pgettext",
    "pgettext_lazy",
    "npgettext",
}
PLACE = re.compile(r"%\(\w+\)[-#0 +]*[\d.]*[a-zA-Z]|%[sdf]|\{\w*\}")
VIETNAMESE = re.compile(r"[ăâđêôơưàằầèềìòồờùừỳảẳẩẻểỉỏổởủửỷãẵẫẽễĩõỗỡũữỹáắấéếíóốớúứýạặậẹệịọộợụựỵ]", re.IGNORECASE)


def entries(path):
    return [entry for entry in read(path) if entry.source]


def sentences_of(path):
    """The literals of a Python file that are marked for translation."""
    for node in ast.walk(tree(path)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name in MARKS:
            for argument in (
                node.args[:2] if name.startswith("n") else node.args[1:2] if name.startswith("p") else node.args[:1]
            ):
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield argument, argument.value


def template_sentences(path):
    """The sentences of a template: {% translate %}, {% blocktranslate %} with its places named as gettext sees them."""
    text = bare_template(path)
    for found in re.finditer(r"""\{%\s*(?:translate|trans)\s+(?:"([^"]*)"|'([^']*)')""", text):
        yield found.group(1) or found.group(2) or ""
    block = r"\{%\s*blocktrans(?:late)?\b([^%]*)%\}(.*?)\{%\s*endblocktrans(?:late)?\s*%\}"
    for options, body in re.findall(block, text, flags=re.DOTALL):
        for part in re.split(r"\{%\s*plural\s*%\}", body):
            words = " ".join(line.strip() for line in part.strip().splitlines()) if "trimmed" in options else part
            yield re.sub(r"\{\{\s*(\w+)\s*\}\}", r"%(\1)s", words)


@cache
def marked(module):
    """Every sentence of a module, with where it stands first."""
    found = {}
    for path in python_files():
        if module_of(path) == module:
            for node, sentence in sentences_of(path):
                found.setdefault(sentence, place(path, node))
    for path in template_files():
        if module_of(path) == module:
            for sentence in template_sentences(path):
                found.setdefault(sentence, place(path))
    return {sentence: where for sentence, where in found.items() if VIETNAMESE.search(sentence)}


MODULES_WITH_SENTENCES = sorted(
    module for module in {module_of(path) for path in [*python_files(), *template_files()]} if marked(module)
)


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_catalogue_can_be_read_and_keeps_its_places(path):
    wrong = [
        f"{entry.source!r} → {translation!r}"
        for entry in entries(path)
        for translation in entry.translations
        if translation
        for wanted in [{place for source in entry.sources for place in PLACE.findall(source)}]
        for found in [set(PLACE.findall(translation))]
        if not found <= wanted or (len(entry.sources) == 1 and found != wanted)
    ]
    assert wrong == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_catalogue_says_everything_once(path):
    keys = [(entry.context, *entry.sources) for entry in entries(path)]
    empty = [entry.source for entry in entries(path) if not all(entry.translations)]

    assert sorted(key for key, times in Counter(keys).items() if times > 1) == []
    assert empty == []


@pytest.mark.parametrize("module", MODULES_WITH_SENTENCES)
def test_every_sentence_has_its_english(module):
    path = PACKAGE / module / "locale" / "en" / "LC_MESSAGES" / "django.po"
    known = {source for entry in entries(path) for source in entry.sources} if path.is_file() else set()

    assert [f"{where}: {sentence}" for sentence, where in marked(module).items() if sentence not in known] == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_translation_outlives_its_sentence(path):
    spoken = marked(module_of(path))

    assert [
        entry.source for entry in entries(path) if VIETNAMESE.search(entry.source) and entry.source not in spoken
    ] == []


def is_for_a_terminal(path):
    """What an operator reads in a terminal is Vietnamese and stays so."""
    return path.name == "commands.py" or bool({"commands", "management", "serving"} & set(path.parts))


def test_every_refusal_is_marked():
    """A sentence raised without a mark would be Vietnamese for ever."""
    bare = []
    for path in python_files():
        if module_of(path) == "database" or is_for_a_terminal(path):
            continue
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
                inside = {id(argument) for argument, _ in sentences_in(node.exc)}
                bare += [
                    place(path, part)
                    for part in ast.walk(node.exc)
                    if isinstance(part, ast.Constant)
                    and isinstance(part.value, str)
                    and VIETNAMESE.search(part.value)
                    and id(part) not in inside
                ]
    assert bare == []


def sentences_in(root):
    for node in ast.walk(root):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if name in MARKS:
                for argument in node.args:
                    if isinstance(argument, ast.Constant):
                        yield argument, argument.value


def test_no_sentence_is_put_together_with_an_f_string():
    """gettext sees the literal only: places are named, ``_("… %(x)s …") % {…}``."""
    broken = [
        place(path, node)
        for path in python_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and (node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")) in MARKS
        and any(isinstance(argument, ast.JoinedStr | ast.BinOp) for argument in node.args[:1])
    ]
    assert broken == []


def test_templates_mark_what_people_read():
    """Vietnamese text outside {% translate %} and {% blocktranslate %}; what is said to be Vietnamese (lang="vi") stays so."""
    bare = []
    for path in template_files():
        text = re.sub(
            r"\{%\s*blocktrans(?:late)?\b.*?endblocktrans(?:late)?\s*%\}",
            lambda m: "\n" * m.group().count("\n"),
            bare_template(path).split('lang="vi"')[0],
            flags=re.DOTALL,
        )
        text = re.sub(r"""\{%\s*(?:translate|trans)\s.*?%\}""", "", text)
        text = re.sub(r"""_\((?:"[^"]*"|'[^']*')\)""", "", text)
        bare += [
            f"{place(path, number)}: {line.strip()[:80]}"
            for number, line in enumerate(text.splitlines(), 1)
            if VIETNAMESE.search(line)
        ]
    assert bare == []


def test_the_rule_itself(tmp_path):
    page = tmp_path / "page.html"
    page.write_text(
        '{% translate "Tra cứu" %}{% blocktranslate trimmed with n=x %}\n  Còn {{ n }}\n  ngày\n{% endblocktranslate %}',
        encoding="utf-8",
    )

    assert list(template_sentences(page)) == ["Tra cứu", "Còn %(n)s ngày"]
    assert texts(ROOT / "tests" / "conftest.py")
