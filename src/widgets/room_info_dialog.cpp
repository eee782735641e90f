// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/room_info_dialog.h"

#include "base/limits.h"
#include "base/log.h"
#include "base/text.h"
#include "chat/faces.h"
#include "models/room_texts.h"
#include "widgets/icons.h"
#include "widgets/room_text.h"
#include "widgets/room_windows.h"
#include "widgets/theme.h"
#include "widgets/windows.h"

#include "ui_room_info_dialog.h"

#include <QMenu>

namespace natter {

static constexpr qsizetype subjectChars = 2000;

RoomInfoDialog::RoomInfoDialog(Room &room, RoomWindows &windows, QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::RoomInfoDialog>())
    , m_room(&room)
    , m_windows(windows)
{
    m_ui->setupUi(this);
    setAttribute(Qt::WA_DeleteOnClose);
    resizeWithinScreen(*this, { 520, 520 });
    m_ui->actions->setMenu(new QMenu(m_ui->actions));
    m_ui->summary->setFaceOf(
        [&faces = windows.faces(), id = room.conversation()](const Jid &, const QByteArray &) { return faces.of(id); });
    connect(&windows.faces(), &Faces::changed, m_ui->summary, qOverload<>(&QWidget::update));
    m_ui->summary->setRoom(room.address(), room.info().title);
    connect(m_ui->actions->menu(), &QMenu::aboutToShow, this, &RoomInfoDialog::fillMenu);
    connect(m_ui->invite, &QPushButton::clicked, this, [this] {
        if (m_room) {
            m_windows.invite(m_room->conversation());
        }
    });
    connect(m_ui->summary, &RoomSummary::linkActivated, &windows, &RoomWindows::linkActivated);
    connect(m_ui->close, &QPushButton::clicked, this, &QDialog::accept);
    connect(&room, &Room::changed, this, &RoomInfoDialog::update);
    connect(&room, &QObject::destroyed, this, &QDialog::reject);
    room.refreshInfo();
    update();
    m_ui->close->setFocus();
}

RoomInfoDialog::~RoomInfoDialog() = default;

void RoomInfoDialog::update()
{
    if (!m_room) {
        return;
    }
    RoomInfo info = m_room->info();
    if (m_room->isIn()) { // which we see for ourselves
        info.occupants = int(m_room->occupants().size());
    }
    if (info.isKnown) {
        m_ui->summary->setInfo(info);
    } else {
        m_ui->summary->setRemark(tr("The room has not said yet what it is."));
    }
    QStringList lines = cut(m_room->subject(), subjectChars).trimmed().split(u'\n');
    for (QString &line : lines) {
        line = withVisibleControls(line);
    }
    const QString subject = lines.join(u'\n');
    m_ui->subject->setText(subject);
    m_ui->subject->setVisible(!subject.isEmpty());
    m_ui->subjectLabel->setVisible(!subject.isEmpty());
    const Occupant *self = m_room->self();
    const QString nick = embedded(withVisibleControls(m_room->nick()));
    //: %1 is what the person is called in a room, %2 what they are there, such as "Member"
    m_ui->self->setText(self                    ? tr("%1 · %2").arg(nick, affiliationText(self->affiliation))
                            : m_room->problem() ? problemText(*m_room->problem())
                                                : tr("You are not in the room at the moment."));
    m_ui->invite->setVisible(m_room->isIn());
}

void RoomInfoDialog::fillMenu()
{
    QMenu *menu = m_ui->actions->menu();
    menu->clear();
    const QColor ink = Theme::of(this).text;
    const auto commands = m_room ? m_windows.commands(m_room->conversation()) : QList<Command>();
    for (const Command &command : commands.mid(1)) { // the first is what is open here
        connect(menu->addAction(tintedIcon(command.icon, ink), command.text), &QAction::triggered, &m_windows,
                command.run);
    }
}

} // namespace natter
