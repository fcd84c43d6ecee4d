"""The page of targets: cards, filters, tasks, the trial plan."""
