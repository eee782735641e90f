// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <tl/expected.hpp>

namespace natter {

/// A value, or the Error that prevented it. Result<> is success or Error.
template <typename T = void> using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> failure(Error::Kind kind, const QString &detail = {})
{
    return tl::unexpected<Error>(Error { kind, detail, {}, {} });
}

inline tl::unexpected<Error> failure(Error error) { return tl::unexpected<Error>(std::move(error)); }

} // namespace natter
