"""What Django's own middleware does not do as public pages need it."""

from django.contrib.auth import middleware


class LoginRequiredMiddleware(middleware.LoginRequiredMiddleware):
    """Ask who is there on pages that need it only.

    Django's own reads the user, and so the session, before it looks whether the view is public. That costs
    two queries, and makes every public answer vary by cookie, so that no cache may share it.
    """

    def process_view(self, request, view_func, view_args, view_kwargs):
        if not getattr(view_func, "login_required", True):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)
