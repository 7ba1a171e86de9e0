"""A PTP/IP camera on loopback TCP that libgphoto2 drives as a real Nikon D750: test code, never a stand-in at a bench.

libgphoto2's own `ptpip` I/O library and `ptp2` driver talk to it (ISO 15740 / CIPA DC-005 framing, Nikon vendor
extension, so live view works). Settings, capture, RAW+JPEG, download, thumbnails, delete, body shutter and
battery events all work, and faults can be switched on while it runs.

Run:    python ptpip_camera.py IMAGE_DIR [--port 0] [--host 127.0.0.1] [--serial 0006012345]

IMAGE_DIR/*.jpg           stills, handed out in turn
IMAGE_DIR/preview/*.jpg   live-view frames, handed out in turn (the stills, where there is none)
IMAGE_DIR/*.nef, *.dng    optional: every shot then yields JPG + NEF

It prints {"port": N} on stdout. Connect with model "PTP/IP Camera" and port path "ptpip:127.0.0.1:N:N" (the event
port must be given too). Then one JSON object per line on stdin, one answer per line on stdout:

    {"do": "fault", "store_full": true}       any field of Faults: bytes_per_s, drop_on, hang_on, busy, store_full,
                                              write_protect, no_af, lv_prohibit, capture_delay,
                                              rubbish (a name in RUBBISH) and rubbish_on
    {"do": "prop", "code": "0x5001", "value": 9}   change a property and tell the host (here: battery 9 %)
    {"do": "shoot"}                           body shutter pressed
    {"do": "unplug"}                          close both sockets
    {"do": "power_off"}  {"do": "power_on"}   stop and restart listening on the same port
    {"do": "trace"}                           print each operation on stderr

It must be a process of its own: python-gphoto2 keeps the GIL in several calls, and would wait for itself.
Needs the standard library only.
"""

import argparse
import itertools
import json
import socket
import struct
import sys
import threading
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

# PTP response codes
OK = 0x2001
NOTSUP = 0x2005
INVHANDLE = 0x2009
PROPNOTSUP = 0x200A
STOREFULL = 0x200C
WRITEPROT = 0x200D
BUSY = 0x2019


def now():
    return datetime.now(UTC).strftime("%Y%m%dT%H%M%S")


def u8(x):
    return struct.pack("<B", x)


def u16(x):
    return struct.pack("<H", x)


def u32(x):
    return struct.pack("<I", x & 0xFFFFFFFF)


def pstr(s):
    return b"\0" if not s else u8(len(s) + 1) + (s + "\0").encode("utf-16-le")


def arr(f, xs):
    return u32(len(xs)) + b"".join(f(x) for x in xs)


# PTP data type -> (struct format, size)
TY = {1: ("<b", 1), 2: ("<B", 1), 3: ("<h", 2), 4: ("<H", 2), 5: ("<i", 4), 6: ("<I", 4)}


def enc(t, v):
    return pstr(v) if t == 0xFFFF else struct.pack(TY[t][0], v)


def dec(t, b):
    if t == 0xFFFF:
        return b[1 : 1 + b[0] * 2].decode("utf-16-le").rstrip("\0")
    return struct.unpack(TY[t][0], b[: TY[t][1]])[0]


class Prop:
    """A device property: PTP data type, value, writable flag, and either an enumeration or a (min, max, step) range."""

    def __init__(self, t, v, rw=1, enum=None, rng=None):
        self.t, self.v, self.rw, self.enum, self.rng, self.default = t, v, rw, enum, rng, v


# What is sent in place of an answer to transaction `tid`: by name, as a fault switch wants it.
RUBBISH = MappingProxyType(
    {
        "noise": lambda tid: bytes((31 * at + tid) % 251 for at in range(300)),
        "length_too_short": lambda tid: struct.pack("<II", 3, 7) + u16(OK) + u32(tid),
        "length_too_long": lambda tid: struct.pack("<II", 0x7FFFFFFF, 7) + u16(OK) + u32(tid),
        "length_negative": lambda tid: struct.pack("<II", 0xFFFFFFFF, 7) + u16(OK) + u32(tid),
        "nothing_but_a_head": lambda tid: struct.pack("<II", 8, 7),
        "a_kind_nobody_knows": lambda tid: struct.pack("<II", 14, 99) + u16(OK) + u32(tid),
        "another_transaction": lambda tid: struct.pack("<II", 14, 7) + u16(OK) + u32(tid + 77),
        "endless_data": lambda tid: (
            struct.pack("<IIIQ", 20, 9, tid, 1 << 60) + struct.pack("<III", 16, 10, tid) + u32(0)
        ),
        "more_data_than_said": lambda tid: (
            struct.pack("<IIIQ", 20, 9, tid, 8) + struct.pack("<III", 5012, 12, tid) + bytes(5000)
        ),
    }
)


class Faults:
    """Switches the test sets while the camera is running."""

    bytes_per_s = None  # slow link
    drop_on = None  # operation code at which both sockets are closed (cable out, battery dead)
    hang_on = None  # operation code that is never answered
    rubbish_on = None  # operation code that is answered once with `rubbish`
    rubbish = "noise"
    busy = 0  # number of DeviceBusy answers still to give
    store_full = False  # card full
    write_protect = False  # delete is refused
    no_af = False  # no focus
    lv_prohibit = 0  # live view is refused
    capture_delay = 0.1  # seconds from trigger to file


class PtpIpCamera:
    """One camera on one TCP port; `source`, `preview` and `raw` are callables that return bytes."""

    trace = False

    def __init__(self, source, preview, model="D750", host="127.0.0.1", port=0, raw=None, serial="0006012345"):
        self.source, self.preview, self.raw, self.model = source, preview, raw, model
        self.faults, self.serial = Faults(), serial
        self.objs = {}
        self.nexth = itertools.count(0x10)
        self.shots = itertools.count(1)
        self.dirh = 2
        self.frames = 0
        self.lv = False
        self.objs[1] = {"name": "DCIM", "parent": 0, "fmt": 0x3001, "data": b""}
        self.objs[2] = {"name": "100D750_", "parent": 1, "fmt": 0x3001, "data": b""}
        self.props = {
            0x5001: Prop(2, 87, 0, rng=(0, 100, 1)),
            0x5003: Prop(0xFFFF, "6016x4016", 1, ["6016x4016", "4512x3008", "3008x2008"]),
            0x5004: Prop(2, 2, 1, [0, 1, 2, 4, 7]),
            0x5005: Prop(4, 4, 1, [2, 4, 5, 6, 7, 0x8010, 0x8011, 0x8012, 0x8013]),
            0x5007: Prop(4, 800, 1, [280, 400, 560, 800, 1100, 1600]),
            0x500A: Prop(4, 1, 1, [1, 0x8010, 0x8011]),
            0x500D: Prop(6, 80, 1, [10000, 1000, 400, 200, 125, 80, 50, 20]),
            0x500E: Prop(4, 1, 0, [1, 2, 3, 4]),
            0x500F: Prop(4, 100, 1, [100, 200, 400, 800, 1600, 3200]),
            0x5010: Prop(3, 0, 1, [-1000, -667, -333, 0, 333, 667, 1000]),
            0x5011: Prop(0xFFFF, now()),
            0xD1A2: Prop(2, 0, 0),
            0xD1A4: Prop(6, 0, 0),
        }
        self.srv = socket.create_server((host, port))
        self.port = self.srv.getsockname()[1]
        self.evt = None
        self.cmd = None
        self.alive = True
        threading.Thread(target=self._accept, daemon=True).start()

    # ---- transport
    def _rx(self, c, n):
        b = b""
        while len(b) < n:
            x = c.recv(n - len(b))
            if not x:
                raise EOFError
            b += x
        return b

    def _pkt(self, c):
        n, t = struct.unpack("<II", self._rx(c, 8))
        return t, self._rx(c, n - 8)

    def _tx(self, c, t, b):
        c.sendall(struct.pack("<II", len(b) + 8, t) + b)

    def _accept(self):
        while self.alive:
            try:
                c, _ = self.srv.accept()
            except OSError:
                return
            c.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=self._conn, args=(c,), daemon=True).start()

    def _conn(self, c):
        try:
            t, _ = self._pkt(c)
            if t == 1:
                self._tx(c, 2, u32(1) + b"\x11" * 16 + (self.model + "\0").encode("utf-16-le") + u32(0x10000))
                self.cmd = c
                self._serve(c)
            elif t == 3:
                self._tx(c, 4, b"")
                self.evt = c
        except (EOFError, OSError):
            pass

    def unplug(self):
        for k in (self.cmd, self.evt):
            with suppress(OSError, AttributeError):  # closed already, or never connected
                k.shutdown(socket.SHUT_RDWR)
                k.close()

    def power_off(self):
        self.alive = False
        self.srv.shutdown(socket.SHUT_RDWR)  # close() alone leaves the port held by the thread that waits in accept()
        self.srv.close()
        self.unplug()

    def event(self, code, *p):
        with suppress(OSError, AttributeError):  # nobody listens
            self._tx(self.evt, 8, u16(code) + u32(0) + b"".join(map(u32, p)))

    def _serve(self, c):
        f = self.faults
        while True:
            t, b = self._pkt(c)
            if t != 6:
                continue
            phase, code, tid = struct.unpack("<IHI", b[:10])
            par = list(struct.unpack(f"<{(len(b) - 10) // 4}I", b[10:]))
            data = self._receive(c) if phase == 2 else b""
            if f.drop_on == code:
                f.drop_on = None
                self.unplug()
                return
            if f.hang_on == code:
                time.sleep(3600)
            if f.rubbish_on == code:
                f.rubbish_on = None
                c.sendall(RUBBISH[f.rubbish](tid))
                continue
            if self.trace:
                print(f"   <- {code:04x} {[hex(x) for x in par]} data={data.hex()[:20]}", file=sys.stderr)
            r = self.handle(code, par, data)
            rc, out, rp = r if isinstance(r, tuple) else (r, None, ())
            if out is not None:
                self._send(c, tid, out)
            self._tx(c, 7, u16(rc) + u32(tid) + b"".join(map(u32, rp)))

    def _receive(self, c):
        self._pkt(c)
        data = b""
        while True:
            t, d = self._pkt(c)
            data += d[4:]
            if t == 12:
                return data

    def _send(self, c, tid, out):
        f = self.faults
        self._tx(c, 9, u32(tid) + struct.pack("<Q", len(out)))
        step = 65536 if not f.bytes_per_s else max(1024, f.bytes_per_s // 20)
        for i in range(0, max(1, len(out)), step):
            ch = out[i : i + step]
            self._tx(c, 12 if i + step >= len(out) else 10, u32(tid) + ch)
            if f.bytes_per_s:
                time.sleep(len(ch) / f.bytes_per_s)

    # ---- camera behaviour
    def shoot(self):  # body shutter button or InitiateCapture
        n = next(self.shots)
        for fmt, ext, src in ((0x3801, "JPG", self.source),) + (((0x3000, "NEF", self.raw),) if self.raw else ()):
            h = next(self.nexth)
            self.objs[h] = {"name": f"DSC_{n:04d}.{ext}", "parent": self.dirh, "fmt": fmt, "data": src()}
            self.event(0x4002, h)
        self.event(0x400D)

    def handle(self, code, p, data):
        """One operation: a response code, or (response code, data or None, response parameters)."""
        operation = self.OPERATIONS.get(code)
        return operation(self, p, data) if operation else NOTSUP

    def _ok(self, p, data):  # OpenSession, CloseSession
        return OK

    def _device_info(self, p, data):
        return (
            OK,
            u16(100)
            + u32(0xA)
            + u16(100)
            + pstr("")
            + u16(0)
            + arr(u16, list(self.OPERATIONS))
            + arr(u16, [0x4002, 0x4003, 0x4006, 0x400A, 0x400C, 0x400D])
            + arr(u16, list(self.props))
            + arr(u16, [0x3801])
            + arr(u16, [0x3801, 0x3000, 0x3001])
            + pstr("Nikon Corporation")
            + pstr(self.model)
            + pstr("V1.15")
            + pstr(self.serial),
            (),
        )

    def _storage_ids(self, p, data):
        return OK, arr(u32, [0x10001]), ()

    def _storage_info(self, p, data):
        free, shots = (0, 0) if self.faults.store_full else (20 << 30, 999)
        info = u16(4) + u16(3) + u16(0) + struct.pack("<QQ", 64 << 30, free) + u32(shots)
        return OK, info + pstr("") + pstr("SD1"), ()

    def _object_count(self, p, data):
        return OK, None, (len([1 for o in self.objs.values() if o["fmt"] != 0x3001]),)

    def _object_handles(self, p, data):
        par = p[2] if len(p) > 2 else 0
        at_root = par == 0xFFFFFFFF
        hs = [h for h, o in self.objs.items() if par == 0 or o["parent"] == (0 if at_root else par)]
        return OK, arr(u32, hs), ()

    def _object_info(self, p, data):
        o = self.objs.get(p[0])
        if not o:
            return INVHANDLE
        folder, taken = o["fmt"] == 0x3001, now()
        return (
            OK,
            u32(0x10001)
            + u16(o["fmt"])
            + u16(0)
            + u32(len(o["data"]))
            + u16(0 if folder else 0x3808)
            + u32(0) * 6
            + u32(o["parent"])
            + u16(1 if folder else 0)
            + u32(0)
            + u32(0)
            + pstr(o["name"])
            + pstr(taken)
            + pstr(taken)
            + pstr(""),
            (),
        )

    def _object(self, p, data):
        o = self.objs.get(p[0])
        return (OK, o["data"], ()) if o else INVHANDLE

    def _partial_object(self, p, data):
        o = self.objs.get(p[0])
        if not o:
            return INVHANDLE
        part = o["data"][p[1] : p[1] + p[2]]
        return OK, part, (len(part),)

    def _thumb(self, p, data):
        return (OK, self.preview(), ()) if p[0] in self.objs else INVHANDLE

    def _delete(self, p, data):
        if p[0] not in self.objs:
            return INVHANDLE
        if self.faults.write_protect:
            return WRITEPROT
        del self.objs[p[0]]
        return OK

    def _capture(self, p, data):
        f = self.faults
        if f.busy > 0:
            f.busy -= 1
            return BUSY
        if f.store_full:
            return STOREFULL
        if f.no_af:
            return 0xA002  # Nikon OutOfFocus
        threading.Timer(f.capture_delay, self.shoot).start()
        return OK

    def _prop_desc(self, p, data):
        q = self.props.get(p[0])
        if not q:
            return PROPNOTSUP
        form = u8(0)
        if q.enum:
            form = u8(2) + u16(len(q.enum)) + b"".join(enc(q.t, x) for x in q.enum)
        elif q.rng:
            form = u8(1) + b"".join(enc(q.t, x) for x in q.rng)
        return OK, u16(p[0]) + u16(q.t) + u8(q.rw) + enc(q.t, q.default) + enc(q.t, q.v) + form, ()

    def _get_prop(self, p, data):
        q = self.props.get(p[0])
        return (OK, enc(q.t, q.v), ()) if q else PROPNOTSUP

    def _set_prop(self, p, data):
        q = self.props.get(p[0])
        if not q:
            return PROPNOTSUP
        v = dec(q.t, data)
        if not q.rw:
            return 0x200F
        if q.enum and v not in q.enum:
            return 0x201C
        q.v = v
        return OK

    def _nikon_ready(self, p, data):
        if self.faults.busy > 0:
            self.faults.busy -= 1
            return BUSY
        return OK

    def _start_live(self, p, data):
        if self.faults.lv_prohibit:
            return 0xA004
        self.lv = True
        self.props[0xD1A2].v = 1
        return OK

    def _end_live(self, p, data):
        self.lv = False
        self.props[0xD1A2].v = 0
        return OK

    def _live_image(self, p, data):
        if not self.lv:
            return 0xA00B
        self.frames += 1
        return OK, b"\0" * 384 + self.preview(), ()

    OPERATIONS = MappingProxyType(
        {
            0x1001: _device_info,
            0x1002: _ok,
            0x1003: _ok,
            0x1004: _storage_ids,
            0x1005: _storage_info,
            0x1006: _object_count,
            0x1007: _object_handles,
            0x1008: _object_info,
            0x1009: _object,
            0x100A: _thumb,
            0x100B: _delete,
            0x100E: _capture,
            0x1014: _prop_desc,
            0x1015: _get_prop,
            0x1016: _set_prop,
            0x101B: _partial_object,
            0x90C8: _nikon_ready,
            0x9201: _start_live,
            0x9202: _end_live,
            0x9203: _live_image,
        }
    )


def main():
    parser = argparse.ArgumentParser(
        description="PTP/IP camera simulator for libgphoto2; control by JSON lines on stdin"
    )
    parser.add_argument("image_dir", type=Path, help="folder with *.jpg, optional preview/*.jpg and *.nef or *.dng")
    parser.add_argument("--port", type=int, default=0, help="TCP port; 0 picks a free one (default)")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--serial", default="0006012345")
    args = parser.parse_args()

    stills = sorted(args.image_dir.glob("*.jpg"))
    if not stills:
        parser.error(f"no *.jpg in {args.image_dir}")
    frames = sorted(args.image_dir.glob("preview/*.jpg")) or stills
    raws = sorted([*args.image_dir.glob("*.nef"), *args.image_dir.glob("*.dng")])
    next_still, next_frame = itertools.cycle(stills), itertools.cycle(frames)

    def camera(port):
        return PtpIpCamera(
            source=lambda: next(next_still).read_bytes(),
            preview=lambda: next(next_frame).read_bytes(),
            raw=raws[0].read_bytes if raws else None,
            host=args.host,
            serial=args.serial,
            port=port,
        )

    sim = camera(args.port)
    port = sim.port
    print(json.dumps({"port": port}), flush=True)
    for line in sys.stdin:
        message = json.loads(line)
        verb = message.pop("do")
        if verb == "fault":
            for name, value in message.items():
                setattr(sim.faults, name, value)
        elif verb == "prop":
            code = int(message["code"], 16)
            sim.props[code].v = message["value"]
            sim.event(0x4006, code)
        elif verb == "shoot":
            sim.shoot()
        elif verb == "unplug":
            sim.unplug()
        elif verb == "power_off":
            sim.power_off()
        elif verb == "power_on":
            sim = camera(port)
        elif verb == "trace":
            sim.trace = True
        stands = {"frames": sim.frames, "objs": len(sim.objs), "live": sim.lv, "rubbish_on": sim.faults.rubbish_on}
        print(json.dumps({"ok": verb, **stands}), flush=True)


if __name__ == "__main__":
    main()
