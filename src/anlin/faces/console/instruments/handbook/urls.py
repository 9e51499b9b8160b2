"""Addresses of the handbook."""

from django.urls import path

from anlin.faces.console.instruments.handbook import matters, pages, writing

urlpatterns = [
    path("", pages.Handbook.as_view(), name="handbook"),
    path("write/", writing.NewArticle.as_view(), name="handbook_write"),
    path("knowing/", pages.Knowing.as_view(), name="handbook_knowing"),
    path("fitting/", matters.Fitting.as_view(), name="handbook_fitting"),
    path("of/<int:pk>/", matters.OfCase.as_view(), name="handbook_of_case"),
    path("of/<int:pk>/stages/<int:stage>/", matters.Tick.as_view(), name="handbook_tick"),
    path("of/<int:pk>/study/", matters.OrderStudy.as_view(), name="handbook_order"),
    path("orders/<int:pk>/", matters.OfOrder.as_view(), name="handbook_of_order"),
    path("<int:pk>/", pages.OneArticle.as_view(), name="handbook_article"),
    path("<int:pk>/write/", writing.NextEdition.as_view(), name="handbook_next"),
    path("<int:pk>/grade/", pages.Grading.as_view(), name="handbook_grade"),
    path("editions/<int:pk>/study/", pages.Study.as_view(), name="handbook_study"),
    *[
        path(f"editions/<int:pk>/{name}/", page.as_view(), name=f"handbook_{name}")
        for name, page in writing.STEPS.items()
    ],
]
