"""The tests of the browser edition, `make test-site`: the built folder `site/` in a real browser that reaches nothing else."""
