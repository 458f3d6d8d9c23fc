"""Second stage: the flow of a bulletin is cut into its documents."""
