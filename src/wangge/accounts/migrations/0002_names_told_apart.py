"""Accounts whose names differ in case alone are told apart, before the database refuses such."""

from typing import Any

from django.db import migrations


def tell_apart(apps: Any, schema_editor: Any) -> None:
    """The older account keeps its sign-in name and address; who has left gives way to who has not.

    The other gets its number behind the name, and no address; so does a name with a /, which no page can be called by.
    """
    users = apps.get_model("accounts", "User").objects.using(schema_editor.connection.alias)
    names: set[str] = set()
    addresses: set[str] = set()
    for user in users.order_by("-is_active", "pk").only("username", "email"):
        name, email = user.username, user.email
        if "/" in name or name.lower() in names:
            name = f"{name.replace('/', '-')[:40]}-{user.pk}"
        if email.lower() in addresses:
            email = ""
        if (name, email) != (user.username, user.email):
            users.filter(pk=user.pk).update(username=name, email=email)
        names.add(name.lower())
        addresses.add(email.lower())


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [migrations.RunPython(tell_apart, migrations.RunPython.noop)]
