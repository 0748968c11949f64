"""IPython's settings in the browser edition; the kernel there is an "ipython" to it."""

c = get_config()  # noqa: F821 - IPython defines it

c.InteractiveShellApp.extensions = ["browser_kernel", "helpers.kernel"]
c.InteractiveShellApp.ignore_cwd = True  # browser_kernel puts the notebook's folder into sys.path, at its end
