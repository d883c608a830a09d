"""Questions to the index: entities, documents and statements, found by words, page by page."""

import json
import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from threading import Lock
from typing import Any

from kg.serve.index import folded

Record = dict[str, Any]

_WORDS = re.compile(r'"([^"]*)"|([^\s"]+)')
_NEAR = 3  # names that are offered for one that nothing has
_MOST_WORDS = 20  # of a search; what comes after them is passed over


@dataclass(frozen=True)
class Found:
    """One page of what was found, and how much there is in all."""

    total: int
    records: tuple[Record, ...]


@dataclass(frozen=True)
class Wanted:
    """What statements are looked for; nothing that is empty narrows the search."""

    words: str = ""
    speakers: Sequence[str] = ()
    about: Sequence[str] = ()
    topic: str = ""
    document: str = ""
    since: str = ""


class Search:
    """Asks the database that `make_index` made; safe to use from several threads."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._lock = Lock()

    def entities(self, words: str = "", *, type_: str = "", limit: int = 50, offset: int = 0) -> Found:
        """Entities whose name or alias has words that begin so; those with most said and related first."""
        tests, values = [], []
        if words.strip():
            tests.append("number IN (SELECT rowid FROM entity_words WHERE entity_words MATCH ?)")
            values.append(match(words, beginnings=True))
        if type_:
            tests.append("type = ?")
            values.append(type_)
        return self._page("entities", tests, values, "weight DESC, name, id", limit, offset)

    def documents(self, *, limit: int = 50, offset: int = 0) -> Found:
        """All documents, the newest first."""
        return self._page("documents", [], [], "date DESC NULLS LAST, id", limit, offset)

    def statements(self, wanted: Wanted, *, limit: int = 50, offset: int = 0) -> Found:
        """Statements with all the words; the best match first, or the newest where no words are looked for."""
        tests, values = _narrowed(wanted)
        if not wanted.words.strip():
            return self._page("statements", tests, values, "date DESC NULLS LAST, document, start, id", limit, offset)
        tests.append("statement_words MATCH ?")
        values.append(match(wanted.words))
        joined = "statements JOIN statement_words ON statement_words.rowid = number"
        return self._page(joined, tests, values, "rank, id", limit, offset)

    def entity(self, id_: str) -> Record | None:
        """The record of an entity."""
        return self._one("entities", id_)

    def document(self, id_: str) -> Record | None:
        """The record of a document."""
        return self._one("documents", id_)

    def statement(self, id_: str) -> Record | None:
        """The record of a statement; the id begins with "statement/"."""
        return self._one("statements", id_)

    def relationship(self, id_: str) -> Record | None:
        """The record of a relationship; the id begins with "relationship/"."""
        return self._one("relationships", id_)

    def relationships(self, entity: str, *, limit: int = 200, offset: int = 0) -> Found:
        """Relationships that the entity is an end of."""
        return self._page("relationships", ["(subject = ? OR object = ?)"], [entity, entity], "id", limit, offset)

    def stated_in(self, document: str, *, limit: int = 1000) -> Found:
        """Relationships that have a passage in the document."""
        test = "id IN (SELECT relationship FROM stated WHERE stated.document = ?)"
        return self._page("relationships", [test], [document], "id", limit, 0)

    def documents_of(self, entity: str, *, limit: int = 200) -> Found:
        """Documents that mention the entity, the newest first."""
        test = "id IN (SELECT document FROM mentions WHERE entity = ?)"
        return self._page("documents", [test], [entity], "date DESC NULLS LAST, id", limit, 0)

    def entities_in(self, document: str, *, limit: int = 200) -> Found:
        """Entities that the document mentions."""
        test = "id IN (SELECT entity FROM mentions WHERE document = ?)"
        return self._page("entities", [test], [document], "weight DESC, name, id", limit, 0)

    def called(self, name: str) -> list[str]:
        """The ids of entities with this id, IRI, name or alias, whatever its case."""
        query = "SELECT DISTINCT entity FROM names WHERE words = ? ORDER BY entity"
        return [row[0] for row in self._rows(query, [_storable(folded(name))])]

    def near(self, name: str) -> list[str]:
        """Names of entities that are written much like this one, or have its words among theirs."""
        names = [row[0] for row in self._rows("SELECT name FROM entities ORDER BY weight DESC LIMIT 5000", [])]
        by_folded = {folded(one): one for one in names}
        close = [by_folded[one] for one in get_close_matches(folded(name)[:200], by_folded, n=_NEAR)]
        with_words = [record["name"] for record in self.entities(name, limit=_NEAR).records] if name.strip() else []
        return list(dict.fromkeys([*close, *with_words]))[:_NEAR]

    def counts(self) -> dict[str, int]:
        """How many of each kind of thing there are."""
        tables = ("documents", "entities", "relationships", "statements")
        return {table: self._rows(f"SELECT COUNT(*) FROM {table}", [])[0][0] for table in tables}  # noqa: S608

    def types(self) -> list[tuple[str, int]]:
        """How many entities there are of each type that has any."""
        return self._rows("SELECT type, COUNT(*) FROM entities GROUP BY type ORDER BY 2 DESC, 1", [])

    def topics(self) -> list[tuple[str, int]]:
        """How many statements there are on each topic that has any."""
        return self._rows("SELECT topic, COUNT(*) FROM topics GROUP BY topic ORDER BY 2 DESC, 1", [])

    def close(self) -> None:
        """Frees the memory; nothing may be asked afterwards."""
        with self._lock:
            self._database.close()

    def _one(self, table: str, id_: str) -> Record | None:
        rows = self._rows(f"SELECT record FROM {table} WHERE id = ?", [_storable(id_)])  # noqa: S608 - our own names
        return json.loads(rows[0][0]) if rows else None

    def _page(
        self, table: str, tests: Sequence[str], values: Sequence[str], order: str, limit: int, offset: int,
    ) -> Found:
        """The parts of SQL are written here; what people ask for comes in as values."""
        where = f" WHERE {' AND '.join(tests)}" if tests else ""
        values = [_storable(value) for value in values]
        total = self._rows(f"SELECT COUNT(*) FROM {table}{where}", values)[0][0]  # noqa: S608
        query = f"SELECT record FROM {table}{where} ORDER BY {order} LIMIT ? OFFSET ?"  # noqa: S608
        rows = self._rows(query, [*values, limit, offset])
        return Found(total, tuple(json.loads(row[0]) for row in rows))

    def _rows(self, query: str, values: Sequence[Any]) -> list[Any]:
        with self._lock:
            return self._database.execute(query, values).fetchall()


def match(words: str, *, beginnings: bool = False) -> str:
    """Words as an expression of FTS5 that means all of them, a phrase where they stand in quotation marks.

    Every word is quoted, so that none of them is an operator.

    >>> match('care OR "home visits" NEAR(')
    '"care" "OR" "home visits" "NEAR("'
    >>> match("nor", beginnings=True), match("?! *")
    ('"nor"*', '""')
    """
    found = [one or other for one, other in _WORDS.findall(words.replace("\0", " "))]
    kept = [word for word in found if any(letter.isalnum() for letter in word)][:_MOST_WORDS]
    return " ".join(f'"{word}"{"*" if beginnings else ""}' for word in kept) or '""'


def _narrowed(wanted: Wanted) -> tuple[list[str], list[str]]:
    tests, values = [], []
    for column, ids in (("speaker = ?", wanted.speakers), (_IS_ABOUT, wanted.about)):
        if ids:
            tests.append(f"({' OR '.join([column] * len(ids))})")
            values.extend(ids)
    narrower = ((_HAS_TOPIC, wanted.topic), ("document = ?", wanted.document), ("date >= ?", wanted.since))
    for test, value in narrower:
        if value:
            tests.append(test)
            values.append(value)
    return tests, values


_IS_ABOUT = "number IN (SELECT statement FROM about WHERE entity = ?)"
_HAS_TOPIC = "number IN (SELECT statement FROM topics WHERE topic = ?)"


def _storable(value: str) -> str:
    """SQLite takes no half of a surrogate pair, and nothing that it holds has one."""
    return value.encode("utf-8", "replace").decode()
