"""The corpus as an asset: what is said before any of it is read."""

import socket

import pytest

from zq_pipeline.defs.corpus import SchedulerUnreachable, reach


def test_a_scheduler_that_nobody_can_reach_is_one_sentence():
    with socket.create_server(("127.0.0.1", 0)) as there:
        address = f"tcp://127.0.0.1:{there.getsockname()[1]}"
        reach(address)
    for wrong in (address, "nonsense", "nonsense:x", "tcp://"):
        with pytest.raises(SchedulerUnreachable, match=r"scheduler can be reached at .* without --scheduler\."):
            reach(wrong)
