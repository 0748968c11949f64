"""Servers on this computer that behave, and that misbehave in every way seen in schools."""

import gzip
import hashlib
import struct
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np

from helpers.data import load, raw_files

LONGEST = 60  # seconds that any of it may take on a busy computer; without its own limits it would wait for ever


def idx(array: np.ndarray) -> bytes:
    """A gzipped idx file, the same bytes each time."""
    header = struct.pack(f">HBB{array.ndim}I", 0, 8, array.ndim, *array.shape)
    return gzip.compress(header + array.tobytes(), compresslevel=1, mtime=0)


class Server(ThreadingHTTPServer):
    """A server on 127.0.0.1 that answers HEAD at once, and GET as `behaviour(handler, content)` does."""

    def __init__(self, files, behaviour):
        self.files, self.behaviour, self.asked, self.closing = files, behaviour, [], threading.Event()
        super().__init__(("127.0.0.1", 0), Handler)


class Handler(BaseHTTPRequestHandler):
    def do_HEAD(self):
        self.begin(0)

    def do_GET(self):
        self.server.asked.append(self.path[1:])
        self.server.behaviour(self, self.server.files[self.path[1:]])

    def begin(self, length, kind="application/gzip"):
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(length))
        self.end_headers()

    def log_message(self, *arguments):
        pass


def sends(handler, content):
    handler.begin(len(content))
    handler.wfile.write(content)


def sends_a_login_page(handler, content):
    page = b"<html><form action='/login'>Please log in.</form></html>"
    handler.begin(len(page), "text/html")
    handler.wfile.write(page)


def sends_other_bytes(handler, content):
    handler.begin(len(content))
    handler.wfile.write(content[:-1] + bytes([content[-1] ^ 1]))


def stops_half_way(handler, content):
    handler.begin(len(content))
    handler.wfile.write(content[: len(content) // 2])


def says_nothing(handler, content):
    handler.server.closing.wait(60)


def trickles(handler, content):
    handler.begin(len(content))
    for i in range(len(content)):
        if handler.server.closing.wait(0.05):
            return
        try:
            handler.wfile.write(content[i : i + 1])
        except OSError:  # nobody listens any longer
            return


def is_slow(handler, content):
    handler.begin(len(content))
    for i in range(0, len(content), 20_000):
        if handler.server.closing.wait(0.2):
            return
        try:
            handler.wfile.write(content[i : i + 20_000])
        except OSError:  # nobody listens any longer
            return


def stops_half_way_without_a_word(handler, content):
    handler.begin(len(content))
    handler.wfile.write(content[: len(content) // 2])
    handler.server.closing.wait(60)


def fails(handler, content):
    handler.send_error(500)


def register(monkeypatch, files, server):
    """In place of the sums and addresses of tensorflow-datasets."""
    table = {f"http://{server}/{name}": (len(c), hashlib.sha256(c).hexdigest()) for name, c in files.items()}
    monkeypatch.setattr(raw_files, "registered", lambda name: table)


def load_instead(folder, capsys, *reasons, **options):
    """Load MNIST from a server that fails: the embedded images come, in time, with the reason; nothing is left."""
    begin = time.monotonic()
    digits = load("mnist", "test", source="tfds", folder=folder, **options)
    assert time.monotonic() - begin < LONGEST
    assert digits.source == "embedded"
    assert np.shares_memory(digits.images, load(split="test").images)
    assert [reason for reason in reasons if reason not in digits.note] == []
    assert digits.note.endswith("Used instead: " + repr(load(split="test")) + ".")
    assert capsys.readouterr().out == digits.note + "\n"
    assert not folder.exists()
    return digits.note
