"""Every address of the house."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from kinroad.people.views import account, second_key

urlpatterns = [
    path("sign-in", account.sign_in, name="account_login"),
    path("sign-in/second", second_key.second_step, name="mfa_authenticate"),
    path("sign-out", account.sign_out, name="account_logout"),
    path("account/password", account.change_password, name="account_change_password"),
    path("language", login_not_required(require_POST(set_language)), name="set_language"),
    path("", include("kinroad.home.urls")),
    path("", include("kinroad.coaching.urls")),
    path("", include("kinroad.interop.urls")),
    path("", include("kinroad.gatherings.urls")),
    path("", include("kinroad.interop.meeting_guide.urls")),
    path("", include("kinroad.interop.bmlt.urls")),
    path("", include("kinroad.interop.hsds.urls")),
    path("", include("kinroad.interop.icalendar.urls")),
    path("", include("kinroad.practical_help.urls")),
    path("", include("kinroad.resources.urls")),
    path("", include("kinroad.workforce.urls")),
    path("", include("kinroad.notifications.urls")),
    path("", include("kinroad.people.urls")),
    path("", include("kinroad.reporting.urls")),
]
handler404 = "kinroad.home.views.trouble.not_found"
handler403 = "kinroad.home.views.trouble.refused"
handler400 = "kinroad.home.views.trouble.bad_request"
handler429 = "kinroad.people.views.limits.too_many"
handler500 = "kinroad.home.views.trouble.broken"
