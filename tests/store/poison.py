"""A reader that some reports crash, hang, kill or fill with memory, as a fault in a library would: ``-m tests.store.poison``."""

import ctypes
import os
import signal
import time

from zq_pipeline.store import raw
from zq_pipeline.store.corpus import child
from zq_pipeline.store.isolation import Request, serve


def read(request: Request):
    if "毒：崩".encode() in request.data:
        ctypes.string_at(0)
    if "毒：杀".encode() in request.data:
        os.kill(os.getpid(), signal.SIGKILL)
    if "毒：停".encode() in request.data:
        time.sleep(600)
    if "毒：转".encode() in request.data:
        while True:
            pass
    if "毒：吃".encode() in request.data:
        eaten = [bytearray(50_000_000) for _ in range(100)]
        return [(request.name, eaten)]
    return raw.read(request.path, request.data) if request.path.parent.name == "raw" else child.read(request)


if __name__ == "__main__":
    serve(read)
