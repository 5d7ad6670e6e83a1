from django.urls import path

from minhchung.work.views import activities, briefings, desk, evidence, tasks

app_name = "work"
urlpatterns = [
    path("", tasks.task_list, name="tasks"),
    path("ban-lam-viec/", desk.desk, name="desk"),
    path("viec/<int:pk>/", tasks.task, name="task"),
    path("viec/<int:pk>/bat-dau/", tasks.start, name="start-task"),
    path("viec/<int:pk>/hoan-thanh/", tasks.finish, name="finish-task"),
    path("viec/<int:pk>/minh-chung/", evidence.add_to_task, name="add-task-evidence"),
    path("hoat-dong/", activities.activity_list, name="activities"),
    path("hoat-dong/ghi/", activities.choose_type, name="choose-type"),
    path("hoat-dong/ghi/<slug:code>/", activities.record, name="record-activity"),
    path("hoat-dong/<int:pk>/", activities.activity, name="activity"),
    path("hoat-dong/<int:pk>/minh-chung/", evidence.add_to_activity, name="add-evidence"),
    path("minh-chung/<int:pk>/", evidence.evidence, name="evidence"),
    path("minh-chung/<int:pk>/tep/", evidence.file, name="evidence-file"),
    path("minh-chung/<int:pk>/anh/", evidence.picture, name="evidence-picture"),
    path("xac-nhan/", briefings.acknowledgements, name="acknowledgements"),
    path("xac-nhan/<int:pk>/", briefings.read, name="read"),
    path("xac-nhan/<int:pk>/trang/<int:page>/", briefings.page_picture, name="page-picture"),
    path("xac-nhan/<int:pk>/tep/", briefings.file, name="briefing-file"),
    path("pho-bien/", briefings.briefing_list, name="briefings"),
    path("pho-bien/<int:pk>/", briefings.board, name="briefing"),
]
