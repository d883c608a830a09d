"""Counts the marked sentences and names what is wrong: `python -m training.check_marked [FILE...]`."""

import sys
from collections import Counter
from pathlib import Path

from training.marked import SLOTS, TYPES, Marked, parts, read_marked


def form_of(marked: Marked) -> str:
    """What makes two sentences one: their words, with slots for names; capitals do not count."""
    return " ".join(words.casefold() or kind for kind, words in parts(marked))


def check(wanted: set[str]) -> None:
    """Prints what is wrong, and counts for the files that are wanted, or for all."""
    count, hard, seen = Counter(), Counter(), {}
    for one in read_marked():
        file, form = one.place.split(":")[0], form_of(one)
        if form in seen:
            print(f"{one.place}: the same as {seen[form]}")
        seen.setdefault(form, one.place)
        count[file] += not wanted or file in wanted
        hard[file] += one.is_hard
        for slot in {kind for kind, _ in parts(one) if kind} - TYPES - set(SLOTS):
            print(f"{one.place}: no slot {{{slot}}}")
    for file in sorted(+count):
        print(f"{file}: {count[file]} lines, {hard[file]} hard")


if __name__ == "__main__":
    check({Path(name).name for name in sys.argv[1:]})
