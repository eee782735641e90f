// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/details_pane.h"

#include "base/log.h"
#include "base/text.h"
#include "chat/faces.h"
#include "models/presence_text.h"
#include "widgets/avatar.h"
#include "widgets/contact_dialog.h"
#include "widgets/emoji_label.h"

#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace natter {

static constexpr int avatarSize = 84;

DetailsPane::DetailsPane(const ChatServices &services, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
    , m_layout(new QVBoxLayout(this))
    , m_title(addLabel("title"))
    , m_address(addLabel("muted"))
    , m_devicesTitle(addLabel("section"))
    , m_devices(addLabel(""))
    , m_sharingTitle(addLabel("section"))
    , m_sharing(addLabel(""))
    , m_groupsTitle(addLabel("section"))
    , m_groups(addLabel(""))
    , m_edit(new QPushButton(this))
    , m_ask(new QPushButton(tr("Ask to see their presence"), this))
    , m_accept(new QPushButton(tr("Let them see your presence"), this))
    , m_refuse(new QPushButton(tr("Refuse"), this))
{
    m_layout->setContentsMargins(16, avatarSize + 36, 16, 16);
    m_layout->setSpacing(8);
    m_title->setAlignment(Qt::AlignCenter);
    m_address->setAlignment(Qt::AlignCenter);
    m_address->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_devicesTitle->setText(tr("Devices"));
    m_sharingTitle->setText(tr("Presence"));
    m_groupsTitle->setText(tr("Groups"));
    for (QPushButton *button : { m_accept, m_refuse, m_edit, m_ask }) {
        m_layout->addWidget(button);
    }
    m_layout->addStretch(1);
    connect(m_edit, &QPushButton::clicked, this, [this] { ContactDialog::open(m_services.accounts, m_id, window()); });
    connect(m_ask, &QPushButton::clicked, this, [this] {
        if (account()) {
            account()->contacts().askAgain(m_id.peer);
        }
    });
    connect(m_accept, &QPushButton::clicked, this, [this] {
        if (account()) {
            account()->contacts().accept(m_id.peer);
        }
    });
    connect(m_refuse, &QPushButton::clicked, this, [this] {
        if (account()) {
            account()->contacts().refuse(m_id.peer);
        }
    });
    connect(&services.accounts.faces(), &Faces::changed, this, qOverload<>(&QWidget::update));
    connect(&services.accounts, &Accounts::statusChanged, this, &DetailsPane::update);
    connect(&services.accounts, &Accounts::added, this, &DetailsPane::watch);
    for (Account *account : services.accounts.all()) {
        watch(account);
    }
}

QLabel *DetailsPane::addLabel(const char *role)
{
    auto *label = new EmojiLabel(this);
    label->setProperty("role", QLatin1String(role));
    if (QByteArrayView(role) == "section") {
        m_layout->addSpacing(12);
    }
    m_layout->addWidget(label);
    return label;
}

void DetailsPane::watch(Account *account)
{
    connect(&account->contacts(), &ContactList::presenceChanged, this, &DetailsPane::update);
    connect(&account->contacts(), &ContactList::itemChanged, this, &DetailsPane::update);
    connect(&account->contacts(), &ContactList::reset, this, &DetailsPane::update);
    connect(&account->contacts(), &ContactList::requestsChanged, this, &DetailsPane::update);
}

Account *DetailsPane::account() const { return m_services.accounts.find(m_id.account); }

void DetailsPane::show(const ConversationId &id)
{
    m_id = id;
    update();
}

void DetailsPane::focusFirst()
{
    QWidget *first = m_edit->isVisibleTo(this) ? static_cast<QWidget *>(m_edit) : m_address;
    first->setFocus(Qt::TabFocusReason);
}

void DetailsPane::update()
{
    if (m_id.isNull() || !account()) {
        return;
    }
    const bool isInside = m_id.isInsideRoom();
    for (QLabel *label : { m_devicesTitle, m_devices, m_sharingTitle, m_sharing }) {
        label->setVisible(!isInside);
    }
    if (isInside) {
        updateInside();
        return;
    }
    const ContactList &contacts = account()->contacts();
    const RosterItem item = contacts.item(m_id.peer);
    const bool known = contacts.contains(m_id.peer);
    const auto presence = contacts.presence(m_id.peer);
    m_name = contacts.displayName(m_id.peer);
    m_presence = presence ? static_cast<int>(presence->show) : -1;
    m_title->setText(withVisibleControls(m_name));
    m_address->setText(m_id.peer.toString());

    QStringList devices;
    const auto resources = contacts.resources(m_id.peer);
    for (auto it = resources.cbegin(); it != resources.cend(); ++it) {
        QString line = embedded(withVisibleControls(it.key())) + QStringLiteral(" · ") + presenceText(it->show);
        if (!it->status.isEmpty()) {
            line += u'\n' + withVisibleControls(it->status.simplified());
        }
        devices.append(line);
    }
    const QString none = contacts.isPresenceKnown() ? tr("none online") : unknownPresenceText();
    m_devices->setText(devices.isEmpty() ? none : devices.join(u'\n'));
    QStringList sharing;
    sharing << (item.isSeen() ? tr("You see when they are online.")
                              : (item.asked ? tr("They have not answered yet whether you may see when they are online.")
                                            : tr("You do not see when they are online.")));
    const bool asks = contacts.hasRequestFrom(m_id.peer);
    sharing << (item.seesUs()
                    ? tr("They see when you are online.")
                    : (asks ? tr("They ask to see when you are online.") : tr("They do not see when you are online.")));
    m_sharing->setText(sharing.join(u'\n'));
    m_groups->setText(withVisibleControls(item.groups.join(QStringLiteral(", "))));
    m_groups->setVisible(!item.groups.isEmpty());
    m_groupsTitle->setVisible(!item.groups.isEmpty());
    m_edit->setText(known ? tr("Edit the contact…") : tr("Add to contacts…"));
    m_edit->setVisible(m_id.peer != m_id.account);
    const bool canAnswer = asks && account()->status().phase == AccountStatus::Phase::Online;
    m_accept->setVisible(canAnswer);
    m_refuse->setVisible(canAnswer);
    m_ask->setVisible(known && !item.isSeen() && !item.asked);
    QWidget::update();
}

/// Of somebody in a room, who is no contact, only that is known which the room tells.
void DetailsPane::updateInside()
{
    for (QWidget *widget :
         std::initializer_list<QWidget *> { m_groups, m_groupsTitle, m_edit, m_ask, m_accept, m_refuse }) {
        widget->hide();
    }
    m_name = m_id.peer.resource();
    m_presence = -1;
    m_title->setText(withVisibleControls(m_name));
    const QString room = m_services.nameOf({ m_id.account, m_id.peer.bare() });
    m_address->setText(tr("Private conversation in %1").arg(embedded(withVisibleControls(room))));
    QWidget::update();
}

void DetailsPane::paintEvent(QPaintEvent *)
{
    if (m_id.isNull()) {
        return;
    }
    QPainter painter(this);
    const Theme theme = Theme::of(this);
    const QRectF avatar((width() - avatarSize) / 2.0, 20, avatarSize, avatarSize);
    paintChatAvatar(painter, avatar, m_id, ChatKind::Person, m_name, theme.panel, &m_services.accounts.faces());
    if (m_presence >= 0) {
        paintPresence(painter, avatar.adjusted(6, 6, -6, -6), m_presence, theme.panel, theme);
    }
}

} // namespace natter
