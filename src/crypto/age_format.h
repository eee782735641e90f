// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "base/secret.h"

#include <QByteArray>
#include <QByteArrayView>

#include <functional>

namespace natter {

/// Encrypts a stream for whoever knows a passphrase, in the format of age (age-encryption.org/v1, recipient scrypt):
/// other programs open it as well. In pieces of 64 KiB, so that nothing of it has to fit into memory.
class AgeWriter
{
public:
    /// Takes what is encrypted; its errors end the writing.
    using Sink = std::function<Result<>(QByteArrayView)>;

    explicit AgeWriter(Sink sink) : m_sink(std::move(sink)) { }

    /// Derives the key, which takes a second and 128 MiB, and writes the header. Errors: Crypto, those of the sink.
    Result<> begin(const Secret &passphrase);
    Result<> write(QByteArrayView plain);
    /// Without it, whoever reads knows that the rest is missing.
    Result<> end();

private:
    Result<> seal(bool isLast);

    Sink m_sink;
    QByteArray m_key;
    QByteArray m_plain; ///< of the next piece
    quint64 m_pieces = 0;
};

/// Decrypts what AgeWriter, or another program of that format, has encrypted with a passphrase.
class AgeReader
{
public:
    /// Gives at most so many of the next bytes; none: that was the end.
    using Source = std::function<Result<QByteArray>(qsizetype most)>;

    explicit AgeReader(Source source) : m_source(std::move(source)) { }

    /// Errors: Malformed (not of that format, or for no passphrase), LimitExceeded (the key would take too long to
    /// derive), NotAuthorised (another passphrase), Crypto (the header was changed), those of the source.
    Result<> begin(const Secret &passphrase);
    /// The next piece, which is as it was written; empty at the end. Errors: Crypto (it was changed, or the rest is
    /// missing), those of the source.
    Result<QByteArray> read();

private:
    Result<QByteArray> line();
    Result<> fill(qsizetype bytes);

    Source m_source;
    QByteArray m_key;
    QByteArray m_ahead; ///< read but not used
    quint64 m_pieces = 0;
    bool m_isOver = false;
};

} // namespace natter
