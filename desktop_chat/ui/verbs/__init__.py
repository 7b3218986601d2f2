"""What the window's keys and menus do, where it takes more than one widget or service."""
