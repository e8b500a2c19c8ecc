"""The addresses: English at the root, the same pages in Welsh under `cy/`."""

from django.urls import include, path

from llif.publishing.api.version_1 import addresses
from llif.publishing.pages import signing

urlpatterns = [
    path("account/provider/<slug:provider_id>/login/", signing.begin, name="openid_connect_login"),
    path("account/provider/<slug:provider_id>/login/callback/", signing.end, name="openid_connect_callback"),
    path("account/refused/", signing.refused, name="account_inactive"),
    path("account/refused/", signing.refused, name="socialaccount_login_error"),
    path("account/refused/", signing.refused, name="socialaccount_login_cancelled"),
    path("account/refused/", signing.refused, name="socialaccount_signup"),
    path("sign-in/", signing.sign_in, name="account_login"),
    path("sign-out/", signing.sign_out, name="account_logout"),
    path("api/v1/", addresses()),
    path("cy/", include("llif.publishing.addresses", namespace="cy")),
    path("", include("llif.publishing.addresses", namespace="en")),
]
handler400 = "llif.publishing.pages.mishaps.bad_request"
handler403 = "llif.publishing.pages.mishaps.forbidden"
handler404 = "llif.publishing.pages.mishaps.not_found"
handler429 = "llif.publishing.pages.mishaps.too_many"
handler500 = "llif.publishing.pages.mishaps.our_fault"
