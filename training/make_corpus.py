"""Makes the corpus of the entity component out of the marked sentences: `python -m training.make_corpus FOLDER`.

Writes `train.spacy` and `held.spacy`. A tenth of the sentences is held aside by a hash of its words, so that a
sentence stays on its side whatever is added. Sentences are strung together as they stand in documents, one to six
in a row; those with slots come several times, each time with other names.

The stock model's dates, amounts and peoples are kept beside our names: the rules of `kg.extract.names` ask for
them, and a component that is trained on without them forgets them.
"""

import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span
from spacy.util import filter_spans

from kg.extract.versions import bundled
from training.marked import SLOTS, Marked, parts, read_marked
from training.slots import Slots

SEED = 20
FILLINGS = 4
"""How often a sentence with slots comes, each time with other names."""
UNCHANGED = 2
"""How often one without slots comes."""

KEPT = frozenset({"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL", "NORP", "LANGUAGE", "EVENT"})
_BETWEEN = ("\n", "\n\n", " ")

Text = tuple[str, list[tuple[int, int, str]]]
"""A text and its names: start, end, type."""


def is_held(marked: Marked) -> bool:
    """Whether a sentence belongs to the tenth that is held aside.

    >>> sum(is_held(Marked("", f"sentence {number}", is_hard=False)) for number in range(1000))
    99
    """
    return sha256(marked.text.encode()).digest()[0] * 10 < 256


def fill(marked: Marked, slots: Slots) -> Text:
    """A marked sentence as a text with the places of its names."""
    text, names = "", []
    for kind, words in parts(marked):
        words = words or slots.fill(kind)
        if kind:
            names.append((len(text), len(text) + len(words), SLOTS.get(kind, kind)))
        text += words
    return text, names


def string_together(texts: Sequence[Text], rng: random.Random) -> Iterator[Text]:
    """Documents of one to six sentences, in random order."""
    rest = list(texts)
    rng.shuffle(rest)
    while rest:
        count = rng.randint(1, 6)
        taken, rest = rest[:count], rest[count:]
        between = rng.choice(_BETWEEN)
        whole, names = "", []
        for text, found in taken:
            whole += between if whole else ""
            names += [(start + len(whole), end + len(whole), type_) for start, end, type_ in found]
            whole += text
        yield whole, names


def annotate(nlp: Language, texts: Iterable[Text]) -> Iterator[Doc]:
    """The texts as documents with our names, and the stock model's other entities where they touch none."""
    for doc, names in nlp.pipe(texts, as_tuples=True):
        ours = [_span(doc, start, end, type_) for start, end, type_ in names]
        others = [ent for ent in doc.ents if ent.label_ in KEPT]
        taken = {token.i for span in ours for token in span}
        doc.ents = [*filter_spans(ours), *(ent for ent in others if not any(token.i in taken for token in ent))]
        yield doc


def _span(doc: Doc, start: int, end: int, label: str) -> Span:
    """The tokens of a name; where a token reaches beyond it ("Trust/Board"), that whole token."""
    return doc.char_span(start, end, label=label, alignment_mode="expand")


def make(folder: Path) -> None:
    """Writes both files."""
    marked, rng = list(read_marked()), random.Random(SEED)
    nlp = spacy.load(bundled(), exclude=["lemmatizer", "parser", "tagger", "attribute_ruler"])
    learnt = [one for one in marked if not is_held(one)]
    slots = Slots(SEED)
    filled = [fill(one, slots) for one in learnt for _ in range(FILLINGS if "{" in one.text else UNCHANGED)]
    held = [fill(one, Slots(SEED + number)) for number, one in enumerate(marked) if is_held(one)]
    folder.mkdir(parents=True, exist_ok=True)
    DocBin(docs=annotate(nlp, string_together(filled, rng))).to_disk(folder / "train.spacy")
    DocBin(docs=annotate(nlp, held)).to_disk(folder / "held.spacy")
    print(f"{len(learnt)} sentences to learn from, {len(filled)} with their fillings; {len(held)} held aside")


if __name__ == "__main__":
    make(Path(sys.argv[1]))
