// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/saved/saved_state.h"

#include "ui/base/feature.h"
#include "ui/base/text_format.h"
#include "ui/base/user_items.h"

#include <algorithm>

namespace cboard::ui {

namespace {

    const QString NameOption = QStringLiteral("saved");

    /// \p value where the saved view says nothing of it.
    void leaveOpen(const QString& value, QString& shown)
    {
        if (value.isEmpty()) {
            shown.clear();
        }
    }

} // namespace

std::optional<ViewState> openingOf(const store::UserData::SavedView& saved)
{
    auto state = fromAddress(fromUtf8(saved.address));
    if (state) {
        state->options.insert(NameOption, fromUtf8(saved.name));
    }
    return state;
}

QString takeSavedName(ViewState& state)
{
    return state.options.take(NameOption);
}

ViewState withSavedName(ViewState state, const QString& name)
{
    if (!name.isEmpty()) {
        state.options.insert(NameOption, name);
    }
    return state;
}

SavedAs savedAs(const UserLists& lists, const QString& name, const ViewState& shown)
{
    const auto saved =
        std::find_if(lists.saved.begin(), lists.saved.end(),
                     [&name](const auto& view) { return fromUtf8(view.name) == name; });
    const auto kept =
        saved == lists.saved.end() ? std::nullopt : fromAddress(fromUtf8(saved->address));
    if (!kept || kept->view != shown.view) {
        return SavedAs::None;
    }
    ViewState now = questionOf(shown);
    leaveOpen(kept->tree, now.tree);
    leaveOpen(kept->branch, now.branch);
    leaveOpen(kept->repositoryUrl, now.repositoryUrl);
    leaveOpen(kept->revision, now.revision);
    return now == questionOf(*kept) ? SavedAs::Same : SavedAs::Changed;
}

} // namespace cboard::ui
