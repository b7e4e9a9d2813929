"""What Django's own middleware does not do as public pages need it."""

from django.contrib.auth import middleware
from django.http import Http404, HttpResponse
from django.utils.cache import add_never_cache_headers

from candidates.actions import PersonGone


class LoginRequiredMiddleware(middleware.LoginRequiredMiddleware):
    """Ask who is there on pages that need it only.

    Django's own reads the user, and so the session, before it looks whether the view is public. That costs
    two queries, and makes every public answer vary by cookie, so that no cache may share it.
    """

    def process_view(self, request, view_func, view_args, view_kwargs):
        if not getattr(view_func, "login_required", True):
            return None
        request.is_private = True
        refusal = super().process_view(request, view_func, view_args, view_kwargs)
        if refusal and request.htmx:  # the sign-in page would land inside the page, and what was typed would be gone
            return HttpResponse(status=401)
        return refusal

    def process_response(self, request, response):
        """Let no cache keep what is behind the door: the next one at the computer presses Back, too.

        A view that says itself how long it may be kept has the last word.
        """
        if getattr(request, "is_private", False) and not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response


class PersonGoneMiddleware:
    """A form about somebody who was erased since it was opened finds nobody: that is a 404, and no failure."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, PersonGone):
            raise Http404 from exception
