// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/account_wizard.h"

#include "base/future.h"
#include "stanza/xmpp_uri.h"
#include "widgets/certificate_dialog.h"
#include "widgets/certificate_field.h"
#include "widgets/data_form_widget.h"
#include "widgets/dependent_fields.h"
#include "widgets/error_text.h"
#include "widgets/form_labels.h"
#include "widgets/icons.h"
#include "widgets/login_question.h"
#include "widgets/own_data_page.h"
#include "widgets/page_area.h"
#include "widgets/proxy_fields.h"
#include "widgets/windows.h"
#include "wire/client_certificate.h"

#include "ui_account_wizard.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QFile>
#include <QGuiApplication>
#include <QHostAddress>
#include <QSslCertificate>
#include <QUrl>

namespace natter {

using Place = AccountSettings::PasswordPlace;
using Server = AccountSettings::Server;
using Tls = AccountSettings::Tls;

/// Both lists of encryptions have STARTTLS first.
static Tls chosen(const QComboBox &encryption) { return encryption.currentIndex() == 1 ? Tls::Direct : Tls::StartTls; }

/// "host", "host:port", an IPv6 address alone or "[address]:port"; null for anything else.
static std::optional<Server> serverNamed(const QString &text, Tls tls)
{
    const quint16 usual = tls == Tls::Direct ? 5223 : 5222;
    if (QHostAddress(text).protocol() == QAbstractSocket::IPv6Protocol) {
        return Server { text, usual, tls };
    }
    const QUrl url(u"xmpp://" + text, QUrl::StrictMode);
    if (url.host().isEmpty() || url.authority() != text.toLower() || !url.userInfo().isEmpty()) {
        return {};
    }
    return Server { url.host(), static_cast<quint16>(url.port(usual)), tls };
}

AccountWizard::AccountWizard(const ChatServices &services, Dialogs &dialogs, QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::AccountWizard>())
    , m_services(services)
    , m_dialogs(dialogs)
{
    m_ui->setupUi(this);
    buildAdvanced();
    centreFormLabels(this);
    resizeWithinScreen(*this, { fontMetrics().averageCharWidth() * 68, fontMetrics().height() * 30 });
    m_ui->welcomeIcon->setPixmap(programIcon().pixmap(QSize(72, 72), devicePixelRatioF()));
    connect(m_ui->chooseLogin, &QPushButton::clicked, this, [this] {
        showPage(m_ui->loginPage);
        m_ui->address->setFocus();
    });
    m_ui->chooseRestore->setVisible(m_services.accounts.isEmpty());
    connect(m_ui->chooseRestore, &QPushButton::clicked, this,
            [this] { restoreBackup(m_services.transfer, m_dialogs, this); });
    connect(m_ui->chooseRegister, &QPushButton::clicked, this, [this] {
        showPage(m_ui->serverPage);
        m_ui->server->setFocus();
    });
    connect(m_ui->next, &QPushButton::clicked, this, &AccountWizard::goNext);
    connect(m_ui->back, &QPushButton::clicked, this, &AccountWizard::goBack);
    connect(m_ui->advancedToggle, &QToolButton::toggled, this, &AccountWizard::showAdvanced);
    connect(m_ui->chooseAuthority, &QPushButton::clicked, this, &AccountWizard::chooseAuthority);
    connect(m_ui->formWebPage, &QPushButton::clicked, this,
            [this] { QDesktopServices::openUrl(QUrl(m_form.webPage, QUrl::StrictMode)); });
    connect(m_ui->copyDetails, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_ui->problem->text() + u'\n' + m_details); });
    connect(&services.accounts, &Accounts::statusChanged, this, &AccountWizard::followAccount);
    m_ui->advancedToggle->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    showAdvanced(false);
    showPage(m_ui->welcomePage);
}

AccountWizard::~AccountWizard() = default;

void AccountWizard::buildAdvanced()
{
    m_proxy = new ProxyFields(*m_ui->layout7, m_ui->layout7->rowCount(), m_ui->chooseAuthority);
    m_certificate = new CertificateField(m_dialogs, m_proxy->last(), m_ui->advanced);
    m_ui->layout7->addRow(tr("Your own certificate"), m_certificate);
    connect(m_certificate, &CertificateField::failed, this,
            [this](const QString &text, const QString &details) { showProblem(m_ui->loginPage, text, details); });
    m_registrationProxy = new ProxyFields(*m_ui->layout12, m_ui->layout12->rowCount(), m_ui->registerTls);
    const int place = m_ui->layout5->indexOf(m_ui->advanced);
    m_advanced = new PageArea(m_ui->advanced, m_ui->loginPage);
    m_ui->layout5->insertWidget(place, m_advanced, 1);
    enableWith(*m_ui->host, { m_ui->port, m_ui->tls });
    enableWith(*m_ui->registerHost, { m_ui->registerTls });
}

void AccountWizard::showAdvanced(bool shown)
{
    m_advanced->setVisible(shown);
    m_ui->advancedToggle->setArrowType(shown ? Qt::DownArrow : Qt::RightArrow);
    if (shown) {
        m_ui->pages->updateGeometry(); // now: the dialog is to have room for them
        resizeWithinScreen(*this, size().expandedTo(sizeHint()));
    }
}

/// What goes through a proxy must not go around it because one is half entered.
bool AccountWizard::readProxy(QWidget *page, ProxyFields &fields)
{
    if (!fields.isComplete()) {
        showProblem(page, tr("Enter the host of the proxy as well."));
        fields.focusHost();
        return false;
    }
    m_settings.proxy = fields.proxy();
    m_proxyPassword = fields.password();
    return true;
}

void AccountWizard::done(int result)
{
    if (result != Accepted) {
        takeBack();
    }
    QDialog::done(result);
}

void AccountWizard::showPage(QWidget *page)
{
    m_ui->pages->setCurrentWidget(page);
    m_ui->problem->hide();
    m_ui->copyDetails->hide();
    const bool progress = page == m_ui->progressPage;
    m_ui->footer->setVisible(page != m_ui->welcomePage);
    (page == m_ui->welcomePage ? m_ui->chooseLogin : m_ui->next)->setDefault(true);
    m_ui->next->setVisible(!progress);
    m_ui->back->setText(progress ? tr("Stop") : tr("Back"));
    m_ui->next->setText(page == m_ui->serverPage || page == m_ui->vaultPage
                            ? tr("Continue")
                            : (page == m_ui->formPage ? tr("Create the account") : tr("Log in")));
}

void AccountWizard::showProgress(const QString &text)
{
    showPage(m_ui->progressPage);
    m_ui->progressText->setText(text);
}

void AccountWizard::showProblem(QWidget *page, const QString &text, const QString &details)
{
    showPage(page);
    static_cast<QBoxLayout *>(page->layout())->insertWidget(1, m_ui->problem); // below the title, near the fields
    m_details = details;
    m_ui->problem->setText(text);
    m_ui->problem->show();
    m_ui->copyDetails->setVisible(!details.isEmpty());
}

void AccountWizard::goNext()
{
    const QWidget *page = m_ui->pages->currentWidget();
    if (page == m_ui->loginPage) {
        submitLogin();
    } else if (page == m_ui->vaultPage) {
        addAccount(m_ui->privateFile->isChecked() ? Place::PrivateFile : Place::AskEachTime);
    } else if (page == m_ui->serverPage) {
        startRegistration();
    } else if (page == m_ui->formPage) {
        submitForm();
    }
}

void AccountWizard::goBack()
{
    const QWidget *page = m_ui->pages->currentWidget();
    if (page == m_ui->progressPage) {
        const bool registering = m_registration != nullptr;
        m_registration.reset();
        ++m_attempt;
        takeBack();
        showPage(registering ? m_ui->serverPage : m_ui->loginPage);
    } else if (page == m_ui->formPage) {
        m_registration.reset();
        showPage(m_ui->serverPage);
    } else if (page == m_ui->vaultPage) {
        m_ui->address->setText(m_settings.jid.toString()); // one that was just created is not there yet
        m_ui->password->setText(m_password.reveal());
        showPage(m_ui->loginPage);
    } else {
        showPage(m_ui->welcomePage);
    }
}

void AccountWizard::chooseAuthority()
{
    const QString path =
        m_dialogs.fileToOpen(this, tr("Choose a certificate authority"), tr("Certificates (*.pem *.crt)"));
    QFile file(path);
    if (path.isEmpty()) {
        return;
    }
    if (!file.open(QIODevice::ReadOnly) || QSslCertificate::fromDevice(&file, QSsl::Pem).isEmpty()) {
        showProblem(m_ui->loginPage, tr("There is no certificate in that file. Choose a PEM file."),
                    file.errorString());
        return;
    }
    file.seek(0);
    m_settings.extraAuthority = file.readAll();
    m_ui->authority->setText(path.section(u'/', -1));
}

void AccountWizard::submitLogin()
{
    const auto jid = enteredAddress(m_ui->address->text());
    if (!jid || !jid->hasLocal()) {
        showProblem(m_ui->loginPage, tr("This is not an address. An address looks like name@server."),
                    addressDetails(jid));
        m_ui->address->setFocus();
        return;
    }
    if (m_ui->password->text().isEmpty() && m_certificate->chosen().isEmpty()) {
        showProblem(m_ui->loginPage, tr("Enter the password as well."));
        m_ui->password->setFocus();
        return;
    }
    if (jid->bare() != m_added) {
        if (m_services.accounts.find(jid->bare())) {
            showProblem(m_ui->loginPage, tr("This account is already set up."));
            return;
        }
        takeBack(); // the address was another one before, or the password wrong
    }
    if (jid->bare() != m_settings.jid) {
        m_settings.pinnedCertificate.clear();
        m_settings.strongest = {};
    }
    if (!readProxy(m_ui->loginPage, *m_proxy)) {
        return;
    }
    m_settings.jid = jid->bare();
    m_ownCertificate = m_certificate->chosen();
    m_settings.clientCertificate = withoutKey(m_ownCertificate);
    m_settings.allowPlain = m_ui->allowPlain->isChecked();
    m_settings.server.reset();
    if (!m_ui->host->text().trimmed().isEmpty()) {
        m_settings.server =
            Server { m_ui->host->text().trimmed(), static_cast<quint16>(m_ui->port->value()), chosen(*m_ui->tls) };
    }
    m_password = Secret(m_ui->password->text());
    addAccount(m_settings.passwordPlace);
}

void AccountWizard::addAccount(Place place)
{
    m_settings.passwordPlace = place;
    showProgress(tr("Connecting to %1…").arg(m_settings.jid.domain()));
    m_added = m_settings.jid;
    const int attempt = ++m_attempt;
    whenDone(m_services.accounts.add(m_settings, { m_password, m_proxyPassword, m_ownCertificate }), this,
             [this, attempt](const Result<> &result) {
                 if (result || attempt != m_attempt) {
                     return; // followAccount() goes on
                 }
                 m_added = {};
                 if (result.error().kind == Error::Kind::KeychainUnavailable) {
                     if (result.error().condition == u"portable") {
                         m_ui->vaultText->setText(
                             tr("Natter is portable here and leaves this computer's keychain alone."));
                     }
                     showPage(m_ui->vaultPage);
                 } else {
                     showProblem(m_ui->loginPage, errorText(result.error()), errorDetails(result.error()));
                 }
             });
}

void AccountWizard::followAccount(Account *account)
{
    using Phase = AccountStatus::Phase;
    if (account->jid() != m_added || m_ui->pages->currentWidget() != m_ui->progressPage) {
        return;
    }
    const AccountStatus &status = account->status();
    if (status.phase == Phase::Online) {
        m_added = {};
        accept();
    } else if (status.phase == Phase::NeedsTrust && account->certificateReport()) {
        showPage(m_ui->loginPage);
        const auto trusted = [this](const QByteArray &pin) {
            m_settings.pinnedCertificate = pin;
            changeAccount();
        };
        const auto refused = [this, error = *status.error] {
            showProblem(m_ui->loginPage, errorText(error), errorDetails(error));
        };
        showCertificate(*account->certificateReport(), trusted, refused);
    } else if (status.error && status.phase == Phase::Offline && mayBeAccepted(*status.error)) {
        showProblem(m_ui->loginPage, errorText(*status.error), errorDetails(*status.error));
        askAboutWeakLogin(m_settings, *status.error, this, [this, reason = *status.error] {
            m_settings.strongest = acceptedRecord(m_settings.strongest, reason);
            changeAccount();
        });
    } else if (status.error && status.phase != Phase::Connecting) {
        const Error error = *status.error;
        showProblem(m_ui->loginPage, errorText(error, WhoRetries::Person), errorDetails(error));
        QLineEdit *wrong = error.kind == Error::Kind::NotAuthorised ? m_ui->password : m_ui->address;
        wrong->setFocus();
        wrong->selectAll();
        // Queued: it is this account that is speaking
        QMetaObject::invokeMethod(
            &m_services.accounts,
            [&accounts = m_services.accounts, jid = std::exchange(m_added, {})] { accounts.remove(jid); },
            Qt::QueuedConnection);
    }
}

/// The account that was added gets what the person has decided, and tries again.
void AccountWizard::changeAccount()
{
    showProgress(tr("Connecting to %1…").arg(m_settings.jid.domain()));
    if (const auto changed = m_services.accounts.change(m_settings); !changed) {
        showProblem(m_ui->loginPage, errorText(changed.error()), errorDetails(changed.error()));
    }
}

void AccountWizard::takeBack()
{
    if (!m_added.isNull()) {
        m_services.accounts.remove(std::exchange(m_added, {}));
    }
}

void AccountWizard::showCertificate(const CertificateReport &report,
                                    const std::function<void(const QByteArray &)> &trusted,
                                    const std::function<void()> &refused)
{
    auto *dialog =
        new CertificateDialog(m_settings.jid.isNull() ? report.domain : m_settings.jid.toString(), report, this);
    connect(dialog, &CertificateDialog::trusted, this, trusted);
    connect(dialog, &QDialog::rejected, this, refused);
    dialog->open();
}

void AccountWizard::startRegistration()
{
    const auto domain = Jid::parse(m_ui->server->text().trimmed());
    if (!domain || domain->hasLocal() || !domain->isBare()) {
        showProblem(m_ui->serverPage, tr("This is not a server. A server looks like montague.lit."));
        return;
    }
    if (!readProxy(m_ui->serverPage, *m_registrationProxy)) {
        return;
    }
    m_settings.server.reset();
    const QString host = m_ui->registerHost->text().trimmed();
    if (!host.isEmpty()) {
        m_settings.server = serverNamed(host, chosen(*m_ui->registerTls));
        if (!m_settings.server) {
            showProblem(m_ui->serverPage, tr("This is not a host. A host looks like chat.montague.lit:5222."));
            m_ui->registerHost->setFocus();
            return;
        }
    }
    ConnectSettings settings = connectSettingsOf(m_settings);
    settings.account = *domain;
    settings.proxy.password = m_proxyPassword;
    settings.pinnedCertificate = m_registrationPin;
    delete std::exchange(m_formWidget, nullptr); // that of another server
    showProgress(tr("Asking %1 for its form…").arg(domain->toString()));
    m_registration = std::make_unique<Registration>(settings);
    connect(m_registration.get(), &Registration::offered, this, &AccountWizard::showForm);
    connect(m_registration.get(), &Registration::refused, this, [this](const Error &error) {
        showProblem(m_formWidget && m_registration ? m_ui->formPage : m_ui->serverPage, errorText(error),
                    errorDetails(error));
    });
    connect(m_registration.get(), &Registration::registered, this, [this] {
        m_registration->disconnect(this);
        m_settings.pinnedCertificate = m_registrationPin;
        addAccount(m_settings.passwordPlace);
    });
    connect(m_registration.get(), &Registration::certificateRejected, this, [this](const CertificateReport &report) {
        m_registration->disconnect(this);
        showPage(m_ui->serverPage);
        const auto trusted = [this](const QByteArray &pin) {
            m_registrationPin = pin;
            startRegistration();
        };
        showCertificate(report, trusted,
                        [this, text = certificateText(report)] { showProblem(m_ui->serverPage, text); });
    });
    connect(m_registration.get(), &Registration::ended, this, [this](const Error &error) {
        showProblem(m_ui->serverPage, errorText(error, WhoRetries::Person), errorDetails(error));
    });
    m_registration->start();
}

void AccountWizard::showForm(const RegistrationForm &form)
{
    m_form = form;
    delete m_formWidget;
    m_formWidget = new DataFormWidget(form.form);
    m_ui->formArea->setWidget(m_formWidget);
    QString instructions = form.form.instructions;
    if (!form.webPage.isEmpty()) {
        instructions += u'\n' + tr("The server asks you to register on its website: %1").arg(form.webPage);
    }
    m_ui->formInstructions->setText(instructions.trimmed());
    const QUrl page(form.webPage, QUrl::StrictMode);
    m_ui->formWebPage->setVisible(!page.host().isEmpty() && (page.scheme() == u"https" || page.scheme() == u"http"));
    showPage(m_ui->formPage);
}

void AccountWizard::submitForm()
{
    if (!m_formWidget || !m_registration) {
        return;
    }
    const QString missing = m_formWidget->missingField();
    if (!missing.isEmpty()) {
        showProblem(m_ui->formPage, tr("Fill in: %1").arg(missing));
        return;
    }
    m_form.form = m_formWidget->filledIn();
    const DataForm::Field *name = m_form.form.field(u"username");
    const DataForm::Field *password = m_form.form.field(u"password");
    const QString address = (name ? name->value() : QString()) + u'@' + m_ui->server->text().trimmed();
    const Jid jid = Jid::orNull(address);
    if (jid.isNull() || !password) {
        showProblem(m_ui->formPage, tr("This name cannot be used in an address. Choose another one."));
        return;
    }
    m_settings.jid = jid.bare();
    m_password = Secret(password->value());
    showProgress(tr("Creating %1…").arg(m_settings.jid.toString()));
    m_registration->submit(m_form);
}

} // namespace natter
