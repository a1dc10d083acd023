from kinroad.audit.models import Change
from kinroad.people.queries.accounts import account_of
from kinroad.people.tests.factories import sign_in, someone


def test_the_page_says_who_i_am_in_words(client, db):
    sign_in(client, someone("peer_leader", "program_manager", called="Pat"))

    page = client.get("/account").text

    assert "You walk with people" in page
    assert "You look after the program" in page


def test_language_and_look_are_kept(client, db):
    luis = someone("participant", called="Luis")
    sign_in(client, luis)

    page = client.post("/account", {"language": "es", "theme": "dark"}, follow=True).text

    assert account_of(luis).language == "es"
    assert 'lang="es" data-theme="dark"' in page
    assert Change.objects.filter(what="account.changed").get().fields == ["language", "theme"]


def test_saving_twice_leaves_one_line(client, db):
    sign_in(client, someone("participant"))

    for _press in range(2):
        client.post("/account", {"language": "es", "theme": ""})

    assert Change.objects.filter(what="account.changed").count() == 1


def test_the_device_decides_again(client, db):
    sign_in(client, someone("participant"))
    client.post("/account", {"language": "es", "theme": "dark"})

    client.post("/account", {"language": "", "theme": ""})

    assert 'lang="en">' in client.get("/account").text


def test_a_language_nobody_speaks_here_is_refused(client, db):
    luis = someone("participant")
    sign_in(client, luis)

    assert client.post("/account", {"language": "xx", "theme": ""}).status_code == 200
    assert account_of(luis).language == ""


def test_a_participant_can_leave_quickly_from_here(client, db):
    sign_in(client, someone("participant"))

    assert "data-exit" in client.get("/account").text


def test_nobody_sees_it_without_signing_in(client, db):
    assert client.get("/account").headers["Location"].startswith("/sign-in")
