"""What extraction found, kept by content and pipeline: a build reads only documents that it has not read before.

One file a document in `.extracted/`, named by a hash of its text and marks and of the pipeline's fingerprint; its first
line is a hash of the rest. A file that is missing or spoilt only costs the time to extract again.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kg.errors import FormatError
from kg.export.annotations import from_record, to_record
from kg.export.files import write_whole
from kg.model import Annotation, Document, digest

FOLDER = ".extracted"


@dataclass(frozen=True)
class Cache:
    """Annotations before resolution in the output folder of a build."""

    folder: Path
    fingerprint: str

    def path(self, document: Document) -> Path:
        """Where the annotation of a document lies; it depends on what the document says, not on how it is called."""
        key = digest(self.fingerprint, document.sha256, repr(document.marks))
        return self.folder / FOLDER / f"{key}.json"

    def get(self, document: Document) -> Annotation | None:
        """The annotation that was kept, now of this document, or None."""
        try:
            check, _, record = self.path(document).read_text(encoding="utf-8").partition("\n")
            return from_record(json.loads(record), document) if check == digest(record) else None
        except (OSError, ValueError, FormatError):
            return None

    def put(self, annotation: Annotation) -> None:
        """Keeps an annotation."""
        record = json.dumps(to_record(annotation), ensure_ascii=False)
        write_whole(self.path(annotation.document), f"{digest(record)}\n{record}")

    def keep_only(self, documents: Iterable[Document]) -> None:
        """Removes what no document of this build used."""
        used = {self.path(document) for document in documents}
        for path in (self.folder / FOLDER).glob("*.json"):
            if path not in used:
                path.unlink()
