// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeySequence>
#include <QLineEdit>

namespace natter {

/// A line to search with, which says by which keys one gets there while it is empty and has room to say so.
class SearchField : public QLineEdit
{
    Q_OBJECT

public:
    explicit SearchField(QWidget *parent = nullptr);

    void setKeys(const QKeySequence &keys);

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void alignText();
    void updateLook();

    QKeySequence m_keys;
    QAction *m_mark;
};

} // namespace natter
