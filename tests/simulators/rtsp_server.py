"""A minimal RTSP 1.0 camera on loopback (RTP interleaved over TCP), as a process that can be killed and frozen.

Run:    python rtsp_server.py FRAME_DIR [--port 0] [--fps 25]

FRAME_DIR/*.jpg is played in name order, for ever. It prints its port; open rtsp://127.0.0.1:PORT/ with TCP transport.
FFmpeg (from the `imageio-ffmpeg` wheel) encodes H.264 and makes the RTP packets; this file only speaks RTSP. FFmpeg is
fed by a pipe, so that it ends with this process, even with a killed one.
"""

import argparse
import itertools
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import imageio_ffmpeg

START_S = 20.0


def start_encoder(fps, rtp_port, sdp_path):
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-probesize", "32", "-analyzeduration", "0"]
    command += ["-f", "image2pipe", "-c:v", "mjpeg", "-framerate", str(fps), "-i", "pipe:0", "-an"]
    command += ["-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-g", "15"]
    command += ["-pix_fmt", "yuv420p", "-bsf:v", "dump_extra", "-f", "rtp", "-sdp_file", str(sdp_path)]
    command += [f"rtp://127.0.0.1:{rtp_port}?pkt_size=1400"]
    return subprocess.Popen(command, stdin=subprocess.PIPE)


def play(encoder, folder, fps):
    """Feed the encoder in real time, for as long as it lives."""
    due = time.perf_counter()
    try:
        for frame in itertools.cycle([path.read_bytes() for path in sorted(folder.glob("*.jpg"))]):
            encoder.stdin.write(frame)
            encoder.stdin.flush()
            due = max(due + 1 / fps, time.perf_counter() - 1)
            time.sleep(max(0, due - time.perf_counter()))
    except BrokenPipeError:
        return


def describe_stream(encoder, sdp_path):
    end = time.monotonic() + START_S
    while not (sdp_path.exists() and sdp_path.stat().st_size):
        if encoder.poll() is not None or time.monotonic() > end:
            sys.exit("the encoder did not start")
        time.sleep(0.05)
    sdp = re.sub(r"m=video \d+", "m=video 0", sdp_path.read_text()).strip() + "\na=control:track0\n"
    return sdp.replace("\r\n", "\n").replace("\n", "\r\n")


def pump(rtp, clients):
    """Every RTP packet goes to every playing client, framed as interleaved channel 0."""
    while True:
        packet = rtp.recv(65_536)
        for client in list(clients):
            try:
                client.sendall(b"$\0" + len(packet).to_bytes(2, "big") + packet)
            except OSError:
                clients.remove(client)


def request_of(lines):
    """Method, address and headers of the next request; None at the end of the line."""
    while line := lines.readline():
        if line[:1] == b"$" or line.count(b" ") != 2:
            continue  # RTCP, or nothing we know
        method, url, _ = line.decode().split(" ")
        headers = {}
        while header := lines.readline().strip():
            name, _, value = header.decode().partition(":")
            headers[name.lower()] = value.strip()
        return method, url, headers
    return None


def serve(client, sdp, clients):
    lines = client.makefile("rb")
    while request := request_of(lines):
        method, url, headers = request
        reply, body = f"RTSP/1.0 200 OK\r\nCSeq: {headers.get('cseq')}\r\nSession: 1\r\n", ""
        if method == "OPTIONS":
            reply += "Public: OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN, GET_PARAMETER\r\n"
        elif method == "DESCRIBE":
            body = sdp
            reply += f"Content-Base: {url}/\r\nContent-Type: application/sdp\r\nContent-Length: {len(body)}\r\n"
        elif method == "SETUP" and "TCP" in headers.get("transport", ""):
            reply += "Transport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n"
        elif method == "SETUP":
            reply = f"RTSP/1.0 461 Unsupported Transport\r\nCSeq: {headers.get('cseq')}\r\n"
        try:
            client.sendall((reply + "\r\n" + body).encode())
        except OSError:
            return  # the client went away
        if method == "PLAY":
            clients.append(client)
        if method == "TEARDOWN":
            return


def accept(server, sdp, clients):
    while True:
        client, _ = server.accept()
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        threading.Thread(target=serve, args=(client, sdp, clients), daemon=True).start()


def main():
    parser = argparse.ArgumentParser(description="RTSP camera on loopback, RTP over TCP")
    parser.add_argument("frame_dir", type=Path, help="folder with *.jpg, played in name order")
    parser.add_argument("--port", type=int, default=0, help="TCP port; 0 picks a free one (default)")
    parser.add_argument("--fps", type=float, default=25.0)
    arguments = parser.parse_args()

    rtp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    rtp.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 << 20)
    rtp.bind(("127.0.0.1", 0))
    with tempfile.TemporaryDirectory() as folder:
        sdp_path = Path(folder) / "stream.sdp"
        encoder = start_encoder(arguments.fps, rtp.getsockname()[1], sdp_path)
        feed = (encoder, arguments.frame_dir, arguments.fps)
        threading.Thread(target=play, args=feed, daemon=True).start()
        sdp = describe_stream(encoder, sdp_path)
    clients = []
    server = socket.create_server(("127.0.0.1", arguments.port))
    threading.Thread(target=pump, args=(rtp, clients), daemon=True).start()
    threading.Thread(target=accept, args=(server, sdp, clients), daemon=True).start()
    print(server.getsockname()[1], flush=True)
    encoder.wait()


if __name__ == "__main__":
    main()
