"""Every address of the product."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import path

from yhdyspinta.web import sitemap
from yhdyspinta.web.rooms.accounts.urls import CALLBACKS
from yhdyspinta.web.rooms.accounts.urls import PAGES as ACCOUNTS
from yhdyspinta.web.rooms.agreements.urls import PAGES as AGREEMENTS
from yhdyspinta.web.rooms.attention.urls import PAGES as ATTENTION
from yhdyspinta.web.rooms.calendar.urls import PAGES as CALENDAR
from yhdyspinta.web.rooms.needs.urls import PAGES as NEEDS
from yhdyspinta.web.rooms.parties.urls import PAGES as PARTIES
from yhdyspinta.web.rooms.phenomena.urls import PAGES as PHENOMENA
from yhdyspinta.web.rooms.procedure.urls import PAGES as PROCEDURE
from yhdyspinta.web.rooms.record.urls import PAGES as RECORD
from yhdyspinta.web.views import (
    about,
    archive,
    area,
    chain,
    charts,
    comparison,
    decks,
    figure,
    glossary,
    health,
    hyte,
    indicator,
    papers,
    picture,
    refreshes,
    review,
    searching,
    sources,
    start,
    tables,
    theme,
)

_PAGES = i18n_patterns(
    path("", start.start, name="start"),
    path("haku/", searching.search, name="search"),
    path("alue/<str:area_id>/", area.area, name="area"),
    path("alue/<str:area_id>/tilannekuva/", picture.picture, name="picture"),
    path("alue/<str:area_id>/tilannekuva.<str:file_format>", picture.download, name="download"),
    path("alue/<str:area_id>/kuntakortti.pdf", papers.card, name="card"),
    path("alue/<str:area_id>/kuntakortit.zip", papers.cards, name="cards"),
    path("alue/<str:area_id>/hyvinvointikertomus/", papers.report_page, name="report_page"),
    path("alue/<str:area_id>/hyvinvointikertomus.docx", papers.report, name="report"),
    path("alue/<str:area_id>/hyvinvointikertomus-pohja.docx", papers.report_template, name="report_template"),
    path("alue/<str:area_id>/tietopohja/", papers.agenda, name="agenda"),
    path("alue/<str:area_id>/tietopohja.<str:file_format>", papers.agenda_download, name="agenda_download"),
    path("alue/<str:area_id>/kuvio/<str:name>/", charts.chart, name="chart"),
    path("alue/<str:area_id>/kuvio/<str:name>/tarkastele/", charts.explore, name="chart_explore"),
    path("alue/<str:area_id>/kuvio/<str:name>/upota/", charts.embed, name="chart_embed"),
    path("alue/<str:area_id>/kuvio/<str:name>.<str:file_format>", charts.file, name="chart_file"),
    path("alue/<str:area_id>/tiedot.csv", tables.area_csv, name="area_csv"),
    path("alue/<str:area_id>/tiedot-excel.csv", tables.area_excel_csv, name="area_excel_csv"),
    path("alue/<str:area_id>/tiedot.xlsx", tables.area_workbook, {"kind": "xlsx"}, name="area_workbook"),
    path("alue/<str:area_id>/tiedot.ods", tables.area_workbook, {"kind": "ods"}, name="area_ods"),
    path("alue/<str:area_id>/diat/", decks.slides, name="slides"),
    path("alue/<str:area_id>/power-query/", tables.power_query, name="power_query"),
    path("tunnusluku/<str:indicator>/tiedot.csv", tables.indicator_csv, name="indicator_csv"),
    path("tunnusluku/<str:indicator>/tiedot-excel.csv", tables.indicator_excel_csv, name="indicator_excel_csv"),
    path("tunnusluku/<str:indicator>/tiedot.xlsx", tables.indicator_workbook, {"kind": "xlsx"}, name="indicator_workbook"),
    path("tunnusluku/<str:indicator>/tiedot.ods", tables.indicator_workbook, {"kind": "ods"}, name="indicator_ods"),
    path("julkaisut/", archive.archive, name="archive"),
    path("julkaisut/vertailu/", archive.compare, name="edition_changes"),
    path("julkaisut/<str:edition_id>/", picture.edition, name="edition"),
    path("julkaisut/<str:edition_id>/tilannekuva.<str:file_format>", picture.download_edition, name="download_edition"),
    path("julkaisut/<str:edition_id>/kuvio/<str:name>/", charts.edition_chart, name="edition_chart"),
    path("julkaisut/<str:edition_id>/kuvio/<str:name>/tarkastele/", charts.edition_explore, name="edition_chart_explore"),
    path("julkaisut/<str:edition_id>/kuvio/<str:name>/upota/", charts.edition_embed, name="edition_chart_embed"),
    path("julkaisut/<str:edition_id>/kuvio/<str:name>.<str:file_format>", charts.edition_file, name="edition_chart_file"),
    path("julkaisut/<str:edition_id>/luku/<path:figure_id>/", figure.edition_figure, name="edition_figure"),
    path("luku/<path:figure_id>/", figure.figure, name="figure"),
    path("vertailu/", comparison.comparison, name="comparison"),
    path("vertailu.csv", tables.comparison_csv, name="comparison_csv"),
    path("vertailu-excel.csv", tables.comparison_excel_csv, name="comparison_excel_csv"),
    path("vertailu.xlsx", tables.comparison_workbook, {"kind": "xlsx"}, name="comparison_workbook"),
    path("vertailu.ods", tables.comparison_workbook, {"kind": "ods"}, name="comparison_ods"),
    path("ketju/", chain.chain, name="chain"),
    path("alue/<str:area_id>/hyte/", hyte.hyte, name="hyte"),
    path("ohje/", about.help_page, name="help"),
    path("saavutettavuus/", about.accessibility, name="accessibility"),
    path("palaute/", about.feedback, name="feedback"),
    path("palaute/kiitos/", about.thanks, name="feedback_thanks"),
    path("teema/<int:number>/", theme.theme, name="theme"),
    path("alue/<str:area_id>/teema/<int:number>/", theme.area_theme, name="area_theme"),
    path("tunnusluvut/", indicator.index, name="indicators"),
    path("tunnusluku/<str:indicator>/", indicator.indicator, name="indicator"),
    path("alue/<str:area_id>/tunnusluku/<str:indicator>/", indicator.area_indicator, name="area_indicator"),
    path("sanasto/", glossary.glossary, name="glossary"),
    path("sanasto/<str:term>/", glossary.term, name="term"),
    path("lahteet/", sources.sources, name="sources"),
    path("lahteet/paivitys/", refreshes.refreshes, name="refreshes"),
    path("tarkistus/<str:release>/", review.review, name="review"),
    *PARTIES,
    *ATTENTION,
    *ACCOUNTS,
    *PROCEDURE,
    *AGREEMENTS,
    *CALENDAR,
    *NEEDS,
    *PHENOMENA,
    *RECORD,
)
urlpatterns = [
    path("health", health.health, name="health"),
    path("metrics", health.metrics, name="metrics"),
    path("sitemap.xml", sitemap.index, name="sitemap"),
    path("robots.txt", sitemap.robots, name="robots"),
    path("organisaatio/tyyli.css", about.style, name="organisation_style"),
    path("organisaatio/tunnus", about.logo, name="organisation_logo"),
    *CALLBACKS,
    *_PAGES,
]

handler400 = "yhdyspinta.web.errors.bad_request"
handler403 = "yhdyspinta.web.errors.forbidden"
handler404 = "yhdyspinta.web.errors.not_found"
handler429 = "yhdyspinta.web.errors.too_many"  # asked for by allauth where tries are counted
handler500 = "yhdyspinta.web.errors.server_error"
