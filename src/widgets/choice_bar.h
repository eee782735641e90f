// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace natter {

/// In the place of the composer while messages are chosen: how many there are, and what can be done with them.
class ChoiceBar : public QWidget
{
    Q_OBJECT

public:
    explicit ChoiceBar(QWidget *parent = nullptr);

    void setCount(int count);
    QSize minimumSizeHint() const override { return { 200, sizeHint().height() }; }

Q_SIGNALS:
    void copyRequested();
    void forwardRequested();
    void deletionRequested();
    void cancelled();

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void updateLook();
    void updateTexts();

    QLabel *m_count;
    QPushButton *m_copy;
    QPushButton *m_forward;
    QPushButton *m_delete;
    QPushButton *m_cancel;
    int m_fullWidth = 0; ///< which the texts of all buttons need
};

} // namespace natter
