"""The subcommands of `vanban`, one module each; `vanban.command` tells their shape."""
