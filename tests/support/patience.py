"""How long a test waits for what must come.

No test takes that long unless it fails: it is the time after which something counts as hung, on a machine that is busy
with ten other things. What has to end sooner of itself is given limits that are longer by far, and is then seen to end.
"""

PATIENCE_S = 60.0
PATIENCE_MS = 60_000
EVER_S = 10 * PATIENCE_S
