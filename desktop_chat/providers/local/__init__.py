"""A model on this machine: llama.cpp's own server in a child process, spoken to like any other endpoint."""
