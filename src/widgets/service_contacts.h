// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/xep/xep0157_contact_addresses.h"

#include <QToolButton>

namespace natter {

/// An address as people write it: without the scheme, where everybody knows it.
QString shownAddress(const QString &uri);

/// Whom to turn to about a service, one click away; not to be seen where the service does not say.
class ServiceContacts : public QToolButton
{
    Q_OBJECT

public:
    explicit ServiceContacts(QWidget *parent = nullptr);

    void setContacts(const QList<ContactAddress> &contacts);

Q_SIGNALS:
    /// This address is to be opened.
    void linkActivated(const QString &link);

protected:
    void changeEvent(QEvent *event) override;

private:
    void updateLook();
};

} // namespace natter
