"""What each part of the names adds: the stock model, the trained component, the rules, the registers.

    python benchmarks/quality --ablation --write training/README.md

Only names are found, by the first components of the pipeline, on the sets and on the sentences that training holds
aside.
"""

import shutil
import tempfile
import warnings
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import spacy
from records import to_entities, to_names
from sets import FIELDS, OPEN, SEALED, SEALED2, TWELVE, Records, Set, read_gold
from spacy.language import Language
from tables import figure, markdown, score

from kg.evaluate import evaluate
from kg.export.annotations import Record
from kg.extract.lexicon import Lexicon
from kg.extract.pipeline import COMPONENTS, load_pipeline
from kg.extract.versions import bundled
from kg.ontology import Ontology
from training.make_corpus import fill, is_held
from training.marked import read_marked
from training.slots import Slots

SETS = (FIELDS, OPEN, SEALED2, SEALED, TWELVE)
NAMES = COMPONENTS[0]
ONTOLOGY = Ontology.load()
SAME = {type_: type_ for type_ in ONTOLOGY.types}


class Texts(NamedTuple):
    """Documents and the names that somebody marked in them."""

    title: str
    texts: Mapping[str, str]
    gold: Records


def of_set(of: Set) -> Texts:
    gold = read_gold(of)
    return Texts(of.title, {file.stem: file.read_bytes().decode() for file in of.files() if file.stem in gold}, gold)


def held_aside() -> Texts:
    """The tenth of the sentences that nothing is learnt from, each a document of its own."""
    filled = [fill(one, Slots(number)) for number, one in enumerate(read_marked()) if is_held(one)]
    texts = {str(number): text for number, (text, _) in enumerate(filled)}
    gold = {str(number): _record(str(number), text, names) for number, (text, names) in enumerate(filled)}
    return Texts("sentences held aside", texts, gold)


def variants(folder: Path) -> Iterator[tuple[str, Language]]:
    """The pipelines that are compared; `folder` is for a vocabulary without registers."""
    yield "stock model alone", _alone(_with_stock(load_pipeline()))
    yield "trained component alone", _alone(load_pipeline())
    yield "trained, with rules", load_pipeline(ontology=_without_registers(folder))
    yield "trained, with rules and registers", load_pipeline()
    yield "stock model, with rules and registers", _with_stock(load_pipeline())


def _with_stock(nlp: Language) -> Language:
    """With the entity component that the model came with, in the place of ours."""
    nlp.remove_pipe("ner")
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r".*\[W095\]")  # packed for an earlier release of spaCy
        nlp.add_pipe("ner", source=spacy.load(bundled()), before=NAMES)
    nlp.get_pipe(NAMES).learnt = False
    return nlp


def _alone(nlp: Language) -> Language:
    nlp.remove_pipe(NAMES)
    return nlp


def _without_registers(folder: Path) -> Path:
    """A copy of the vocabulary whose registers hold nothing."""
    shutil.copytree(ONTOLOGY.folder, folder / "ontology")
    for path in (folder / "ontology" / "gazetteer").glob("*.csv"):
        path.write_text(path.read_text(encoding="utf-8").partition("\n")[0] + "\n", encoding="utf-8")
    return folder / "ontology"


def found_in(nlp: Language, texts: Mapping[str, str], labels: Mapping[str, str]) -> Records:
    docs = zip(texts, nlp.pipe(texts.values(), disable=COMPONENTS[1:]), strict=True)
    return {name: _record(name, doc.text, [
        (ent.start_char, ent.end_char, labels.get(ent.label_, ent.label_)) for ent in doc.ents]) for name, doc in docs}


def _record(name: str, text: str, names: Iterable[tuple[int, int, str]]) -> Record:
    return {"doc": name, "entities": to_entities(to_names(text, names, labels=SAME))}


def table() -> str:
    """F1 of names, and of policies behind a stroke: a line for each variant, a column for each set."""
    labels = Lexicon.load().labels
    columns = [held_aside(), *(of_set(of) for of in SETS if not of.missing)]
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        for title, nlp in variants(Path(folder)):
            figures = [evaluate(of.gold, found_in(nlp, of.texts, labels), ontology=ONTOLOGY) for of in columns]
            lines.append([title, *(
                f"{figure(score(one.mentions).f1)} / {figure(score(one.mentions, 'POLICY').f1)}" for one in figures)])
    return markdown(["F1 / of policies", *(of.title for of in columns)], lines)
