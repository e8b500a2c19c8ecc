"""Every address of the pages.

A portfolio called `cy`, `definitions` or `static`, or a product called `all`, `item` or `sources`, could not be
reached.
"""

from django.urls import path

from llif.publishing.pages import definitions, evidence, holistic, item, portfolios, product, sources

app_name = "pages"
urlpatterns = [
    path("", portfolios.show, name="portfolios"),
    path("definitions/", definitions.show, name="definitions"),
    path("<slug:portfolio>/", holistic.show, name="holistic"),
    path("<slug:portfolio>/table.csv", holistic.table, name="table"),
    path("<slug:portfolio>/item/", item.show, name="item"),
    path("<slug:portfolio>/sources/", sources.show, name="sources"),
    path("<slug:portfolio>/<slug:product>/", product.show, name="product"),
    path("<slug:portfolio>/<slug:product>/<slug:measure>/", evidence.show, name="evidence"),
    path("<slug:portfolio>/<slug:product>/<slug:measure>/chart.svg", product.chart, name="chart"),
    path("<slug:portfolio>/<slug:product>/<slug:measure>/chart.json", product.zoomed, name="zoomed"),
    path("<slug:portfolio>/<slug:product>/<slug:measure>/series.csv", product.series, name="series"),
    path("<slug:portfolio>/<slug:product>/<slug:measure>/evidence.csv", evidence.table, name="rows"),
]
