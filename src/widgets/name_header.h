// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/conversation_id.h"

#include <QAbstractButton>

namespace natter {

class Faces;

/// A picture with a name and a line below it, as at the top of a conversation; it can be pressed like any button.
class NameHeader : public QAbstractButton
{
    Q_OBJECT

public:
    explicit NameHeader(QWidget *parent = nullptr);

    /// `seed` decides the picture's colour; `show` is a Presence::Show, -1 for offline, -2 for no dot.
    void setPerson(const QString &seed, const QString &name, const QString &detail, int show);
    /// Of a conversation, with the picture that it has in the list of chats.
    void setChat(const ConversationId &id, ChatKind kind, const QString &name, const QString &detail);
    /// Where pictures of conversations come from.
    void setFaces(Faces &faces);
    void setAvatarSize(int size);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return { sizeHint().height(), sizeHint().height() }; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_seed;
    ConversationId m_chat; ///< null: the seed decides the picture
    ChatKind m_kind = ChatKind::Person;
    QString m_name;
    QString m_detail;
    int m_show = -2;
    int m_avatar = 38;
    Faces *m_faces = nullptr; ///< not there: there are only initials
};

} // namespace natter
