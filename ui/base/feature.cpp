// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/feature.h"

#include <algorithm>

namespace cboard::ui {

const Feature* findFeature(const QString& id)
{
    const auto& features = featureRegistry();
    const auto place = std::find_if(features.begin(), features.end(),
                                    [&id](const Feature& feature) { return feature.id == id; });
    return place == features.end() ? nullptr : &*place;
}

ViewState questionOf(ViewState state)
{
    const Feature* feature = findFeature(state.view);
    if (feature == nullptr || feature->scope == FeatureScope::Record) {
        return state;
    }
    state.record.clear();
    state.recordKind = RecordKind::Test;
    // Of a matrix, of the test tree, of the home page.
    for (const char* place : {"row", "column", "path", "card"}) {
        state.options.remove(QLatin1String(place));
    }
    state.options.removeIf([](const auto& option) { // Of each table of a view.
        return option.key().endsWith(QLatin1String(".row"));
    });
    return state;
}

} // namespace cboard::ui
