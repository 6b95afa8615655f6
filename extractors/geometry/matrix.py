"""The affine maps of PDF, from a page's own points to the page as displayed."""

from typing import NamedTuple

from domain.pages import Box


class Matrix(NamedTuple):
    """An affine map as PDF writes it: x' = a*x + c*y + e, y' = b*x + d*y + f."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Return where the point comes to lie."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Return the (x0, top, x1, bottom) in which a rectangle comes to lie."""
        x0, y0 = self.place(left, top)
        x1, y1 = self.place(right, bottom)
        return (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))

    def then(self, outer: "Matrix") -> "Matrix":
        """Return the map that applies this one first and the other after it."""
        return Matrix(
            self.a * outer.a + self.b * outer.c,
            self.a * outer.b + self.b * outer.d,
            self.c * outer.a + self.d * outer.c,
            self.c * outer.b + self.d * outer.d,
            self.e * outer.a + self.f * outer.c + outer.e,
            self.e * outer.b + self.f * outer.d + outer.f,
        )
