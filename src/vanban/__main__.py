"""`python -m vanban`: the command line without the installed script."""

import sys

from vanban.command import main

sys.exit(main())
