"""``python -m tests.tools.picture``: the picture of the page in the README, taken anew from ``datapackage/index.html`` in Debian's Chromium."""

import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

CHECKOUT = Path(__file__).parents[2]
PICTURE = CHECKOUT / "docs" / "page.png"
SIZE = {"width": 1040, "height": 660}


def main(page: Path = CHECKOUT / "datapackage" / "index.html") -> int:
    """Write it, in English and on a light ground."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        view = browser.new_context(viewport=SIZE, locale="en-GB", color_scheme="light").new_page()
        view.goto(page.as_uri())
        view.screenshot(path=PICTURE, animations="disabled")
        browser.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
