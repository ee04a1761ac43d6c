"""The addresses of exhibits."""

from django.urls import path

from entraide.evidence.web.views import exhibits, files, packages, previews, register, uploads

app_name = "evidence"

urlpatterns = [
    path("", register.listed, name="register"),
    path("new/", register.new, name="new"),
    path("cases/<uuid:case>/packages/", packages.listed, name="packages"),
    path("cases/<uuid:case>/packages/new/", packages.new, name="package_new"),
    path("packages/<uuid:uuid>/", packages.package, name="package"),
    path("packages/<uuid:uuid>/download/", packages.download, name="package_download"),
    path("arrived/<uuid:uuid>/", packages.arrived, name="arrived"),
    path("<uuid:uuid>/", exhibits.exhibit, name="exhibit"),
    path("<uuid:uuid>/review/", exhibits.review, name="review"),
    path("<uuid:uuid>/label/", exhibits.label, name="label"),
    path("<uuid:uuid>/acts/<slug:deed>/", exhibits.act, name="act"),
    path("<uuid:uuid>/files/add/", files.add, name="files_add"),
    path("<uuid:uuid>/files/<uuid:content>/", previews.preview, name="preview"),
    path("<uuid:uuid>/files/<uuid:content>/inside/", previews.inside, name="inside"),
    path("<uuid:uuid>/files/<uuid:content>/pages/<int:number>/", previews.page, name="page"),
    path("<uuid:uuid>/files/<uuid:content>/download/", files.download, name="download"),
    path("<uuid:uuid>/uploads/", uploads.begin, name="uploads"),
    path("<uuid:uuid>/uploads/<uuid:upload>/", uploads.piece, name="upload"),
    path("<uuid:uuid>/uploads/<uuid:upload>/finish/", uploads.finish, name="upload_finish"),
    path("<uuid:uuid>/uploads/<uuid:upload>/give-up/", uploads.give_up, name="upload_give_up"),
]
