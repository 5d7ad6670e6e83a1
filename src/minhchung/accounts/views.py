from __future__ import annotations

from datetime import timedelta

from axes.helpers import get_cool_off
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from minhchung.accounts import actions
from minhchung.accounts.errors import PasswordRefusedError, WrongPasswordError
from minhchung.accounts.forms import ChangePasswordForm, SignInForm


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask who comes; a wrong name and a wrong password get the same answer in the same time."""
    if request.user.is_authenticated:
        return HttpResponseRedirect(_next(request))
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = authenticate(request, **form.cleaned_data)
        if user is not None:
            actions.sign_in(request=request, user=user)
            if user.must_change_password:
                return redirect("accounts:change-password")
            return HttpResponseRedirect(_next(request))
        form.add_error(None, _("Tên đăng nhập hoặc mật khẩu không đúng. Hãy kiểm tra phím Caps Lock và bộ gõ."))
    status = 401 if form.is_bound else 200
    return render(request, "accounts/sign_in.html", {"form": form, "next": request.GET.get("next", "")}, status=status)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    actions.sign_out(request=request)
    return redirect(settings.LOGOUT_REDIRECT_URL)


@sensitive_post_parameters("current", "new", "again")
@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def change_password(request: HttpRequest) -> HttpResponse:
    """Change one's own password; every other session ends."""
    form = ChangePasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.change_password(user=request.user, current=given["current"], new=given["new"], request=request)
        except WrongPasswordError as error:
            form.add_error("current", str(error))
        except PasswordRefusedError as error:
            form.add_error("new", str(error))
        else:
            messages.success(request, _("Đã đổi mật khẩu. Các phiên đăng nhập khác đã kết thúc."))
            return redirect(settings.LOGIN_REDIRECT_URL)
    status = 422 if form.is_bound else 200
    return render(request, "accounts/change_password.html", {"form": form}, status=status)


def locked_out(request: HttpRequest, *_given: object) -> HttpResponse:
    """Answer somebody who guessed too often (setting AXES_LOCKOUT_CALLABLE); never says whether the name exists."""
    cool_off = get_cool_off(request) or timedelta(minutes=15)
    minutes = max(1, round(cool_off.total_seconds() / 60))
    return render(request, "accounts/locked_out.html", {"minutes": minutes}, status=429)


def _next(request: HttpRequest) -> str:
    """Where the person wanted to go, if that is a path here: never the name of a view, which `redirect` would take too."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_here = wanted.startswith("/") and url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_here else resolve_url(settings.LOGIN_REDIRECT_URL)
