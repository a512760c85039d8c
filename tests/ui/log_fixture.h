// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/run_error_snapshots.h"
#include "tests/ui/ui_fixture.h"

#include <memory>
#include <optional>
#include <string>

namespace cboard::test {

/// A memory engine whose records all have the log that the test gives.
class LogEngine : public MemoryEngine {
public:
    query::Answer<query::LogSnapshot> log(const query::LogRequest& request,
                                          const TaskContext& /*task*/) override
    {
        if (request.ownerId == "missing") {
            return fail(ErrorKind::NotFound, "no test \"missing\" is stored");
        }
        auto answer = std::make_shared<query::LogSnapshot>(snapshot);
        answer->ownerId = request.ownerId;
        answer->ownerKind = request.ownerKind;
        return std::shared_ptr<const query::LogSnapshot>(std::move(answer));
    }

    void setText(std::string text, LogFormat format = LogFormat::Plain)
    {
        snapshot.text = std::make_shared<const std::string>(std::move(text));
        snapshot.format = format;
        snapshot.origin = query::LogOrigin::Stored;
    }

    query::LogSnapshot snapshot;
};

class LogFixture : public UiFixture {
public:
    explicit LogFixture(ui::ThemeKind kind = ui::ThemeKind::Light)
        : UiFixture(kind)
    {
        context.engine = &logs;
    }

    LogEngine logs;
};

} // namespace cboard::test
