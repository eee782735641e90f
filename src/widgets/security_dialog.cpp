// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/security_dialog.h"

#include "widgets/certificate_text.h"
#include "widgets/form_labels.h"
#include "widgets/icons.h"
#include "widgets/page_area.h"
#include "widgets/security_text.h"
#include "widgets/theme.h"
#include "widgets/windows.h"

#include "ui_security_dialog.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QStyle>

namespace natter {

using Verdict = ConnectionSecurity::Verdict;

static constexpr int fingerprintRole = Qt::UserRole;
static constexpr int certificatesPage = 1;

SecurityDialog::SecurityDialog(Accounts &accounts, const Jid &account, QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::SecurityDialog>())
    , m_accounts(accounts)
{
    m_ui->setupUi(this);
    letPagesScroll(*m_ui->tabs);
    centreFormLabels(this);
    setAttribute(Qt::WA_DeleteOnClose);
    resizeWithinScreen(*this, { fontMetrics().averageCharWidth() * 92, fontMetrics().height() * 45 });
    m_ui->history->setMinimumHeight(fontMetrics().height() * 6);
    m_ui->history->setAccessibleName(tr("Certificates of the server"));
    QFont fixed = font();
    fixed.setFamilies({ QStringLiteral("monospace") });
    m_ui->fingerprint->setFont(fixed);
    m_ui->keyFingerprint->setFont(fixed);
    connect(m_ui->account, &QComboBox::currentIndexChanged, this, &SecurityDialog::showAccount);
    connect(m_ui->history, &QListWidget::currentRowChanged, this, &SecurityDialog::showCertificate);
    connect(m_ui->known, &QPushButton::clicked, this, [this] {
        if (Account *shown = current()) {
            shown->certificates().acknowledge();
        }
    });
    connect(m_ui->copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(details()); });
    connect(m_ui->close, &QPushButton::clicked, this, &QDialog::accept);
    connect(&accounts, &Accounts::added, this, &SecurityDialog::fillAccounts);
    connect(&accounts, &Accounts::added, this, &SecurityDialog::watch);
    connect(&accounts, &Accounts::removed, this, [this] {
        fillAccounts();
        if (m_accounts.isEmpty()) {
            reject();
        }
    });
    connect(&accounts, &Accounts::statusChanged, this, [this](const Account *changed) {
        if (changed == current()) {
            showAccount();
        }
    });
    for (Account *each : accounts.all()) {
        watch(each);
    }
    fillAccounts();
    m_ui->account->setCurrentIndex(qMax(0, m_ui->account->findText(account.toString())));
    if (current() && current()->certificates().news()) {
        m_ui->tabs->setCurrentIndex(certificatesPage);
    }
    m_ui->close->setFocus();
}

SecurityDialog::~SecurityDialog() = default;

void SecurityDialog::watch(Account *account)
{
    connect(&account->certificates(), &CertificateHistory::changed, this, [this, account] {
        if (account == current()) {
            showAccount();
        }
    });
}

Account *SecurityDialog::current() const { return m_accounts.find(Jid::orNull(m_ui->account->currentText())); }

void SecurityDialog::fillAccounts()
{
    const QString shown = m_ui->account->currentText();
    {
        const QSignalBlocker quiet(m_ui->account);
        m_ui->account->clear();
        for (const Account *account : m_accounts.all()) {
            m_ui->account->addItem(account->jid().toString());
        }
        m_ui->account->setCurrentIndex(qMax(0, m_ui->account->findText(shown)));
    }
    showAccount();
}

void SecurityDialog::showAccount()
{
    const Account *account = current();
    if (!account) {
        return;
    }
    showVerdict(*account);
    showConnection(*account);
    fillHistory(*account);
    if (const int needed = layout()->totalHeightForWidth(width()); needed > height()) {
        resize(width(), needed); // a window's smallest size counts one line of a wrapped text
    }
}

void SecurityDialog::showVerdict(const Account &account)
{
    const auto security = ConnectionSecurity::of(ConnectionFacts::of(account));
    const Theme theme = Theme::of(this);
    const bool good = security.verdict == Verdict::Protected;
    const bool bad = security.verdict == Verdict::Weak || security.verdict == Verdict::Open;
    m_ui->verdictIcon->setPixmap(tintedIcon(bad ? QStringLiteral("alert") : QStringLiteral("shield"),
                                            good ? theme.good : (bad ? theme.warning : theme.muted))
                                     .pixmap(QSize(28, 28), devicePixelRatioF()));
    m_ui->card->setProperty("tone", good ? QStringLiteral("good") : (bad ? QStringLiteral("warning") : QString()));
    m_ui->card->style()->unpolish(m_ui->card);
    m_ui->card->style()->polish(m_ui->card);
    m_ui->verdict->setText(verdictText(security.verdict));
    QStringList concerns;
    for (const auto concern : security.concerns) {
        concerns.append(concernText(concern));
    }
    m_ui->concerns->setText(concerns.join(u'\n'));
    m_ui->concerns->setVisible(!concerns.isEmpty());
}

void SecurityDialog::showConnection(const Account &account)
{
    const auto facts = ConnectionFacts::of(account);
    const bool connected = !facts.mechanism.isEmpty();
    const QString nothing = QStringLiteral("–");
    m_ui->server->setText(connected ? account.session()->host : nothing);
    m_ui->encryption->setText(connected ? encryptionText(facts) : nothing);
    m_ui->login->setText(connected ? facts.mechanism : nothing);
    m_ui->binding->setText(connected ? bindingText(facts) : nothing);
    m_ui->trust->setText(connected ? trustText(facts.trust) : nothing);
}

void SecurityDialog::fillHistory(const Account &account)
{
    const QListWidgetItem *before = m_ui->history->currentItem();
    const QByteArray selected = before ? before->data(fingerprintRole).toByteArray() : QByteArray();
    const auto &session = account.session();
    const QByteArray shown = session ? session->certificate.digest(QCryptographicHash::Sha256) : QByteArray();
    const QSignalBlocker quiet(m_ui->history);
    m_ui->history->clear();
    int row = 0;
    for (const SeenCertificate &seen : account.certificates().entries()) {
        QString text = shortFingerprint(seen.fingerprint);
        if (seen.fingerprint == shown) {
            //: Beside the certificate that the connection uses now
            text += QStringLiteral(" · ") + tr("in use");
        }
        auto *item = new QListWidgetItem(text + u'\n' + seenText(seen), m_ui->history);
        item->setData(fingerprintRole, seen.fingerprint);
        if (seen.news) {
            item->setIcon(tintedIcon(QStringLiteral("alert"), Theme::of(this).warning));
        }
        row = seen.fingerprint == selected ? m_ui->history->count() - 1 : row;
    }
    m_ui->history->setCurrentRow(row);
    m_ui->newsRow->setVisible(account.certificates().news() != nullptr);
    showCertificate();
}

void SecurityDialog::showCertificate()
{
    const Account *account = current();
    const QListWidgetItem *item = m_ui->history->currentItem();
    m_ui->certificate->setVisible(item != nullptr);
    m_ui->noCertificate->setVisible(!item);
    if (!account || !item) {
        return;
    }
    const QByteArray fingerprint = item->data(fingerprintRole).toByteArray();
    for (const SeenCertificate &seen : account->certificates().entries()) {
        if (seen.fingerprint == fingerprint) {
            const QSslCertificate certificate(seen.der, QSsl::Der);
            m_ui->issuedFor->setText(certificateNames(certificate));
            m_ui->issuedBy->setText(certificateIssuer(certificate));
            m_ui->validity->setText(certificateValidity(certificate));
            m_ui->fingerprint->setText(groupedFingerprint(seen.fingerprint));
            m_ui->keyFingerprint->setText(groupedFingerprint(seen.key));
            for (QLabel *print : { m_ui->fingerprint, m_ui->keyFingerprint }) {
                print->setMinimumHeight(print->sizeHint().height()); // a form forgets the second line
            }
        }
    }
}

QString SecurityDialog::details() const
{
    QStringList lines { m_ui->account->currentText(), m_ui->verdict->text(), m_ui->concerns->text() };
    for (const auto &[label, value] :
         { std::pair(m_ui->serverLabel, m_ui->server), std::pair(m_ui->encryptionLabel, m_ui->encryption),
           std::pair(m_ui->loginLabel, m_ui->login), std::pair(m_ui->bindingLabel, m_ui->binding),
           std::pair(m_ui->trustLabel, m_ui->trust) }) {
        lines.append(label->text() + QStringLiteral(": ") + value->text());
    }
    if (const Account *account = current()) {
        for (const SeenCertificate &seen : account->certificates().entries()) {
            lines.append(QString());
            lines.append(seenText(seen));
            lines.append(groupedFingerprint(seen.fingerprint));
            lines.append(QString::fromLatin1(QSslCertificate(seen.der, QSsl::Der).toPem()));
        }
    }
    return lines.join(u'\n');
}

void SecurityDialog::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        showAccount();
    }
}

} // namespace natter
