// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/namespaces.h"
#include "wire/negotiation.h"
#include "wire/xmpp_listener.h"

#include <QCoreApplication>

#include <cstdint>

using namespace natter;

static void require(bool holds)
{
    if (!holds) {
        __builtin_trap();
    }
}

/// A client without a network, and a server that says what it likes.
class Client : public QObject
{
public:
    Client(const ConnectSettings &settings, bool encrypted)
        : m_encrypted(encrypted)
        , m_negotiation(settings, encrypted ? Negotiation::Encryption::Established : Negotiation::Encryption::None,
                        m_random, m_management)
    {
        connect(&m_listener, &XmppListener::streamOpened, this, [this](const Element &header) {
            if (!m_over) {
                m_negotiation.handleHeader(header);
            }
        });
        connect(&m_listener, &XmppListener::elementReceived, this, [this](const Element &element) {
            if (!m_over) {
                m_negotiation.handle(element);
            }
        });
        connect(&m_listener, &XmppListener::violated, this, [this] { m_over = true; });
        connect(&m_negotiation, &Negotiation::send, this, &Client::check);
        connect(&m_negotiation, &Negotiation::restartNeeded, this, [this] { m_listener.restart(); });
        connect(&m_negotiation, &Negotiation::encryptionNeeded, this, [this] {
            require(!m_encrypted);
            m_over = true; // what follows is another server's, or this one's behind TLS
        });
        connect(&m_negotiation, &Negotiation::failed, this, &Client::end);
        connect(&m_negotiation, &Negotiation::violated, this, &Client::end);
        // Nobody guesses an HMAC
        connect(&m_negotiation, &Negotiation::loggedIn, this, [] { require(false); });
        connect(&m_negotiation, &Negotiation::loggedInOnStream, this, [] { require(false); });
        connect(&m_negotiation, &Negotiation::bound, this, [] { require(false); });
        connect(&m_negotiation, &Negotiation::resumed, this, [] { require(false); });
        connect(&m_negotiation, &Negotiation::registered, this, [] { require(false); });
    }

    void hear(const QByteArray &bytes)
    {
        for (qsizetype at = 0; at < bytes.size() && !m_over; at += 700) {
            m_listener.feed(QByteArrayView(bytes).sliced(at, qMin<qsizetype>(700, bytes.size() - at)));
        }
    }

private:
    void check(const Element &element)
    {
        const QByteArray xml = element.toXml();
        require(!xml.contains("pencil") && !xml.contains("cGVuY2ls") && !xml.contains("BlbmNpb"));
        require(m_encrypted || element.is({ ns::tls, u"starttls" }));
    }
    void end()
    {
        require(!m_over);
        m_over = true;
    }

    const bool m_encrypted;
    bool m_over = false;
    RandomId m_random;
    StreamManagement m_management;
    XmppListener m_listener;
    Negotiation m_negotiation;
};

/// Whatever a server says before it has proven that it knows the password, there is no session, and it learns nothing.
/// The first byte says what is asked of it.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static int count = 1;
    static char name[] = "fuzz_negotiation";
    static char *arguments[] = { name, nullptr };
    static const QCoreApplication application(count, arguments);
    if (size == 0) {
        return 0;
    }
    ConnectSettings settings;
    settings.account = Jid::orNull(u"romeo@montague.lit");
    settings.password = Secret(QStringLiteral("pencil"));
    settings.installation = QStringLiteral("d4565fa7-4d72-4749-b3d3-740edbf87770");
    const auto wish = data[0];
    if (wish & 2) {
        settings.purpose = ConnectSettings::Purpose::Register;
    }
    if (wish & 4) {
        settings.token = FastToken { QStringLiteral("HT-SHA-256-NONE"), Secret(QStringLiteral("pencils")), {} };
    }
    Client client(settings, wish & 1);
    client.hear(QByteArray(reinterpret_cast<const char *>(data + 1), static_cast<qsizetype>(size - 1)));
    return 0;
}
