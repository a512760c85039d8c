// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/core/store/store_fixture.h"
#include "tests/ui/ui_fixture.h"
#include "ui/base/feature.h"

#include <memory>
#include <string>
#include <utility>

namespace cboard::test {

/// Mainline with two revisions, v1 and v2, and builds that the test adds, over a real store.
class BuildStore {
public:
    BuildStore() { m_data.checkouts = {mainlineCheckout(1), mainlineCheckout(2)}; }

    /// "maestro:CONFIG-REVISION", of arm64 and gcc-12, passed in 100 seconds.
    PlainBuild& add(int revision, const std::string& config, const std::string& excerpt)
    {
        const std::string n = std::to_string(revision);
        m_data.builds.push_back({"maestro:" + config + "-" + n, "maestro:c" + n, "maestro", config,
                                 "arm64", "gcc-12", "PASS", "", "100", "", excerpt});
        return m_data.builds.back();
    }

    PlainTest& addTest(const std::string& id, const std::string& build)
    {
        m_data.tests.push_back(
            {id, build, "maestro", "kunit.x", "kevin", "lab-x", "PASS", "", "", ""});
        return m_data.tests.back();
    }

    /// "drivers/wN.c:N:1: warning: odd thing here", at another line in another build.
    static std::string warning(int number)
    {
        const std::string n = std::to_string(number);
        return "drivers/w" + n + ".c:" + n + ":1: warning: odd thing here [-Wodd]\n";
    }
    static std::string error(int number)
    {
        const std::string n = std::to_string(number);
        return "fs/e" + n + ".c:" + n + ":1: error: unknown type name 'foo_t'\n";
    }

    /// Stores what was added and shows it in the view.
    std::unique_ptr<ui::View> open(const ui::ViewState& wanted)
    {
        m_store.add(std::exchange(m_data, {}));
        ui.context.engine = &m_store.engine();
        ui.context.now = [] { return StoreFixture::now(); };
        ui::ViewState state = wanted;
        state.tree = QStringLiteral("mainline");
        state.branch = QStringLiteral("master");
        std::unique_ptr<ui::View> view(ui::findFeature(state.view)->create(ui.context, nullptr));
        view->setAttribute(Qt::WA_DontShowOnScreen);
        view->resize(1200, 700);
        view->show();
        view->showState(state);
        return view;
    }

private:
    StoreFixture m_store;
    PlainData m_data;

public:
    UiFixture ui; ///< Ends before the store.
};

} // namespace cboard::test
