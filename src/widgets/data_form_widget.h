// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/xep/xep0004_data_forms.h"

#include <QWidget>

#include <functional>
#include <vector>

namespace natter {

/// A data form (XEP-0004) to fill in.
class DataFormWidget : public QWidget
{
    Q_OBJECT

public:
    explicit DataFormWidget(const DataForm &form, QWidget *parent = nullptr);

    /// The form of type "submit" with what was entered.
    DataForm filledIn() const;
    /// The label of the first required field that is empty; an empty text if there is none.
    QString missingField() const;

private:
    struct Entry
    {
        DataForm::Field field;
        QString label;
        std::function<QStringList()> values;
    };

    void add(const DataForm::Field &field);
    void place(const QString &label, QWidget *editor);
    QWidget *editorFor(const DataForm::Field &field, std::function<QStringList()> &values);

    std::vector<Entry> m_entries;
};

} // namespace natter
