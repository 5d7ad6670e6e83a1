from django.urls import path

from minhchung.documents.views import books, documents, files, registers, writing

app_name = "documents"
urlpatterns = [
    path("", registers.register_list, name="registers"),
    path("so/<int:pk>/", registers.register, name="register"),
    path("so/<int:pk>/ban-in/", registers.register_print, name="register-print"),
    path("so-cap-so/<int:pk>/", books.book, name="book"),
    path("den/vao-so/", writing.register_incoming, name="register-incoming"),
    path("du-thao/", writing.draft, name="draft"),
    path("<int:pk>/", documents.document, name="document"),
    path("<int:pk>/ban-hanh/", writing.issue, name="issue"),
    path("<int:pk>/ban/<int:ordinal>/", files.version_file, name="version-file"),
    path("<int:pk>/dinh-kem/<int:attachment>/", files.attachment_file, name="attachment-file"),
    path("<int:pk>/phu-luc/<int:appendix>/", files.appendix_file, name="appendix-file"),
]
