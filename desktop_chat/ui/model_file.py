"""Asking for a model file: any that llama.cpp runs can be an endpoint."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_chat.words.catalogue import tr


def pick_model_file(parent: QWidget) -> QFileDialog:
    """Asks for a GGUF file; `fileSelected` has its path."""
    dialog = QFileDialog(parent, tr("Choose a model file"))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilter(f"{tr('Model files')} (*.gguf)")
    dialog.open()
    return dialog
