// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl_account_commands.h"

#include "app/ctl_json.h"
#include "app/ctl_options.h"
#include "app/ctl_session.h"
#include "base/future.h"
#include "base/log.h"
#include "chat/registration.h"
#include "wire/client_certificate.h"

#include <QFile>
#include <QSslCertificate>

namespace natter {

static Error invalid(const QString &what) { return { Error::Kind::InvalidInput, what, {}, {} }; }

/// Reads a file that the script named; fails and returns null if that is not possible.
static std::optional<QByteArray> fileOf(CtlSession &session, const QString &option)
{
    QFile file(session.arguments().path(session.arguments().options.value(option)));
    if (!file.open(QIODevice::ReadOnly)) {
        session.fail(invalid(u"--" + option + u": " + forLog(file.fileName()) + u": " + file.errorString()));
        return std::nullopt;
    }
    return file.readAll();
}

std::optional<Secret> passwordOf(CtlSession &session, const QString &option)
{
    const auto file = fileOf(session, option);
    if (!file) {
        return std::nullopt;
    }
    QString text = QString::fromUtf8(*file);
    while (text.endsWith(u'\n') || text.endsWith(u'\r')) {
        text.chop(1);
    }
    return Secret(text);
}

/// That of --client-certificate, with its key; empty without that option. Fails and returns null if it is of no use.
static std::optional<Secret> clientCertificateOf(CtlSession &session)
{
    const auto &options = session.arguments().options;
    if (!options.contains(QStringLiteral("client-certificate"))) {
        return Secret();
    }
    const auto file = fileOf(session, QStringLiteral("client-certificate"));
    const bool open = !options.contains(QStringLiteral("certificate-password-file"));
    const auto passphrase =
        !file || open ? std::optional(Secret()) : passwordOf(session, QStringLiteral("certificate-password-file"));
    if (!file || !passphrase) {
        return std::nullopt;
    }
    const auto certificate = clientCertificateOf(*file, *passphrase);
    if (!certificate) {
        session.fail(certificate.error());
        return std::nullopt;
    }
    return *certificate;
}

static std::optional<AccountSettings> settingsOf(CtlSession &session)
{
    const auto &options = session.arguments().options;
    const Jid jid = session.jid(2);
    if (jid.isNull()) {
        return std::nullopt;
    }
    const Account *known = session.services().chat.accounts.find(jid.bare());
    AccountSettings settings = known ? known->settings() : AccountSettings(); // what is not named stays
    settings.jid = jid;
    if (!settings.jid.hasLocal()) {
        session.fail(invalid(QStringLiteral("not an account's address")));
        return std::nullopt;
    }
    if (options.contains(QStringLiteral("host"))) {
        const bool direct = options.value(QStringLiteral("tls")) == u"direct";
        const QString usual = direct ? QStringLiteral("5223") : QStringLiteral("5222");
        settings.server =
            AccountSettings::Server { options.value(QStringLiteral("host")),
                                      options.value(QStringLiteral("port"), usual).toUShort(),
                                      direct ? AccountSettings::Tls::Direct : AccountSettings::Tls::StartTls };
    }
    if (options.contains(QStringLiteral("ca"))) {
        const auto authority = fileOf(session, QStringLiteral("ca"));
        if (!authority) {
            return std::nullopt;
        }
        if (QSslCertificate::fromData(*authority, QSsl::Pem).isEmpty()) {
            session.fail(invalid(QStringLiteral("--ca: there is no certificate in that file")));
            return std::nullopt;
        }
        settings.extraAuthority = *authority;
    }
    if (options.contains(QStringLiteral("history"))) {
        settings.history = historyNamed(options.value(QStringLiteral("history"))).value_or(settings.history);
    }
    if (options.contains(QStringLiteral("proxy"))) {
        settings.proxy = proxyNamed(options.value(QStringLiteral("proxy")));
    }
    return settings;
}

static QString placeName(AccountSettings::PasswordPlace place)
{
    switch (place) {
    case AccountSettings::PasswordPlace::Keychain:
        break;
    case AccountSettings::PasswordPlace::PrivateFile:
        return QStringLiteral("file");
    case AccountSettings::PasswordPlace::AskEachTime:
        return QStringLiteral("session");
    }
    return QStringLiteral("keychain");
}

static void addAccount(CtlSession &session, AccountSettings settings, const Accounts::Secrets &secrets)
{
    Accounts &accounts = session.services().chat.accounts;
    whenDone(accounts.add(settings, secrets), &session, [&session, settings, secrets](const Result<> &result) mutable {
        const bool kept = settings.passwordPlace == AccountSettings::PasswordPlace::Keychain;
        if (!result && result.error().kind == Error::Kind::KeychainUnavailable && kept) {
            // Without a keychain the password lasts as long as this run: it is never written down unasked
            settings.passwordPlace = AccountSettings::PasswordPlace::AskEachTime;
            addAccount(session, settings, secrets);
            return;
        }
        if (result) {
            session.print({ { QStringLiteral("account"), settings.jid.toString() },
                            { QStringLiteral("password"), placeName(settings.passwordPlace) } });
        }
        session.finishWith(result);
    });
}

/// Creates the account on the server first, if its form asks for no more than a name and a password.
static void registerAccount(CtlSession &session, const AccountSettings &settings, const Accounts::Secrets &secrets)
{
    ConnectSettings connection = connectSettingsOf(settings);
    connection.account = settings.jid.domainJid();
    connection.proxy.password = secrets.proxyPassword;
    auto *registration = new Registration(connection);
    registration->setParent(&session);
    QObject::connect(registration, &Registration::offered, &session, [=](RegistrationForm form) {
        form.form.type = QStringLiteral("submit");
        for (DataForm::Field &field : form.form.fields) {
            if (field.var == u"username") {
                field.values = { settings.jid.local() };
            } else if (field.var == u"password") {
                field.values = { secrets.password.reveal() };
            }
        }
        registration->submit(form);
    });
    QObject::connect(registration, &Registration::refused, &session,
                     [&session](const Error &error) { session.fail(error); });
    QObject::connect(registration, &Registration::ended, &session,
                     [&session](const Error &error) { session.fail(error); });
    QObject::connect(registration, &Registration::registered, &session, [&session, registration, settings, secrets] {
        registration->disconnect(&session);
        addAccount(session, settings, secrets);
    });
    registration->start();
}

static void add(CtlSession &session)
{
    const auto &options = session.arguments().options;
    auto settings = settingsOf(session);
    const auto certificate = settings ? clientCertificateOf(session) : std::nullopt;
    const auto password = certificate ? passwordOf(session, QStringLiteral("password-file")) : std::nullopt;
    const bool open = !options.contains(QStringLiteral("proxy-password-file"));
    const auto proxyPassword =
        !password || open ? std::optional(Secret()) : passwordOf(session, QStringLiteral("proxy-password-file"));
    if (!password || !proxyPassword) {
        return;
    }
    if (!certificate->isEmpty()) {
        settings->clientCertificate = withoutKey(*certificate);
    }
    const Accounts::Secrets secrets { *password, *proxyPassword, *certificate };
    if (options.contains(QStringLiteral("register"))) {
        registerAccount(session, *settings, secrets);
    } else {
        addAccount(session, *settings, secrets);
    }
}

void accountCommand(CtlSession &session)
{
    Accounts &accounts = session.services().chat.accounts;
    const QString what = session.arguments().words.value(1);
    if (what == u"add") {
        add(session);
        return;
    }
    if (what == u"list") {
        for (const Account *account : accounts.all()) {
            session.print(toJson(*account));
        }
        session.finish();
        return;
    }
    const Jid jid = session.jid(2);
    const Account *account = accounts.find(jid);
    if (jid.isNull()) {
        return;
    }
    if (!account) {
        session.fail(invalid(QStringLiteral("there is no such account")));
    } else if (what == u"remove") {
        session.finishWith(accounts.remove(jid));
    } else {
        AccountSettings settings = account->settings();
        settings.enabled = what == u"enable";
        session.finishWith(accounts.change(settings));
    }
}

static void followAnswer(CtlSession &session, const QFuture<Result<Iq>> &answer)
{
    whenDone(answer, &session, [&session](const Result<Iq> &result) {
        session.finishWith(result ? Result<>() : Result<>(failure(result.error())));
    });
}

void rosterCommand(CtlSession &session)
{
    const QString what = session.arguments().words.value(1);
    if (what == u"list") {
        for (Account *account : session.services().chat.accounts.all()) {
            const auto items = account->contacts().items();
            for (const RosterItem &item : items) {
                session.print(toJson(account->contacts(), item));
            }
        }
        session.finish();
        return;
    }
    Account *account = session.account();
    const Jid jid = account ? session.jid(2) : Jid();
    if (jid.isNull()) {
        return;
    }
    ContactList &contacts = account->contacts();
    if (what == u"add") {
        followAnswer(session, contacts.add(jid, session.arguments().options.value(QStringLiteral("name")), {}));
    } else if (what == u"remove") {
        followAnswer(session, contacts.remove(jid));
    } else if (account->status().phase != AccountStatus::Phase::Online) {
        session.fail({ Error::Kind::NotConnected, QStringLiteral("the account is not online"), {}, {} });
    } else if (!contacts.hasRequestFrom(jid)) {
        session.fail(invalid(jid.toString() + u" has not asked to see the presence of " + account->jid().toString()));
    } else {
        contacts.accept(jid);
        session.finish();
    }
}

void waitUntilConnected(CtlSession &session)
{
    const auto look = [&session] {
        bool any = false;
        for (const Account *account : session.services().chat.accounts.all()) {
            any = any || account->settings().enabled;
            if (account->settings().enabled && account->status().phase != AccountStatus::Phase::Online) {
                return;
            }
        }
        if (any) {
            session.finish();
        }
    };
    QObject::connect(&session.services().chat.accounts, &Accounts::statusChanged, &session, look);
    look();
}

void waitForRoster(CtlSession &session)
{
    const auto look = [&session] {
        const auto accounts = session.services().chat.accounts.all();
        for (Account *account : accounts) {
            if (account->settings().enabled && !account->contacts().isLoaded()) {
                return;
            }
        }
        if (!accounts.empty()) {
            session.finish();
        }
    };
    const auto follow = [&session, look](Account *account) {
        QObject::connect(&account->contacts(), &ContactList::loaded, &session, look);
    };
    QObject::connect(&session.services().chat.accounts, &Accounts::added, &session, follow);
    for (Account *account : session.services().chat.accounts.all()) {
        follow(account);
    }
    look();
}

} // namespace natter
