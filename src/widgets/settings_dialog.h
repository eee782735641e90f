// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/chat_services.h"
#include "models/command_model.h"
#include "widgets/dialogs.h"
#include "widgets/surroundings.h"

#include <QDialog>

#include <memory>

class QCheckBox;
class QTabWidget;

namespace natter {

class CertificateField;
class ProxyFields;

namespace Ui {
class SettingsDialog;
}

/// Accounts and everything else the person may choose. Switches apply at once.
class SettingsDialog : public QDialog
{
    Q_OBJECT

public:
    SettingsDialog(const ChatServices &services, Dialogs &dialogs, QWidget *parent = nullptr);
    ~SettingsDialog() override;

    /// A setting, as a search finds it.
    struct Topic
    {
        QString text; ///< its label, behind the name of its page
        QString widget; ///< its object's name
        QString alsoFoundBy; ///< what else somebody may call it
    };
    QList<Topic> topics() const;
    /// Says what the desktop lacks for some of the switches.
    void setSurroundings(const Surroundings &surroundings);
    /// Shows the page with that widget, and gives it the focus.
    void goTo(const QString &widget);

Q_SIGNALS:
    void accountWanted();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    static QList<Topic> topicsIn(const QTabWidget &tabs);
    void addRows();
    void bindSwitches();
    void saveWords();
    void offerSearch();
    void choose(const QModelIndex &found);
    void bind(QCheckBox *box, bool Preferences::Values::*member);
    void bindAccount();
    void fillAccounts();
    void showAccount();
    void showHistory();
    void fillDisclosure(QMenu &menu);
    void saveAccount();
    void setCertificate(const Secret &certificate);
    void movePassword(AccountSettings::PasswordPlace place);
    static QString textOf(AccountSettings::PasswordPlace place);
    void removeAccount();
    Account *current() const;

    std::unique_ptr<Ui::SettingsDialog> m_ui;
    ChatServices m_services;
    Dialogs &m_dialogs;
    CommandModel m_found; ///< by the search
    ProxyFields *m_proxy = nullptr;
    CertificateField *m_certificate = nullptr;
    QString m_unsaved; ///< what was said when the settings could not be written
    bool m_filling = false;
};

} // namespace natter
