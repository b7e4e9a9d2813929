"""The site's addresses with the gallery among them, as under DEBUG."""

from django.urls import path

from config.gallery import components
from config.urls import urlpatterns as site

urlpatterns = [path("studio/components/", components, name="components"), *site]
