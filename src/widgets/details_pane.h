// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/chat_services.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace natter {

/// Who the open conversation is with: address, presence on every device, groups, and what can be changed.
class DetailsPane : public QWidget
{
    Q_OBJECT

public:
    explicit DetailsPane(const ChatServices &services, QWidget *parent = nullptr);

    void show(const ConversationId &id);
    void focusFirst();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void watch(Account *account);
    void update();
    void updateInside();
    QLabel *addLabel(const char *role);
    Account *account() const;

    ChatServices m_services;
    ConversationId m_id;
    QString m_name;
    int m_presence = -1;
    QVBoxLayout *m_layout;
    QLabel *m_title;
    QLabel *m_address;
    QLabel *m_devicesTitle;
    QLabel *m_devices;
    QLabel *m_sharingTitle;
    QLabel *m_sharing;
    QLabel *m_groupsTitle;
    QLabel *m_groups;
    QPushButton *m_edit;
    QPushButton *m_ask;
    QPushButton *m_accept; ///< what they ask: to see our presence
    QPushButton *m_refuse;
};

} // namespace natter
