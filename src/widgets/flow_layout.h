// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLayout>

namespace natter {

/// Puts widgets side by side, each as wide as it likes to be, and below each other where they have no room.
class FlowLayout : public QLayout
{
    Q_OBJECT

public:
    explicit FlowLayout(QWidget *parent = nullptr);
    ~FlowLayout() override;

    void addItem(QLayoutItem *item) override { m_items.append(item); }
    int count() const override { return static_cast<int>(m_items.size()); }
    QLayoutItem *itemAt(int index) const override { return m_items.value(index); }
    QLayoutItem *takeAt(int index) override;
    Qt::Orientations expandingDirections() const override { return {}; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSize() const override;
    void setGeometry(const QRect &rect) override;

private:
    /// Puts them into that width; returns the height that this takes.
    int arrange(const QRect &room, bool moves) const;

    QList<QLayoutItem *> m_items; ///< owned, as Qt wants it
};

} // namespace natter
