"""What a plain Django view costs on the same server: it reads JSON and writes two rows."""
