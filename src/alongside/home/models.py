from django.db import models

from alongside.core.declaring import OF_SERVER, Declaration


class Lease(models.Model):
    """The right to do something that only one process may do. It ends by itself when its holder dies."""

    name = models.CharField(max_length=40, primary_key=True)
    holder = models.CharField(max_length=80)
    until = models.DateTimeField()

    declared: dict[str, Declaration] = {"name": OF_SERVER, "holder": OF_SERVER, "until": OF_SERVER}
