// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace natter {

/// A view of its own of the file systems, for this test program alone. As below.
bool enterOwnFileSystems();
/// A network without a way out, in which the system asks 127.0.0.1 about names, for this test program alone.
/// To be called before there is a second thread. False where the system does not allow that.
bool enterOwnNetwork();

} // namespace natter
