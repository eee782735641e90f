// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/room_summary.h"

#include "base/limits.h"
#include "base/log.h"
#include "base/text.h"
#include "models/room_list_model.h"
#include "models/room_texts.h"
#include "widgets/avatar.h"
#include "widgets/emoji_label.h"
#include "widgets/icons.h"
#include "widgets/link_button.h"
#include "widgets/room_text.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QStyle>

namespace natter {

static constexpr int pictureSize = 56;
static constexpr int gap = 16; ///< between the picture and the names
static constexpr qsizetype descriptionChars = 2000;
static constexpr int factIcon = 18;

static QLabel *labelWith(const char *role, QWidget *parent)
{
    auto *label = new EmojiLabel(parent);
    label->setProperty("role", QLatin1String(role));
    return label;
}

RoomSummary::RoomSummary(QWidget *parent)
    : QWidget(parent)
    , m_title(labelWith("title", this))
    , m_address(labelWith("muted", this))
    , m_description(labelWith("", this))
    , m_remark(labelWith("muted", this))
    , m_facts(new QVBoxLayout)
{
    auto *names = new QVBoxLayout;
    names->setSpacing(4);
    names->setContentsMargins(0, 0, 0, 0);
    names->addWidget(m_title);
    names->addWidget(m_address);
    auto *top = new QHBoxLayout;
    top->setSpacing(0);
    top->addSpacing(pictureSize + gap);
    top->addLayout(names, 1);
    m_facts->setSpacing(8);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    layout->addLayout(top);
    layout->addWidget(m_description);
    layout->addWidget(m_remark);
    layout->addLayout(m_facts);
    layout->addStretch(1);
    m_title->setMinimumHeight(pictureSize / 2);
    m_description->hide();
    m_remark->setObjectName(QStringLiteral("remark"));
    m_remark->hide();
}

void RoomSummary::setRoom(const Jid &room, const QString &title)
{
    m_room = room;
    m_info = {};
    m_name = nameOf(RoomListing { room, title });
    m_title->setText(m_name);
    m_address->setText(room.toString());
    m_description->hide();
    m_remark->hide();
    clearFacts();
    update();
}

void RoomSummary::setInfo(const RoomInfo &info)
{
    m_info = info;
    if (!info.title.isEmpty()) {
        m_name = nameOf(RoomListing { m_room, info.title });
    }
    m_title->setText(m_name);
    const bool isCounted = info.occupants >= 0;
    m_address->setText(isCounted ? m_room.toString() + QStringLiteral(" · ") + peopleText(info.occupants)
                                 : m_room.toString());
    QStringList lines = cut(info.description, descriptionChars).split(u'\n');
    for (QString &line : lines) {
        line = withVisibleControls(line);
    }
    m_description->setText(lines.join(u'\n').trimmed());
    m_description->setVisible(!m_description->text().isEmpty());
    m_remark->hide();
    showFacts();
    update();
}

void RoomSummary::setRemark(const QString &text)
{
    m_remark->setText(text);
    m_remark->setVisible(!text.isEmpty());
}

void RoomSummary::clearFacts()
{
    while (QLayoutItem *item = m_facts->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

void RoomSummary::showFacts()
{
    clearFacts();
    const auto facts = roomFacts(m_info);
    for (const RoomFact &fact : facts) {
        QLabel *text = labelWith("", this);
        text->setText(fact.text);
        addFact(fact.icon, *text);
    }
    const auto links = roomLinks(m_info);
    for (const RoomLink &link : links) {
        addLink(link);
    }
}

void RoomSummary::addFact(const QString &icon, QWidget &text)
{
    auto *row = new QWidget(this);
    auto *sign = new QLabel(row);
    sign->setPixmap(tintedIcon(icon, Theme::of(this).muted).pixmap(QSize(factIcon, factIcon), devicePixelRatioF()));
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(12);
    line->addWidget(sign, 0, Qt::AlignTop);
    line->addWidget(&text, 1);
    m_facts->addWidget(row);
}

void RoomSummary::addLink(const RoomLink &link)
{
    auto *button = new LinkButton(link.text, this);
    button->setToolTip(asMarkup(withVisibleControls(link.uri)));
    connect(button, &QAbstractButton::clicked, this, [this, uri = link.uri] { Q_EMIT linkActivated(uri); });
    addFact(link.icon, *button);
}

void RoomSummary::paintEvent(QPaintEvent *)
{
    if (m_room.isNull()) {
        return;
    }
    QPainter painter(this);
    const int names = m_address->geometry().bottom() - m_title->geometry().top();
    const QRect place(0, qMax(0, m_title->geometry().top() + (names - pictureSize) / 2), pictureSize, pictureSize);
    paintAvatar(painter, QStyle::visualRect(layoutDirection(), rect(), place), m_room.toString(), m_name,
                AvatarShape::Square, m_faceOf ? m_faceOf(m_room, m_info.picture) : QImage());
}

void RoomSummary::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_facts->count() > 0) {
        showFacts();
    }
}

} // namespace natter
