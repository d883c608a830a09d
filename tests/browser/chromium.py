"""Where the browser of the tests is."""

import os
import shutil

import pytest

HELP = "no Chromium found: install one (apt-get install chromium) or name its program in the variable CHROMIUM"


def browser_program() -> str:
    """$CHROMIUM, or what Debian and others call it; a test without a browser fails and says what to do."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not found:
        pytest.fail(HELP)
    return found
