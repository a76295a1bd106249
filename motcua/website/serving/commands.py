"""``motcua serve | demo | stop | status``."""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from motcua.database import addresses, runner
from motcua.database.binaries import ProgramsMissing
from motcua.database.locks import is_held
from motcua.database.places import PlaceTaken
from motcua.database.runner import Cluster, ServerProblem
from motcua.kernel import keys, moments
from motcua.website.serving import demo, far, ports
from motcua.website.serving.home import Home, here
from motcua.website.serving.parts import Part, command
from motcua.website.serving.prepare import TO_LOAD
from motcua.website.serving.supervisor import CannotServe, Supervisor, already_running, state, sweep

DEMO_POOL = 8
STOP_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Profile:
    """How many workers and threads the web part has, and connections: 0 is one lasting connection a thread."""

    workers: int
    threads: int
    pool: int


#: Forty slow lines must not stop one clerk: many threads, few connections (granian does not buffer).
OPEN = Profile(2, 64, DEMO_POOL)
#: Behind nginx, which buffers: few threads, each with a connection of its own. They share one interpreter: with five the
#: same sixteen users got a tenth less of pages, and the slow ones took a quarter longer (measured).
INSTALLED = Profile(2, 3, 0)


def serve(words: Sequence[str]) -> int:
    """Run the whole application until told to stop."""
    read = _parser().parse_args(words)
    try:
        return _serve(read)
    except (CannotServe, ServerProblem, PlaceTaken, ProgramsMissing) as problem:
        print(problem, file=sys.stderr)
        return 1


def serve_demo(words: Sequence[str]) -> int:
    """Run the demo: the same as ``serve --demo``."""
    return serve(["--demo", *words])


def stop(words: Sequence[str]) -> int:
    """Stop what ``serve`` started, and whatever a killed one left."""
    argparse.ArgumentParser(prog="motcua stop", description="Dừng Một cửa đang chạy ở thư mục này.").parse_args(words)
    home = here()
    running = state(home)
    if running is None:
        if (home.run / "parts.lock").exists():
            sweep(home)
        _stop_idle_database()
        print("Một cửa không chạy.")
        return 0
    if running["pid"]:
        os.kill(running["pid"], signal.SIGTERM)
    deadline = time.monotonic() + STOP_SECONDS
    while is_held(home.run / "serve.lock"):
        if time.monotonic() > deadline:
            print(f"Chưa dừng sau {STOP_SECONDS} giây. Xem {home.logs / 'serve.log'}.", file=sys.stderr)
            return 1
        time.sleep(0.1)
    print("Đã dừng.")
    return 0


def status(words: Sequence[str]) -> int:
    """Say what runs, and whether it is well."""
    parser = argparse.ArgumentParser(prog="motcua status", description="Một cửa có đang chạy không, ở đâu.")
    parser.add_argument("--json", action="store_true")
    read = parser.parse_args(words)
    running, home = state(here()), here()
    health = _health(running["health"]) if running and running["health"] else None
    if read.json:
        print(json.dumps({"running": running is not None, **(running or {}), "well": health}, ensure_ascii=False))
    elif running is None:
        print(f"Một cửa không chạy. Dữ liệu ở {home.folder}. Gõ «motcua serve» hoặc «motcua serve --demo».")
    else:
        print(f"Một cửa{' (bản thử)' if running['demo'] else ''} chạy ở {running['url']}, từ {running['began_at']}.")
        for name, part in running["parts"].items():
            print(f"  {name:<8} tiến trình {part['pid'] or '–'}, chạy lại {part['restarts']} lần")
        print(f"  {_in_words(health)}\n  Nhật ký chạy: {home.logs}")
    return 0 if running is not None else 3


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="motcua serve", description="Chạy Một cửa: trang, máy ghi, cơ sở dữ liệu.")
    parser.add_argument("--demo", action="store_true", help="bản thử: một tỉnh với người và hồ sơ bịa")
    parser.add_argument(
        "--fresh", action="store_true", help="bản thử: xoá và bắt đầu lại từ 08:00 của ngày trong hồ sơ địa phương"
    )
    parser.add_argument("--dossiers", type=int, help="bản thử: số hồ sơ")
    parser.add_argument("--host", default="127.0.0.1", help="mặc định 127.0.0.1: chỉ máy này")
    parser.add_argument("--port", type=int, help="mặc định 8000; bản thử tự tìm cổng trống kế tiếp")
    parser.add_argument("--installed", action="store_true", help="đứng sau nginx: 2×5 luồng, mỗi luồng một kết nối")
    parser.add_argument("--workers", type=int)
    parser.add_argument("--threads", type=int)
    return parser


def _serve(read: argparse.Namespace) -> int:
    home = here()
    _refuse_early(read, home)
    if state(home) is not None:
        raise CannotServe(already_running(home))
    home.prepare()
    if read.fresh:
        demo.start_over(home)
    port = _port(read)
    url = os.environ.get("MOTCUA_PUBLIC_URL") or f"http://{_spoken(read.host)}:{port}"
    os.environ |= _environment(read, home, url)
    cluster = None if addresses.is_elsewhere() else Cluster(addresses.folder())
    watching = Supervisor(home, cluster, url=url, health=f"http://{_reached(read.host)}:{port}/khoe", demo=read.demo)
    with watching:
        print(f"Dữ liệu ở {home.folder}, nhật ký chạy ở {home.logs}.", flush=True)
        print("Khởi động cơ sở dữ liệu và chuẩn bị trang…", flush=True)
        if cluster is not None:
            cluster.start()
        done = _prepare(watching, ["prepare"])
        if done == TO_LOAD or (done == 0 and read.dossiers is not None):
            done = _load(watching, read, home)
        if done:
            return 0 if watching.stopping else 1
        _set_clock(read, home)
        outside = far.parts(home, dict(os.environ)) if read.demo else []
        watching.run([*_parts(read, port), *outside], lambda: _say_ready(read, home, url))
    print("Đã dừng.", flush=True)
    return 0


def _refuse_early(read: argparse.Namespace, home: Home) -> None:
    if home.restoring.exists():
        raise CannotServe(
            f"Lần phục hồi vào {home.folder} chưa xong. Chạy lại «motcua restore» như lần trước; nó tự làm lại từ đầu."
        )
    if home.upgrading.exists():
        raise CannotServe(
            f"Lần nâng cấp ở {home.folder} chưa xong. Chạy lại «motcua upgrade»; nó làm tiếp, hoặc đưa dữ liệu về như cũ."
        )
    if read.demo:
        return
    if read.fresh or read.dossiers is not None:
        raise CannotServe("--fresh và --dossiers chỉ dùng cho bản thử: motcua serve --demo --fresh")
    if os.environ.get("MOTCUA_ARCHIVE") == "1" and not os.environ.get("MOTCUA_BACKUP"):
        raise CannotServe("MOTCUA_ARCHIVE=1 cần nơi cất: đặt thêm MOTCUA_BACKUP=THƯ-MỤC, tốt nhất ở ổ đĩa khác.")
    if moments.shift():
        raise CannotServe(
            f"Đồng hồ đang bị dời {moments.shift().total_seconds():+.0f} giây. Chỉ bản thử được dời giờ: bỏ {moments.SHIFT_VARIABLE}, "
            "hoặc thêm --demo."
        )
    if home.demo.exists():
        raise CannotServe(
            f"{home.folder} là dữ liệu của bản thử. Chạy «motcua serve --demo», "
            "hoặc đặt MOTCUA_HOME sang thư mục khác để cài thật."
        )


def _port(read: argparse.Namespace) -> int:
    wanted = read.port or 8000
    if ports.is_free(read.host, wanted):
        return int(wanted)
    if read.demo and read.port is None and (other := ports.next_free(read.host, wanted)):
        print(f"Cổng {wanted} đang có chương trình khác dùng; bản thử chạy ở cổng {other}.", flush=True)
        return other
    raise CannotServe(
        f"Cổng {wanted} của {read.host} đang có chương trình khác dùng. Chọn cổng khác: --port {wanted + 1}"
    )


def _environment(read: argparse.Namespace, home: Home, url: str) -> dict[str, str]:
    """Return what every child needs to know."""
    environment = {
        "MOTCUA_HOME": str(home.folder),
        keys.FILE_VARIABLE: str(home.keys),
        "MOTCUA_PUBLIC_URL": url,
        "MOTCUA_PART": "1",
        "PROMETHEUS_MULTIPROC_DIR": str(home.counters()),
    }
    if "MOTCUA_HOSTS" not in os.environ:
        environment["MOTCUA_HOSTS"] = ",".join(dict.fromkeys(["localhost", "127.0.0.1", "[::1]", _reached(read.host)]))
    if read.demo:
        environment |= {"MOTCUA_DEMO": "1", **far.environment(read.port)}
    return environment


def _prepare(watching: Supervisor, words: Sequence[str]) -> int:
    return watching.wait_for(subprocess.Popen(command(*words), env=os.environ.copy()))  # noqa: S603 - our own command


def _load(watching: Supervisor, read: argparse.Namespace, home: Home) -> int:
    """Play the demo's life."""
    home.demo.mkdir(exist_ok=True)
    return _prepare(watching, ["demo_load", *([f"--dossiers={read.dossiers}"] if read.dossiers is not None else [])])


def _set_clock(read: argparse.Namespace, home: Home) -> None:
    """Let the demo's business clock run on from 08:00 of its day at first load."""
    if not read.demo:
        return
    shift = home.shift()
    if shift is None:
        raise CannotServe(f"Bản thử chưa nạp xong: thiếu {home.clock}. Chạy lại, hoặc thêm --fresh để bắt đầu lại.")
    os.environ[moments.SHIFT_VARIABLE] = str(shift)


def _parts(read: argparse.Namespace, port: int) -> list[Part]:
    profile = INSTALLED if read.installed else OPEN
    pool = os.environ.get(addresses.POOL_VARIABLE) or str(profile.pool)
    web = {
        "--host": read.host,
        "--port": str(port),
        "--workers": str(read.workers or profile.workers),
        "--threads": str(read.threads or profile.threads),
    }
    archive = [Part("archive", command("backup", "--archive"))] if os.environ.get("MOTCUA_ARCHIVE") == "1" else []
    return [
        *archive,
        Part("web", command("web", *(word for pair in web.items() for word in pair)), {addresses.POOL_VARIABLE: pool}),
        Part("sealer", command("work", "sealer"), {addresses.POOL_VARIABLE: "0"}),
        Part("worker", command("work", "worker"), {addresses.POOL_VARIABLE: "0"}),
    ]


def _say_ready(read: argparse.Namespace, home: Home, url: str) -> None:
    if read.demo:
        print(demo.what_to_try(home, url), flush=True)
    else:
        print(f"Một cửa chạy ở {url}. Dừng: Ctrl+C ở đây, hoặc «motcua stop».", flush=True)
        if not home.exported.exists():
            print(
                "Khoá dữ liệu chưa có bản cất nơi khác; mất máy là mất dữ liệu. Gõ: motcua keys export TỆP", flush=True
            )


def _spoken(host: str) -> str:
    return "localhost" if host in {"127.0.0.1", "::1", "0.0.0.0", "::"} else host  # noqa: S104 - compared, not bound


def _reached(host: str) -> str:
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - compared, not bound
    return f"[{host}]" if ":" in host else host


def _health(address: str) -> dict[str, Any] | None:
    try:
        with urlopen(address, timeout=5) as answer:  # noqa: S310 - our own address
            found: dict[str, Any] = json.load(answer)
    except HTTPError as refused:
        return _refusal(refused)
    except (URLError, OSError, ValueError):
        return None
    return found


def _refusal(answer: HTTPError) -> dict[str, Any] | None:
    """Return what an unwell website says of itself; None from whoever says nothing of the kind."""
    try:
        found: dict[str, Any] = json.loads(answer.read())
    except ValueError:
        return None
    return found


def _in_words(health: dict[str, Any] | None) -> str:
    if health is None:
        return "Trang không trả lời."
    if health.get("well"):
        return f"Mọi phần đều khoẻ; nhật ký được khoá sau {health['sealing_lag_seconds']} giây."
    bad = [name for name in ("database", "sealer", "worker") if not health.get(name)]
    return f"Chưa khoẻ: {', '.join(bad) or 'nhật ký chờ khoá quá lâu'}."


def _stop_idle_database() -> None:
    """Stop our own server that a killed supervisor left running, unless somebody else uses it or asked to keep it."""
    if addresses.is_elsewhere() or not (addresses.folder() / "address.json").exists():
        return
    if Cluster(addresses.folder()).is_running():
        cluster = runner.ensure_started()
        if cluster is not None:
            cluster.leave()
