"""``motcua bench weight``: what a first and a next visit send, against the one table that holds.

First: the page and all that it names (styles, scripts, fonts, pictures), as compressed as the server sends it to a
browser that takes gzip. Next: the page alone, because what it names may be kept for good.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import re
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from motcua.bench import stage
from motcua.bench.slowline import sign_in
from motcua.database.runner import scratch

#: kB at most, first visit and next page (docs: look and feel, «Weight»).
LIMITS: Mapping[str, tuple[int, int]] = {"citizen": (50, 8), "form": (50, 15), "official": (110, 15)}
KB = 1000
DOSSIERS = 150
NAMED = re.compile(r"""<(?:link|script|img|source)\b[^>]*?\b(?:href|src)="([^"]+)"[^>]*>""", re.IGNORECASE)
KEPT_LINKS = re.compile(r"""rel="(?:stylesheet|icon|preload|modulepreload|apple-touch-icon|manifest)""", re.IGNORECASE)
IN_STYLES = re.compile(r"""url\(["']?([^"')]+)["']?\)""")
FOR_GOOD = ("immutable", "max-age=3153")


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the table: who reads it, and where it is."""

    name: str
    reader: str
    path: str


def run(words: Sequence[str]) -> int:
    """Weigh and print."""
    parser = argparse.ArgumentParser(prog="motcua bench weight")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--dossiers", type=int, default=DOSSIERS, help=f"lives in the demo (default {DOSSIERS})")
    options = parser.parse_args(words)
    with tempfile.TemporaryDirectory(prefix="motcua-bench-") as home, scratch() as cluster:
        stage.use(cluster, Path(home))
        os.environ["MOTCUA_POOL"] = "8"
        stage.prepare()
        subprocess.run([stage.MOTCUA, "demo_load", f"--dossiers={options.dossiers}"], check=True)  # noqa: S603 - our own command
        pages, account = the_pages()
        with stage.server(workers=2, threads=64) as port:
            cookie, _mark = sign_in(port, account)
            weighed = [weigh(port, page, "" if page.reader in {"citizen", "form"} else cookie) for page in pages]
    figures = {"pages": weighed, "over": sum(not one["fits"] for one in weighed)}
    print(json.dumps(figures, ensure_ascii=False) if options.json else _told(weighed))
    return 1 if figures["over"] else 0


def the_pages() -> tuple[list[Page], str]:
    """Return the pages to weigh, and the account of the official who reads some of them."""
    from motcua.dossiers import queries as dossiers
    from motcua.identity import queries as identity
    from motcua.kernel import moments
    from motcua.organisation import queries as organisation

    at = moments.now()
    unit = next(unit for unit in organisation.units(at.date(), "commune") if unit.name == "Xã Quảng Khê")
    counter = organisation.posts(unit.id, at.date(), role="counter")[0]
    clerk = identity.actor_for(identity.holders(counter.id, at)[0].account, counter.id, at)
    number = dossiers.desk(clerk, "", at).rows[0].number
    return [
        Page("trang đầu", "citizen", "/"),
        Page("tra cứu", "citizen", "/tra-cuu"),
        Page("câu trả lời tra cứu", "citizen", f"/tra-cuu?ma={number}"),
        Page("thủ tục", "citizen", "/thu-tuc"),
        Page("đăng nhập", "citizen", "/dang-nhap"),
        Page("bàn làm việc", "official", "/ban-lam-viec"),
        Page("hồ sơ của đơn vị", "official", "/ho-so"),
        Page("một hồ sơ", "official", f"/ho-so/{number}"),
        Page("tiếp nhận", "official", "/tiep-nhan"),
        Page("trả kết quả", "official", "/tra-ket-qua"),
    ], str(clerk.account)


def weigh(port: int, page: Page, cookie: str) -> dict[str, Any]:
    """Fetch a page and all that it names; say what both visits send, in bytes."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        status, size, text, place, _kept = _fetch(connection, page.path, cookie)
        parts = _parts(connection, place, text)
    finally:
        connection.close()
    again = [name for name, (_size, kept) in parts.items() if not kept]
    first = size + sum(part for part, _kept in parts.values())
    following = size + sum(parts[name][0] for name in again)
    most_first, most_next = LIMITS[page.reader]
    return {
        "page": page.name,
        "reader": page.reader,
        "path": urlsplit(place).path,
        "status": status,
        "first": first,
        "next": following,
        "first_limit": most_first * KB,
        "next_limit": most_next * KB,
        "not_kept": again,
        "fits": status == 200 and first <= most_first * KB and following <= most_next * KB,  # noqa: PLR2004 - OK
    }


def _parts(connection: http.client.HTTPConnection, place: str, text: str) -> dict[str, tuple[int, bool]]:
    """Return what a page names and what that names again: size as sent, and whether a browser may keep it for good."""
    wanted = [urljoin(place, name) for _tag, name in named_in(text)]
    found: dict[str, tuple[int, bool]] = {}
    while wanted:
        name = wanted.pop()
        if name in found or name.startswith("data:"):
            continue
        _status, size, styles, _place, kept = _fetch(connection, name, "")
        found[name] = size, kept
        if urlsplit(name).path.endswith(".css"):
            wanted += [urljoin(name, inner) for inner in IN_STYLES.findall(styles) if not inner.startswith("data:")]
    return found


def named_in(text: str) -> list[tuple[str, str]]:
    """Return the tags of a page that make a browser fetch something, with the address of each."""
    tags = [(found.group(0), found.group(1).replace("&amp;", "&")) for found in NAMED.finditer(text)]
    return [(tag, name) for tag, name in tags if not tag.startswith("<link") or KEPT_LINKS.search(tag)]


def _fetch(connection: http.client.HTTPConnection, path: str, cookie: str) -> tuple[int, int, str, str, bool]:
    """Fetch as a browser does, redirects followed: status, bytes as sent, text, where it was, kept for good."""
    import gzip

    for _hop in range(5):
        headers = {"Accept-Encoding": "gzip", "Accept-Language": "vi", **({"Cookie": cookie} if cookie else {})}
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        content = answer.read()
        if answer.status not in {301, 302, 303}:
            break
        path = urljoin(path, answer.headers["Location"])
    plain = gzip.decompress(content) if answer.headers.get("Content-Encoding") == "gzip" else content
    sent = len(content) + sum(len(name) + len(value) + 4 for name, value in answer.headers.items())
    kept = any(sign in (answer.headers.get("Cache-Control") or "") for sign in FOR_GOOD)
    return answer.status, sent, plain.decode(errors="replace"), path, kept


def _told(weighed: Sequence[Mapping[str, Any]]) -> str:
    lines = [f"{'trang':24} {'lần đầu':>16} {'trang sau':>16}"]
    for one in weighed:
        mark = "" if one["fits"] else "  quá nặng" if one["status"] == 200 else f"  trả lời {one['status']}"  # noqa: PLR2004 - OK
        first, following = (f"{one[w] / KB:5.1f} / {one[f'{w}_limit'] // KB} kB" for w in ("first", "next"))
        lines.append(f"{one['page']:24} {first:>16} {following:>16}{mark}")
    return "\n".join(lines)
