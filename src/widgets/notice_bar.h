// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;
class QPushButton;
class QToolButton;

namespace natter {

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
    /// Something to fill in, between the text and the actions.
    void addField(QWidget *field);
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

    QLabel *m_icon;
    QLabel *m_text;
    QPushButton *m_action;
    QPushButton *m_second;
    QToolButton *m_copy;
    QToolButton *m_close;
    QString m_details;
    Tone m_tone = Tone::Information;
};

} // namespace natter
