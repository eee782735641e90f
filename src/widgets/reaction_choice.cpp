// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/reaction_choice.h"

#include "widgets/emoji_runs.h"
#include "widgets/icons.h"
#include "widgets/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>
#include <QScreen>
#include <QStyleOption>
#include <QToolButton>

namespace natter {

static constexpr qsizetype mostShown = 8;
static constexpr double cornerRadius = 12; ///< as the style sheet has it

static QStringList usual()
{
    return { QStringLiteral("👍"), QStringLiteral("❤️"), QStringLiteral("😂"),
             QStringLiteral("😮"), QStringLiteral("😢"),      QStringLiteral("🙏") };
}

/// Always in the same places, as fingers know them; what one has given besides is there to be taken back.
static QStringList offered(const QStringList &recent, const QStringList &chosen)
{
    QStringList all = usual();
    for (const QString &emoji : recent) {
        if (all.size() < mostShown && !all.contains(emoji)) {
            all.append(emoji);
        }
    }
    all += chosen;
    all.removeDuplicates();
    return all;
}

ReactionChoice::ReactionChoice(const QStringList &recent, const QStringList &chosen, QWidget *parent)
    : QFrame(parent, Qt::Popup)
{
    setObjectName(QStringLiteral("reactionChoice"));
    setAttribute(Qt::WA_DeleteOnClose);
    setAttribute(Qt::WA_TranslucentBackground); // so that the corners are smooth
    setAccessibleName(tr("React"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 4, 8, 4);
    layout->setSpacing(4);
    const QStringList all = offered(recent, chosen);
    for (const QString &emoji : all) {
        QToolButton *button = addButton();
        QFont font = this->font();
        font.setPointSizeF(font.pointSizeF() * 1.5);
        font.setFamilies(familiesWithEmoji(font));
        button->setFont(font);
        button->setText(joinedForDrawing(emoji));
        button->setCheckable(true);
        button->setChecked(chosen.contains(emoji));
        button->setAccessibleName(emoji);
        connect(button, &QToolButton::clicked, this, [this, emoji] {
            close();
            Q_EMIT this->chosen(emoji);
        });
    }
    QToolButton *others = addButton();
    others->setIcon(tintedIcon(QStringLiteral("plus"), Theme::of(this).text));
    others->setIconSize({ 20, 20 });
    others->setToolTip(tr("Other reactions"));
    others->setAccessibleName(others->toolTip());
    connect(others, &QToolButton::clicked, this, [this] {
        close();
        Q_EMIT othersWanted();
    });
    m_buttons.first()->setFocus();
}

QToolButton *ReactionChoice::addButton()
{
    auto *button = new QToolButton(this);
    button->setProperty("kind", QLatin1String("reaction"));
    button->setAutoRaise(true);
    button->setFixedSize(40, 40);
    layout()->addWidget(button);
    m_buttons.append(button);
    return button;
}

void ReactionChoice::popUp(const QPoint &globalPosition)
{
    adjustSize();
    const QRect room = screen()->availableGeometry();
    const int left = qBound(room.left(), globalPosition.x() - width() / 2, qMax(room.left(), room.right() - width()));
    const int top = globalPosition.y() - height() - 8;
    move(left, top < room.top() ? globalPosition.y() + 8 : top);
    show();
    m_buttons.first()->setFocus(Qt::PopupFocusReason);
}

/// Qt leaves this to whoever is translucent.
void ReactionChoice::paintEvent(QPaintEvent * /*event*/)
{
    QStyleOption option;
    option.initFrom(this);
    QPainter painter(this);
    style()->drawPrimitive(QStyle::PE_Widget, &option, &painter, this);
}

/// Without a compositor what is translucent is black: nothing of it is left beside the corners.
void ReactionChoice::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    QPainterPath shape;
    shape.addRoundedRect(rect(), cornerRadius, cornerRadius);
    setMask(QRegion(shape.toFillPolygon().toPolygon()));
}

void ReactionChoice::step(int by)
{
    for (qsizetype i = 0; i < m_buttons.size(); ++i) {
        if (m_buttons[i]->hasFocus()) {
            m_buttons[qBound<qsizetype>(0, i + by, m_buttons.size() - 1)]->setFocus(Qt::TabFocusReason);
            return;
        }
    }
    m_buttons.first()->setFocus(Qt::TabFocusReason);
}

void ReactionChoice::keyPressEvent(QKeyEvent *event)
{
    const int forward = isRightToLeft() ? Qt::Key_Left : Qt::Key_Right;
    const int back = isRightToLeft() ? Qt::Key_Right : Qt::Key_Left;
    const int number = event->key() - Qt::Key_1;
    if (event->key() == forward || event->key() == back) {
        step(event->key() == forward ? 1 : -1);
    } else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        if (auto *button = qobject_cast<QToolButton *>(focusWidget())) {
            button->click();
        }
    } else if (number >= 0 && number < m_buttons.size() - 1) {
        m_buttons[number]->click();
    } else {
        QFrame::keyPressEvent(event);
    }
}

} // namespace natter
