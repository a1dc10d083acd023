"""The same work at growing sizes, on both databases: `make bench`."""
