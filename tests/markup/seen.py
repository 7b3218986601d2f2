"""What a reader sees of a block, in one piece."""

from desktop_chat.markup.blocks import Block
from desktop_chat.markup.visible import pieces


def seen_of(block: Block) -> str:
    return "".join(pieces(block))
