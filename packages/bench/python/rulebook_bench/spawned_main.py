"""Stands for the main module in the processes that a suite spawns: lets them import the suite.

`multiprocessing` runs the file of the parent's main module in them. Of the worker nothing else may
happen there.
"""

import os
import sys

# Only for these imports: nothing else beside the package is for suites.
sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from rulebook_bench.importable import SuiteFinder  # noqa: E402

del sys.path[0]
sys.meta_path.append(SuiteFinder)
