"""Which files there are under the paths that were given, and what they are called."""

import os
import stat
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from kg.model import Skipped

OUTPUT_MARK = ".extracted"  # every folder that a build writes to holds one
OUTPUT_FILES = frozenset((
    "annotations.jsonl", "entities.csv", "graph.graphml", "graph.html", "graph.jsonld", "graph.nt", "graph.trig",
    "graph.ttl", "relations.csv", "report.md", "statements.csv",
))


@dataclass(frozen=True, slots=True)
class File:
    """A file to read: `id` is its document's, `name` stands in reports, `suffix`, in lower case, chooses the reader."""

    id: str
    name: str
    suffix: str
    path: Path


@dataclass(frozen=True, slots=True)
class _Place:
    """A file by the folder that was given and the path under it; the id is as long as it has to be."""

    root: Path
    inner: PurePath
    parents: int = 0  # how many of the root's own names stand before the id
    suffixed: bool = False

    @property
    def stem(self) -> str:
        names = self.root.parts[-self.parents:] if self.parents else ()
        return _readable(PurePath(*names, self.inner.with_suffix("")).as_posix().lstrip("/"))

    @property
    def id(self) -> str:
        return self.stem + (_readable(self.inner.suffix) if self.suffixed else "")

    def longer(self, *, by_root: bool) -> "_Place":
        if by_root and self.parents < len(self.root.parts):
            return replace(self, parents=self.parents + 1)
        return replace(self, suffixed=True)


def find_files(
    paths: Iterable[str], *, suffixes: Collection[str], output: str | Path | None = None,
) -> list[File | Skipped]:
    """The files under `paths` that have one of `suffixes`, and why others are not read; in no particular order.

    Hidden files and folders are passed over, unless they are given themselves, and so is what a build wrote: `output`,
    any other folder that builds write to, and in a given folder that is one itself the files of a build.
    """
    written = Path(os.path.abspath(output)) if output is not None else None  # noqa: PTH100 - compared with given names
    places: dict[Path, _Place] = {}
    found: list[File | Skipped] = []
    for entry in (entry for path in sorted(paths) for entry in _list(path, written)):
        if isinstance(entry, Skipped):
            found.append(entry)
        elif entry.inner.suffix.lower() not in suffixes:
            found.append(Skipped(_readable(entry.inner.as_posix()), _no_reader(entry.inner.suffix)))
        else:
            path = entry.root / entry.inner
            places[path] = max(places.get(path, entry), entry, key=lambda place: len(place.inner.parts))
    found.extend(_file(path, place) for path, place in _told_apart(places).items())
    return list(dict.fromkeys(found))


def _file(path: Path, place: _Place) -> File:
    return File(place.id, place.stem + _readable(place.inner.suffix), place.inner.suffix.lower(), path)


def _list(path: str, output: Path | None) -> Iterator[_Place | Skipped]:
    try:
        is_folder = stat.S_ISDIR(Path(path).stat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        yield Skipped(_readable(path), "no such file or folder")
    except (OSError, ValueError) as error:  # a ValueError is a path with a NUL in it
        yield Skipped(_readable(path), reason(error))
    else:
        absolute = Path(os.path.abspath(path))  # noqa: PTH100 - links keep the name they were given by
        yield from _walk(absolute, path, output) if is_folder else [_Place(absolute.parent, PurePath(absolute.name))]


def _walk(root: Path, given: str, output: Path | None) -> Iterator[_Place | Skipped]:
    problems: list[OSError] = []
    count = 0
    for folder, subfolders, names in os.walk(root, onerror=problems.append):
        names = _own(names, is_output=OUTPUT_MARK in subfolders)
        subfolders[:] = sorted(name for name in _own(subfolders) if not _is_output(Path(folder, name), output))
        inner = PurePath(folder).relative_to(root)
        for name in names:
            count += 1
            yield _Place(root, inner / name)
        for name in (name for name in subfolders if Path(folder, name).is_symlink()):
            yield Skipped(_readable((inner / name).as_posix()), "a link to a folder, not followed")
    for error in problems:
        yield Skipped(_readable(os.path.relpath(error.filename, root)), reason(error))
    if not count and not problems:
        yield Skipped(_readable(given), "no file in this folder")


def _own(names: Iterable[str], *, is_output: bool = False) -> list[str]:
    """Without hidden names and, in a folder that builds write to, without the names of what they write."""
    return [name for name in names if not name.startswith(".") and not (is_output and name in OUTPUT_FILES)]


def _is_output(folder: Path, output: Path | None) -> bool:
    return folder == output or (folder / OUTPUT_MARK).is_dir()


def _told_apart(places: dict[Path, _Place]) -> dict[Path, _Place]:
    """Lengthens the ids that are not unique, step by step, until they are; absolute paths with suffixes would be."""
    clashes = True
    while clashes:
        sharing: dict[str, list[Path]] = defaultdict(list)
        for path, place in places.items():
            sharing[place.id].append(path)
        clashes = False
        for paths in sharing.values():
            by_root = len({places[path].root for path in paths}) > 1
            longer = {path: places[path].longer(by_root=by_root) for path in paths} if len(paths) > 1 else {}
            clashes |= any(longer[path] != places[path] for path in longer)
            places = places | longer
    return places


def _no_reader(suffix: str) -> str:
    return f"no reader for {_readable(suffix)} files" if suffix else "no reader for files without a suffix"


def _readable(name: str) -> str:
    """A file name as Unicode that any output can hold; names in another encoding get replacement characters."""
    decoded = os.fsencode(name).decode("utf-8", "replace")
    return "".join(c if c.isprintable() else "\ufffd" for c in decoded)


def reason(error: OSError | ValueError) -> str:
    """Why a file cannot be opened, in the system's words and one line."""
    words = error.strerror if isinstance(error, OSError) else None
    return (words or "not a path").lower()
