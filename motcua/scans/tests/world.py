"""A telephone, a paper that may be scanned, a folder of the office scanner; over a destination that writes down."""

import hashlib

from django.test import Client

from motcua.kernel.ids import new_id


class Telephone:
    """A browser that holds nothing but the address from the QR code; ``breaks_after`` bytes its line is gone."""

    def __init__(self, token):
        self.token, self.client = token, Client()

    def opens(self):
        return self.client.get(f"/chup/{self.token}")

    def sends(self, content, name="anh.jpg"):
        from django.core.files.uploadedfile import SimpleUploadedFile

        picture = SimpleUploadedFile(name, content, "image/jpeg")
        return self.client.post(f"/chup/{self.token}/anh", {"picture": picture})

    def announces(self, content, picture=None, sha256=None):
        picture = picture or new_id()
        digest = hashlib.sha256(content).hexdigest() if sha256 is None else sha256
        values = {"id": str(picture), "size": str(len(content)), "sha256": digest}
        return picture, self.client.post(f"/chup/{self.token}/anh", values)

    def sends_part(self, picture, content, start, end):
        address = f"/chup/{self.token}/anh/{picture}?tu={start}"
        return self.client.post(address, content[start:end], content_type="application/octet-stream")

    def asks(self, picture):
        return self.client.get(f"/chup/{self.token}/anh/{picture}")

    def does(self, what):
        return self.client.post(f"/chup/{self.token}/{what}")
