"""Run tbtui with ``python -m tbtui``."""

from __future__ import annotations

import sys

from tbtui.cli import main

if __name__ == "__main__":
    sys.exit(main())
