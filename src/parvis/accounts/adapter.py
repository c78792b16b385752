"""How django-allauth's second step behaves here: its secrets are sealed, and it sends nothing by itself."""

from __future__ import annotations

from allauth.mfa.adapter import DefaultMFAAdapter
from django.core.exceptions import SuspiciousOperation

from parvis.accounts.domain.sealing import seal, unseal


class SealedSecrets(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """allauth's own ``encrypt`` leaves secrets as they are; ours seals them under the signing key."""

    def encrypt(self, text: str) -> str:
        """Seal a secret for the table."""
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Open a secret from the table."""
        text = unseal(encrypted_text)
        if text is None:
            message = "a second step was sealed under another signing key"
            raise SuspiciousOperation(message)
        return text

    def send_notification_mail(self, *args: object, **kwargs: object) -> None:
        """Send nothing: acts stand in the log."""

    def _get_site_name(self) -> str:
        return "Parvis"
