"""The provider of single sign-on that the settings name."""

from app.settings import Settings, secret_value
from domain.clock import Clock
from review.single_sign_on import Provider


def provider_of(settings: Settings, clock: Clock) -> Provider | None:
    """Return the provider, None without one. Raises ConfigurationError for a secret that is missing."""
    policy = settings.single_sign_on
    if not policy.issuer:
        return None
    secret = secret_value(policy.client_secret, "secret of single sign-on")
    return Provider(policy, lambda: secret, clock.now)
