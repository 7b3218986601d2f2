"""Doubles that stand at the border of the process, and are real: sockets, servers, processes."""
