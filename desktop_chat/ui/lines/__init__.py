"""Text in a face of fixed width, a line a row: request bodies, differences, what came back."""
