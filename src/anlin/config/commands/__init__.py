"""The commands of `anlin`, a module each: a docstring for --help, `arguments(parser)`, `run(options)`."""
