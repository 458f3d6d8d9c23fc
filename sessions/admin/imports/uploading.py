"""The page where files are dropped."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...choices import ImportKind, ImportState
from ...review.reading import start
from ...review.uploads import Taken, UploadError, take_in
from .pages import address


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once. That one is empty is said of it by name when it is taken in."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        found = [super(FilesField, self).clean(one, initial) for one in data or ()]
        return found or [super().clean(None, initial)]


class UploadForm(forms.Form):
    documents = FilesField(
        label=gettext_lazy("公报或政策文件"),
        allow_empty_file=True,
        widget=FilesInput(attrs={"multiple": True, "accept": ".pdf,.docx,.txt,.json"}),
        error_messages={"required": gettext_lazy("请先选择文件，再点“上传”。")},
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("这是"),
        choices=[("", gettext_lazy("自动识别")), *ImportKind.choices],
        required=False,
        widget=forms.RadioSelect,
    )


def show(request: HttpRequest, model_admin: Any) -> HttpResponse:
    """Take what was dropped, or show the page."""
    sent = request.method == "POST"
    form = UploadForm(request.POST, request.FILES) if sent else UploadForm()
    if sent and form.is_valid():
        return _take(request, form.cleaned_data["documents"], form.cleaned_data["kind"])
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.model._meta,
        "title": _("上传公报或政策文件"),
        "form": form,
        "limit": settings.NPC_UPLOAD_LIMIT // 2**20,
        "media": model_admin.media,
    }
    return TemplateResponse(request, "admin/congress/imports/upload.html", context)


def _take(request: HttpRequest, files: list[Any], kind: str) -> HttpResponse:
    """Take the files, one after the other; one that is refused does not keep the others out."""
    taken: list[Taken] = []
    for file in files:
        try:
            one = take_in(file=file, by=request.user, kind=kind)
        except UploadError as error:
            messages.error(request, str(error))
            continue
        taken.append(one)
        if one.known:
            _say_known(request, one)
        else:
            start(one.job)
    if not taken:
        return HttpResponseRedirect(request.path)
    if len(taken) == 1:
        return HttpResponseRedirect(address(taken[0].job, "change"))
    messages.success(request, _("已收下 %(count)d 个文件。") % {"count": len(taken)})
    return HttpResponseRedirect(reverse("admin:congress_importjob_changelist"))


def _say_known(request: HttpRequest, taken: Taken) -> None:
    job = taken.job
    said = {"name": job.file_name, "state": ImportState(job.state).label}
    messages.warning(
        request,
        _("这个文件以前上传过（%(name)s，%(state)s），没有再收一次，请接着处理。") % said,
    )
