"""What the window is to the desktop around it: later starts, quick ask, notifications, the tray."""
