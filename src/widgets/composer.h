// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/chat_summary.h"

#include <QFrame>
#include <QPlainTextEdit>

#include <optional>

class QHBoxLayout;
class QToolButton;

namespace natter {

class EditBanner;
class MessageHighlighter;

/// The editor of the composer: grows with its text, and leaves Enter to an input method while that composes.
class MessageEdit : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit MessageEdit(QWidget *parent = nullptr);

    MessageHighlighter &highlighter() const { return *m_highlighter; }
    void setEnterSends(bool enterSends) { m_enterSends = enterSends; }
    /// Escape is for this editor, rather than for the window.
    void setEscapes(bool escapes) { m_escapes = escapes; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return { 60, sizeHint().height() }; }

Q_SIGNALS:
    void submitted();
    /// The arrow up, where nothing is written.
    void previousWanted();
    void escaped();

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void inputMethodEvent(QInputMethodEvent *event) override;
    void insertFromMimeData(const QMimeData *source) override;
    void changeEvent(QEvent *event) override;

private:
    void alignText();

    bool m_enterSends = true;
    bool m_escapes = false;
    bool m_composing = false;
    MessageHighlighter *m_highlighter;
};

/// Where a message is written. It is never disabled: what is typed without a connection is sent later.
class Composer : public QFrame
{
    Q_OBJECT

public:
    explicit Composer(QWidget *parent = nullptr);

    QString text() const { return m_edit->toPlainText(); }
    void setText(const QString &text);
    /// As if it was typed here, where the focus is from now on.
    void type(const QString &text);
    void setEnterSends(bool enterSends) { m_edit->setEnterSends(enterSends); }
    void setZoom(int points);
    void setPeerName(const QString &name);
    /// What stands there while nothing is written.
    void setPlaceholder(const QString &text);
    /// The text is that of a message of ours, to be edited; what was written before comes back afterwards.
    void edit(const ChatMessage &message);
    std::optional<ChatMessage> beingEdited() const { return m_message; }
    void stopEditing();
    /// What is written answers that message of somebody by that name.
    void reply(const ChatMessage &message, const QString &name);
    const std::optional<ChatMessage> &beingAnswered() const { return m_answered; }
    void stopReplying();
    /// What is written, to be kept: also what was put aside for an edit.
    Draft draft() const;
    QWidget *editor() const { return m_edit; }
    /// For whoever sends it later.
    QToolButton *sendButton() const { return m_send; }
    /// For whoever offers emoji.
    QToolButton *emojiButton() const { return m_emoji; }
    MessageEdit &messageEdit() { return *m_edit; }

Q_SIGNALS:
    void submitted(const QString &text);
    /// Another text for the message; the editor is as it was before that was edited.
    void corrected(const natter::ChatMessage &message, const QString &text);
    /// What is written, but for another text of a message.
    void edited(const QString &text);
    /// draft() is another.
    void draftChanged();
    /// Nothing is written, and the last message is to be edited.
    void previousWanted();

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void submit();
    void takeAddedBlank();
    void leaveTask();
    void updateBanner();
    void updateLook();

    EditBanner *m_banner;
    MessageEdit *m_edit;
    QToolButton *m_emoji;
    QToolButton *m_send;
    QHBoxLayout *m_row;
    std::optional<ChatMessage> m_message; ///< that is edited
    QString m_before; ///< what was written when that began
    std::optional<ChatMessage> m_answered;
    QString m_answeredName;
};

} // namespace natter
