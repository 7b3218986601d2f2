"""The keys that keep order, as the commands of the window have them and the menus of the list show them."""

RENAME, REMOVE = "F2", "Del"
PIN = "Ctrl+Shift+B"
ARCHIVE = "Ctrl+Shift+Y"
MOVE = "Ctrl+Shift+J"
NEW_FOLDER = "Ctrl+Shift+N"
