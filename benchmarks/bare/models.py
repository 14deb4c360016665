"""Two of our tables as anybody would write them: no relation, no rule."""

from django.db import models


class Ask(models.Model):
    id = models.CharField(max_length=17, primary_key=True)
    kind = models.CharField(max_length=12)
    what = models.CharField(max_length=160)
    why = models.TextField()
    good = models.TextField()
    language = models.CharField(max_length=12)
    minutes = models.PositiveIntegerField()
    published_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        managed = False
        db_table = "asks_ask"


class Form(models.Model):
    key = models.CharField(max_length=64, primary_key=True)
    sender = models.CharField(max_length=64)
    answered_to = models.TextField()
    sent_at = models.DateTimeField()

    class Meta:
        managed = False
        db_table = "core_sentform"
