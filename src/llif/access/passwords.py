"""What a password of a local account must be."""

from llif.terms.errors import N_, InputError


def check_acceptable(password: str, *, where: str = "") -> None:
    """*Raises* InputError for one that is too short or too common."""
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    try:
        validate_password(password)
    except ValidationError as error:
        raise InputError(
            N_("That password is too easy to guess."), where=where, remedy=N_("Use at least 12 characters.")
        ) from error


def check_alike(password: str, again: str, *, where: str = "") -> None:
    """*Raises* InputError where it was not typed alike twice."""
    if password != again:
        raise InputError(N_("The two passwords differ."), where=where)
