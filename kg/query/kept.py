"""A store kept beside the graph: `.store/` in the output folder of a build, so that a large graph is open at once.

It is a cache: nobody needs it to read the outputs, and it may be deleted. `current.json` names the one folder in it
that holds the graph, and what that was made of; a store of another `graph.ttl`, vocabulary or version is not looked
at. A new one is made beside the old and named when it is whole, so that others may ask meanwhile. Who has the old one
open goes on with it: on Linux and macOS an open file outlives its name, elsewhere the old folder stays.
"""

import hashlib
import json
import re
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.export.files import write_whole
from kg.ontology import Ontology, default_folder
from kg.query.store import GRAPH_FILE, add_vocabulary, read_into, read_store, vocabulary_name

FOLDER = ".store"
WORTH = 2_000_000
"""Bytes of Turtle from which on a kept store opens sooner than the file is read, and making one is worth its time."""

CURRENT = "current.json"
_NAME = re.compile(r"graph-\w+")


def keep(folder: str | Path, ontology: Ontology) -> bool:
    """Keeps the graph of a build's folder with the vocabulary, where that is worth it; says whether one is kept now.

    A disk that is full or cannot be written costs the store and nothing else.
    """
    home, file = Path(folder) / FOLDER, Path(folder) / GRAPH_FILE
    if file.stat().st_size < WORTH:
        shutil.rmtree(home, ignore_errors=True)
        return False
    made = _made_of(file, ontology)
    before = _current(home)
    if _is_of(before, made) and (home / before["store"]).is_dir():
        made["store"] = before["store"]
    try:
        made["store"] = made.get("store") or _make(home, file, ontology)
        write_whole(home / CURRENT, json.dumps(made, indent=1))
    except (OSError, RuntimeError):
        return False
    for other in home.glob("graph-*"):  # the one before, and what builds left that were ended
        if other.name != made["store"]:
            shutil.rmtree(other, ignore_errors=True)
    return True


def open_store(path: str | Path, ontology: Ontology | None = None, *, in_memory: int = 0) -> ox.Store:
    """The graph of a build's folder or of a file, by the quickest way: the store that is kept there, or `read_store`.

    Args:
        path: The output folder of a build, or a file of RDF (`.ttl`, `.nt`, `.trig`, `.jsonld`).
        ontology: The vocabulary that will be asked; nothing for the one that comes with the package.
        in_memory: Bytes of Turtle up to which the graph is read into memory, where answers come four times as fast:
            worth its time for many questions and not for one.

    Raises:
        FormatError: There is no such file, or it is not in its format; the message names the line.
    """
    file = Path(path) / GRAPH_FILE
    if file.is_file() and file.stat().st_size > in_memory:
        kept = open_kept(path, ontology or Ontology(default_folder()))
        if kept is not None:
            return kept
    return read_store(path)


def open_kept(folder: str | Path, ontology: Ontology) -> ox.Store | None:
    """The kept store of a folder, to be read only; nothing where there is none of this graph and vocabulary."""
    home, file = Path(folder) / FOLDER, Path(folder) / GRAPH_FILE
    for _ in range(2):  # a build may replace it between the two steps
        current = _current(home)
        if not current or not file.exists() or not _is_fresh(current, file, ontology):
            return None
        try:
            return ox.Store.read_only(str(home / current["store"]))
        except (OSError, RuntimeError):  # the second is how Oxigraph tells a spoilt store
            continue
    return None


def _make(home: Path, file: Path, ontology: Ontology) -> str:
    home.mkdir(parents=True, exist_ok=True)
    target = Path(tempfile.mkdtemp(dir=home, prefix="graph-"))
    target.chmod(home.stat().st_mode)  # mkdtemp lets nobody else in
    try:
        store = ox.Store(str(target))
        read_into(store, file)
        add_vocabulary(store, ontology)
        store.optimize()  # a second for a million triples, which then are found in a third less time
        store.flush()
        del store  # closes its files
    except BaseException:
        shutil.rmtree(target, ignore_errors=True)
        raise
    return target.name


def _current(home: Path) -> dict[str, Any]:
    try:
        current = json.loads((home / CURRENT).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    named = isinstance(current, dict) and _NAME.fullmatch(str(current.get("store", "")))
    return current if named else {}


def _made_of(file: Path, ontology: Ontology) -> dict[str, Any]:
    return {**_versions(ontology), **_place(file), "sha256": _sha256(file)}


def _versions(ontology: Ontology) -> dict[str, str]:
    return {"oxigraph": ox.__version__, "vocabulary": vocabulary_name(ontology).value}


def _place(file: Path) -> dict[str, int]:
    status = file.stat()
    return {"size": status.st_size, "modified": status.st_mtime_ns}


def _is_of(current: dict[str, Any], made: dict[str, Any]) -> bool:
    return all(current.get(key) == made[key] for key in ("oxigraph", "vocabulary", "size", "sha256"))


def _is_fresh(current: dict[str, Any], file: Path, ontology: Ontology) -> bool:
    """Told by size and time; where only the time differs, as in a copy of the folder, by what the file holds."""
    place = _place(file)
    if any(current.get(key) != value for key, value in _versions(ontology).items()):
        return False
    if current.get("size") != place["size"]:
        return False
    return current.get("modified") == place["modified"] or current.get("sha256") == _sha256(file)


def _sha256(file: Path) -> str:
    with file.open("rb") as data:
        return hashlib.file_digest(data, "sha256").hexdigest()
