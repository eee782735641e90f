// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/account.h"

#include <QDialog>
#include <QPointer>

#include <memory>

namespace natter {

namespace Ui {
class CommandsDialog;
}

class DataFormWidget;

/// What a room or a server does on demand (XEP-0050): a list to choose from, then stage by stage what it wants to know,
/// and what came of it.
class CommandsDialog : public QDialog
{
    Q_OBJECT

public:
    /// Whose commands they are, and what the person calls that.
    struct Responder
    {
        Jid address;
        QString title;
    };

    CommandsDialog(Account &account, const Responder &responder, QWidget *parent = nullptr);
    ~CommandsDialog() override;

    void reject() override;

private:
    using Action = CommandStage::Action;

    void build();
    void load();
    void showList(const QList<OfferedCommand> &offered);
    void begin();
    void perform(Action action);
    void take(const Result<Iq> &answer);
    void showStage();
    void showButtons();
    void backToList();
    void cancel();
    void complain(const Error &error);
    void setBusy(bool busy);
    void clear();
    void showTitle(const QString &title);
    bool isUnderWay() const { return m_stage && m_stage->status == CommandStage::Status::Executing; }

    std::unique_ptr<Ui::CommandsDialog> m_ui;
    QPointer<Account> m_account;
    const Responder m_responder;
    QList<OfferedCommand> m_offered;
    OfferedCommand m_command; ///< that was chosen
    std::optional<CommandStage> m_stage; ///< that it has reached
    QPointer<DataFormWidget> m_form;
    int m_question = 0; ///< answers to others come too late
};

} // namespace natter
