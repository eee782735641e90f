// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/emoji_grid_accessible.h"

#include "widgets/emoji_grid.h"

#include <QAccessibleWidget>
#include <QPointer>

#include <algorithm>
#include <unordered_map>

namespace natter {

namespace {

/// One emoji by its name.
class AccessibleCell final : public QAccessibleInterface, public QAccessibleActionInterface
{
public:
    AccessibleCell(EmojiGrid *grid, int cell) : m_grid(grid), m_cell(cell) { }

    bool isValid() const override { return m_grid && m_cell < m_grid->count(); }
    QObject *object() const override { return nullptr; }
    QAccessibleInterface *parent() const override { return QAccessible::queryAccessibleInterface(m_grid.data()); }
    QAccessibleInterface *child(int) const override { return nullptr; }
    QAccessibleInterface *childAt(int, int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface *) const override { return -1; }
    QString text(QAccessible::Text kind) const override
    {
        return kind == QAccessible::Name && isValid() ? m_grid->nameAt(m_cell) : QString();
    }
    void setText(QAccessible::Text, const QString &) override { }
    QAccessible::Role role() const override { return QAccessible::ListItem; }
    QRect rect() const override
    {
        const QRect rect = isValid() ? m_grid->cellRect(m_cell) : QRect();
        return isValid() ? QRect(m_grid->viewport()->mapToGlobal(rect.topLeft()), rect.size()) : QRect();
    }
    QAccessible::State state() const override
    {
        QAccessible::State state;
        state.focusable = true;
        state.selectable = true;
        state.focused = isValid() && m_grid->hasFocus() && m_grid->current() == m_cell;
        state.selected = isValid() && m_grid->current() == m_cell;
        state.offscreen = isValid() && !m_grid->viewport()->rect().intersects(m_grid->cellRect(m_cell));
        return state;
    }

    void *interface_cast(QAccessible::InterfaceType type) override
    {
        return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface *>(this) : nullptr;
    }
    QStringList actionNames() const override { return { pressAction() }; }
    void doAction(const QString &name) override
    {
        if (name == pressAction() && isValid()) {
            Q_EMIT m_grid->chosen(m_grid->emojiAt(m_cell), false);
        }
    }
    QStringList keyBindingsForAction(const QString &) const override { return {}; }

private:
    QPointer<EmojiGrid> m_grid;
    int m_cell;
};

/// All of them.
class AccessibleGrid final : public QAccessibleWidget
{
public:
    explicit AccessibleGrid(EmojiGrid *grid) : QAccessibleWidget(grid, QAccessible::List), m_grid(grid) { }
    ~AccessibleGrid() override
    {
        for (const auto &[cell, id] : m_children) {
            QAccessible::deleteAccessibleInterface(id);
        }
    }
    Q_DISABLE_COPY_MOVE(AccessibleGrid)

    int childCount() const override { return m_grid->count(); }
    QAccessibleInterface *child(int cell) const override
    {
        if (cell < 0 || cell >= childCount()) {
            return nullptr;
        }
        auto known = m_children.find(cell);
        if (known == m_children.end()) {
            const auto id = QAccessible::registerAccessibleInterface(new AccessibleCell(m_grid, cell));
            known = m_children.emplace(cell, id).first;
        }
        return QAccessible::accessibleInterface(known->second);
    }
    QAccessibleInterface *childAt(int x, int y) const override
    {
        return child(m_grid->cellAt(m_grid->viewport()->mapFromGlobal(QPoint(x, y))));
    }
    QAccessibleInterface *focusChild() const override
    {
        return m_grid->hasFocus() ? child(m_grid->current()) : nullptr;
    }
    int indexOfChild(const QAccessibleInterface *child) const override
    {
        const auto found = std::find_if(m_children.begin(), m_children.end(), [child](const auto &entry) {
            return QAccessible::accessibleInterface(entry.second) == child;
        });
        return found == m_children.end() ? -1 : found->first;
    }

private:
    EmojiGrid *m_grid;
    mutable std::unordered_map<int, QAccessible::Id> m_children;
};

} // namespace

QAccessibleInterface *emojiGridAccessibleFactory(const QString &, QObject *object)
{
    auto *grid = qobject_cast<EmojiGrid *>(object);
    return grid ? new AccessibleGrid(grid) : nullptr;
}

} // namespace natter
