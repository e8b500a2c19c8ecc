"""Signing in and out: by a local account, or through the organisation's provider."""

from typing import Any

from allauth.account.views import LoginView
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.conf import settings
from django.contrib.auth import logout
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from llif.publishing import links, words
from llif.publishing.middleware import language_of
from llif.publishing.pages import answering

TOO_MANY = "too_many_login_attempts"


class SignIn(LoginView):  # type: ignore[misc]
    """allauth's own view, with its limits on attempts, shown as a page of ours."""

    def render_to_response(self, context: dict[str, Any], **_rest: Any) -> HttpResponse:
        form = context["form"]
        too_many = form.has_error(NON_FIELD_ERRORS, TOO_MANY)
        return answering.page(
            self.request,
            "sign_in.html",
            status=429 if too_many else 400 if form.errors else 200,
            failed=bool(form.errors),
            too_many=too_many,
            username=form.data.get("login", "") if form.is_bound else "",
            next=safe(self.request) or links.to("portfolios"),
            provider=settings.LLIF_OIDC_NAME,
            provider_address=provider_address(),
        )

    def get_success_url(self) -> str:
        return safe(self.request) or links.to("portfolios")

    def get_authenticated_redirect_url(self) -> str:
        return self.get_success_url()


sign_in = require_http_methods(["GET", "HEAD", "POST"])(SignIn.as_view())


def safe(request: HttpRequest) -> str:
    """The page to go on to, if it is one of ours."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if is_ours else ""


def provider_address() -> str:
    if not settings.LLIF_OIDC_NAME:
        return ""
    return reverse("openid_connect_login", args=[settings.LLIF_OIDC_ID])


@never_cache
@require_POST
def begin(request: HttpRequest, provider_id: str) -> HttpResponse:
    """On to the provider, by a page that leads there: a browser would not follow a form to another host.

    The policy lets forms go nowhere but here, and browsers hold every redirect of a form's answer to that.
    """
    going_on = safe(request)
    with words.speaking(language_of(going_on)):
        try:
            provider = get_adapter().get_provider(request, provider_id)
            there = provider.redirect(request, process="login", next_url=going_on or links.to("portfolios"))
        except SocialApp.DoesNotExist as error:
            raise Http404 from error
        except OSError:  # what the network, or the provider behind it, does
            return unreachable(request)
        if there.url == links.to("refused"):
            return HttpResponseRedirect(there.url)
        return answering.page(request, "on_to_provider.html", provider=settings.LLIF_OIDC_NAME, address=there.url)


@never_cache
@require_safe
def end(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Back from the provider, in the language in which it was asked for."""
    code = "cy" if request.GET.get("state", "").startswith("cy-") else "en"
    with words.speaking(code):
        try:
            answer: HttpResponse = openid_connect.callback(request, provider_id)
        except OSError:
            return unreachable(request)
    return answer


def unreachable(request: HttpRequest) -> HttpResponse:
    return answering.page(request, "mishap.html", status=503, mishap="unreachable", told="")


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return HttpResponseRedirect(links.to("portfolios"))


@require_safe
def refused(request: HttpRequest, **_parts: Any) -> HttpResponse:
    """A sign-in through the provider that came to nothing, or an account that is switched off."""
    return answering.page(request, "mishap.html", status=403, mishap="refused", told="")
