// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/error_text.h"

#include "base/log.h"

#include <QCoreApplication>

namespace natter {

/// The context of the sentences for translators.
struct ErrorText
{
    Q_DECLARE_TR_FUNCTIONS(natter::ErrorText)
};

/// Where nothing happens by itself; empty where that makes no difference.
static QString streamErrorTextForRetry(const QString &condition)
{
    if (condition == u"conflict") {
        return ErrorText::tr("This account logs in from another program as well, and the server lets in only one of "
                             "them. End the other one, then connect again.");
    }
    if (condition == u"system-shutdown") {
        return ErrorText::tr("The server is being shut down. Try again in a while.");
    }
    if (condition == u"policy-violation" || condition == u"resource-constraint") {
        return ErrorText::tr(
            "The server ended the connection because it was asked for too much. Try again in a while.");
    }
    if (condition == u"connection-timeout" || condition == u"reset") {
        return ErrorText::tr("The server gave up on the connection. Try again.");
    }
    if (condition == u"host-unknown" || condition == u"host-gone" || condition == u"not-authorized"
        || condition == u"see-other-host") {
        return {};
    }
    return ErrorText::tr("The server ended the connection with an error. Try again, or ask your provider.");
}

static QString streamErrorText(const QString &condition)
{
    if (condition == u"conflict") {
        return ErrorText::tr("The server ended the connection because the same device logged in a second time. "
                             "Natter will connect again.");
    }
    if (condition == u"system-shutdown") {
        return ErrorText::tr("The server is being shut down. Natter will connect again as soon as it is back.");
    }
    if (condition == u"host-unknown" || condition == u"host-gone") {
        return ErrorText::tr("The server does not serve this address. Check the part after the @.");
    }
    if (condition == u"policy-violation" || condition == u"resource-constraint") {
        return ErrorText::tr(
            "The server ended the connection because it was asked for too much. Natter will try again.");
    }
    if (condition == u"not-authorized") {
        return ErrorText::tr("The server ended the connection because it no longer accepts this login. "
                             "Check the password.");
    }
    if (condition == u"connection-timeout" || condition == u"reset") {
        return ErrorText::tr("The server gave up on the connection. Natter will connect again.");
    }
    if (condition == u"see-other-host") {
        return ErrorText::tr(
            "The server asks to connect to another one. Enter that one in the account's settings if you trust it.");
    }
    return ErrorText::tr("The server ended the connection with an error. Natter will try again.");
}

static QString remoteText(const QString &condition)
{
    if (condition == u"conflict") {
        return ErrorText::tr("That name is already taken. Choose another one.");
    }
    if (condition == u"not-acceptable" || condition == u"bad-request") {
        return ErrorText::tr("The server did not accept what was entered. Fill in every field and try again.");
    }
    if (condition == u"not-allowed" || condition == u"forbidden" || condition == u"policy-violation") {
        return ErrorText::tr("The server does not allow this. Ask your provider.");
    }
    if (condition == u"service-unavailable" || condition == u"feature-not-implemented") {
        return ErrorText::tr("The server does not offer this. Ask your provider, or choose another server.");
    }
    if (condition == u"resource-constraint") {
        return ErrorText::tr("The server is too busy for this now. Try again in a while.");
    }
    return ErrorText::tr("The server answered with an error. Try again in a while.");
}

static QString loginText(const Error &error)
{
    using Kind = Error::Kind;
    switch (error.kind) {
    case Kind::NotAuthorised:
        return ErrorText::tr("The server does not accept this address and password. Check both and try again.");
    case Kind::AccountUnusable:
        return error.condition == u"credentials-expired"
            ? ErrorText::tr("The password has expired. Change it with your provider, then enter the new one.")
            : ErrorText::tr("The server has disabled this account. Ask your provider.");
    case Kind::TemporaryAuthFailure:
        return ErrorText::tr("The server cannot check passwords at the moment. Natter will try again.");
    case Kind::NoMechanism:
        if (error.condition == u"task") {
            return ErrorText::tr("The server asks for a second step after the password, which Natter cannot do yet.");
        }
        return error.condition == u"plain-only"
            ? ErrorText::tr(
                "The server only offers to log in with the bare password. Allow that in the account's settings "
                "if you trust the server.")
            : ErrorText::tr("The server offers no way to log in that Natter knows. Ask your provider.");
    case Kind::ServerNotProven:
        if (error.condition == u"other-certificate") {
            return ErrorText::tr("The server shows another certificate than before and refuses the login that is bound "
                                 "to it. Somebody may be between you and the server, so Natter did not log in. Enter "
                                 "the password again only if it has changed.");
        }
        return ErrorText::tr("The server could not prove that it knows your password, so Natter did not log in. "
                             "It may not be your server: ask your provider before you try again.");
    default:
        if (error.condition == u"downgrade") {
            return ErrorText::tr("The server offers a weaker login than before. Natter did not log in, as somebody "
                                 "between you and the server may have changed the offer.");
        }
        if (error.condition == u"foreign-binding") {
            return ErrorText::tr(
                "The server does not offer a protected login that Natter knows and every server should "
                "have. Natter did not log in, as somebody between you and the server may have removed "
                "it.");
        }
        if (error.condition == u"changed-offer") {
            return ErrorText::tr("What arrived is not what the server offers for logging in. Natter did not log in, as "
                                 "somebody between you and the server may have changed it. Ask your provider.");
        }
        if (error.condition == u"too-costly") {
            return ErrorText::tr("Logging in would keep this computer busy for longer than any server should ask for. "
                                 "Natter will try again; if it stays so, ask your provider.");
        }
        return ErrorText::tr(
            "The server asked for a login that is not secure. Natter did not log in, as it may not be your server: ask "
            "your provider.");
    }
}

static QString localText(const Error &error)
{
    using Kind = Error::Kind;
    switch (error.kind) {
    case Kind::InvalidInput:
        return ErrorText::tr("This cannot be used as it is. Check what was entered.");
    case Kind::NotConnected:
        return ErrorText::tr("There is no connection at the moment. Try again once the account is online.");
    case Kind::StorageFull:
        return ErrorText::tr(
            "The disk is full. Free some space: what arrives meanwhile is kept in memory and stored then.");
    case Kind::StorageDamaged:
        return ErrorText::tr(
            "A file of this profile was damaged. Natter kept a copy of it beside it and began a new one. "
            "Enter again what is missing, or put back the file from a backup.");
    case Kind::StorageTooNew:
        return ErrorText::tr("This profile was used with a newer version of Natter. Install that version to open it.");
    case Kind::ReadOnly:
        if (error.condition == u"everybody") {
            return ErrorText::tr("An administrator chose this for everybody on this computer, and only they can change "
                                 "it.");
        }
        return ErrorText::tr(
            "A file of this profile cannot be read or written. Check the permissions of the file and its folder.");
    case Kind::KeychainUnavailable:
        if (error.condition == u"portable") {
            return ErrorText::tr(
                "Natter is portable here and leaves this computer's keychain alone. Choose another place "
                "for the password in the account's settings.");
        }
        return ErrorText::tr("No system keychain answers. Start one, or choose another place for the password in the "
                             "account's settings.");
    case Kind::NoPassword:
        if (error.condition == u"certificate") {
            return ErrorText::tr("The key of your own certificate is not kept. Choose its file again in the account's "
                                 "settings, or enter the password.");
        }
        return ErrorText::tr("Enter the password to connect this account.");
    case Kind::Crypto:
        return ErrorText::tr("Something went wrong with the encryption. Try again, and if it fails again, report it.");
    default:
        return ErrorText::tr("The disk did not accept this. Natter will try again.");
    }
}

static QString proxyText(Error::Kind kind)
{
    using Kind = Error::Kind;
    switch (kind) {
    case Kind::ProxyUnreachable:
        return ErrorText::tr(
            "The proxy does not answer. Check its host and port, and that it is running; Natter will try again.");
    case Kind::ProxyRefused:
        return ErrorText::tr("The proxy does not allow this connection, or it is of another kind. Check its settings.");
    case Kind::ProxyNotAuthorised:
        return ErrorText::tr("The proxy does not accept its user name and password. Check both.");
    default:
        return ErrorText::tr("The proxy cannot reach the server. Enter the server and the port by hand if they are "
                             "special: a proxy does not find them; Natter will try again.");
    }
}

/// Where nothing happens by itself, as while an account is being added; empty for all other errors.
static QString textForRetry(const Error &error)
{
    using Kind = Error::Kind;
    switch (error.kind) {
    case Kind::StreamError:
        return streamErrorTextForRetry(error.condition);
    case Kind::TemporaryAuthFailure:
        return ErrorText::tr("The server cannot check passwords at the moment. Try again in a while.");
    case Kind::NoMechanism:
        return error.condition == u"plain-only"
            ? ErrorText::tr("The server only offers to log in with the bare password. Allow that under Advanced, or "
                            "in the account's settings, if you trust the server.")
            : QString();
    case Kind::ConnectionRefused:
        return ErrorText::tr("The server does not accept connections. Check the server and the port, or try later.");
    case Kind::NetworkUnreachable:
        return ErrorText::tr("The network is not reachable. Check your connection and try again.");
    case Kind::Timeout:
        return ErrorText::tr("The server does not answer. Check the server and the port, or try later.");
    case Kind::Disconnected:
        return ErrorText::tr("The server ended the connection. Try again.");
    case Kind::ProxyUnreachable:
        return ErrorText::tr("The proxy does not answer. Check its host and port, and that it is running.");
    case Kind::UnreachableThroughProxy:
        return ErrorText::tr("The proxy cannot reach the server. Enter the server and the port by hand if they are "
                             "special: a proxy does not find them.");
    default:
        return {};
    }
}

QString errorText(const Error &error, WhoRetries retries)
{
    using Kind = Error::Kind;
    if (const QString text = textForRetry(error); retries == WhoRetries::Person && !text.isEmpty()) {
        return text;
    }
    switch (error.kind) {
    case Kind::HostNotFound:
        return ErrorText::tr(
            "There is no such server. Check the part of the address after the @, and your connection.");
    case Kind::ServiceRefused:
        return ErrorText::tr(
            "This domain says that it offers no chat service. Check the part of the address after the @.");
    case Kind::ConnectionRefused:
        return ErrorText::tr("The server does not accept connections. It may be down; Natter will try again.");
    case Kind::NetworkUnreachable:
        return ErrorText::tr("The network is not reachable. Check your connection; Natter will try again.");
    case Kind::Timeout:
        return ErrorText::tr("The server does not answer. Natter will try again.");
    case Kind::Disconnected:
        return ErrorText::tr("The connection was lost. Natter will connect again.");
    case Kind::Cancelled:
        return ErrorText::tr("Stopped.");
    case Kind::ProxyUnreachable:
    case Kind::ProxyRefused:
    case Kind::ProxyNotAuthorised:
    case Kind::UnreachableThroughProxy:
        return proxyText(error.kind);
    case Kind::NotXmpp:
        return ErrorText::tr("What answers there is not a chat server. Check the server and the port.");
    case Kind::NoTls:
        return ErrorText::tr(
            "The server offers no encryption, so Natter did not log in. Ask your provider to switch it on.");
    case Kind::TlsFailed:
        return ErrorText::tr(
            "No encrypted connection could be made. Check the server, the port and the kind of encryption.");
    case Kind::CertificateRejected:
        return ErrorText::tr("The server's certificate is not trusted. Look at it before you go on.");
    case Kind::StreamError:
        return streamErrorText(error.condition);
    case Kind::Remote:
        return remoteText(error.condition);
    case Kind::Malformed:
    case Kind::LimitExceeded:
        return ErrorText::tr(
            "The server sent something that Natter does not accept. The connection was closed to be safe. If it "
            "happens again, tell your provider.");
    case Kind::NotAuthorised:
    case Kind::AccountUnusable:
    case Kind::TemporaryAuthFailure:
    case Kind::NoMechanism:
    case Kind::ServerNotProven:
    case Kind::WeakLogin:
        return loginText(error);
    default:
        return localText(error);
    }
}

QString errorDetails(const Error &error)
{
    QStringList lines { errorKindName(error.kind) };
    for (const QString &part : { error.condition, error.detail, error.text }) {
        if (!part.isEmpty()) {
            lines.append(forLog(part));
        }
    }
    return lines.join(u'\n');
}

QString addressDetails(const Result<Jid> &entered)
{
    return entered ? u"no part before an @: " + entered->toString() : errorDetails(entered.error());
}

QString failureText(const QString &condition)
{
    if (condition == u"service-unavailable" || condition == u"item-not-found"
        || condition == u"recipient-unavailable") {
        return ErrorText::tr("not delivered: nobody there");
    }
    if (condition == u"remote-server-not-found" || condition == u"remote-server-timeout") {
        return ErrorText::tr("not delivered: their server cannot be reached");
    }
    if (condition == u"forbidden" || condition == u"not-allowed" || condition == u"policy-violation"
        || condition == u"not-authorized" || condition == u"subscription-required") {
        return ErrorText::tr("not delivered: it was not accepted"); // by them or by the own server
    }
    if (condition == u"resource-constraint") {
        return ErrorText::tr("not delivered: their mailbox is full");
    }
    if (condition == u"too-soon") {
        return ErrorText::tr("not delivered: too soon after another. Try again in a while");
    }
    if (condition == u"stanza-too-big") {
        return ErrorText::tr("not delivered: too long for your server");
    }
    if (condition == u"not-confirmed") {
        return ErrorText::tr("not confirmed: the server may have lost it");
    }
    if (condition == u"somebody-else") {
        return ErrorText::tr("not sent: it may be somebody else who has that name now");
    }
    if (condition == u"not-accepted") {
        return ErrorText::tr("not sent: the server does not take it");
    }
    return ErrorText::tr("not delivered");
}

QString deliveryText(const ChatMessage &message)
{
    if (message.isChanging) {
        return message.isRetracted() ? ErrorText::tr("the server does not know yet that it was retracted")
                                     : ErrorText::tr("the server does not have the edited text yet");
    }
    switch (message.delivery) {
    case ChatMessage::Delivery::Queued:
        return ErrorText::tr("waiting to be sent");
    case ChatMessage::Delivery::Written:
        return ErrorText::tr("sent, not yet confirmed");
    case ChatMessage::Delivery::OnServer:
        return message.kind == ChatKind::Room ? ErrorText::tr("the room has it") : ErrorText::tr("on the server");
    case ChatMessage::Delivery::Delivered:
        return ErrorText::tr("delivered");
    case ChatMessage::Delivery::Displayed:
        return message.kind == ChatKind::Room ? ErrorText::tr("read by some") : ErrorText::tr("displayed");
    case ChatMessage::Delivery::Failed:
        return failureText(message.failure);
    case ChatMessage::Delivery::None:
        break;
    }
    return {};
}

QString certificateText(const CertificateReport &report)
{
    using Problem = CertificateReport::Problem;
    QStringList sentences;
    for (const Problem problem : report.problems) {
        switch (problem) {
        case Problem::Untrusted:
            sentences << ErrorText::tr("The certificate was issued by somebody this computer does not trust.");
            break;
        case Problem::SelfSigned:
            sentences << ErrorText::tr("The server issued the certificate to itself, so nobody vouches for it.");
            break;
        case Problem::Expired:
            sentences << ErrorText::tr("The certificate has expired.");
            break;
        case Problem::NotYetValid:
            sentences << ErrorText::tr("The certificate is not valid yet. Check the clock of this computer.");
            break;
        case Problem::HostMismatch:
            sentences << ErrorText::tr("The certificate was issued for another server.");
            break;
        case Problem::Revoked:
            sentences << ErrorText::tr("The certificate was revoked. Natter will not connect with it.");
            break;
        case Problem::Changed:
            sentences << ErrorText::tr("The certificate is not the one that you accepted for this account.");
            break;
        case Problem::Unusable:
            sentences << ErrorText::tr("The certificate is not fit for its purpose.");
            break;
        }
    }
    return sentences.join(u' ');
}

QString pageErrorText(const Error &error)
{
    using Kind = Error::Kind;
    switch (error.kind) {
    case Kind::HostNotFound:
        return ErrorText::tr("No preview: there is no such host.");
    case Kind::Timeout:
        return ErrorText::tr("No preview: the page takes too long.");
    case Kind::TlsFailed:
        return ErrorText::tr("No preview: the host could not prove who it is.");
    case Kind::ProxyUnreachable:
    case Kind::ProxyNotAuthorised:
    case Kind::UnreachableThroughProxy:
        return ErrorText::tr("No preview: the account's proxy does not lead there.");
    case Kind::InvalidInput:
        break;
    default:
        return ErrorText::tr("No preview: the page cannot be reached.");
    }
    if (error.condition == u"own-network") {
        return ErrorText::tr("No preview: the link leads into a private network.");
    }
    if (error.condition == u"no-tls") {
        return ErrorText::tr("No preview: the page is not encrypted on its way.");
    }
    if (error.condition == u"redirections") {
        return ErrorText::tr("No preview: the link leads on and on.");
    }
    return error.condition == u"no-card" ? ErrorText::tr("No preview: the page says nothing about itself.")
                                         : ErrorText::tr("No preview: the link leads to no page that can be read.");
}

QString transferText(const Error &error)
{
    switch (error.kind) {
    case Error::Kind::InvalidInput:
        return error.condition == u"busy"
            ? ErrorText::tr("Something else is being exported or imported. Wait until that is done.")
            : ErrorText::tr("This is no file that Natter can import: neither an export of Natter nor the database "
                            "of Gajim or Dino.");
    case Error::Kind::Malformed:
        return ErrorText::tr("The file is damaged, or was not written as it should be. Nothing of it was used.");
    case Error::Kind::NotAuthorised:
        return ErrorText::tr("The passphrase does not open this backup.");
    case Error::Kind::Crypto:
        return ErrorText::tr("The backup is damaged or incomplete. Nothing of it was used.");
    case Error::Kind::StorageTooNew:
        return ErrorText::tr("This was written by a newer version of Natter. Install that version first.");
    case Error::Kind::StorageFull:
        return ErrorText::tr("There is not enough space for it. Free some, or choose another place.");
    case Error::Kind::ReadOnly:
        return ErrorText::tr("The file or folder cannot be used. Check that you may write there, or read it.");
    case Error::Kind::Storage:
    case Error::Kind::StorageDamaged:
        return ErrorText::tr("The file cannot be read or written: the disk or the database refused.");
    default:
        return errorText(error);
    }
}

} // namespace natter
