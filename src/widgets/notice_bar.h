// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace natter {

class EmojiLabel;

/// A line that says what happened and offers what to do about it; nothing waits for it.
class NoticeBar : public QFrame
{
    Q_OBJECT

public:
    enum class Tone { Information, Warning, Problem };

    explicit NoticeBar(QWidget *parent = nullptr);

    /// `details` can be copied; an empty `action` offers none. The second action is for a choice.
    void setNotice(Tone tone, const QString &text, const QString &details = {}, const QString &action = {},
                   const QString &second = {});
    void setDismissable(bool dismissable);
    /// Words of somebody else behind the text: a few lines of them, and all in a tool tip. Empty: none.
    void setWords(const QString &words);
    /// Something to fill in, between the text and the actions.
    void addField(QWidget *field);
    /// Something to tick, below the text.
    void addChoice(QWidget *choice);
    QString text() const;

Q_SIGNALS:
    void activated();
    void secondActivated();
    void dismissed();

protected:
    void changeEvent(QEvent *event) override;

private:
    void updateDirection();
    void updateLook();

    QVBoxLayout *m_texts;
    QLabel *m_icon;
    EmojiLabel *m_words;
    QLabel *m_text;
    QPushButton *m_action;
    QPushButton *m_second;
    QToolButton *m_copy;
    QToolButton *m_close;
    QString m_details;
    Tone m_tone = Tone::Information;
};

} // namespace natter
