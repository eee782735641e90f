// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/xep/xep0004_data_forms.h"

#include <QWidget>

class QFormLayout;

namespace natter {

/// What came of something, as a data form of the type "result" says it (XEP-0004, 3.4): values, and a table.
class FormResult : public QWidget
{
    Q_OBJECT

public:
    explicit FormResult(const DataForm &form, QWidget *parent = nullptr);

private:
    void add(const DataForm::Field &field, QFormLayout &rows);
    void addTable(const DataForm &form);
};

} // namespace natter
