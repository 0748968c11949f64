"""The lessons of the course as their sources say them, read once."""

from lessons_src.builder.series import OURS
from lessons_src.builder.source import read_lesson

LESSONS = {place.name: read_lesson(place) for place in OURS.places}
