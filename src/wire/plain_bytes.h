// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QtEndian>

#include <bit>

namespace natter {

/// The top bit of each of the eight bytes that is not printable ASCII or is one of `Special`. Only the lowest of these
/// bits is certain: a borrow may run from there into the bytes behind.
template <uchar... Special> constexpr quint64 marksOfEight(quint64 eight)
{
    constexpr quint64 ones = 0x0101010101010101;
    const auto belowOne = [](quint64 bytes) { return bytes - ones; };
    return (eight | (eight - 0x20 * ones) | (belowOne(eight ^ (Special * ones)) | ...)) & (0x80 * ones);
}

/// How many bytes at the start of `bytes` mean themselves where the bytes `Special` do not: printable ASCII and white
/// space. Looks at eight at a time.
template <uchar... Special> qsizetype plainBytes(QByteArrayView bytes)
{
    const auto isSpace = [](char byte) { return byte == '\n' || byte == '\t' || byte == '\r'; };
    const char *data = bytes.data();
    const qsizetype size = bytes.size();
    qsizetype i = 0;
    while (i + 8 <= size) {
        const quint64 marks = marksOfEight<Special...>(qFromLittleEndian<quint64>(data + i));
        if (marks == 0) {
            i += 8;
            continue;
        }
        i += std::countr_zero(marks) / 8;
        if (!isSpace(data[i])) {
            return i;
        }
        ++i;
    }
    const auto isPlain = [&isSpace](char byte) {
        return isSpace(byte) || (marksOfEight<Special...>(static_cast<uchar>(byte)) & 0x80) == 0;
    };
    while (i < size && isPlain(data[i])) {
        ++i;
    }
    return i;
}

} // namespace natter
