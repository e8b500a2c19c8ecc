"""The addresses: English at the root, the same pages in Welsh under `cy/`."""

from django.urls import include, path

urlpatterns = [
    path("cy/", include("llif.publishing.addresses", namespace="cy")),
    path("", include("llif.publishing.addresses", namespace="en")),
]
handler400 = "llif.publishing.pages.mishaps.bad_request"
handler404 = "llif.publishing.pages.mishaps.not_found"
handler500 = "llif.publishing.pages.mishaps.our_fault"
