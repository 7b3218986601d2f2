"""The desktop around the window: one window for all starts, the end of the session, what Qt lacks on some systems."""
