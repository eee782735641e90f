// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArrayView>
#include <QSaveFile>

namespace natter {

/// Writes a file that only its owner may read, in place of the one that was there, and only once all of it is on the
/// disk: until commit() the other stays. Errors: ReadOnly, StorageFull, Storage.
class PrivateWriter
{
public:
    explicit PrivateWriter(const QString &path) : m_file(path) { }

    Result<> open();
    Result<> write(QByteArrayView bytes);
    Result<> commit();

private:
    Error error(Error::Kind otherwise) const;

    QSaveFile m_file;
};

} // namespace natter
