"""Where records rest: the append-only landing, immutable snapshots, and the engines that read them. No Django here."""
