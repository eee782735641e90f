// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QToolButton;

namespace natter {

/// Above the editor: which message is being edited, or answered, and how not to.
class EditBanner : public QWidget
{
    Q_OBJECT

public:
    explicit EditBanner(QWidget *parent = nullptr);

    enum class Task { Edit, Reply };
    /// The message's text until now, and by whom it is.
    void setTask(Task task, const QString &text, const QString &name = {});

Q_SIGNALS:
    void cancelled();

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void updateLook();

    QString m_title;
    QString m_text;
    QToolButton *m_cancel;
};

} // namespace natter
