// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/occupant_dialog.h"

#include "base/future.h"
#include "base/log.h"
#include "base/text.h"
#include "chat/faces.h"
#include "models/presence_text.h"
#include "models/room_texts.h"
#include "widgets/emoji_label.h"
#include "widgets/link_button.h"
#include "widgets/picture_frame.h"
#include "widgets/room_text.h"
#include "widgets/windows.h"

#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace natter {

static constexpr int edge = 20;
static constexpr qsizetype roomsShown = 20;

OccupantDialog::OccupantDialog(const ChatServices &services, Room &room, const QString &nick, QWidget *parent)
    : QDialog(parent)
    , m_services(services)
    , m_room(&room)
    , m_nick(nick)
    , m_picture(new PictureFrame(this))
    , m_layout(new QVBoxLayout)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("%1 in %2").arg(withVisibleControls(nick), titleOf(room)));
    resizeWithinScreen(*this, { 400, 520 });
    build();
    connect(&room, &Room::occupantsChanged, this, [this](const QStringList &nicks) {
        if (nicks.contains(m_nick)) {
            update();
        }
    });
    connect(&room, &Room::occupantsReset, this, &OccupantDialog::update);
    connect(&room, &QObject::destroyed, this, &QDialog::reject);
    connect(&services.accounts.faces(), &Faces::changed, this, &OccupantDialog::update);
    update();
    addOtherRooms();
    ask();
}

void OccupantDialog::build()
{
    auto *content = new QWidget(this);
    content->setLayout(m_layout);
    m_layout->setContentsMargins(edge, edge, edge, 0);
    m_layout->setSpacing(4);
    m_layout->addWidget(m_picture);
    m_picture->setSubject(m_nick, withVisibleControls(m_nick), AvatarShape::Round);
    m_layout->addSpacing(8);
    for (QLabel *label : { addLabel("title", withVisibleControls(m_nick)),
                           m_standing = addLabel("muted"), m_address = addLabel("muted"), m_status = addLabel("") }) {
        label->setAlignment(Qt::AlignCenter);
    }
    m_standing->setObjectName(QStringLiteral("standing"));
    m_address->setObjectName(QStringLiteral("address"));
    m_address->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto *area = new QScrollArea(this);
    area->setWidget(content);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *close = new QPushButton(tr("Close"), this);
    close->setDefault(true);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(area, 1);
    auto *bottom = new QVBoxLayout;
    bottom->setContentsMargins(edge, 8, edge, edge);
    bottom->addWidget(close, 0, Qt::AlignRight);
    whole->addLayout(bottom);
    close->setFocus();
}

QLabel *OccupantDialog::addLabel(const char *role, const QString &text)
{
    auto *label = new EmojiLabel(this);
    label->setProperty("role", QLatin1String(role));
    label->setText(text);
    if (QByteArrayView(role) == "section") {
        m_layout->addSpacing(12);
    }
    m_layout->addWidget(label);
    return label;
}

/// They may leave while they are looked at.
void OccupantDialog::update()
{
    const Occupant *occupant = m_room ? m_room->occupant(m_nick) : nullptr;
    if (!occupant) {
        m_standing->setText(tr("Not in the room any more"));
        m_status->hide();
        return;
    }
    QStringList parts { affiliationText(occupant->affiliation), roleText(occupant->role) };
    for (const Hat &hat : occupant->hats) {
        parts << withVisibleControls(hat.title);
    }
    parts.removeAll(QString());
    m_standing->setText(parts.join(QStringLiteral(" · ")));
    m_address->setText(occupant->jid.bare().toString());
    m_address->setVisible(!occupant->jid.isNull());
    const QString said = withVisibleControls(occupant->status.simplified());
    const QString presence = presenceText(occupant->show);
    m_status->setText(said.isEmpty() ? presence : presence + QStringLiteral(" · ") + said);
    m_status->setVisible(!m_status->text().isEmpty());
    m_picture->setPicture(
        m_services.accounts.faces().of({ m_room->account(), m_room->address().withResource(m_nick) }));
}

/// Somebody is the same in two rooms only if both tell their address.
static bool isThere(const Room &room, const Jid &person)
{
    const auto &occupants = room.occupants();
    return std::any_of(occupants.cbegin(), occupants.cend(),
                       [&person](const Occupant &each) { return each.jid.bare() == person; });
}

void OccupantDialog::addOtherRooms()
{
    Account *account = m_services.accounts.find(m_room->account());
    const Occupant *occupant = m_room->occupant(m_nick);
    if (!account || !occupant || occupant->jid.isNull()) {
        return;
    }
    QList<const Room *> both;
    for (const Room *room : account->rooms().all()) {
        if (room != m_room && room->isIn() && both.size() < roomsShown && isThere(*room, occupant->jid.bare())) {
            both.append(room);
        }
    }
    if (both.isEmpty()) {
        return;
    }
    addLabel("section", tr("Both of you are in"));
    for (const Room *room : std::as_const(both)) {
        auto *link = new LinkButton(titleOf(*room), this);
        connect(link, &QAbstractButton::clicked, this, [this, id = room->conversation()] {
            Q_EMIT conversationWanted(id);
            accept();
        });
        m_layout->addWidget(link);
    }
}

void OccupantDialog::ask()
{
    addLabel("section", tr("What they say of themselves"));
    m_remark = addLabel("muted", tr("Asking…"));
    m_remark->setObjectName(QStringLiteral("remark"));
    Account *account = m_services.accounts.find(m_room->account());
    if (account) {
        whenDone(account->rooms().pictures().card(m_room->address().withResource(m_nick)), this,
                 [this](const Result<VCard> &card) { showCard(card); });
    }
}

void OccupantDialog::addLine(const QString &what, const QString &text)
{
    if (!text.isEmpty()) {
        QLabel *label = addLabel("", what.arg(embedded(withVisibleControls(text.simplified()))));
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        label->setAlignment((isRightToLeft() ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignAbsolute | Qt::AlignTop);
        m_remark->hide();
    }
}

void OccupantDialog::showCard(const Result<VCard> &card)
{
    const bool isNothing = !card && card.error().kind == Error::Kind::Remote;
    m_remark->setText(card || isNothing ? tr("Nothing.") : roomErrorText(card.error()));
    if (card) {
        addLine(tr("Name: %1"), card->fullName);
        addLine(tr("Called: %1"), card->nickname);
        addLine(tr("Organisation: %1"), card->organisation);
        addLine(tr("Position: %1"), card->title);
        addLine(tr("E-mail: %1"), card->email);
        addLine(tr("Web page: %1"), card->link);
        addLine(QStringLiteral("%1"), card->about);
    }
    m_layout->addStretch(1);
}

} // namespace natter
