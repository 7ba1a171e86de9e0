"""An MJPEG-over-HTTP network camera on loopback, as a process: it can be killed, frozen (SIGSTOP) and started again.

Run:    python mjpeg_server.py FRAME_DIR [--port 0] [--fps 30] [--user NAME:PASSWORD] [--bare]

FRAME_DIR/*.jpg is played in name order, for ever. It prints its port, then serves
    /stream          multipart/x-mixed-replace; with --bare, without lengths, and hyphens in the boundary
    /garbage         the same, of parts that are no JPEGs
    /endless         one part whose headers have no end
    /heavy           one part that says it is 99,999,999 bytes long
    /page            no stream at all
    /moved           sends whoever asks to /stream
    /snapshot.jpg    the first frame, as a photograph of its own
    /torn.jpg        half of it
    /huge.jpg        no end
With --user everything asks for HTTP Digest, and what stands under /basic/ for Basic.
For every request it prints "asked", the path, and how the request was signed ("none", "Digest", "Basic").
"""

import argparse
import hashlib
import http.server
import socketserver
import time
from base64 import b64decode
from pathlib import Path

REALM, NONCE = "camera", "7f3c"


class Handler(http.server.BaseHTTPRequestHandler):
    frames: tuple[bytes, ...] = ()
    fps = 30.0
    user = ""
    bare = False

    def log_message(self, *args):
        """Nothing: stdout is the test's."""

    def do_GET(self):
        kind = self.headers.get("Authorization", "none").split()[0]
        print(f"asked {self.path} {kind}", flush=True)
        try:
            if self.user and not self.allowed():
                return
            self.answer()
        except OSError:
            self.close_connection = True  # the client went away

    def answer(self):
        path = self.path.removeprefix("/basic")
        if path in {"/snapshot.jpg", "/torn.jpg", "/huge.jpg"}:
            self.photograph(path)
        elif path == "/moved":
            self.begin("text/plain", 302, Location="/stream")
        elif path == "/page":
            self.begin("text/html")
            self.wfile.write(b"<p>Sign in</p>")
        elif path in {"/stream", "/garbage", "/endless", "/heavy"}:
            self.begin("multipart/x-mixed-replace; boundary=" + ("--frame" if self.bare else "frame"))
            self.stream(path)
        else:
            self.begin("text/plain", 404)

    def begin(self, content_type, status=200, **headers):
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def photograph(self, path):
        self.begin("image/jpeg")
        data = self.frames[0]
        if path == "/snapshot.jpg":
            self.wfile.write(data)
        elif path == "/torn.jpg":
            self.wfile.write(data[: len(data) // 2])
        while path == "/huge.jpg":
            self.wfile.write(data[:2] + bytes(1 << 20))

    def stream(self, path):
        if path == "/heavy":
            self.wfile.write(b"--frame\r\nContent-Length: 99999999\r\n\r\n")
        while path == "/endless":
            self.wfile.write(b"--frame\r\n" + b"X-Filler: on and on\r\n" * 50)
        due, number = time.perf_counter(), 0
        while True:
            frame = self.frames[number % len(self.frames)]
            if path == "/garbage":
                frame = b"\xff\xd8\xff" + b"not a picture" * 40
            length = b"" if self.bare else b"Content-Length: %d\r\n" % len(frame)
            self.wfile.write(b"--frame\r\nContent-Type: image/jpeg\r\n" + length + b"\r\n" + frame + b"\r\n")
            number += 1
            due += 1 / self.fps
            time.sleep(max(0, due - time.perf_counter()))

    def allowed(self):
        """HTTP Basic or Digest with MD5, without `qop`: what the older cameras speak."""
        given = self.headers.get("Authorization", "")
        if self.path.startswith("/basic"):
            challenge = f'Basic realm="{REALM}"'
            allowed = given.startswith("Basic ") and b64decode(given[6:]).decode() == self.user
        else:
            challenge = f'Digest realm="{REALM}", nonce="{NONCE}"'
            name, _, password = self.user.partition(":")
            first, second = md5(f"{name}:{REALM}:{password}"), md5(f"GET:{self.path}")
            allowed = given.startswith("Digest ") and md5(f"{first}:{NONCE}:{second}") in given
        if not allowed:
            self.begin("text/plain", 401, WWW_Authenticate=challenge)
        return allowed


def md5(text):
    return hashlib.md5(text.encode()).hexdigest()


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        """A client that goes away in the middle is what these tests are about."""


def main():
    parser = argparse.ArgumentParser(description="MJPEG over HTTP camera on loopback")
    parser.add_argument("frame_dir", type=Path, help="folder with *.jpg, played in name order")
    parser.add_argument("--port", type=int, default=0, help="TCP port; 0 picks a free one (default)")
    parser.add_argument("--fps", type=float, default=30.0)
    parser.add_argument("--user", default="", help="NAME:PASSWORD to ask for")
    parser.add_argument("--bare", action="store_true", help="parts without a length")
    arguments = parser.parse_args()
    Handler.frames = tuple(path.read_bytes() for path in sorted(arguments.frame_dir.glob("*.jpg")))
    if not Handler.frames:
        parser.error(f"no *.jpg in {arguments.frame_dir}")
    Handler.fps, Handler.user, Handler.bare = arguments.fps, arguments.user, arguments.bare
    server = Server(("127.0.0.1", arguments.port), Handler)
    print(server.server_address[1], flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
