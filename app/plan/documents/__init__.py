"""The plan's documents: one list of blocks for each, written as Word, PDF, spreadsheet and screen."""
