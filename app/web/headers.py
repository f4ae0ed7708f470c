"""Security headers on every answer, and how long an answer may be kept."""

from flask import Flask, Response, request

CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"


_ALWAYS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def init_app(app: Flask) -> None:
    @app.after_request
    def secure(response: Response) -> Response:
        policy = "cross-origin" if request.path.startswith("/api/") else "same-origin"
        wanted = {**_ALWAYS, "Cross-Origin-Resource-Policy": policy, "Cache-Control": "no-cache"}
        if request.is_secure:
            wanted["Strict-Transport-Security"] = "max-age=31536000"
        own = {name.lower() for name, _ in response.headers}  # setting each by itself looks through them all
        response.headers.extend([pair for pair in wanted.items() if pair[0].lower() not in own])
        return response
