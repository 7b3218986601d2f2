"""What the program promises in figures: `python -m tests.benchmarks [NAME…]` prints one JSON line each."""
