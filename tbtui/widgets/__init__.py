"""What dashboards share: virtual lines, run list, tag tree, charts."""
