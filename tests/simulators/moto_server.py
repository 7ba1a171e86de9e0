"""An S3 server over HTTP, in a process of its own that can be killed: moto's."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import boto3
import requests

KEY, SECRET = "AKIDEXAMPLE", "the-secret-nobody-may-read"  # gitleaks:allow (of a test)
START_S = 30.0


class MotoServer:
    """An S3 server as a child process on a port it keeps; what it holds dies with it."""

    def __init__(self, home: Path) -> None:
        self._home = home
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        environment = {"PATH": os.environ["PATH"], "HOME": str(self._home), "LC_ALL": "C.UTF-8"}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(self.port)],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + START_S
        while True:
            try:
                with requests.get(f"{self.url}/moto-api/", timeout=1):
                    return
            except requests.ConnectionError:
                assert time.monotonic() < deadline, "moto does not answer"
                assert self._process.poll() is None, "moto ended"
                time.sleep(0.05)

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def client(self) -> Any:
        return boto3.session.Session(KEY, SECRET).client("s3", endpoint_url=self.url, region_name="eu-west-3")

    def make_bucket(self) -> None:
        client = self.client()
        client.create_bucket(Bucket="photos", CreateBucketConfiguration={"LocationConstraint": "eu-west-3"})
        client.close()
