// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/notices_pane.h"

#include "base/log.h"
#include "base/text.h"
#include "widgets/certificate_dialog.h"
#include "widgets/certificate_text.h"
#include "widgets/error_text.h"
#include "widgets/login_question.h"
#include "widgets/security_dialog.h"

#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace natter {

using Phase = AccountStatus::Phase;

static constexpr int shownRequests = 3; ///< a flood of strangers takes no more room than that

NoticesPane::NoticesPane(const ChatServices &services, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
    , m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(12, 0, 12, 0);
    m_layout->setSpacing(8);
    m_askSoon.setSingleShot(true); // an account that is just being added gets its password at once
    m_askSoon.setInterval(0);
    connect(&m_askSoon, &QTimer::timeout, this, &NoticesPane::askUnasked);
    connect(&services.accounts, &Accounts::added, this, &NoticesPane::watch);
    connect(&services.accounts, &Accounts::statusChanged, this, &NoticesPane::updateAccount);
    connect(&services.accounts, &Accounts::aboutToRemove, this, [this](Account *account) {
        remove(account->jid().toString());
        remove(QStringLiteral("certificate ") + account->jid().toString());
        remove(QStringLiteral("invitations ") + account->jid().toString());
        remove(QStringLiteral("strangers ") + account->jid().toString());
        for (const char *what : { "request ", "invitation " }) {
            const QStringList keys = keysOf(QLatin1String(what) + account->jid().toString() + u' ');
            for (const QString &key : keys) {
                remove(key);
            }
        }
    });
    connect(&services.accounts, &Accounts::notChanged, this, [this](const Jid &account, const Error &error) {
        report(QStringLiteral("change ") + account.toString(), account.toString() + u'\n' + errorText(error),
               errorDetails(error));
    });
    connect(&services.accounts, &Accounts::passwordNotKept, this, [this](const Jid &account, const Error &error) {
        report(QStringLiteral("password ") + account.toString(),
               tr("The password of %1 could not be kept. It will be asked for again.").arg(account.toString()),
               errorDetails(error));
    });
    connect(&services.accounts, &Accounts::keyNotKept, this, [this](const Jid &jid, const std::optional<Error> &error) {
        report(QStringLiteral("key ") + jid.toString(),
               (error ? tr(
                    "The key of your own certificate for %1 is still in a file of the profile, as its new place does "
                    "not take it. Natter will try again at the next start.")
                      : tr("The key of your own certificate for %1 is still in a file of the profile, as nothing "
                           "secret is kept for this account. Choose a place for the password in the account's "
                           "settings, and the key moves there as well."))
                   .arg(jid.toString()),
               error ? errorDetails(*error) : QString());
    });
    connect(&services.accounts, &Accounts::secretsNotForgotten, this, [this](const Jid &account, const Error &error) {
        report(
            QStringLiteral("kept ") + account.toString(),
            tr("The password of %1 or the key of its certificate is still where it was kept before. Delete it there by "
               "hand.")
                .arg(account.toString()),
            errorDetails(error));
    });
    followDisk();
    connect(&services.later, &LaterMessages::changed, this, &NoticesPane::updateMissed);
    for (Account *account : services.accounts.all()) {
        watch(account);
    }
}

void NoticesPane::followDisk()
{
    connect(&m_services.preferences, &Preferences::saveFailed, this, [this](const Error &error) {
        report(QStringLiteral("preferences"), errorText(error), errorDetails(error));
    });
    connect(&m_services.preferences, &Preferences::saved, this, [this] { remove(QStringLiteral("preferences")); });
    connect(&m_services.conversations, &Conversations::storageFailed, this, [this](const Error &error) {
        const bool news = !m_bars.contains(QStringLiteral("storage"));
        bar(QStringLiteral("storage"))->setNotice(NoticeBar::Tone::Problem, errorText(error), errorDetails(error));
        if (news) { // it is tried again every few seconds
            Q_EMIT noticed();
        }
    });
    connect(&m_services.conversations, &Conversations::storageRecovered, this,
            [this] { remove(QStringLiteral("storage")); });
}

/// Where it is to be sent may not be what is open.
void NoticesPane::updateMissed()
{
    const QString key = QStringLiteral("later");
    const int missed = m_services.later.missed();
    const bool isNews = missed > std::exchange(m_missed, missed);
    if (missed == 0) {
        remove(key);
    } else if (isNews || m_bars.contains(key)) { // else it was dismissed
        const auto &all = m_services.later.all();
        const auto first = std::find_if(all.cbegin(), all.cend(), [](const LaterMessage &message) {
            return message.state != LaterMessage::State::Waits;
        });
        const ConversationId id = first->conversation;
        NoticeBar *notice = bar(key);
        disconnect(notice, &NoticeBar::activated, nullptr, nullptr);
        connect(notice, &NoticeBar::activated, this, [this, id] { Q_EMIT conversationWanted(id); });
        const QString name = embedded(withVisibleControls(m_services.nameOf(id)));
        notice->setNotice(
            NoticeBar::Tone::Warning,
            missed == 1
                ? tr("A message to %1 was not sent at its time. Send it now, or at another time.").arg(name)
                : tr("%n messages were not sent at their times. Send them now, or at other times.", nullptr, missed),
            {}, tr("Look at it"));
        notice->setDismissable(true);
        if (isNews) {
            Q_EMIT noticed();
        }
    }
}

NoticeBar *NoticesPane::bar(const QString &key)
{
    NoticeBar *&found = m_bars[key];
    if (!found) {
        found = new NoticeBar(this);
        m_layout->addWidget(found);
        connect(found, &NoticeBar::dismissed, this, [this, key] { remove(key); });
    }
    return found;
}

NoticeBar *NoticesPane::lastBar(const QString &key)
{
    NoticeBar *last = bar(key);
    m_layout->removeWidget(last);
    m_layout->addWidget(last);
    return last;
}

void NoticesPane::remove(const QString &key)
{
    if (NoticeBar *gone = m_bars.take(key)) {
        gone->hide();
        gone->deleteLater();
    }
}

QStringList NoticesPane::keysOf(const QString &prefix) const
{
    QStringList keys = m_bars.keys();
    keys.removeIf([&prefix](const QString &key) { return !key.startsWith(prefix); });
    return keys;
}

void NoticesPane::report(const QString &key, const QString &text, const QString &details)
{
    NoticeBar *notice = bar(key);
    notice->setNotice(NoticeBar::Tone::Problem, text, details);
    notice->setDismissable(true);
    Q_EMIT noticed();
}

void NoticesPane::watch(Account *account)
{
    connect(&account->contacts(), &ContactList::requestsChanged, this, [this, account] { updateRequests(account); });
    connect(&account->invitations(), &Invitations::changed, this, [this, account] { updateInvitations(account); });
    connect(&account->contacts(), &ContactList::reset, this, [this, account] { updateInvitations(account); });
    connect(&account->contacts(), &ContactList::itemChanged, this, [this, account] { updateInvitations(account); });
    connect(&account->certificates(), &CertificateHistory::changed, this,
            [this, account] { updateCertificates(account); });
    updateAccount(account);
    updateCertificates(account);
}

void NoticesPane::updateAccount(Account *account)
{
    if (m_question && m_questionFor == account->jid()) {
        m_question->follow(account->status());
    }
    updateRequests(account); // they can be answered while it is online
    updateInvitations(account);
    const QString key = account->jid().toString();
    const AccountStatus &status = account->status();
    if (!status.error || status.phase == Phase::Online || !account->settings().enabled) {
        remove(key);
        return;
    }
    NoticeBar *notice = bar(key);
    disconnect(notice, &NoticeBar::activated, nullptr, nullptr); // what it offered before
    QString action = tr("Try now");
    if (status.phase == Phase::NeedsPassword) {
        action = tr("Enter the password…");
        connect(notice, &NoticeBar::activated, this, [this, account] { askForPassword(account); });
    } else if (status.phase == Phase::NeedsTrust) {
        action = tr("Look at the certificate…");
        connect(notice, &NoticeBar::activated, this, [this, account] { showCertificate(account); });
    } else if (mayBeAccepted(*status.error)) {
        action = tr("Accept it…");
        connect(notice, &NoticeBar::activated, this, [this, account] { askAboutLogin(account); });
    } else if (status.phase == Phase::Connecting) {
        action.clear();
    } else {
        connect(notice, &NoticeBar::activated, account, &Account::connectNow);
    }
    const auto tone = toneOf(*account);
    const auto retries = status.phase == Phase::Offline ? WhoRetries::Person : WhoRetries::Natter;
    notice->setNotice(tone, key + u'\n' + errorText(*status.error, retries), errorDetails(*status.error), action);
    if (tone != NoticeBar::Tone::Warning) { // that comes back by itself
        Q_EMIT noticed();
    }
    m_askSoon.start();
}

NoticeBar::Tone NoticesPane::toneOf(const Account &account)
{
    const Phase phase = account.status().phase;
    if (isAskedEachTime(account)) {
        return NoticeBar::Tone::Information;
    }
    return phase == Phase::Waiting || phase == Phase::Connecting ? NoticeBar::Tone::Warning : NoticeBar::Tone::Problem;
}

/// Whether it waits for a password that is kept nowhere, as the person wished.
bool NoticesPane::isAskedEachTime(const Account &account)
{
    const AccountStatus &status = account.status();
    return status.phase == Phase::NeedsPassword && status.error && status.error->kind == Error::Kind::NoPassword
        && account.settings().passwordPlace == AccountSettings::PasswordPlace::AskEachTime;
}

/// Whoever chose to be asked each time is asked, once in each run and one after the other; the notice stays for later.
void NoticesPane::askUnasked()
{
    if (m_question || !isVisible()) {
        return;
    }
    const auto accounts = m_services.accounts.all();
    const auto next = std::find_if(accounts.cbegin(), accounts.cend(), [this](const Account *account) {
        return isAskedEachTime(*account) && !m_asked.contains(account->jid());
    });
    if (next != accounts.cend()) {
        askForPassword(*next);
        connect(m_question, &QDialog::finished, this, [this] { m_askSoon.start(); });
    }
}

void NoticesPane::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_askSoon.start();
}

void NoticesPane::askForPassword(Account *account)
{
    m_asked.insert(account->jid());
    const QString reason = account->status().error ? errorText(*account->status().error) : QString();
    auto *dialog = new PasswordDialog(account->settings(), reason, window());
    m_question = dialog;
    m_questionFor = account->jid();
    connect(dialog, &PasswordDialog::entered, this, [this, jid = account->jid()](const Secret &password, bool keep) {
        m_services.accounts.providePassword(jid, password, keep ? Accounts::Keep::Yes : Accounts::Keep::No);
    });
    dialog->open();
}

void NoticesPane::showCertificate(Account *account)
{
    if (!account->certificateReport()) {
        return;
    }
    auto *dialog = new CertificateDialog(account->jid().toString(), *account->certificateReport(), window());
    connect(dialog, &CertificateDialog::trusted, this, [this, jid = account->jid()](const QByteArray &pin) {
        if (const Account *still = m_services.accounts.find(jid)) {
            AccountSettings settings = still->settings();
            settings.pinnedCertificate = pin;
            m_services.accounts.changeOrSay(settings);
        }
    });
    dialog->open();
}

void NoticesPane::askAboutLogin(Account *account)
{
    const auto reason = account->status().error;
    if (!reason) {
        return;
    }
    askAboutWeakLogin(account->settings(), *reason, window(), [this, jid = account->jid(), reason] {
        Account *still = m_services.accounts.find(jid);
        if (still && still->status().phase != Phase::Online) { // else it has found a better way meanwhile
            AccountSettings settings = still->settings();
            settings.strongest = acceptedRecord(settings.strongest, *reason);
            m_services.accounts.changeOrSay(settings);
        }
    });
}

void NoticesPane::updateCertificates(Account *account)
{
    const QString key = QStringLiteral("certificate ") + account->jid().toString();
    const SeenCertificate *news = account->certificates().news();
    const SeenCertificate *before = account->certificates().beforeNews();
    if (!news || !before) {
        remove(key);
        return;
    }
    const bool first = !m_bars.contains(key);
    NoticeBar *notice = bar(key);
    notice->disconnect(this);
    //: %1 is the account; %2 and %3 are the beginnings of fingerprints
    const QString text =
        tr("%1\nThe server shows another key than before.\nBefore: %2\nNow: %3")
            .arg(account->jid().toString(), shortFingerprint(before->fingerprint), shortFingerprint(news->fingerprint));
    const QString details =
        groupedFingerprint(before->fingerprint) + QStringLiteral("\n\n") + groupedFingerprint(news->fingerprint);
    notice->setNotice(NoticeBar::Tone::Warning, text, details, tr("Compare…"));
    notice->setDismissable(true);
    connect(notice, &NoticeBar::activated, this,
            [this, jid = account->jid()] { (new SecurityDialog(m_services.accounts, jid, window()))->show(); });
    connect(notice, &NoticeBar::dismissed, this, [this, key, account] {
        remove(key);
        account->certificates().acknowledge();
    });
    if (first) {
        Q_EMIT noticed();
    }
}

void NoticesPane::updateRequests(Account *account)
{
    const QString prefix = QStringLiteral("request ") + account->jid().toString() + u' ';
    const QStringList before = keysOf(prefix);
    for (const QString &key : before) {
        remove(key);
    }
    bool news = false;
    const bool online = account->status().phase == Phase::Online;
    const auto &requests = account->contacts().requests();
    for (qsizetype i = 0; i < qMin<qsizetype>(requests.size(), shownRequests); ++i) {
        const SubscriptionRequest request = requests[i];
        const QString address = withVisibleControls(request.from.toString());
        const QString name = account->contacts().displayName(request.from);
        const bool named = account->contacts().contains(request.from) && !request.from.local().startsWith(name);
        const QString who = embedded(named ? name + QStringLiteral(" (") + address + u')' : address);
        //: %2 is one of the person's own accounts
        QString text = m_services.accounts.all().size() > 1
            ? tr("%1 asks to see when %2 is online.").arg(who, embedded(account->jid().toString()))
            : tr("%1 asks to see when you are online.").arg(who);
        const QString words = QStringList { request.nick, request.text }.join(u' ').trimmed();
        if (!words.isEmpty()) {
            //: What a stranger wrote with a contact request
            text += u'\n' + tr("They say: %1").arg(embedded(withVisibleControls(words.left(200))));
        }
        if (i == shownRequests - 1 && requests.size() > shownRequests) {
            text += u'\n' + tr("And %n more.", nullptr, int(requests.size()) - shownRequests);
        }
        if (!online) {
            text += u'\n' + tr("You can answer once you are online.");
        }
        const QString key = prefix + request.from.toString();
        news = news || !before.contains(key);
        NoticeBar *notice = bar(key);
        notice->setNotice(NoticeBar::Tone::Information, text, {}, online ? tr("Accept") : QString(),
                          online ? tr("Refuse") : QString());
        const Jid from = request.from;
        connect(notice, &NoticeBar::activated, account, [account, from] { account->contacts().accept(from); });
        connect(notice, &NoticeBar::secondActivated, account, [account, from] { account->contacts().refuse(from); });
    }
    if (news) {
        Q_EMIT noticed();
    }
}

} // namespace natter
