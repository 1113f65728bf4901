"""Two tables, one pointing to the other."""

from django.db import models


class Note(models.Model):
    text = models.TextField()
    longitude = models.FloatField()
    latitude = models.FloatField()
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.text


class Line(models.Model):
    note = models.ForeignKey(Note, on_delete=models.CASCADE)
    words = models.CharField(max_length=60)
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.words
