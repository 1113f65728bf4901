"""What keeps this a service platform: the register of fields, words that never enter, and the vault. No database."""
