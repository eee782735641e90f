// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/program.h"

#include <QRegularExpression>

#include <expat.h>

using namespace natter::program; // NATTER_PROGRAM is natter-stanzas here

static const QByteArray header("<?xml version='1.0'?><stream:stream xmlns='jabber:client' "
                               "xmlns:stream='http://etherx.jabber.org/streams' version='1.0' id='s'>");
static const QByteArray footer("</stream:stream>");

/// What Expat reads below the stream: one line for each tag and text, with names in full and attributes sorted.
class ExpatReader
{
public:
    static QByteArray read(const QByteArray &document)
    {
        ExpatReader reader;
        const XML_Parser parser = XML_ParserCreateNS("UTF-8", ' ');
        XML_SetUserData(parser, &reader);
        XML_SetElementHandler(parser, started, ended);
        XML_SetCharacterDataHandler(parser, characters);
        const bool good = XML_Parse(parser, document.constData(), static_cast<int>(document.size()), 1) != 0;
        XML_ParserFree(parser);
        return good ? reader.m_lines : "not well-formed: " + document;
    }

private:
    static void started(void *data, const char *name, const char **attributes)
    {
        auto *self = static_cast<ExpatReader *>(data);
        self->endText();
        QList<QByteArray> all;
        for (int i = 0; attributes[i]; i += 2) {
            all.append(attributes[i] + QByteArray("=") + attributes[i + 1]);
        }
        std::sort(all.begin(), all.end());
        if (self->m_depth++ > 0) {
            self->m_lines += name + QByteArray(" [") + all.join(", ") + "]\n";
        }
    }
    static void ended(void *data, const char *name)
    {
        auto *self = static_cast<ExpatReader *>(data);
        self->endText();
        if (--self->m_depth > 0) {
            self->m_lines += QByteArray("end of ") + name + '\n';
        }
    }
    static void characters(void *data, const char *text, int length)
    {
        auto *self = static_cast<ExpatReader *>(data);
        if (self->m_depth > 1) { // between stanzas there are but line breaks
            self->m_text.append(text, length);
        }
    }
    void endText()
    {
        if (!m_text.isEmpty()) {
            m_lines += "text " + m_text.toPercentEncoding() + '\n';
        }
        m_text.clear();
    }

    QByteArray m_lines;
    QByteArray m_text;
    int m_depth = 0;
};

/// natter-stanzas: what Natter understands of a stream in a file.
class TestStanzasProgram : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    Answer read(const QByteArray &stream, const QStringList &options = {}) const
    {
        const QString path = m_folder.filePath(QStringLiteral("stream.xml"));
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(stream) != stream.size()) {
            qFatal("cannot write %s", qPrintable(path));
        }
        file.close();
        return run(options + QStringList { path });
    }
    /// Where it says that something is wrong; -1 if it says nothing of that kind.
    static qint64 position(const Answer &answer)
    {
        static const QRegularExpression sentence(QStringLiteral("^violation at byte (\\d+): \\S.*\n$"));
        const auto match = sentence.match(QString::fromUtf8(answer.errors));
        return match.hasMatch() ? match.captured(1).toLongLong() : -1;
    }

    static QByteArray manyAttributes()
    {
        QByteArray attributes;
        for (int i = 0; i < 1000; ++i) {
            attributes += " a" + QByteArray::number(i) + "=''";
        }
        return attributes;
    }

private Q_SLOTS:
    void eachStanzaIsOneLine()
    {
        const Answer answer =
            read(header + "<stream:features/>\n"
                 + "<message from='juliet@CAPULET.lit/balcony' to='romeo@montague.lit' type='chat'><body>Ay\n me</body>"
                   "<active xmlns='http://jabber.org/protocol/chatstates'/></message>"
                   "<presence from='juliet@capulet.lit/balcony'/>"
                   "<iq type='get&#10;iq' id='1' from='a&#10;b@c@d'><ping xmlns='urn:xmpp:ping'/></iq>"
                 + footer);
        QCOMPARE(answer.code, 0);
        const QList<QByteArray> lines = answer.output.split('\n');
        QVERIFY2(lines.size() == 5 && lines.last().isEmpty(), answer.output);
        QCOMPARE(lines[0], "features from= to= type= payloads=");
        QCOMPARE(lines[1],
                 "message from=juliet@capulet.lit/balcony to=romeo@montague.lit type=chat payloads=body,active");
        QCOMPARE(lines[2], "presence from=juliet@capulet.lit/balcony to= type= payloads=");
        QVERIFY2(lines[3].startsWith("iq from=a") && lines[3].contains(" payloads=ping"), lines[3]);
    }

    void xmlMeansTheSameAndStaysAsItIs()
    {
        const QByteArray stanzas =
            "<stream:features><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/></stream:features>\n"
            "<message xml:lang=\"en\" from='juliet@capulet.lit/\"balcony\"' to = 'romeo@montague.lit'\n type='chat' >"
            "<body>1 &lt; 2 &amp;&amp; 3 &gt; 2 ]]&gt; &quot;O&apos; &#x1F319; \xf0\x9f\x8c\x99</body>"
            "<body><![CDATA[<not> a tag & ]] nor > an end]]></body></message>"
            "<message><body>two\nlines\r\nthree&#13;\n four\ttabs&#9; </body><empty></empty></message>"
            "<iq id='a&#10;b&#9;c&#13;d &amp; &lt;' type='get'><q:query xmlns:q='urn:q' xmlns:r='urn:r&amp;s'"
            " r:of='1' of='2'><plain xmlns=''><q:deep xml:space='preserve'/> </plain>mixed<r:x/></q:query></iq>"
            "<db:result xmlns:db='jabber:server:dialback'>text</db:result>";
        const Answer first = read(header + stanzas + footer, { "--xml" });
        QVERIFY2(first.code == 0, first.errors);
        QCOMPARE(ExpatReader::read(header + first.output + footer), ExpatReader::read(header + stanzas + footer));
        const Answer second = read(header + first.output + footer, { "--xml" });
        QCOMPARE(second.code, 0);
        QCOMPARE(second.output, first.output);
        QCOMPARE(read(header + first.output + footer).output, read(header + stanzas + footer).output);
    }

    /// Attributes have no order, and quotes, prefixes and where they are declared mean nothing.
    void whatMeansTheSameIsWrittenTheSame()
    {
        const QByteArray one = "<message from='juliet@capulet.lit' id='1' to='romeo@montague.lit' xml:lang='en'>"
                               "<x xmlns='urn:x' xmlns:a='urn:a' xmlns:b='urn:b' z='1' a:y='2' a:z='3' b:a='4'/>"
                               "</message>";
        const QByteArray other = "<message xml:lang=\"en\" to=\"romeo@montague.lit\" xmlns:x='urn:x' xmlns:d='urn:a'"
                                 " id=\"1\" from=\"juliet@capulet.lit\">"
                                 "<x:x xmlns:c='urn:b' c:a='4' d:z='3' d:y='2' z='1'></x:x></message>";
        const Answer first = read(header + one + footer, { "--xml" });
        QVERIFY2(first.code == 0, first.errors);
        QCOMPARE(read(header + other + footer, { "--xml" }).output, first.output);
        QCOMPARE(
            first.output, // as C14N sorts them: those without a namespace, then by that, then by name
            "<message from='juliet@capulet.lit' id='1' to='romeo@montague.lit' xml:lang='en'>"
            "<x xmlns='urn:x' z='1' xmlns:p0='urn:a' p0:y='2' xmlns:p1='urn:a' p1:z='3' xmlns:p2='urn:b' p2:a='4'/>"
            "</message>\n");
    }

    void firstViolationEndsIt_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("wrong");
        QTest::addColumn<QByteArray>("condition");
        const QByteArray good = header + "<message><body>O Romeo</body></message>";
        const auto row = [&good](const char *name, const QByteArray &wrong, const char *condition) {
            QTest::newRow(name) << good << wrong << QByteArray(condition);
        };
        QTest::newRow("DTD before the stream")
            << QByteArray() << QByteArray("<!DOCTYPE stream [<!ENTITY romeo 'Romeo'>]>")
            << QByteArray("restricted-xml");
        row("DTD", "<!DOCTYPE stream>", "restricted-xml");
        row("undefined entity", "<message><body>&romeo;</body></message>", "restricted-xml");
        row("comment", "<!-- Ay me -->", "restricted-xml");
        row("processing instruction", "<?verona?>", "restricted-xml");
        row("invalid UTF-8", "<message><body>\xc3(</body></message>", "not-well-formed");
        row("UTF-16 surrogates", "<message><body>\xed\xa0\xbc\xed\xbc\x99</body></message>", "not-well-formed");
        row("forbidden character", QByteArray("<message><body>\0</body></message>", 33), "not-well-formed");
        row("second header", header.mid(header.indexOf("<stream")), "bad-format");
        row("undefined prefix", "<message><nurse:body/></message>", "not-well-formed");
        row("end of another element", "<message><body></message>", "not-well-formed");
        row("attribute twice", "<message id='1' id='2'/>", "not-well-formed");
        row("text between stanzas", "Ay me", "bad-format");
        row("too deep", "<message>" + QByteArray("<a>").repeated(100) + QByteArray("</a>").repeated(100) + "</message>",
            "policy-violation");
        row("too many attributes", "<message" + manyAttributes() + "/>", "policy-violation");
    }
    void firstViolationEndsIt()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, wrong);
        QFETCH(QByteArray, condition);
        const QByteArray after = "<message><body>unheard</body></message>&another;<!DOCTYPE wrong>";
        for (const QStringList &options : { QStringList(), QStringList("--xml") }) {
            const Answer answer = read(before + wrong + after, options);
            QCOMPARE(answer.code, 1);
            QCOMPARE(answer.output.count('\n'), before.count("<body>")); // the good ones, and nothing from there on
            QVERIFY2(answer.errors.contains(": " + condition + ": "), answer.errors);
            const qint64 at = position(answer);
            QVERIFY2(at >= before.size() && at <= before.size() + wrong.size(),
                     answer.errors + "but that is at byte " + QByteArray::number(before.size()));
        }
    }

    void cutInsideAStanzaIsNoticedWhereverItIs()
    {
        const QByteArray stanza = "<iq type='get' id='1'><q xmlns='urn:q'>O</q></iq>";
        const QByteArray stream = header + stanza + '\n' + footer;
        const qsizetype start = header.size();
        const qsizetype end = start + stanza.size();
        QByteArray wrong;
        for (qsizetype size = start - 3; size <= stream.size(); ++size) {
            const Answer answer = read(stream.first(size));
            const bool whole = size == start || size == end || size == end + 1 || size == stream.size();
            const bool said = answer.errors.contains("the stream ends in the middle") && position(answer) == size;
            if (answer.code != (whole ? 0 : 1) || said == whole || answer.output.count('\n') != (size < end ? 0 : 1)) {
                wrong += "\n…" + stream.mid(size - 20, 20) + ": " + QByteArray::number(answer.code) + ' '
                    + answer.errors.trimmed();
            }
        }
        QVERIFY2(wrong.isEmpty(), wrong);
        QCOMPARE(read({}).code, 1);
    }

    void fileThatCannotBeReadIsNamed()
    {
        for (const QString &path : { m_folder.filePath(QStringLiteral("missing.xml")), m_folder.path() }) {
            const Answer answer = run({ path });
            QCOMPARE(answer.code, 2);
            QVERIFY(answer.output.isEmpty());
            QVERIFY2(answer.errors.contains(path.toLocal8Bit() + ": ") && answer.errors.count('\n') == 1,
                     answer.errors);
        }
        for (const QStringList &arguments :
             { QStringList(), QStringList("--xml"), QStringList({ "a", "b" }), QStringList("--yml") }) {
            const Answer answer = run(arguments);
            QCOMPARE(answer.code, 2);
            QVERIFY2(answer.errors.startsWith("usage: natter-stanzas "), answer.errors);
        }
        const Answer help = run({ QStringLiteral("--help") });
        QVERIFY2(help.code == 0 && help.output.startsWith("usage: natter-stanzas "), help.output);
    }
};

QTEST_GUILESS_MAIN(TestStanzasProgram)
#include "tst_stanzas_program.moc"
