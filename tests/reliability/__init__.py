"""The numbered promises of docs/reliability.md, each tested on the installed program as a black box."""
