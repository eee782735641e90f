// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/registration.h"
#include "models/chat_services.h"
#include "widgets/dialogs.h"

#include <QDialog>

#include <memory>

namespace natter {

class CertificateField;
class DataFormWidget;
class PageArea;
class ProxyFields;

namespace Ui {
class AccountWizard;
}

/// Adds an account: logs in with one that exists, or creates one on a server that allows it.
class AccountWizard : public QDialog
{
    Q_OBJECT

public:
    AccountWizard(const ChatServices &services, Dialogs &dialogs, QWidget *parent = nullptr);
    ~AccountWizard() override;

    void done(int result) override;

private:
    void buildAdvanced();
    void showAdvanced(bool shown);
    bool readProxy(QWidget *page, ProxyFields &fields);
    void showPage(QWidget *page);
    void goNext();
    void goBack();
    void chooseAuthority();
    void submitLogin();
    void addAccount(AccountSettings::PasswordPlace place);
    void followAccount(Account *account);
    void changeAccount();
    void takeBack();
    void startRegistration();
    void showForm(const RegistrationForm &form);
    void submitForm();
    void showCertificate(const CertificateReport &report, const std::function<void(const QByteArray &)> &trusted,
                         const std::function<void()> &refused);
    void showProblem(QWidget *page, const QString &text, const QString &details = {});
    void showProgress(const QString &text);

    std::unique_ptr<Ui::AccountWizard> m_ui;
    ChatServices m_services;
    Dialogs &m_dialogs;
    AccountSettings m_settings;
    Secret m_password;
    Jid m_added; ///< by us, and taken back if it never works
    int m_attempt = 0; ///< answers to earlier ones do not count
    PageArea *m_advanced = nullptr;
    ProxyFields *m_proxy = nullptr;
    ProxyFields *m_registrationProxy = nullptr;
    CertificateField *m_certificate = nullptr;
    Secret m_proxyPassword;
    Secret m_ownCertificate; ///< with its key
    std::unique_ptr<Registration> m_registration;
    QByteArray m_registrationPin;
    RegistrationForm m_form;
    DataFormWidget *m_formWidget = nullptr;
    QString m_details;
};

} // namespace natter
