"""The rules stand beside the package in a checkout, and no installed package holds them there."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[2]))
