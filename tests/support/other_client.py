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
from slixmpp.exceptions import IqError
from slixmpp.xmlstream.handler import Callback
from slixmpp.xmlstream.matcher import MatchXPath

CORRECTION = "{urn:xmpp:message-correct:0}replace"
RETRACTION = "{urn:xmpp:message-retract:1}retract"
REPLY = "{urn:xmpp:reply:0}reply"
REACTIONS = "{urn:xmpp:reactions:0}reactions"
DISPLAYED = "{urn:xmpp:chat-markers:0}displayed"
RECEIPT = "{urn:xmpp:receipts}received"
MARKABLE = "{urn:xmpp:chat-markers:0}markable"
STANZA_ID = "{urn:xmpp:sid:0}stanza-id"
ROOM_ENTRY = "{http://jabber.org/protocol/muc}x"
ABOUT = (("corrects", CORRECTION), ("retracts", RETRACTION), ("replies", REPLY), ("reacts", REACTIONS),
         ("displayed", DISPLAYED), ("received", RECEIPT))


def say(**what):
    print(json.dumps(what), flush=True)


def described(element):
    return {"name": element.tag, "text": element.text or "", "attributes": dict(element.attrib),
            "children": [described(child) for child in element]}


class OtherClient(slixmpp.ClientXMPP):
    def __init__(self, jid, password, authority):
        super().__init__(jid, password)
        self.ca_certs = authority
        self.namespace_map["http://www.w3.org/1999/02/22-rdf-syntax-ns#"] = "rdf"  # or attributes of it are left out
        self.rest = b""  # of what was received, without its end
        self.questions = set()
        self.add_event_handler("session_start", self.begin)
        self.register_handler(Callback("every message", MatchXPath("{jabber:client}message"), self.note))
        self.add_event_handler("failed_auth", lambda _: say(event="failed"))

    async def begin(self, _):
        self.send_presence()
        await self.get_roster()
        asyncio.get_running_loop().add_reader(sys.stdin, self.listen)
        say(event="online")

    def note(self, message):
        about = {name: message.xml.find(tag) for name, tag in ABOUT}
        emoji = [reaction.text for reaction in message.xml.findall(REACTIONS + "/{urn:xmpp:reactions:0}reaction")]
        archived = message.xml.find(STANZA_ID)
        say(event="message", id=message["id"], body=message["body"], sender=message["from"].bare, emoji=emoji,
            type=message["type"], resource=message["from"].resource, markable=message.xml.find(MARKABLE) is not None,
            archived=None if archived is None else archived.get("id"), elements=described(message.xml)["children"],
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
        if "joins" in order:
            presence = self.make_presence(pto=order["joins"])
            ET.SubElement(presence.xml, ROOM_ENTRY)
            presence.send()
        elif "asks" in order:
            question = asyncio.ensure_future(self.ask(order))
            self.questions.add(question)
            question.add_done_callback(self.questions.discard)
        else:
            self.tell(order)

    async def ask(self, order):
        iq = self.make_iq(ito=order.get("to"))
        iq["type"] = order["asks"]
        iq.xml.append(ET.fromstring(order["payload"]))
        try:
            answer = await iq.send()
        except IqError as error:
            answer = error.iq
        say(event="answer", id=order["id"], type=answer["type"], elements=described(answer.xml)["children"])

    def tell(self, order):
        message = self.make_message(order["to"], order.get("body"), mtype=order.get("type", "chat"))
        message["id"] = order["id"]
        for name, tag in ABOUT:
            if name in order:
                element = ET.Element(tag, id=order[name])
                for emoji in order.get("emoji", []):
                    ET.SubElement(element, "{urn:xmpp:reactions:0}reaction").text = emoji
                message.xml.append(element)
        if order.get("markable"):
            message.xml.append(ET.Element(MARKABLE))
        if "fallback" in order:
            fallback = ET.SubElement(message.xml, "{urn:xmpp:fallback:0}fallback", {"for": "urn:xmpp:reply:0"})
            ET.SubElement(fallback, "{urn:xmpp:fallback:0}body", start="0", end=str(order["fallback"]))
        if {"retracts", "reacts", "displayed"} & order.keys():
            message.xml.append(ET.Element("{urn:xmpp:hints}store"))
        for payload in order.get("payloads", []):
            message.xml.append(ET.fromstring(payload))
        message.send()


def main():
    logging.basicConfig(level=logging.ERROR, stream=sys.stderr)
    jid, password, port, authority = sys.argv[1:]
    client = OtherClient(jid, password, authority)
    client.connect(address=("127.0.0.1", int(port)), disable_starttls=False, force_starttls=True)
    client.process(forever=False)


main()
