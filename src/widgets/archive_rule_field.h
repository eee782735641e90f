// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/account.h"

#include <QComboBox>
#include <QPointer>

namespace natter {

/// What of an account's messages its server keeps (XEP-0441), for as long as the account is online and the server lets
/// people choose. Its items are those of ArchivePreferences::Default.
class ArchiveRuleField : public QComboBox
{
    Q_OBJECT

public:
    explicit ArchiveRuleField(QWidget *parent = nullptr);

    /// That of this account, or of none.
    void follow(Account *account);

Q_SIGNALS:
    void offered(bool isOffered);
    void failed(const natter::Error &error);

private:
    void choose(int index);
    void take(const Result<ArchivePreferences> &preferences);

    QPointer<Account> m_account;
    bool m_isOnline = false; ///< when the account was looked at last
    std::optional<ArchivePreferences> m_preferences;
    int m_question = 0; ///< answers to earlier ones do not count
};

} // namespace natter
