"""Where a question is written, with all that the next request will carry in sight."""
