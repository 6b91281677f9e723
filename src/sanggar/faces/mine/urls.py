from django.urls import path

from sanggar.faces.mine import today

app_name = "mine"
urlpatterns = [path("", today.today, name="today"), path("karya/<int:enrolment>/", today.add_work, name="add_work")]
