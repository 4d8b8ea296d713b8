"""What the tests of the portal share."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.portal.sample import small_release
from tests.trees import laid_out

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The release as files."""
    return laid_out(small_release(), tmp_path_factory.mktemp("release"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Debian's Chromium."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("chromium is not installed: apt-get install chromium")
    playwright = pytest.importorskip("playwright.sync_api", reason="pip install playwright")
    with playwright.sync_playwright() as started:
        running = started.chromium.launch(executable_path=chromium, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def open_page(browser, folder):
    """Opens the page from disk in a context of its own, offline; the test fails on any error or warning of the page.

    ``more`` goes to the context: ``locale`` is Chinese where it says nothing.
    """
    contexts, said = [], []

    def opened(hash="", *, width=1280, height=800, at: Path | None = None, context=None, **more):
        if context is None:
            size = {"width": width, "height": height}
            context = browser.new_context(
                viewport=size, offline=True, accept_downloads=True, **{"locale": "zh-CN", **more}
            )
            contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(f"{(at or folder / 'index.html').as_uri()}{hash}")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert said == []
