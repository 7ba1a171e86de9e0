"""A TCP proxy that breaks connections on purpose, from a seed: the bad network between a station and the ledger.

    with running_proxy(port, seed=7, weights={"ok": 3, "cut_request": 1}) as proxy:
        ...  # proxy.port, proxy.stats, proxy.partition = True / False

One mode per connection, drawn from (seed, number of the connection):
    ok             everything passes
    drop_response  the request passes; at the server's first byte the client gets RST: the work is done, no answer comes
    cut_request    half of the first chunk passes, then RST to both sides
    cut_response   20 bytes of the answer pass, then RST to the client
    delay          0.02 to 0.1 s before each chunk of the answer
    blackhole      nothing is connected; RST after `hole_s` seconds
    rst_connect    RST at once
The n-th connection always gets the same mode for a given seed; which request travels on it depends on timing. A
kept-alive connection keeps its mode. During a partition new connections are black-holed and open ones stall.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
import socket
import struct
import threading
from collections import Counter
from collections.abc import Iterator, Mapping

WEIGHTS: Mapping[str, float] = {
    "ok": 6,
    "drop_response": 2,
    "cut_request": 1,
    "cut_response": 1,
    "delay": 1,
    "blackhole": 0.3,
    "rst_connect": 1,
}


class FaultProxy:
    def __init__(
        self, target_port: int, *, seed: int = 1, weights: Mapping[str, float] = WEIGHTS, hole_s: float = 0.2
    ) -> None:
        self._target = ("127.0.0.1", target_port)
        self._seed = seed
        self._weights = dict(weights)
        self._hole_s = hole_s
        self._connections = 0
        # asyncio keeps weak references only: a half-closed connection would be collected alive.
        self._tasks: set[asyncio.Task[None]] = set()
        self._writers: list[asyncio.StreamWriter] = []
        self.port = 0
        self.stats: Counter[str] = Counter()
        self.partition = False

    async def serve(self) -> asyncio.Server:
        server = await asyncio.start_server(self._connection, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        return server

    def _connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # No coroutine: one that is cancelled before its first step would leave its connection to the collector.
        self._writers.append(writer)
        self._tasks.add(asyncio.create_task(self._relay(reader, writer)))

    async def end(self) -> None:
        """Stop whatever still goes on, and close every connection there was."""
        while self._tasks:
            tasks, self._tasks = self._tasks, set()
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        for writer in self._writers:
            writer.close()
        await asyncio.sleep(0.01)  # what was closed says so in the turns to come

    async def _relay(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._connections += 1
        chance = random.Random(f"{self._seed}:{self._connections}")
        mode = chance.choices(list(self._weights), list(self._weights.values()))[0]
        if self.partition:
            mode = "blackhole"
        self.stats[mode] += 1
        if mode == "blackhole":
            await asyncio.sleep(self._hole_s)
        if mode in ("blackhole", "rst_connect"):
            _reset(writer)
            return
        try:
            up_reader, up_writer = await asyncio.open_connection(*self._target)
        except OSError:
            _reset(writer)
            return
        self._writers.append(up_writer)
        ends = (up_writer, writer)
        answering = asyncio.create_task(self._answer(up_reader, writer, mode, chance))
        asking = asyncio.create_task(self._ask(reader, ends, mode, answering))
        self._tasks |= {answering, asking}
        try:
            await asyncio.wait({answering, asking}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (answering, asking):
                task.cancel()
            await asyncio.gather(answering, asking, return_exceptions=True)  # broken connections are the point
            self._tasks -= {answering, asking}
            for end in ends:
                end.close()

    async def _ask(
        self,
        reader: asyncio.StreamReader,
        ends: tuple[asyncio.StreamWriter, asyncio.StreamWriter],
        mode: str,
        answering: asyncio.Task[None],
    ) -> None:
        up_writer = ends[0]
        while data := await reader.read(65536):
            await self._healed()
            if mode == "cut_request":
                up_writer.write(data[: len(data) // 2])
                await up_writer.drain()
                await asyncio.sleep(0.02)
                for end in ends:
                    _reset(end)
                return
            up_writer.write(data)
            await up_writer.drain()
        up_writer.write_eof()  # the client is done asking; the answer may still come
        await answering

    async def _answer(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, mode: str, chance: random.Random
    ) -> None:
        while data := await reader.read(65536):
            await self._healed()
            if mode == "drop_response":
                _reset(writer)
                return
            if mode == "delay":
                await asyncio.sleep(chance.uniform(0.02, 0.1))
            writer.write(data[:20] if mode == "cut_response" else data)
            await writer.drain()
            if mode == "cut_response":
                await asyncio.sleep(0.02)
                _reset(writer)
                return

    async def _healed(self) -> None:
        while self.partition:  # noqa: ASYNC110 (set from another thread)
            await asyncio.sleep(0.02)


def _reset(writer: asyncio.StreamWriter) -> None:
    """Close with RST instead of FIN, and drop what was not yet sent."""
    with contextlib.suppress(OSError):
        writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


@contextlib.contextmanager
def running_proxy(
    target_port: int, *, seed: int = 1, weights: Mapping[str, float] = WEIGHTS, hole_s: float = 0.2
) -> Iterator[FaultProxy]:
    """The proxy on a thread of its own, for as long as the block lasts."""
    proxy = FaultProxy(target_port, seed=seed, weights=weights, hole_s=hole_s)
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="fault-proxy")
    thread.start()
    server = asyncio.run_coroutine_threadsafe(proxy.serve(), loop).result(5)

    async def end() -> None:
        server.close()
        await proxy.end()

    try:
        yield proxy
    finally:
        asyncio.run_coroutine_threadsafe(end(), loop).result(5)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()
