"""JupyterLab's server settings for `make lab`."""

c = get_config()  # noqa: F821 - Jupyter defines it

# The server listens on this computer only; inside a container or on Binder it runs as root.
c.ServerApp.allow_root = True
