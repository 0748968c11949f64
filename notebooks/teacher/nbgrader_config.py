"""For teachers who grade with nbgrader: put this file into the course folder.

The lessons of the teacher's edition go into `source/LESSON/` there as they are.
"""

from nbconvert.preprocessors import TagRemovePreprocessor
from nbgrader.converters import GenerateAssignment

c = get_config()  # noqa: F821 - nbgrader defines it

# nbgrader's own stub raises an error, and Run All then stops at the first unsolved exercise.
c.ClearSolutions.code_stub = {"python": "# escreva seu código aqui / write your code here"}

# nbgrader gives a cell 30 seconds; a training takes longer on a busy computer, and a right answer would score nothing.
c.ExecutePreprocessor.timeout = 600

# Cells for the teacher only stay out of the assignment; then come nbgrader's usual steps.
c.TagRemovePreprocessor.enabled = True
c.TagRemovePreprocessor.remove_cell_tags = {"teacher"}
c.GenerateAssignment.preprocessors = [TagRemovePreprocessor, *GenerateAssignment().preprocessors]
