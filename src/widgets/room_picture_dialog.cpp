// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/room_picture_dialog.h"

#include "base/future.h"
#include "chat/faces.h"
#include "media/picture.h"
#include "widgets/dialogs.h"
#include "widgets/error_text.h"
#include "widgets/room_text.h"
#include "widgets/windows.h"

#include "ui_room_picture_dialog.h"

#include <QFile>

namespace natter {

static constexpr int sentSide = 256; ///< pixels
static constexpr qint64 fileBytes = 64 * 1024 * 1024;

RoomPictureDialog::RoomPictureDialog(Room &room, RoomPictures &pictures, Faces &faces, Dialogs &dialogs,
                                     QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::RoomPictureDialog>())
    , m_room(&room)
    , m_pictures(&pictures)
    , m_faces(faces)
    , m_dialogs(dialogs)
{
    m_ui->setupUi(this);
    setAttribute(Qt::WA_DeleteOnClose);
    resizeWithinScreen(*this, { 420, 380 });
    m_ui->room->setText(titleOf(room));
    m_ui->problem->hide();
    m_ui->picture->setSubject(room.address().toString(), titleOf(room), AvatarShape::Square);
    connect(m_ui->choose, &QPushButton::clicked, this, &RoomPictureDialog::choose);
    connect(m_ui->remove, &QPushButton::clicked, this, &RoomPictureDialog::remove);
    connect(m_ui->save, &QPushButton::clicked, this, &RoomPictureDialog::save);
    connect(m_ui->cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(&faces, &Faces::changed, this, &RoomPictureDialog::update);
    connect(&room, &Room::changed, this, &RoomPictureDialog::update);
    connect(&room, &QObject::destroyed, this, &QDialog::reject);
    setBusy(false);
    m_ui->choose->setFocus();
}

RoomPictureDialog::~RoomPictureDialog() = default;

static SentPicture readPicture(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? pictureToSend(file.read(fileBytes), sentSide) : SentPicture();
}

void RoomPictureDialog::choose()
{
    const QString path =
        m_dialogs.fileToOpen(this, tr("Choose a picture"), tr("Pictures (*.png *.jpg *.jpeg *.webp *.gif)"));
    if (path.isEmpty()) {
        return;
    }
    setBusy(true);
    whenDone(onPool([path] { return readPicture(path); }), this, [this](const SentPicture &picture) { take(picture); });
}

void RoomPictureDialog::remove()
{
    m_isChanged = true;
    m_chosen.reset();
    m_ui->problem->hide();
    setBusy(false);
    m_ui->save->setFocus();
}

void RoomPictureDialog::save()
{
    if (!m_room || !m_pictures) {
        return;
    }
    setBusy(true);
    whenDone(m_pictures->change(m_room->address(), m_chosen), this, [this](const Result<> &done) {
        setBusy(false);
        if (!done) {
            m_ui->problem->say(roomErrorText(done.error()), errorDetails(done.error()));
            return;
        }
        if (m_room) { // not every service says so by itself
            m_room->refreshInfo();
        }
        accept();
    });
}

void RoomPictureDialog::take(const SentPicture &picture)
{
    setBusy(false);
    if (picture.bytes.isEmpty()) {
        m_ui->problem->say(tr("This is no picture that can be used. Choose another file."));
        return;
    }
    m_isChanged = true;
    m_chosen = VCard::Photo { picture.type, picture.bytes };
    setBusy(false);
    m_ui->save->setFocus();
}

QImage RoomPictureDialog::shown() const
{
    if (m_isChanged) {
        return m_chosen ? squarePicture(m_chosen->bytes, sentSide) : QImage();
    }
    return m_room ? m_faces.of(m_room->conversation()) : QImage();
}

void RoomPictureDialog::update()
{
    const QImage picture = shown();
    m_ui->picture->setPicture(picture);
    m_ui->remove->setEnabled(!picture.isNull() && !m_ui->progress->isVisibleTo(this));
}

void RoomPictureDialog::setBusy(bool busy)
{
    m_ui->progress->setVisible(busy);
    m_ui->choose->setEnabled(!busy);
    m_ui->save->setEnabled(!busy && m_isChanged);
    if (busy) {
        m_ui->problem->hide();
    }
    update();
}

} // namespace natter
