from django.urls import path

from sanggar.spending.pages import office_money

app_name = "money"
urlpatterns = [path("uang/", office_money.programmes, name="programmes")]
