"""What an audit costs, beside what others cost in the same run: `make -C packages/equity bench`."""
