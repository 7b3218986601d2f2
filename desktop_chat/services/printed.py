"""What the window sets on paper. By itself, because it takes the readers of Markdown along."""

from desktop_chat.transfer.printing import Ground, Pages, Piece

__all__ = ["Ground", "Pages", "Piece"]
