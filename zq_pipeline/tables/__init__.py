"""Every published table, described once, and its projections: frames and contracts."""
