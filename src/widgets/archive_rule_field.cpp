// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/archive_rule_field.h"

#include "base/future.h"

namespace natter {

ArchiveRuleField::ArchiveRuleField(QWidget *parent) : QComboBox(parent)
{
    connect(this, &QComboBox::activated, this, &ArchiveRuleField::choose);
}

void ArchiveRuleField::follow(Account *account)
{
    const bool isOnline = account && account->status().phase == AccountStatus::Phase::Online;
    if (account == m_account && isOnline == m_isOnline) {
        return;
    }
    m_account = account;
    m_isOnline = isOnline;
    m_preferences.reset();
    const int question = ++m_question;
    Q_EMIT offered(false);
    if (isOnline) {
        whenDone(account->archive().preferences(), this, [this, question](const Result<ArchivePreferences> &found) {
            if (question == m_question && found) { // where nobody may choose, nothing is offered
                take(found);
            }
        });
    }
}

void ArchiveRuleField::take(const Result<ArchivePreferences> &preferences)
{
    if (preferences) {
        m_preferences = *preferences;
    } else {
        Q_EMIT failed(preferences.error());
    }
    setCurrentIndex(static_cast<int>(m_preferences->otherwise));
    setEnabled(true);
    Q_EMIT offered(true);
}

/// The lists of addresses stay as they are by then: another device may have changed them.
void ArchiveRuleField::choose(int index)
{
    if (!m_account || !m_preferences || index == static_cast<int>(m_preferences->otherwise)) {
        return;
    }
    setEnabled(false);
    const int question = ++m_question;
    whenDone(m_account->archive().preferences(), this, [this, question, index](const Result<ArchivePreferences> &now) {
        if (question != m_question || !m_account) {
            return;
        }
        if (!now) {
            take(now);
            return;
        }
        ArchivePreferences wanted = *now;
        wanted.otherwise = static_cast<ArchivePreferences::Default>(index);
        whenDone(m_account->archive().setPreferences(wanted), this,
                 [this, question](const Result<ArchivePreferences> &holds) {
                     if (question == m_question) {
                         take(holds);
                     }
                 });
    });
}

} // namespace natter
