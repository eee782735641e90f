// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/program_parts.h"

#include <QDialog>

#include <memory>

namespace natter {

namespace Ui {
class AboutDialog;
}

/// What Natter is, its licence, and its parts with their versions and licences.
class AboutDialog : public QDialog
{
    Q_OBJECT

public:
    explicit AboutDialog(QWidget *parent = nullptr);
    ~AboutDialog() override;

private:
    void copyVersions() const;
    void showLicence(int row);

    std::unique_ptr<Ui::AboutDialog> m_ui;
    const QList<ProgramPart> m_parts;
};

} // namespace natter
