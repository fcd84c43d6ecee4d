"""What comes in besides the shipped facts: revisions of the facts, kept so that none is lost."""
