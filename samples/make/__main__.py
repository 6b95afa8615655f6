"""`python -m samples.make [FOLDER]`: writes the samples anew, by default where they lie."""

import sys
from pathlib import Path

from samples.make.making import make

make(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1])
