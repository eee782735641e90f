// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/notice_bar.h"

#include "widgets/emoji_label.h"
#include "widgets/icons.h"
#include "widgets/theme.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>

namespace natter {

static constexpr int mostWords = 4; ///< lines

NoticeBar::NoticeBar(QWidget *parent)
    : QFrame(parent)
    , m_texts(new QVBoxLayout)
    , m_icon(new QLabel(this))
    , m_words(new EmojiLabel(this))
    , m_text(new EmojiLabel(this))
    , m_action(new QPushButton(this))
    , m_second(new QPushButton(this))
    , m_copy(new QToolButton(this))
    , m_close(new QToolButton(this))
{
    setObjectName(QStringLiteral("notice"));
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(4);
    auto *top = new QHBoxLayout;
    top->setSpacing(8);
    top->addWidget(m_icon, 0, Qt::AlignTop);
    m_texts->setSpacing(4);
    m_texts->addWidget(m_text);
    m_texts->addWidget(m_words);
    top->addLayout(m_texts, 1);
    top->addWidget(m_close, 0, Qt::AlignTop);
    layout->addLayout(top);
    auto *actions = new QHBoxLayout;
    actions->addWidget(m_copy); // not beside the text, which needs the room in a narrow pane
    actions->addStretch(1);
    actions->addWidget(m_second);
    actions->addWidget(m_action);
    layout->addLayout(actions);
    for (QWidget *button : { static_cast<QWidget *>(m_action), static_cast<QWidget *>(m_second) }) {
        button->setFocusPolicy(Qt::TabFocus); // it may go with the click, and the person was writing
    }
    m_action->setProperty("flat", true);
    m_second->setProperty("flat", true);
    m_copy->setToolTip(tr("Copy the details"));
    m_copy->setAccessibleName(tr("Copy the details"));
    m_close->setToolTip(tr("Dismiss"));
    m_close->setAccessibleName(tr("Dismiss"));
    m_close->hide();
    for (QToolButton *button : { m_copy, m_close }) {
        button->setProperty("kind", QLatin1String("tiny"));
    }
    m_words->setMaximumLines(mostWords);
    m_words->setProperty("role", QLatin1String("muted"));
    m_words->hide();
    updateDirection();
    connect(m_action, &QPushButton::clicked, this, &NoticeBar::activated);
    connect(m_second, &QPushButton::clicked, this, &NoticeBar::secondActivated);
    connect(m_close, &QToolButton::clicked, this, &NoticeBar::dismissed);
    connect(m_copy, &QToolButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_details); });
}

QString NoticeBar::text() const
{
    return m_words->text().isEmpty() ? m_text->text() : m_text->text() + u'\n' + m_words->text();
}

void NoticeBar::setWords(const QString &words)
{
    m_words->setText(words);
    m_words->setVisible(!words.isEmpty());
    setAccessibleName(text());
}

void NoticeBar::setNotice(Tone tone, const QString &text, const QString &details, const QString &action,
                          const QString &second)
{
    m_tone = tone;
    m_text->setText(text);
    m_details = text + u'\n' + details;
    m_copy->setVisible(!details.isEmpty());
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    m_second->setText(second);
    m_second->setVisible(!second.isEmpty());
    setAccessibleName(this->text());
    setProperty("tone", QLatin1String(tone == Tone::Problem ? "problem" : (tone == Tone::Warning ? "warning" : "")));
    updateDirection();
    updateLook();
}

void NoticeBar::addField(QWidget *field)
{
    static_cast<QVBoxLayout *>(layout())->insertWidget(1, field);
    QWidget *last = nullptr; // the keyboard goes through it as the eye does
    const auto inside = field->findChildren<QWidget *>();
    for (QWidget *each : inside) {
        last = (each->focusPolicy() & Qt::TabFocus) != 0 ? each : last;
    }
    for (QWidget *next : { static_cast<QWidget *>(m_action), static_cast<QWidget *>(m_second),
                           static_cast<QWidget *>(m_copy), static_cast<QWidget *>(m_close) }) {
        setTabOrder(std::exchange(last, next), next);
    }
}

void NoticeBar::addChoice(QWidget *choice) { m_texts->addWidget(choice, 0, Qt::AlignLeading); }

void NoticeBar::setDismissable(bool dismissable) { m_close->setVisible(dismissable); }

/// Where lines begin is up to the window: the text may begin with an address, and say nothing about it.
void NoticeBar::updateDirection()
{
    const bool mirrored = isRightToLeft();
    for (QLabel *label : { m_text, static_cast<QLabel *>(m_words) }) {
        label->setAlignment((mirrored ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignAbsolute | Qt::AlignVCenter);
    }
    layout()->setContentsMargins(mirrored ? 8 : 12, 8, mirrored ? 12 : 8, 8);
    setProperty("mirrored", mirrored);
    style()->unpolish(this); // the style sheet asks for the tone and the direction
    style()->polish(this);
}

void NoticeBar::updateLook()
{
    const Theme theme = Theme::of(this);
    const QColor tone =
        m_tone == Tone::Problem ? theme.danger : (m_tone == Tone::Warning ? theme.warning : theme.accent);
    const QString icon = m_tone == Tone::Information ? QStringLiteral("info") : QStringLiteral("alert");
    m_icon->setPixmap(tintedIcon(icon, tone).pixmap(QSize(18, 18), devicePixelRatioF()));
    m_copy->setIcon(tintedIcon(QStringLiteral("copy"), theme.muted));
    m_close->setIcon(tintedIcon(QStringLiteral("close"), theme.muted));
    for (QToolButton *button : { m_copy, m_close }) {
        button->setIconSize({ 14, 14 });
    }
}

void NoticeBar::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        updateLook();
    } else if (event->type() == QEvent::LayoutDirectionChange) {
        updateDirection();
    }
}

} // namespace natter
