// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/user_data.h"
#include "ui/base/view_state.h"

namespace cboard::ui {

struct UserLists;

/// What opens \p saved, as the view of that name: a tab that gets it knows where its view comes
/// from. Nothing when the address means nothing any more.
std::optional<ViewState> openingOf(const store::UserData::SavedView& saved);

/// Takes the name of the saved view out of \p state; empty when it was opened as none.
QString takeSavedName(ViewState& state);
ViewState withSavedName(ViewState state, const QString& name);

/// How a view stands to what was saved.
enum class SavedAs : std::uint8_t {
    None, ///< Not saved, or not any more.
    Same,
    Changed, ///< Something else is shown than was saved under the name.
};

/// Whether \p shown is what is saved as \p name. The selected record does not count, and the branch
/// and the revision only where the saved view names them: it may mean whatever is newest.
SavedAs savedAs(const UserLists& lists, const QString& name, const ViewState& shown);

} // namespace cboard::ui
