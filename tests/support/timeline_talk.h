// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/window_world.h"

#include "widgets/timeline_view.h"

#include <QScrollBar>

namespace natter {

/// A timeline over the conversation with Juliet.
struct TimelineTalk : WindowWorld
{
    TimelineTalk()
    {
        view.resize(480, 400);
        view.setPeerName(QStringLiteral("Juliet"));
        view.show();
    }
    void open()
    {
        model = std::make_unique<TimelineModel>(juliet(), conversations);
        view.setModel(model.get());
        until([this] { return model->isLoaded(); });
        settle();
    }
    QScrollBar &bar() { return *view.verticalScrollBar(); }

    std::unique_ptr<TimelineModel> model;
    TimelineView view;
};

} // namespace natter
