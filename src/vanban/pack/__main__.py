"""`python -m vanban.pack`."""

import sys

from vanban.pack.command import main

sys.exit(main())
