// XEP-0486: MUC Avatars, version 0.1.0
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/xep/xep0004_data_forms.h"
#include "protocol/xep/xep0054_vcard_temp.h"

namespace natter {

/// Which picture a room has, by what it says of itself (3.3); empty: none. Of several formats the first one that is
/// told.
QByteArray roomPictureHash(const DataForm &roomInfo);

/// What the room is to tell of itself with that picture, or without one (3.2): all that it told before stays.
Element roomCardWith(const Element &before, const std::optional<VCard::Photo> &picture);

} // namespace natter
