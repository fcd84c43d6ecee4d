"""Maps and meetings on paper: PNG, SVG and PDF; of a page its sheets, and how fine a picture is."""

SIZES = {
    "a4": (297.0, 210.0, 1.0),
    "a3": (420.0, 297.0, 2**0.25),
    "a4-portrait": (210.0, 297.0, 1.0),
    "16x9": (338.7, 190.5, 1.1),
    "1x1": (254.0, 254.0, 1.15),
}
"""Width and height in millimetres, and how much larger than on A4 letters and lines are. On A3 it
is half of the way to a mere enlargement, the other half makes room for more names; the last two
are for screens and telephones."""
DPI = 150
"""Pixels an inch of a picture, where nobody asks for another number."""
FINEST = 300
"""Most pixels an inch; an A3 sheet then has 17 million."""
