"""Renews an account's token at 80 % of its life, once for all processes, never without a way back."""

import hashlib
import secrets
from collections.abc import Iterator
from datetime import datetime, timedelta

from domain.clock import Clock
from domain.errors import SignInError, SourceError
from domain.mailbox_policy import Mailbox
from domain.sign_in import Tokens, TokenShelf
from intake.sign_in.grants import Grant, Granted

HOLD = timedelta(seconds=90)
"""How long one process may be at it before another takes over; longer than the requests may take."""
LOOK_SECONDS = 0.25
"""How often those who wait for another's renewal look whether it is done."""


class RenewingTokens:
    """The tokens of one account; any number of processes may each have one of these.

    The order in a renewal: claim it, ask the provider, store the new tokens durably, and only a later
    renewal that worked with the new refresh token lets the one before go. Whoever comes second re-reads.
    """

    def __init__(
        self, mailbox: Mailbox, grant: Grant, shelf: TokenShelf, clock: Clock, seed: str | None = None
    ) -> None:
        self.user = mailbox.user
        self._account = mailbox.name
        self._grant = grant
        self._shelf = shelf
        self._clock = clock
        self._seed = seed
        self._holder = secrets.token_hex(8)
        self._held = Tokens()
        self._unsaved: Tokens | None = None

    def current(self) -> str:
        """Return a token that works now, renewed where its time has come.

        When the renewal fails while the old token still works, the old one is returned.
        Raises SourceError, SignInError where only a person can help.
        """
        now = self._clock.now()
        if self._held.is_fresh_at(now) and self._unsaved is None:
            return self._held.access_token
        try:
            return self._renew(None)
        except SourceError:
            if self._held.works_at(now):
                return self._held.access_token
            raise

    def renewed(self, refused: str) -> str:
        """Return another token than the one that was refused. Raises as `current` does."""
        return self._renew(refused)

    def renew(self) -> Tokens:
        """Renew now, whatever is at hand, and return what is stored then."""
        self._renew(self._stored().access_token)
        return self._held

    def explain(self, token: str) -> str | None:
        """Return why a server may refuse this sound token, None when nothing is known."""
        return self._grant.explain(token)

    def adopt(self, refresh_token: str) -> Tokens:
        """Try a refresh token that a person brought, and store what came of it. Raises as `current` does."""
        granted = self._grant.ask(refresh_token)
        while True:
            stored = self._stored()
            fresh = self._following(stored, granted, refresh_token, self._clock.now())
            if self._shelf.save(self._account, fresh):
                self._held = fresh
                return fresh

    def _renew(self, refused: str | None) -> str:
        self._save_what_waits()
        limit = self._clock.now() + HOLD * 2
        while not self._shelf.claim(self._account, self._holder, self._clock.now() + HOLD):
            if self._take_stored(refused):
                return self._held.access_token
            now = self._clock.now()
            if refused is None and self._held.works_at(now):
                return self._held.access_token
            if now > limit:
                raise SourceError(
                    f"another process has been renewing the token of account {self._account!r} for too long; "
                    "it is tried again by itself."
                )
            self._clock.sleep(LOOK_SECONDS)
        return self._renew_alone(refused)

    def _renew_alone(self, refused: str | None) -> str:
        problem: str | None = None
        saved = False
        try:
            if self._take_stored(refused):
                return self._held.access_token
            self._unsaved = self._asked(self._stored())
            self._held = self._unsaved
            self._save_what_waits()
            saved = True
            return self._held.access_token
        except SourceError as error:
            problem = str(error)
            raise
        finally:
            if not saved:
                self._shelf.give_up(self._account, self._holder, problem)

    def _take_stored(self, refused: str | None) -> bool:
        """Take over what is stored; True when it is fresh and not what was refused."""
        stored = self._held = self._stored()
        return stored.is_fresh_at(self._clock.now()) and stored.access_token != refused

    def _stored(self) -> Tokens:
        """Return what is stored; of tokens that another provider, application or user got, nothing."""
        stored = self._shelf.load(self._account) or Tokens()
        foreign = stored.origin is not None and stored.origin != self._grant.origin
        return Tokens(version=stored.version) if foreign else stored

    def _save_what_waits(self) -> None:
        """Store what the provider gave; kept in mind until that worked, for it may be the only way back."""
        if self._unsaved is not None:
            if not self._shelf.save(self._account, self._unsaved):
                self._held = self._stored()
            self._unsaved = None

    def _asked(self, stored: Tokens) -> Tokens:
        """Ask with each refresh token in turn until one is taken; the first refusal is what counts."""
        if not self._grant.by_refresh_token:
            now = self._clock.now()
            return self._following(stored, self._grant.ask(None), None, now)
        refusal: SignInError | None = None
        for refresh_token in self._candidates(stored):
            now = self._clock.now()
            try:
                return self._following(stored, self._grant.ask(refresh_token), refresh_token, now)
            except SignInError as error:
                refusal = refusal or error
        raise refusal or self._nothing_to_ask_with(stored)

    def _nothing_to_ask_with(self, stored: Tokens) -> SignInError:
        if stored.unreadable:
            return SignInError(
                f"the stored token of account {self._account!r} cannot be decrypted with this key; restore "
                f"the key that `token_key` names, or run `ardoise sign-in {self._account}`."
            )
        return SignInError(
            f"account {self._account!r} has no refresh token yet; run `ardoise sign-in {self._account}`."
        )

    def _candidates(self, stored: Tokens) -> Iterator[str]:
        """Yield the refresh tokens in order: one that a person newly configured, then the stored ones."""
        newly = self._seed is not None and stored.seed != _fingerprint(self._seed)
        order = [self._seed] if newly else []
        order += [stored.refresh_token, stored.earlier_refresh_token, self._seed]
        yield from dict.fromkeys(one for one in order if one)

    def _following(self, stored: Tokens, granted: Granted, used: str | None, now: datetime) -> Tokens:
        rotated = granted.refresh_token is not None and granted.refresh_token != used
        return Tokens(
            version=stored.version,
            access_token=granted.access_token,
            acquired_at=now,
            expires_at=now + timedelta(seconds=granted.lifetime),
            refresh_token=granted.refresh_token if rotated else used,
            earlier_refresh_token=used if rotated else None,
            seed=_fingerprint(self._seed) if self._seed else None,
            origin=self._grant.origin,
        )


def _fingerprint(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
