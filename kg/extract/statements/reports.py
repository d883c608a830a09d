"""A reported passage before it becomes a statement."""

from dataclasses import dataclass

from kg.model import Passage


@dataclass(frozen=True)
class Speaker:
    """A source: a cluster id, or words where nobody named spoke; `span` is where it is named."""

    cluster: str
    type: str
    words: str
    span: Passage
    through_work: bool = False  # "a survey by X": X speaks through what it published


@dataclass(frozen=True)
class Report:
    """Content as (start, end) offsets, who is reported, and the cue with its first token (-1 where there is none).

    A quotation that nobody is yet known to have said has no speaker.
    """

    speaker: Speaker | None
    content: tuple[tuple[int, int], ...]
    cue: str = ""
    cue_at: int = -1
    quoted: bool = False
