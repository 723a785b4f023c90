"""The pages of signing in and out: plain HTML with its own style, for nothing else is given to strangers."""

from __future__ import annotations

from html import escape

from dashboard.web import theme

_STYLE = f"""
:root {{ color-scheme: light dark; --back: #f8f9fa; --card: #fff; --ink: #212529; --soft: #5c636a; --rule: #868e96;
  --wrong: #9c1523; --go: #3b5bdb; }}
@media (prefers-color-scheme: dark) {{ :root {{ --back: #1a1b1e; --card: #242424; --ink: #e6e8ea; --soft: #adb3b9;
  --rule: #868e96; --wrong: #ffb3a8; --go: #4263eb; }} }}
* {{ box-sizing: border-box; }}
body {{ margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1rem; background: var(--back);
  color: var(--ink); font: 1rem/1.5 {theme.FONT}; }}
main {{ width: 100%; max-width: 24rem; padding: 2rem; background: var(--card); border: 1px solid var(--rule);
  border-radius: .5rem; }}
h1 {{ margin: 0 0 .25rem; font: 600 1.6rem/1.3 Georgia, 'Noto Serif', 'Times New Roman', serif; }}
h1 span {{ display: inline-block; width: 1.1rem; height: 1.1rem; margin-right: .55rem; border-radius: 50%;
  background: linear-gradient(90deg, #b2182b 0 33%, #adb5bd 33% 66%, #2166ac 66%); }}
p {{ margin: 0 0 1.25rem; color: var(--soft); }}
p[role=alert] {{ color: var(--wrong); font-weight: 600; }}
label {{ display: block; margin-bottom: .3rem; font-weight: 600; }}
input, button {{ width: 100%; padding: .6rem .75rem; font: inherit; border-radius: .5rem; }}
input {{ background: transparent; color: inherit; border: 1px solid var(--rule); }}
button {{ margin-top: 1rem; border: 0; background: var(--go); color: #fff; font-weight: 600; cursor: pointer; }}
:focus-visible {{ outline: 3px solid var(--go); outline-offset: 2px; }}
a {{ color: inherit; }}
"""


def login_page(after: str, problem: str = "") -> str:
    """The page that asks for the password. `after` is the path to go on to, `problem` what was wrong before."""
    said = f'<p role="alert" id="problem">{escape(problem)}</p>' if problem else ""
    wrong = ' aria-invalid="true" aria-describedby="problem"' if problem else ""
    return _page(
        "Sign in",
        f"""<p>Sign in to see the dashboard.</p>{said}
<form method="post" action="/login">
<input type="hidden" name="after" value="{escape(after)}">
<input type="text" name="user" value="worldtone" autocomplete="username" hidden>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required autofocus{wrong}>
<button>Sign in</button>
</form>""",
    )


def logout_page() -> str:
    """The page that asks whether to sign out."""
    return _page(
        "Sign out",
        """<p>You will need the password to come back.</p>
<form method="post" action="/logout"><button>Sign out</button></form>
<p style="margin: 1rem 0 0"><a href="/">Back to the dashboard</a></p>""",
    )


def stranger_page() -> str:
    """The page for those whom the proxy has not signed in."""
    return _page("Not signed in", "<p>This dashboard is reached through another address, which signs readers in.</p>")


def _page(title: str, body: str) -> str:
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title} · Worldtone</title>
<link rel="icon" href="data:,">
<style>{_STYLE}</style>
</head>
<body>
<main>
<h1><span aria-hidden="true"></span>Worldtone</h1>
{body}
</main>
</body>
</html>
"""
