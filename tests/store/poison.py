"""A reader that some reports crash, hang or fill with memory, as a fault in a library would: ``-m tests.store.poison``."""

import ctypes
import time

from zq_pipeline.store.corpus import child

honest = child.read


def read(request):
    if "毒：崩".encode() in request.data:
        ctypes.string_at(0)
    if "毒：停".encode() in request.data:
        time.sleep(600)
    if "毒：转".encode() in request.data:
        while True:
            pass
    if "毒：吃".encode() in request.data:
        eaten = [bytearray(50_000_000) for _ in range(100)]
        return [(request.name, eaten)]
    return honest(request)


child.read = read

if __name__ == "__main__":
    child.main()
