"""The facts that rules read, computed from a situation: one module per fact type, each total over its vocabulary."""
