"""The keys of a receipt's window, for itself and for the map of all keys."""

from desktop_chat.domain.spelled import Form

COPY = {Form.CURL: "Ctrl+Shift+C", Form.PYTHON: "Ctrl+Shift+P", Form.JSON: "Ctrl+Shift+J"}
REPLAY = "Ctrl+R"
NEXT_PAGE, PREVIOUS_PAGE = "Ctrl+Tab", "Ctrl+Shift+Tab"
PAGES = ("Ctrl+1", "Ctrl+2", "Ctrl+3", "Ctrl+4")
NEXT_DIFFERENCE, PREVIOUS_DIFFERENCE = "F3", "Shift+F3"
