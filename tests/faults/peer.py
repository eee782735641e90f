#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A reference peer: a small XMPP client that shares no code with Natter.

It is driven by lines of JSON and answers with lines of JSON. It types messages, keeps an ordered ledger of what it
receives, and reads whole archives (XEP-0313), its own and those of others whose password it has. It counts on nothing
but stream management's acknowledgements (XEP-0198) and the archive: it never resumes a stream, but asks the archive
which of its messages arrived before it sends the others again.

    peer.py HOST PORT AUTHORITY DOMAIN NAME PASSWORD        (PORT speaks TLS from the first byte)

    {"do": "send", "to": JID, "id": ID, "body": TEXT}
    {"do": "archive", "name": NAME, "password": PASSWORD, "room": JID}    (without a room: their own)
    {"do": "quit"}
"""
import asyncio
import base64
import json
import random
import ssl
import sys
import xml.etree.ElementTree as etree
from xml.sax.saxutils import escape, quoteattr

CLIENT = "{jabber:client}"
SM = "{urn:xmpp:sm:3}"
MAM = "{urn:xmpp:mam:2}"
SID = "{urn:xmpp:sid:0}"
PAGE = 200
PATIENCE = 20  # seconds for any one answer of the server


def say(**event):
    sys.stdout.write(json.dumps(event) + "\n")
    sys.stdout.flush()


class Gone(Exception):
    """The connection ended, or the server does not answer."""


class Stream:
    """A session: connected, logged in, bound."""

    def __init__(self, place, name, password):
        self.host, self.port, self.authority, self.domain = place
        self.name, self.password = name, password
        self.bare = f"{name}@{self.domain}"
        self.archive_of = None  # a room; none: our own
        self.waiting = {}
        self.serial = 0
        self.managed = False
        self.unacknowledged = []  # ids of the messages among what was written since; None for other stanzas

    async def read(self):
        """The next top-level element."""
        while True:
            for event, element in self.parser.read_events():
                if event == "start":
                    self.depth += 1
                    if self.depth == 1:
                        self.root = element
                    continue
                self.depth -= 1
                if self.depth == 1:
                    self.root.remove(element)
                    return element
                if self.depth == 0:
                    raise Gone("the server closed the stream")
            data = await self.reader.read(65536)
            if not data:
                raise Gone("end of file")
            self.parser.feed(data)

    def write(self, text):
        self.writer.write(text.encode())

    def restart(self):
        self.parser = etree.XMLPullParser(["start", "end"])
        self.depth = 0
        self.write(f"<?xml version='1.0'?><stream:stream to={quoteattr(self.domain)} version='1.0' "
                   "xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>")

    async def open(self, resource):
        context = ssl.create_default_context(cafile=self.authority)
        try:
            self.reader, self.writer = await asyncio.wait_for(
                asyncio.open_connection(self.host, self.port, ssl=context, server_hostname=self.domain), PATIENCE)
            await asyncio.wait_for(self.log_in(resource), PATIENCE)
        except (OSError, etree.ParseError, asyncio.TimeoutError, asyncio.IncompleteReadError) as error:
            raise Gone(repr(error)) from error

    async def log_in(self, resource):
        self.restart()
        await self.read()
        plain = base64.b64encode(f"\0{self.name}\0{self.password}".encode()).decode()
        self.write(f"<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>{plain}</auth>")
        answer = await self.read()
        if not answer.tag.endswith("}success"):
            raise Gone("not logged in: " + etree.tostring(answer, "unicode"))
        self.restart()
        await self.read()
        self.write("<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>"
                   f"<resource>{escape(resource)}</resource></bind></iq>")
        answer = await self.read()
        if answer.get("type") != "result":
            raise Gone("not bound: " + etree.tostring(answer, "unicode"))

    def close(self):
        writer = getattr(self, "writer", None)
        if writer:
            writer.transport.abort()

    async def run(self, take):
        """Reads until the end; answers of open questions go to who asked, the rest to `take`."""
        try:
            while True:
                element = await self.read()
                future = self.waiting.pop(element.get("id"), None) if element.tag == CLIENT + "iq" else None
                if future:
                    if not future.done():
                        future.set_result(element)
                else:
                    take(element)
        except (Gone, OSError, etree.ParseError) as error:
            for future in self.waiting.values():
                if not future.done():
                    future.set_exception(Gone(str(error)))
            raise Gone(str(error)) from error

    async def ask(self, payload, kind="set", to=None):
        self.serial += 1
        name = f"ask{self.serial}"
        future = asyncio.get_running_loop().create_future()
        self.waiting[name] = future
        if self.managed:
            self.unacknowledged.append(None)
        target = f" to={quoteattr(to)}" if to else ""
        self.write(f"<iq type='{kind}' id='{name}'{target}>{payload}</iq>")
        try:
            answer = await asyncio.wait_for(future, PATIENCE)
        except asyncio.TimeoutError as error:
            raise Gone("no answer") from error
        if answer.get("type") != "result":
            raise Gone("refused: " + etree.tostring(answer, "unicode"))
        return answer

    async def archive_page(self, after):
        """One page, and the id behind which the next begins (none: there is no next)."""
        self.page = []
        behind = f"<after>{escape(after)}</after>" if after else ""
        answer = await self.ask(f"<query xmlns='urn:xmpp:mam:2' queryid='q'><set xmlns='http://jabber.org/protocol/rsm'>"
                                f"<max>{PAGE}</max>{behind}</set></query>", to=self.archive_of)
        end = answer.find(MAM + "fin")
        last = end.findtext("{http://jabber.org/protocol/rsm}set/{http://jabber.org/protocol/rsm}last")
        more = end.get("complete") not in ("true", "1") and last and last != after
        return self.page, last if more else None

    def take_archived(self, element):
        result = element.find(MAM + "result")
        if result is None or (element.get("from") or self.bare).split("/")[0] != (self.archive_of or self.bare):
            return False
        message = result.find(f"{{urn:xmpp:forward:0}}forwarded/{CLIENT}message")
        if message is not None and message.findtext(CLIENT + "body") is not None:
            self.page.append({**facts(message), "archive": result.get("id"), **self.facts_of_room(message)})
        return True

    def facts_of_room(self, message):
        """Who said it there: people are called as on their server, with a line behind that if they were in twice."""
        if not self.archive_of:
            return {}
        nick = (message.get("from") or "").partition("/")[2]
        return {"from": f"{nick.partition('_')[0]}@{self.domain}", "to": self.archive_of}


def facts(message):
    return {"from": (message.get("from") or "").split("/")[0], "to": (message.get("to") or "").split("/")[0],
            "id": message.get("id") or "", "body": message.findtext(CLIENT + "body"),
            "type": message.get("type") or "normal"}


async def whole_archive(place, name, password, room):
    stream = Stream(place, name, password)
    stream.archive_of = room
    reading = None
    try:
        await stream.open("archive" if not room else "archive of a room")  # two at once
        reading = asyncio.ensure_future(stream.run(stream.take_archived))
        messages, after = [], None
        while True:
            page, after = await stream.archive_page(after)
            messages += page
            if not after:
                return messages
    finally:
        if reading:
            reading.cancel()
            await asyncio.gather(reading, return_exceptions=True)
        stream.close()


class Peer:
    def __init__(self, place, name, password):
        self.place, self.name, self.password = place, name, password
        self.outbox = []  # (id, to, body), typed and not known to have arrived
        self.acknowledged = 0
        self.mark = None  # where our archive ended when the last session began
        self.seen = set()  # archive ids
        self.held = None  # what arrives while the archive is read; none: it is not being read
        self.online = False
        self.stream = None

    def send(self, name, to, body):
        self.outbox.append((name, to, body))
        if self.online:
            self.transmit(self.outbox[-1])

    def transmit(self, entry):
        name, to, body = entry
        self.stream.unacknowledged.append(name)
        self.stream.write(f"<message type='chat' id={quoteattr(name)} to={quoteattr(to)}>"
                          f"<body>{escape(body)}</body></message><r xmlns='urn:xmpp:sm:3'/>")

    def settle(self, names):
        for name in names:
            say(event="sent", id=name)
        self.outbox = [entry for entry in self.outbox if entry[0] not in names]

    def take(self, element):
        if element.tag == SM + "a":
            count = int(element.get("h")) - self.acknowledged
            self.acknowledged += count
            done, self.stream.unacknowledged = self.stream.unacknowledged[:count], self.stream.unacknowledged[count:]
            self.settle([name for name in done if name])
        elif element.tag == SM + "enabled":
            self.handled = 0
        elif element.tag == SM + "r":
            self.stream.write(f"<a xmlns='urn:xmpp:sm:3' h='{self.handled}'/>")
        elif element.tag.startswith(CLIENT):
            self.handled += 1
            if element.tag == CLIENT + "message" and not self.stream.take_archived(element):
                self.take_message(element)

    def take_message(self, message):
        if message.get("type") == "error":
            say(event="bounced", id=message.get("id") or "", error=etree.tostring(message, "unicode"))
        elif message.findtext(CLIENT + "body") is not None:
            ids = [s.get("id") for s in message.findall(SID + "stanza-id") if s.get("by") == self.stream.bare]
            entry = dict(facts(message), archive=ids[0] if ids else None)
            if self.held is None:
                self.receive(entry, "live")
            else:
                self.held.append(entry)

    def receive(self, entry, how):
        """What the server delivers more than once is one message if the archive says so."""
        if entry["archive"]:
            if entry["archive"] in self.seen:
                return
            self.seen.add(entry["archive"])
        say(event="received", how=how, **entry)

    async def catch_up(self):
        """What we missed, and what became of what we sent: both stand in our archive."""
        arrived, after = set(), self.mark
        while True:
            page, after = await self.stream.archive_page(after)
            for entry in page:
                self.mark = entry["archive"]
                if entry["from"] == self.stream.bare:
                    arrived.add(entry["id"])
                else:
                    self.receive(entry, "archive")
            if not after:
                break
        self.settle([entry[0] for entry in self.outbox if entry[0] in arrived])

    async def session(self):
        self.stream = Stream(self.place, self.name, self.password)
        await self.stream.open("peer")
        self.acknowledged, self.handled, self.held = 0, 0, []
        reading = asyncio.ensure_future(self.stream.run(self.take))
        try:
            self.stream.write("<presence/>")  # first: what arrives between the archive and the presence would get lost
            await self.catch_up()
            held, self.held = self.held, None
            for entry in held:
                self.receive(entry, "live")
            self.stream.write("<enable xmlns='urn:xmpp:sm:3'/>")
            self.stream.managed = True
            self.online = True
            say(event="online")
            for entry in self.outbox:
                self.transmit(entry)
            await self.beat(reading)
        finally:
            self.online = False
            reading.cancel()
            await asyncio.gather(reading, return_exceptions=True)
            self.stream.close()

    async def beat(self, reading):
        """Until the connection ends; a server that is silent for long has gone."""
        while True:
            done, _ = await asyncio.wait({reading}, timeout=5)
            if done:
                reading.result()
            await self.stream.ask("<ping xmlns='urn:xmpp:ping'/>", "get")

    async def run(self):
        told = None
        while True:
            try:
                await self.session()
            except Gone as error:
                if str(error) != told:
                    told = str(error)
                    say(event="offline", why=told[:200])
            await asyncio.sleep(0.1 + random.random() / 5)


async def archive(place, order):
    owner = order.get("room") or order["name"]
    for _ in range(5):
        try:
            messages = await whole_archive(place, order["name"], order["password"], order.get("room"))
        except Gone as error:
            say(event="problem", what=f"archive of {owner}: {error}")
            await asyncio.sleep(1)
            continue
        for message in messages:
            say(event="archived", name=owner, **message)
        say(event="archiveEnd", name=owner, count=len(messages))
        return


async def main():
    host, port, authority, domain, name, password = sys.argv[1:7]
    place = (host, int(port), authority, domain)
    peer = Peer(place, name, password)
    running = asyncio.ensure_future(peer.run())
    orders = asyncio.StreamReader(limit=1 << 20)
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(orders), sys.stdin)
    while line := await orders.readline():
        order = json.loads(line)
        if order["do"] == "send":
            peer.send(order["id"], order["to"], order["body"])
        elif order["do"] == "archive":
            asyncio.ensure_future(archive(place, order))
        else:
            break
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


asyncio.run(main())
