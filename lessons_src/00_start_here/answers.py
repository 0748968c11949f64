"""What may be answered in lesson 00."""

from tests.answers import Answers

ANSWERS = {
    "years": Answers(
        variables=["years"],
        right=(54,),
        also_right=[(2012 - 1958,)],
        wrong_code="years = 1958 - 2012",
        mistakes={
            "earlier minus later": (1958 - 2012, "sign is wrong: take the earlier year away"),
            "since the imitation game": (2012 - 1950, "since 1950, the imitation game"),
            "since Dartmouth": (2012 - 1956, "since 1956, the meeting at Dartmouth"),
            "since machine learning": (2012 - 1959, "since 1959, the name “machine learning”"),
            "since backpropagation": (2012 - 1986, "since 1986, backpropagation"),
            "until LeNet": (1998 - 1958, "from the perceptron to LeNet, 1998"),
            "another": (1234.5, ("1,234.5 is not the number of years", "1.234,5")),
        },
    ),
    "grey_photo": Answers(
        variables=["numbers"],
        right=(307_200,),
        also_right=[(640 * 480,)],
        wrong_code="numbers = 640 + 480",
        mistakes={
            "added": (640 + 480, "1,120 is width plus height"),
            "way round": (2 * (640 + 480), "the distance round the edge"),
            "point between the digits": (307.200, "To Python this is 307 and two tenths"),
            "width twice": (640 * 640, "640 · 640 would be a square photo"),
            "height twice": (480 * 480, "480 · 480 would be a square photo"),
            "colours": (640 * 480 * 3, "Three numbers per pixel are for colour"),
            "the digit": (28 * 28, "784 is the count for 28 · 28 pixels"),
            "comma between the digits": ((307, 200), "holds 2 numbers. Did you mean 307200?"),
            "another": (1234.5, ("1,234.5 is not how many there are", "1.234,5")),
        },
    ),
    "steps": Answers(
        variables=["steps"],
        right=(49,),
        also_right=[(784 / 16,), (784 // 16,)],
        wrong_code="steps = 784 * 16",
        mistakes={
            "times": (784 * 16, "with more workers it would take longer"),
            "minus": (784 - 16, "are left after the first step"),
            "one worker": (784, "what one worker alone needs"),
            "plus": (784 + 16, "800 is 784 + 16."),
            "one too few": (48, "48 steps get only 48 · 16 = 768 multiplications done"),
            "one too many": (50, "nothing is left for another step"),
            "the other way round": (16 / 784, "The other way round"),
            "another": (1234.5, ("1,234.5 is not the number of steps", "1.234,5")),
        },
    ),
}
