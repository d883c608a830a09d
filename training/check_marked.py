"""Checks the marked sentences and counts them: `python training/check_marked.py [FILE...]`."""

import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from training.marked import FOLDER, SLOTS, parts, read_marked

wanted = {Path(name).name for name in sys.argv[1:]}
count, hard, types, seen = Counter(), Counter(), Counter(), {}
for one in read_marked(FOLDER):
    file = one.place.split(":")[0]
    key = " ".join(words.casefold() or kind for kind, words in parts(one))
    if key in seen:
        print(f"{one.place}: the same as {seen[key]}")
        continue
    seen[key] = one.place
    if wanted and file not in wanted:
        continue
    count[file] += 1
    hard[file] += one.is_hard
    for kind, _ in parts(one):
        if kind and kind not in SLOTS and kind.islower():
            print(f"{one.place}: no slot {{{kind}}}")
        types[SLOTS.get(kind, kind)] += bool(kind)
for file in sorted(count):
    print(f"{file}: {count[file]} lines, {hard[file]} hard")
print(dict(types))
