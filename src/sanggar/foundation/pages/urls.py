from django.urls import URLPattern, path

from sanggar.foundation.pages import gallery

urlpatterns: list[URLPattern] = [path("galeri/", gallery.gallery, name="gallery")]
