// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/view_state.h"

#include <QString>

#include <functional>
#include <vector>

class QWidget;

namespace cboard::test {

class GitRepository;
class StoreFixture;

/// A picture of more than a view as it opens: another of its lists, what keys and waits bring.
struct GalleryScene {
    QString name; ///< "revision-ledger"
    ui::ViewState state;
    bool isMarked = false; ///< Of the store of addMarkedResults().
    bool isKeptWaiting = false; ///< The store does not answer; the picture is of the wait.
    /// Once the view is at rest: what a user would do next. Given the window.
    std::function<void(QWidget&)> prepare = {};
};

/// \p place: tree, branch and what else every state of the full store has.
std::vector<GalleryScene> galleryScenes(const ui::ViewState& place);

/// What seasons lack: a test that changed, a range that another branch narrows (to commits of
/// \p clone), and documents that are refused. \returns whether it went in.
bool addMarkedResults(StoreFixture& fixture, GitRepository& clone);

} // namespace cboard::test
