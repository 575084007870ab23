"""Load on several replicas while one of them dies."""

from __future__ import annotations

import asyncio
import re
import subprocess
from collections.abc import Callable, Sequence
from contextlib import suppress

import httpx

QUESTION = {"question": "Lễ mở ký Công ước Hà Nội diễn ra ngày nào?"}
Replica = tuple[subprocess.Popen[str], int]  # its process, its port
Serve = Callable[..., Replica]
Proxy = Callable[..., str]
ASKED, KILLED_AT = 120, 40


def busiest(replicas: Sequence[Replica]) -> subprocess.Popen[str]:
    """The replica that answered most: a visitor stays with one of them, and we are one visitor."""

    def asked(port: int) -> float:
        metrics = httpx.get(f"http://127.0.0.1:{port}/metrics").text
        return sum(map(float, re.findall(r"hanoi_answers_total{.*} (\S+)", metrics)))

    return max(replicas, key=lambda replica: asked(replica[1]))[0]


def found_while_one_dies(base: str, replicas: Sequence[Replica]) -> list[bool]:
    """Whether each of `ASKED` questions was answered after one retry at most, the busiest replica killed among them."""

    async def ask(client: httpx.AsyncClient) -> bool:
        for _ in range(2):
            with suppress(httpx.HTTPError):
                response = await client.post("/api/ask", json=QUESTION)
                if response.status_code == 200:
                    return bool(response.json()["found"])
        return False

    async def load() -> list[bool]:
        async with httpx.AsyncClient(base_url=base, timeout=30) as client:
            asking = []
            for n in range(ASKED):
                asking.append(asyncio.create_task(ask(client)))
                await asyncio.sleep(0.03)
                if n == KILLED_AT:
                    busiest(replicas).kill()
            return await asyncio.gather(*asking)

    return asyncio.run(load())
