"""`python -m voucher_ledger` and the `voucher-ledger` command."""

import sys

from voucher_ledger.cli import main

if __name__ == "__main__":
    sys.exit(main())
