"""``python -m pcc_report``: the command, where its script is not on the path."""

import sys

from pcc_report.cli import main

if __name__ == "__main__":
    sys.exit(main())
