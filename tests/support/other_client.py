# SPDX-License-Identifier: GPL-3.0-or-later
"""A client that is not ours, by slixmpp: says in lines of JSON what it receives, and sends what it is told to.

usage: other_client.py JID PASSWORD PORT AUTHORITY
"""
import asyncio
import json
import logging
import os
import sys
import xml.etree.ElementTree as ET

import slixmpp

CORRECTION = "{urn:xmpp:message-correct:0}replace"
RETRACTION = "{urn:xmpp:message-retract:1}retract"


def say(**what):
    print(json.dumps(what), flush=True)


class OtherClient(slixmpp.ClientXMPP):
    def __init__(self, jid, password, authority):
        super().__init__(jid, password)
        self.ca_certs = authority
        self.rest = b""  # of what was received, without its end
        self.add_event_handler("session_start", self.begin)
        self.add_event_handler("message", self.note)
        self.add_event_handler("failed_auth", lambda _: say(event="failed"))

    async def begin(self, _):
        self.send_presence()
        await self.get_roster()
        asyncio.get_running_loop().add_reader(sys.stdin, self.listen)
        say(event="online")

    def note(self, message):
        about = {name: message.xml.find(tag) for name, tag in (("corrects", CORRECTION), ("retracts", RETRACTION))}
        say(event="message", id=message["id"], body=message["body"], sender=message["from"].bare,
            **{name: element.get("id") for name, element in about.items() if element is not None})

    def listen(self):
        received = os.read(sys.stdin.fileno(), 65536)
        if not received:
            asyncio.get_running_loop().remove_reader(sys.stdin)
            self.disconnect()
        *lines, self.rest = (self.rest + received).split(b"\n")
        for line in lines:
            self.obey(json.loads(line))

    def obey(self, order):
        message = self.make_message(order["to"], order.get("body"), mtype="chat")
        message["id"] = order["id"]
        for name, tag in (("corrects", CORRECTION), ("retracts", RETRACTION)):
            if name in order:
                message.xml.append(ET.Element(tag, id=order[name]))
        if "retracts" in order:
            message.xml.append(ET.Element("{urn:xmpp:hints}store"))
        message.send()


def main():
    logging.basicConfig(level=logging.ERROR, stream=sys.stderr)
    jid, password, port, authority = sys.argv[1:]
    client = OtherClient(jid, password, authority)
    client.connect(address=("127.0.0.1", int(port)), disable_starttls=False, force_starttls=True)
    client.process(forever=False)


main()
