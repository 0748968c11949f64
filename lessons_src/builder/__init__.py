"""Builds the notebooks from the lessons' sources.

One MyST Markdown file a lesson holds both languages; out of it come four notebooks: for students
and for teachers, in Portuguese and in English.

- `source.py`: reads a lesson file and checks it;
- `glossary.py`: writes the glossary of lesson 10, and links the lessons to it;
- `editions.py`: makes one edition of it, not yet run;
- `execution.py`: runs it, and reuses the outputs of an edition whose code has not changed;
- `__main__.py`: the command.
"""
