"""The browser of the tests: Debian's Chromium without a window, which costs half of what the whole program does."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

HEADLESS = "/usr/bin/chromium-headless-shell"
WHOLE = "/usr/bin/chromium"


@contextmanager
def open_browser() -> Iterator[Browser]:
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps an event loop in this thread
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which(HEADLESS) or WHOLE, args=["--no-sandbox"])
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
