// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/composer.h"

#include "base/text.h"
#include "chat/outgoing_message.h"
#include "models/message_text.h"
#include "widgets/edit_banner.h"
#include "widgets/icons.h"
#include "widgets/message_highlighter.h"
#include "widgets/nick_completion.h"
#include "widgets/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMimeData>
#include <QPainter>
#include <QTextBlock>
#include <QToolButton>

namespace natter {

static constexpr int maxLines = 10;
static constexpr int space = 6; ///< around the text
/// The part of it that is the document's margin, which a placeholder at the right disregards; the rest is the
/// viewport's.
static constexpr int documentMargin = 1;

MessageEdit::MessageEdit(QWidget *parent) : QPlainTextEdit(parent), m_highlighter(new MessageHighlighter(document()))
{
    setFrameShape(QFrame::NoFrame);
    setTabChangesFocus(true);
    setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setPlaceholderText(tr("Message"));
    document()->setDocumentMargin(documentMargin);
    setViewportMargins(space - documentMargin, space - documentMargin, space - documentMargin, space - documentMargin);
    alignText();
    connect(this, &QPlainTextEdit::textChanged, this, &QWidget::updateGeometry);
}

QSize MessageEdit::sizeHint() const
{
    int lines = 0;
    for (QTextBlock block = document()->begin(); block.isValid() && lines < maxLines; block = block.next()) {
        lines += qMax(1, block.layout() ? block.layout()->lineCount() : 1);
    }
    const int line = fontMetrics().lineSpacing();
    return { 200, qBound(1, lines, maxLines) * line + 2 * space + 2 };
}

/// Where lines begin in the window, whatever is written: that is where the placeholder stands, too.
void MessageEdit::alignText()
{
    QTextOption option = document()->defaultTextOption();
    option.setAlignment(isRightToLeft() ? Qt::AlignRight : Qt::AlignLeft);
    document()->setDefaultTextOption(option);
}

void MessageEdit::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::LayoutDirectionChange) {
        alignText();
    }
}

bool MessageEdit::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride && m_escapes
        && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        event->accept(); // it is no shortcut of the window then
        return true;
    }
    return QPlainTextEdit::event(event);
}

void MessageEdit::inputMethodEvent(QInputMethodEvent *event)
{
    m_composing = !event->preeditString().isEmpty();
    QPlainTextEdit::inputMethodEvent(event);
}

void MessageEdit::keyPressEvent(QKeyEvent *event)
{
    const bool isBare = event->modifiers() == Qt::NoModifier && !m_composing;
    if (isBare && event->key() == Qt::Key_Up && document()->isEmpty()) {
        Q_EMIT previousWanted();
        return;
    }
    if (isBare && event->key() == Qt::Key_Escape && m_escapes) {
        Q_EMIT escaped();
        return;
    }
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (!enter || m_composing) {
        QPlainTextEdit::keyPressEvent(event);
        return;
    }
    const bool shifted = event->modifiers().testFlag(Qt::ShiftModifier);
    const bool control = event->modifiers().testFlag(Qt::ControlModifier);
    if (control || shifted != m_enterSends) {
        Q_EMIT submitted();
    } else {
        insertPlainText(QStringLiteral("\n"));
        ensureCursorVisible();
    }
}

/// Text with formatting is pasted as text.
void MessageEdit::insertFromMimeData(const QMimeData *source)
{
    if (source->hasText()) {
        insertPlainText(source->text());
        ensureCursorVisible();
    }
}

Composer::Composer(QWidget *parent)
    : QFrame(parent)
    , m_banner(new EditBanner(this))
    , m_edit(new MessageEdit(this))
    , m_emoji(new QToolButton(this))
    , m_send(new QToolButton(this))
    , m_row(new QHBoxLayout)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_banner);
    layout->addLayout(m_row);
    m_banner->hide();
    m_row->setSpacing(8);
    m_row->addWidget(m_emoji, 0, Qt::AlignBottom);
    m_row->addWidget(m_edit, 1, Qt::AlignVCenter);
    m_row->addWidget(m_send, 0, Qt::AlignBottom);
    m_edit->setAccessibleName(tr("Message"));
    m_send->setAccessibleName(tr("Send"));
    m_send->setToolTip(tr("Send"));
    m_emoji->setAccessibleName(tr("Emoji"));
    m_emoji->setToolTip(tr("Emoji"));
    m_emoji->setFixedSize(36, 36);
    m_emoji->setAutoRaise(true);
    m_emoji->setIconSize({ 20, 20 });
    m_send->setFixedSize(36, 36);
    m_send->setProperty("kind", QLatin1String("send"));
    m_edit->setProperty("kind", QLatin1String("message"));
    m_send->setIconSize({ 20, 20 });
    connect(m_send, &QToolButton::clicked, this, &Composer::submit);
    connect(m_edit, &MessageEdit::submitted, this, &Composer::submit);
    connect(m_edit, &QPlainTextEdit::textChanged, this, [this] {
        if (!m_message) {
            Q_EMIT edited(text());
        }
        Q_EMIT draftChanged();
    });
    connect(m_edit, &MessageEdit::previousWanted, this, &Composer::previousWanted);
    connect(m_edit, &MessageEdit::escaped, this, &Composer::leaveTask);
    connect(m_banner, &EditBanner::cancelled, this, &Composer::leaveTask);
    setFocusProxy(m_edit);
    updateLook();
}

void Composer::type(const QString &text)
{
    m_edit->setFocus();
    m_edit->insertPlainText(text);
}

void Composer::setText(const QString &text)
{
    if (text != m_edit->toPlainText()) {
        m_edit->setPlainText(text);
        m_edit->moveCursor(QTextCursor::End);
    }
}

void Composer::setPeerName(const QString &name) { setPlaceholder(tr("Message to %1").arg(embedded(name))); }

void Composer::setPlaceholder(const QString &text)
{
    m_edit->setPlaceholderText(text);
    m_edit->viewport()->update(); // Qt 6.4 leaves the text of before there
}

void Composer::setZoom(int points)
{
    QFont font = this->font();
    font.setPointSizeF(qMax(6.0, font.pointSizeF() + points));
    m_edit->setFont(font);
    m_edit->updateGeometry();
}

/// A completed name at the very end has a blank behind it that nobody typed.
void Composer::takeAddedBlank()
{
    QTextCursor end = m_edit->textCursor();
    end.movePosition(QTextCursor::End);
    if (end.charFormat().boolProperty(addedBlank)) {
        end.deletePreviousChar();
    }
}

void Composer::submit()
{
    takeAddedBlank();
    const QString written = text();
    if (written.trimmed().isEmpty()) {
        return;
    }
    if (const auto message = m_message) {
        stopEditing();
        Q_EMIT corrected(*message, written);
    } else {
        Q_EMIT submitted(written);
    }
}

void Composer::edit(const ChatMessage &message)
{
    m_before = m_message ? m_before : text();
    m_message = message;
    updateBanner();
    setText(message.body);
    m_edit->setFocus();
}

void Composer::reply(const ChatMessage &message, const QString &name)
{
    m_answered = message;
    m_answeredName = name;
    updateBanner();
    m_edit->setFocus();
    Q_EMIT draftChanged();
}

void Composer::stopReplying()
{
    if (std::exchange(m_answered, std::nullopt)) {
        updateBanner();
        Q_EMIT draftChanged();
    }
}

/// An edit first: it stands before the reply, which goes on then.
void Composer::leaveTask() { m_message ? stopEditing() : stopReplying(); }

void Composer::updateBanner()
{
    if (m_message) {
        m_banner->setTask(EditBanner::Task::Edit, m_message->body);
    } else if (m_answered) {
        m_banner->setTask(EditBanner::Task::Reply,
                          m_answered->spoiler ? shownText(*m_answered) : wordsOf(*m_answered, m_answeredName),
                          m_answeredName);
    }
    m_banner->setVisible(m_message || m_answered);
    m_edit->setEscapes(m_message || m_answered);
    m_edit->setAccessibleName(m_message        ? tr("Another text for the message") // which a screen reader says now
                                  : m_answered ? m_banner->accessibleName()
                                               : tr("Message"));
}

Draft Composer::draft() const
{
    Draft draft;
    draft.text = m_message ? m_before : text();
    draft.replyTo = m_answered ? nameOf(*m_answered) : QString();
    draft.editOf = m_message ? nameOf(*m_message) : QString();
    draft.editText = m_message ? text() : QString();
    return draft;
}

void Composer::stopEditing()
{
    if (m_message) {
        setText(m_before); // which nobody types
        m_message.reset();
        updateBanner();
        Q_EMIT draftChanged();
    }
}

void Composer::updateLook()
{
    const Theme theme = Theme::of(this);
    QPixmap arrow = tintedIcon(QStringLiteral("send"), theme.onAccent).pixmap(m_send->iconSize(), devicePixelRatioF());
    m_row->setContentsMargins(8, 8, 8, 8);
    m_emoji->setIcon(tintedIcon(QStringLiteral("smile"), theme.muted));
    if (isRightToLeft()) {
        arrow = arrow.transformed(QTransform().scale(-1, 1));
    }
    m_send->setIcon(arrow);
    const QSignalBlocker quiet(m_edit); // it is formatted anew, not written
    m_edit->highlighter().setColours(theme.muted, theme.text);
}

void Composer::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::LayoutDirectionChange) {
        updateLook();
    }
}

void Composer::paintEvent(QPaintEvent *)
{
    const Theme theme = Theme::of(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.line, 1));
    painter.setBrush(theme.panel);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 14, 14);
}

} // namespace natter
