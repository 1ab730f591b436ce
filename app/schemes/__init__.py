"""按什么办法: scheme documents, immutable once adopted."""
