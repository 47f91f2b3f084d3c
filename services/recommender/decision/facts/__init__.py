"""The facts that rules read: a frozen record per group, declared and computed from a situation in the same module."""
