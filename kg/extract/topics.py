"""The component that says what statements are about: the themes of `ontology/topics.ttl` whose words they use."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from kg.model import Statement
from kg.ontology import Ontology, Topic


@Language.factory(
    "kg_topics",
    default_config={"ontology": None},
    requires=["doc._.kg_statements"],
    assigns=["doc._.kg_statements"],
)
def make_topics(nlp: Language, name: str, ontology: str | None) -> "Topics":
    """Makes the component; `ontology` is a folder, or nothing for the one that comes with the package."""
    return Topics(Ontology.load(ontology).topics)


class Topics:
    """Adds the ids of topics to each statement of `doc._.kg_statements`."""

    def __init__(self, topics: Iterable[Topic]) -> None:
        self.ids: dict[str, set[str]] = defaultdict(set)
        for topic in topics:
            for word in topic.words:
                self.ids[word].add(topic.id)
        # Longest first: where "primary care network" stands, "primary care" at the same place does not count as well.
        words = sorted(self.ids, key=lambda word: (-len(word), word))
        self.regex = re.compile(rf"(?<!\w)(?=(?P<word>{'|'.join(map(re.escape, words))})(?!\w))" if words else r"(?!)")

    def __call__(self, doc: Doc) -> Doc:
        doc._.kg_statements = tuple(replace(s, topics=self.of(s)) for s in doc._.kg_statements)
        return doc

    def of(self, statement: Statement) -> tuple[str, ...]:
        """The topics of a statement, sorted."""
        text = " ".join(" ".join(part.text.casefold().replace("’", "'").split()) for part in statement.content)
        return tuple(sorted({id_ for match in self.regex.finditer(text) for id_ in self.ids[match["word"]]}))
