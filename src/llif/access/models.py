"""Users, the roles they hold, and the audit chain. It holds no rule of who may, and no row of it is ever rewritten."""

from typing import Any, NoReturn

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from llif.terms.errors import N_, Fault

ALL_PORTFOLIOS = ""
ALL_PRODUCTS = ""
LOCAL, FROM_PROVIDER = "local", "provider"


class Users(BaseUserManager["User"]):
    def create_user(self, username: str, password: str | None = None) -> "User":
        """A user without any role; without a password only single sign-on lets them in."""
        user = self.model(username=self.model.normalize_username(username))
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """Someone who may sign in. Nothing is kept but the sign-in name: no real name, no address."""

    username = models.CharField(max_length=150, unique=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "username"
    objects = Users()


class Membership(models.Model):
    """A user's role over one portfolio, or all of them; over one product of it, or all of them (empty: all).

    `origin` says who gave it: an administrator here, or the sign-in provider, which may take it back.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20)
    portfolio = models.CharField(max_length=100, blank=True, default=ALL_PORTFOLIOS)
    product = models.CharField(max_length=100, blank=True, default=ALL_PRODUCTS)
    origin = models.CharField(max_length=10, default=LOCAL)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "role", "portfolio", "product", "origin"], name="membership_once")
        ]


class Token(models.Model):
    """A key to the API: only its hash is kept. It never reaches farther than its user's own roles."""

    READ, WRITE = "read", "write"

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=100)
    prefix = models.CharField(max_length=12)
    hash = models.CharField(max_length=64, unique=True)
    scope = models.CharField(max_length=5)
    portfolio = models.CharField(max_length=100, blank=True, default=ALL_PORTFOLIOS)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    used_on = models.DateField(null=True)


class AuditHead(models.Model):
    """The end of the chain: one row, locked by whoever appends."""

    sequence = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="")


class AppendOnly(models.QuerySet["AuditRow"]):
    def update(self, **kwargs: Any) -> NoReturn:
        refuse()

    def delete(self) -> NoReturn:
        refuse()


class AuditRow(models.Model):
    """One write: who, when, through which door, on what, and how it stood before and after.

    `before` and `after` are canonical JSON text, not JSON columns: PostgreSQL would rewrite numbers under the hash.
    """

    sequence = models.BigIntegerField(unique=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=150)
    via = models.CharField(max_length=10)
    origin = models.CharField(max_length=150, blank=True, default="")
    action = models.CharField(max_length=50)
    object = models.CharField(max_length=300)
    before = models.TextField()
    after = models.TextField()
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = AppendOnly.as_manager()

    class Meta:
        ordering = ["sequence"]
        indexes = [models.Index(fields=["object", "sequence"], name="audit_object")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            refuse()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        refuse()


def refuse() -> NoReturn:
    raise Fault(N_("An audit row is never changed or removed."))
