"""Numbers worth a talk: what grows. Fails nothing; the gates are the shelves, the public faces and the tests."""

from __future__ import annotations

import ast
import re
import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "motcua"
LONG_FILE, LONG_FUNCTION, KERNEL, SOCKETS = 400, 60, 1500, 30


def python_files(*, tests: bool) -> list[Path]:
    return [
        path
        for path in sorted(PACKAGE.rglob("*.py"))
        if "migrations" not in path.parts and ("tests" in path.parts) == tests and path.stat().st_size
    ]


def lines(path: Path) -> int:
    return sum(bool(line.strip()) for line in path.read_text(encoding="utf-8").splitlines())


def functions(path: Path) -> list[tuple[int, str]]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [
        ((node.end_lineno or node.lineno) - node.lineno + 1, f"{path.relative_to(ROOT)}:{node.lineno} {node.name}")
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def spread(values: list[int]) -> str:
    if not values:
        return "nothing yet"
    ordered = sorted(values)
    return f"median {statistics.median(ordered):.0f}, p90 {ordered[len(ordered) * 9 // 10]}, longest {ordered[-1]}"


def share(part: int, whole: int) -> str:
    return f"{part} of {whole} ({100 * part / whole:.0f} %)" if whole else "nothing yet"


def explained(paths: list[Path]) -> str:
    """Return how many public functions and classes have a docstring."""
    found = [
        ast.get_docstring(node) is not None
        for path in paths
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
    ]
    return share(sum(found), len(found))


def print_list(title: str, rows: list[str]) -> None:
    print(f"{title}: {'none' if not rows else ''}")
    for row in rows:
        print(f"  {row}")


def main() -> int:
    code, tests = python_files(tests=False), python_files(tests=True)
    sizes = {path: lines(path) for path in code}
    lengths = [pair for path in code for pair in functions(path)]
    test_lines = sum(map(lines, tests)) + sum(map(lines, sorted((ROOT / "tests").rglob("*.py"))))
    kernel = sum(size for path, size in sizes.items() if "kernel" in path.parts)
    sockets = sorted(
        name
        for path in code
        for name in re.findall(r"""Socket\(\s*["']([\w.]+)["']""", path.read_text(encoding="utf-8"))
    )
    print(
        f"Python files      {len(code)}, {sum(sizes.values())} lines that say something; {spread(list(sizes.values()))}"
    )
    print(f"functions         {spread([length for length, _ in lengths])} lines")
    print(f"tests to code     {test_lines / max(1, sum(sizes.values())):.2f}")
    print(f"explained         {explained(code)} of the public functions and classes")
    print(f"kernel            {kernel} lines (a talk from {KERNEL})")
    print(f"sockets           {len(sockets)} (a talk from {SOCKETS}): {', '.join(sockets)}")
    commits = subprocess.run(
        ["git", "rev-list", "--count", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    print(f"commits           {commits.stdout.strip() or 'not a git checkout'}")
    print()
    print_list(
        f"Files over {LONG_FILE} lines",
        [f"{size:5} {path.relative_to(ROOT)}" for path, size in sizes.items() if size > LONG_FILE],
    )
    print_list(
        f"Functions over {LONG_FUNCTION} lines",
        [f"{length:5} {name}" for length, name in sorted(lengths, reverse=True) if length > LONG_FUNCTION],
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
