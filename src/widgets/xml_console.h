// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/accounts.h"

#include <QDialog>

#include <memory>

namespace natter {

namespace Ui {
class XmlConsole;
}

/// Shows what goes over an account's stream. Login data never gets here; message texts are hidden unless asked for.
class XmlConsole : public QDialog
{
    Q_OBJECT

public:
    explicit XmlConsole(Accounts &accounts, QWidget *parent = nullptr);
    ~XmlConsole() override;

private:
    void watch(const QString &account);
    void show(const Element &element, bool sent);
    static QString problemOf(const QString &text, Element &stanza);
    void send();

    std::unique_ptr<Ui::XmlConsole> m_ui;
    Accounts &m_accounts;
    Jid m_watched;
};

/// `element` with the content of bodies, subjects and everything encrypted or secret replaced.
Element withoutContents(const Element &element);

} // namespace natter
