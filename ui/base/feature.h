// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/context.h"
#include "ui/base/view.h"

#include <QKeySequence>
#include <QString>

#include <cstdint>
#include <functional>
#include <vector>

namespace cboard::ui {

/// What a view needs before it can show anything; tells the navigator where to list it.
enum class FeatureScope : std::uint8_t { Global, Revision, Record };

/// One kind of view: a row of feature_registry.cpp.
struct Feature {
    QString id; ///< As in addresses and `--render`: "trees".
    QString title; ///< Translated.
    QString icon; ///< File name in resources/icons without suffix.
    QKeySequence shortcut; ///< `g` then a letter.
    FeatureScope scope = FeatureScope::Global;
    std::function<View*(const Context& context, QWidget* parent)> create;
    bool takesFilter = true; ///< Else nothing can be typed into the filter field while it is shown.
};

/// All views, in the order of the navigator. Listed in ui/shell/feature_registry.cpp, where all
/// of them are known.
const std::vector<Feature>& featureRegistry();

/// Nothing when no feature has this id.
const Feature* findFeature(const QString& id);

/// What \p state asks, without the place of the cursor in the answer; a view of one record keeps
/// its record.
ViewState questionOf(ViewState state);

} // namespace cboard::ui
