"""What a browser calls itself, in as few words as its owner needs to know it again."""

BROWSERS = (
    ("edg", "Edge"),
    ("opr/", "Opera"),
    ("samsungbrowser", "Samsung Internet"),
    ("firefox", "Firefox"),
    ("fxios", "Firefox"),
    ("crios", "Chrome"),
    ("chrome", "Chrome"),
    ("safari", "Safari"),
)
SYSTEMS = (
    ("iphone", "iPhone"),
    ("ipad", "iPad"),
    ("android", "Android"),
    ("cros", "Chromebook"),
    ("windows", "Windows"),
    ("mac os", "Mac"),
    ("linux", "Linux"),
)


def device_of(user_agent: str) -> str:
    """For example "Chrome, Android". Empty when it does not say."""
    said = user_agent.lower()
    found = [next((name for sign, name in table if sign in said), "") for table in (BROWSERS, SYSTEMS)]
    return ", ".join(name for name in found if name)
