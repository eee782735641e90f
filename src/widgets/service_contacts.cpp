// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/service_contacts.h"

#include "base/log.h"
#include "base/text.h"
#include "widgets/icons.h"
#include "widgets/theme.h"

#include <QEvent>
#include <QMenu>
#include <QUrl>

namespace natter {

static constexpr qsizetype addressChars = 60;

using Purpose = ContactAddress::Purpose;

QString shownAddress(const QString &uri)
{
    QString text = QUrl::fromPercentEncoding(uri.toUtf8());
    for (const QLatin1String scheme : { QLatin1String("xmpp:"), QLatin1String("mailto:"), QLatin1String("https://") }) {
        if (text.startsWith(scheme, Qt::CaseInsensitive)) {
            text = text.mid(scheme.size());
        }
    }
    text = withVisibleControls(text.section(u'?', 0, 0));
    return text.size() > addressChars ? cut(text, addressChars) + u'…' : text;
}

static QString purposeText(Purpose purpose)
{
    switch (purpose) {
    case Purpose::Support:
        return ServiceContacts::tr("Help: %1");
    case Purpose::Admin:
        return ServiceContacts::tr("Who runs it: %1");
    case Purpose::Abuse:
        return ServiceContacts::tr("Report abuse: %1");
    case Purpose::Security:
        return ServiceContacts::tr("Security: %1");
    case Purpose::Feedback:
        return ServiceContacts::tr("Feedback: %1");
    case Purpose::Sales:
        return ServiceContacts::tr("Sales: %1");
    case Purpose::Status:
        return ServiceContacts::tr("Does it work? %1");
    }
    return QStringLiteral("%1");
}

ServiceContacts::ServiceContacts(QWidget *parent) : QToolButton(parent)
{
    setToolTip(tr("Whom to turn to about this service"));
    setAccessibleName(toolTip());
    setIconSize({ 18, 18 });
    setPopupMode(QToolButton::InstantPopup);
    setMenu(new QMenu(this));
    updateLook();
    hide();
}

void ServiceContacts::setContacts(const QList<ContactAddress> &contacts)
{
    menu()->clear();
    QStringList shown;
    for (const ContactAddress &contact : contacts) {
        QString text = purposeText(contact.purpose).arg(embedded(shownAddress(contact.uri)));
        if (contact.uri.startsWith(QLatin1String("mailto:"), Qt::CaseInsensitive)) {
            text = tr("%1 (e-mail)").arg(text); // it is often one to chat with as well
        }
        if (shown.contains(text)) {
            continue;
        }
        shown.append(text);
        connect(menu()->addAction(text.replace(u'&', QStringLiteral("&&"))), &QAction::triggered, this,
                [this, uri = contact.uri] { Q_EMIT linkActivated(uri); });
    }
    setVisible(!contacts.isEmpty());
}

void ServiceContacts::changeEvent(QEvent *event)
{
    QToolButton::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        updateLook();
    }
}

/// The style sheet makes this button itself transparent, which is no theme.
void ServiceContacts::updateLook() { setIcon(tintedIcon(QStringLiteral("info"), Theme::of(window()).text)); }

} // namespace natter
