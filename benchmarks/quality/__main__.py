"""`python benchmarks/quality`: see `page.py` beside this file."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "peers"), str(HERE.parents[1])]  # a checkout need not be installed

from page import main  # noqa: E402

if __name__ == "__main__":
    main()
