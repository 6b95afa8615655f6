"""The webhooks of the settings, with where their addresses and secrets come from."""

from app.settings import Settings, secret_value
from domain.errors import ConfigurationError, DeliveryError
from domain.hook_policy import Hook
from domain.section import Secret
from pipeline.hooks import Target


def targets_of(settings: Settings) -> tuple[Target, ...]:
    """Return every webhook. Addresses and secrets are read when they are needed."""
    return tuple(_target(hook) for hook in settings.webhooks)


def _target(hook: Hook) -> Target:
    return Target(
        hook,
        lambda: hook.url or _kept(hook.url_from, f"address of the webhook {hook.name}") or "",
        lambda: _kept(hook.secret, f"secret of the webhook {hook.name}"),
    )


def _kept(secret: Secret, what: str) -> str | None:
    """A secret that is missing counts as a try that failed: it is shown, and mended without a restart."""
    try:
        return secret_value(secret, what)
    except ConfigurationError as error:
        raise DeliveryError(str(error)) from error
