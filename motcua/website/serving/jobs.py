"""procrastinate's worker in a thread."""

from __future__ import annotations

import asyncio
import threading

#: Jobs at a time; ours are short and mostly wait for the database.
CONCURRENCY = 2
#: Seconds for running jobs when told to stop.
GRACE = 10.0


def run(stop: threading.Event) -> None:
    """Work on jobs until told to stop."""
    asyncio.run(_work(stop))


async def _work(stop: threading.Event) -> None:
    from procrastinate.contrib.django import app

    with app.replace_connector(app.connector.get_worker_connector()) as with_connections:
        async with with_connections.open_async():
            worker = asyncio.create_task(
                with_connections.run_worker_async(
                    concurrency=CONCURRENCY,
                    install_signal_handlers=False,
                    shutdown_graceful_timeout=GRACE,
                    delete_jobs="successful",
                )
            )
            told = asyncio.create_task(asyncio.to_thread(stop.wait))
            await asyncio.wait({worker, told}, return_when=asyncio.FIRST_COMPLETED)
            worker.cancel()
            try:
                await worker
            except asyncio.CancelledError:
                return
            finally:
                stop.set()
