// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/about_dialog.h"

#include "widgets/icons.h"
#include "widgets/windows.h"

#include "ui_about_dialog.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QSslSocket>
#include <QSysInfo>

namespace natter {

AboutDialog::AboutDialog(QWidget *parent) : QDialog(parent), m_ui(std::make_unique<Ui::AboutDialog>())
{
    m_ui->setupUi(this);
    setAttribute(Qt::WA_DeleteOnClose);
    resizeWithinScreen(*this, { 520, 420 });
    m_ui->icon->setPixmap(programIcon().pixmap(QSize(64, 64), devicePixelRatioF()));
    m_ui->version->setText(tr("Version %1").arg(QStringLiteral(NATTER_VERSION)));
    const QStringList parts {
        QStringLiteral("Natter %1 – GPL-3.0-or-later").arg(QStringLiteral(NATTER_VERSION)),
        QStringLiteral("Qt %1 – LGPL-3.0").arg(QString::fromLatin1(qVersion())),
        QStringLiteral("%1 – Apache-2.0").arg(QSslSocket::sslLibraryVersionString()),
        QStringLiteral("ICU – Unicode-3.0"),
        QStringLiteral("SQLite – blessing"),
        QStringLiteral("QtKeychain – BSD-3-Clause"),
        QStringLiteral("tl::expected – CC0-1.0"),
        QSysInfo::prettyProductName(),
    };
    m_ui->parts->setPlainText(parts.join(u'\n'));
    m_ui->parts->setAccessibleName(tr("Versions and licences"));
    connect(m_ui->copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_ui->parts->toPlainText()); });
    connect(m_ui->close, &QPushButton::clicked, this, &QDialog::accept);
}

AboutDialog::~AboutDialog() = default;

} // namespace natter
