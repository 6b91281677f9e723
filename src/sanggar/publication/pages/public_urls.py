"""The mentor's page, mounted at the root of the site."""

from django.urls import path

from sanggar.publication.pages import mentor

urlpatterns = [path("saya/karya/<int:enrolment>/", mentor.works, name="mentee_works")]
