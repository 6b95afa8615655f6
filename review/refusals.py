"""The ways in which a request is turned away, each with its status and one sentence."""


class RefusedError(Exception):
    """A request that is not answered as asked; `message` is an English text of the catalogue."""

    status = 400

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message)
        self.message = message
        self.values = values


class SignInNeededError(RefusedError):
    """Nobody is signed in."""

    status = 401


class ForbiddenError(RefusedError):
    """The signed-in person may not do this, or the request did not come from our own pages."""

    status = 403


class TooManyError(RefusedError):
    """The same address tried too often; it may come again later."""

    status = 429


class UnusableError(RefusedError):
    """What was sent is not of the form that was asked for."""

    status = 422
