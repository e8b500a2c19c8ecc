"""The git connector: changes from commits, deployments from tags, and which deployment first brought each change."""
