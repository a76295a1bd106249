"""Packages: what the import linter takes for granted."""

from tests.architecture.house import PACKAGE, ROOT, contract, modules, place, ranks


def test_the_package_itself_is_empty():
    assert (PACKAGE / "__init__.py").read_text() == ""


def test_every_folder_with_code_is_a_package():
    folders = {path.parent for path in PACKAGE.rglob("*.py")}
    chains = {folder for start in folders for folder in (start, *start.parents) if folder.is_relative_to(PACKAGE)}

    assert [place(folder) for folder in sorted(chains) if not (folder / "__init__.py").is_file()] == []


def test_only_the_website_and_the_top_level_tests_have_a_main_or_a_conftest():
    strays = [
        path
        for name in ("__main__.py", "conftest.py")
        for path in PACKAGE.rglob(name)
        if path.parts[len(PACKAGE.parts)] != "website"
    ]

    assert [place(path) for path in strays] == []


def test_every_module_stands_on_a_shelf():
    assert [name for name in modules() if name not in ranks()] == []


def test_a_built_module_is_out_of_its_brackets_and_no_other_is():
    layers = (ROOT / "pyproject.toml").read_text()
    in_brackets = {name for rung in contract() for name in rung if f"({name})" in layers}

    assert in_brackets == set(ranks()) - set(modules())
