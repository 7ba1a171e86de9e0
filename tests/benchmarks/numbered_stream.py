"""A 1080p30 MJPEG camera on loopback whose frames say which they are, and when each was handed to the network.

The number is drawn as sixteen black or white blocks in the top left corner, so that it can be read off whatever a
window paints. Times are of the system's monotonic clock, which all processes of a machine share.
"""

from __future__ import annotations

import http.server
import multiprocessing
import socketserver
import time
from ctypes import c_double
from multiprocessing.sharedctypes import SynchronizedArray

import cv2
import numpy as np

SIZE = (1920, 1080)
FPS = 30
FRAMES = 128
BLOCK = 32
BITS = 8
_BOUNDARY = b"frame"


def numbered_frames() -> list[bytes]:
    """Textured like a set with a garment on it, so that a frame is as heavy as one of a camera (250 to 350 kB)."""
    dice = np.random.default_rng(5)
    base = cv2.resize(dice.integers(150, 230, (54, 96, 3)).astype(np.uint8), SIZE, interpolation=cv2.INTER_CUBIC)
    noisy = np.clip(base.astype(np.int16) + dice.normal(0, 5, base.shape), 0, 255).astype(np.uint8)
    frames = []
    for number in range(FRAMES):
        picture = noisy.copy()
        for bit in range(BITS):
            picture[:BLOCK, bit * BLOCK : (bit + 1) * BLOCK] = 255 if number >> bit & 1 else 0
        frames.append(cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 85])[1].tobytes())
    return frames


def number_of(corner: np.ndarray, scale: float = 1.0) -> int:
    """The number of a frame from its top left corner, grey or colour, drawn at `scale`."""
    step = BLOCK * scale
    row = int(step / 2)
    return sum(int(corner[row, int((bit + 0.5) * step)].max() > 127) << bit for bit in range(BITS))


def _serve(sent: SynchronizedArray[c_double], port: SynchronizedArray[c_double]) -> None:
    frames = numbered_frames()

    class Handler(http.server.BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "multipart/x-mixed-replace; boundary=frame")
            self.end_headers()
            due, number = time.monotonic(), 0
            try:
                while True:
                    jpeg = frames[number]
                    head = b"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n" % len(jpeg)
                    sent[number] = time.monotonic()
                    self.wfile.write(head + jpeg + b"\r\n")
                    self.wfile.flush()
                    number = (number + 1) % FRAMES
                    due += 1 / FPS
                    time.sleep(max(0.0, due - time.monotonic()))
            except OSError:
                return

    class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
        daemon_threads = True

    server = Server(("127.0.0.1", 0), Handler)
    port[0] = server.server_address[1]
    server.serve_forever()


class NumberedStream:
    """The camera as a process of its own; `sent[n]` is when frame n was sent last."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.sent = context.Array(c_double, FRAMES)
        self._port = context.Array(c_double, 1)
        self._process = context.Process(target=_serve, args=(self.sent, self._port), daemon=True)
        self._process.start()
        while not self._port[0]:
            time.sleep(0.05)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{int(self._port[0])}/stream"

    def close(self) -> None:
        self._process.terminate()
        self._process.join()
