// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/chat_services.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace natter {

/// What stands in the middle of the window while no chat is open: the next step.
class EmptyPane : public QWidget
{
    Q_OBJECT

public:
    explicit EmptyPane(const ChatServices &services, QWidget *parent = nullptr);

    void focusFirst();

Q_SIGNALS:
    void addAccountRequested();

private:
    void update();

    ChatServices m_services;
    QLabel *m_text;
    QPushButton *m_add;
};

} // namespace natter
