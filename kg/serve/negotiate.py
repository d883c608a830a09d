"""Content negotiation: which of the media types on offer an Accept header likes best (RFC 9110, section 12.5.1)."""

from collections.abc import Iterator, Sequence

_MOST_RANGES = 100  # of a header; browsers send ten


def choose(accept: str, offers: Sequence[str]) -> str | None:
    """The offer with the highest quality, of equal ones the first; nothing where none is acceptable.

    >>> choose("text/csv;q=0.5, application/*", ["text/csv", "application/json"])
    'application/json'
    >>> choose("", ["text/csv"]), choose("image/png", ["text/csv"])
    ('text/csv', None)
    """
    return next(iter(ranked(accept, offers)), None)


def ranked(accept: str, offers: Sequence[str]) -> list[str]:
    """The acceptable offers, the best first; where two are liked equally, in the order that they came in.

    >>> ranked("text/csv;q=0.5, application/json", ["text/csv", "text/html", "application/json"])
    ['application/json', 'text/csv']
    """
    ranges = list(_ranges(accept or "*/*"))
    rated = [(-_quality(offer, ranges), place, offer) for place, offer in enumerate(offers)]
    return [offer for quality, _, offer in sorted(rated) if quality < 0]


def _ranges(accept: str) -> Iterator[tuple[str, str, float]]:
    for part in accept.split(",")[:_MOST_RANGES]:
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        kind, slash, subtype = name.partition("/")
        if slash and kind and subtype:
            yield kind, subtype, _weight(parameters)
        elif name == "*":  # what some old clients send for */*
            yield "*", "*", _weight(parameters)


def _weight(parameters: Sequence[str]) -> float:
    """The q of a range; one that is no number between 0 and 1 counts as 1, as if it were not there."""
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip() == "q":
            try:
                weight = float(value)
            except ValueError:
                return 1.0
            return weight if 0 <= weight <= 1 else 1.0
    return 1.0


def _quality(offer: str, ranges: Sequence[tuple[str, str, float]]) -> float:
    """That of the most specific range that the offer falls under."""
    kind, _, subtype = offer.partition("/")
    fitting = [
        ((wanted != "*") + (narrower != "*"), weight) for wanted, narrower, weight in ranges
        if wanted in ("*", kind) and narrower in ("*", subtype)
    ]
    return max(fitting, default=(0, 0.0))[1]
