"""Everything on disk and in the keyring: the database with its one writer, settings, secrets."""
