#!/usr/bin/env python3
# -*- coding: utf-8 -*-
"""Set up and run the course: `python course.py lab` (or `make lab`).

This file only looks whether the course can start, and is written so that every Python can read it, old ones too, and
say in plain words what is missing. The commands themselves are in course_commands/.
"""

import os
import sys

OLDEST = (3, 11)
HERE = os.path.dirname(os.path.abspath(__file__))
PARTS = ("course_commands", "helpers", "lab_config", "notebooks", "pyproject.toml", "requirements.lock")

TOO_OLD = """\
O curso precisa do Python {oldest} ou mais novo; este é o {this} ({executable}).
Instale uma versão nova do Python (https://www.python.org/downloads) e repita o comando com ela, por exemplo: {example}
The course needs Python {oldest} or newer; this is {this} ({executable}).
Install a new version of Python (https://www.python.org/downloads) and run the command again with it, for instance: {example}
"""
INCOMPLETE = """\
Esta pasta não está completa: falta {missing} em {here}.
Se ela veio em um arquivo .zip, extraia o arquivo inteiro e rode course.py na pasta extraída.
This folder is not complete: {missing} is missing in {here}.
If it came as a .zip file, extract the whole file and run course.py in the extracted folder.
"""


def reason_not_to_start(version):
    """What is missing, in Portuguese and English, or nothing. version: such as sys.version_info."""
    if tuple(version[:2]) < OLDEST:
        return TOO_OLD.format(
            oldest="%d.%d" % OLDEST,
            this="%d.%d" % tuple(version[:2]),
            executable=sys.executable,
            example="py -3.13 course.py lab" if os.name == "nt" else "python3.13 course.py lab",
        )
    missing = [part for part in PARTS if not os.path.exists(os.path.join(HERE, part))]
    return INCOMPLETE.format(missing=", ".join(missing), here=HERE) if missing else ""


def main():
    """Run the command; the exit code is 0 when it did what it says."""
    reason = reason_not_to_start(sys.version_info)
    if reason:
        sys.stderr.write(reason)
        return 1
    from course_commands.commands import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
