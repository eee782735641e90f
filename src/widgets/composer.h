// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QPlainTextEdit>

class QToolButton;

namespace natter {

/// The editor of the composer: grows with its text, and leaves Enter to an input method while that composes.
class MessageEdit : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit MessageEdit(QWidget *parent = nullptr);

    void setEnterSends(bool enterSends) { m_enterSends = enterSends; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return { 60, sizeHint().height() }; }

Q_SIGNALS:
    void submitted();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void inputMethodEvent(QInputMethodEvent *event) override;
    void insertFromMimeData(const QMimeData *source) override;
    void changeEvent(QEvent *event) override;

private:
    void alignText();

    bool m_enterSends = true;
    bool m_composing = false;
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
    QWidget *editor() const { return m_edit; }

Q_SIGNALS:
    void submitted(const QString &text);
    void edited(const QString &text);

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void submit();
    void updateLook();

    MessageEdit *m_edit;
    QToolButton *m_send;
};

} // namespace natter
