// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/chat_message.h"

#include <QDialog>

namespace natter {

/// What a message said before it was edited, the newest first.
class VersionsDialog : public QDialog
{
    Q_OBJECT

public:
    explicit VersionsDialog(const QList<MessageVersion> &versions, QWidget *parent = nullptr);
};

} // namespace natter
