"""Who asks: the actor of a request, signed in, by a token, or nobody yet."""

from django.http import HttpRequest

from llif.access.actor import Actor, Via

NOBODY = Actor("", Via.WEB)


def actor_of(request: HttpRequest) -> Actor:
    """The actor that a token names, or who is signed in; a nameless one otherwise, who holds no role."""
    by_token = getattr(request, "llif_actor", None)
    if isinstance(by_token, Actor):
        return by_token
    user = getattr(request, "user", None)
    return Actor(user.get_username(), Via.WEB) if user is not None and user.is_authenticated else NOBODY
