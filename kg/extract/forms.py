"""Forms: the ways in which one document writes names, and groups of forms that are one name."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Span


@dataclass(frozen=True)
class Form:
    """One way in which a document writes a name, with all places of it; `words` leave out titles and "the"."""

    type: str
    words: tuple[str, ...]
    spans: tuple[Span, ...]

    @property
    def text(self) -> str:
        return " ".join(self.words)

    @property
    def is_acronym(self) -> bool:
        return len(self.words) == 1 and sum(letter.isupper() for letter in self.words[0]) >= 2


class Groups:
    """Forms that are one name, together; the order of the forms is kept."""

    def __init__(self, forms: Sequence[Form], same: Iterable[tuple[Form, Form]] = ()) -> None:
        self._group_of = {id(form): [form] for form in forms}
        for one, other in same:
            self.join(one, other)

    def __iter__(self) -> Iterator[list[Form]]:
        return iter({id(group): group for group in self._group_of.values()}.values())

    def join(self, one: Form, other: Form) -> None:
        small, large = sorted((self._group_of[id(one)], self._group_of[id(other)]), key=len)
        if small is not large:
            large.extend(small)
            self._group_of.update((id(form), large) for form in small)

    def are_one(self, forms: Iterable[Form]) -> bool:
        """Whether forms, of which there is at least one, all stand in one group."""
        return len({id(self._group_of[id(form)]) for form in forms}) == 1
