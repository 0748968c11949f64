"""The commands of course.py. Standard library only: it runs before anything is installed, Windows included.

environment.py    .venv: made, checked at every start, mended
lessons.py        the student's copies of the notebooks, JupyterLab on them
kit.py            a folder from which a room of computers installs without a network
words.py          what is said, in the language of the system or of the lessons
commands.py       the command line
"""
