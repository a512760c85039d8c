// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/feature.h"
#include "ui/builds/build_feature.h"
#include "ui/charts/charts_feature.h"
#include "ui/compare/compare_feature.h"
#include "ui/flaky/flaky_feature.h"
#include "ui/hardware/hardware_feature.h"
#include "ui/history/history_feature.h"
#include "ui/home/home_feature.h"
#include "ui/ingest/ingest_feature.h"
#include "ui/logsearch/log_search_feature.h"
#include "ui/logview/log_feature.h"
#include "ui/matrix/matrix_features.h"
#include "ui/regressions/regressions_feature.h"
#include "ui/revision/revision_feature.h"
#include "ui/runs/runs_feature.h"
#include "ui/saved/saved_feature.h"
#include "ui/settings/settings_feature.h"
#include "ui/testtree/test_tree_feature.h"
#include "ui/trees/trees_feature.h"
#include "ui/triage/tray_feature.h"

namespace cboard::ui {

// A new view: include its feature header, add one row. An explicit list, because objects that
// register themselves are dropped by the linker from static libraries.
const std::vector<Feature>& featureRegistry()
{
    static const std::vector<Feature> features = {
        makeHomeFeature(), //
        makeTreesFeature(), //
        makeRevisionFeature(), //
        makeBuildMatrixFeature(), //
        makeBuildFeature(), //
        makeBootMatrixFeature(), //
        makeTestTreeFeature(), //
        makeTestMatrixFeature(), //
        makeRegressionsFeature(), //
        makeCompareFeature(), //
        makeFlakyFeature(), //
        makeHardwareFeature(), //
        makeBoardFeature(), //
        makeChartsFeature(), //
        makeHistoryFeature(), //
        makeLogFeature(), //
        makeLogDiffFeature(), //
        makeRunsFeature(), //
        makeLogSearchFeature(), //
        makeTrayFeature(), //
        makeIngestFeature(), //
        makeSavedFeature(), //
        makeSettingsFeature(), //
    };
    return features;
}

} // namespace cboard::ui
