// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/history_state.h"

#include "ui/base/text_format.h"

#include <array>

namespace cboard::ui {

namespace {

    struct Part {
        const char* option;
        std::string query::HistoryRequest::*member;
    };

    constexpr std::array Parts = {Part{"path", &query::HistoryRequest::path},
                                  Part{"board", &query::HistoryRequest::platform},
                                  Part{"config", &query::HistoryRequest::config},
                                  Part{"arch", &query::HistoryRequest::architecture},
                                  Part{"compiler", &query::HistoryRequest::compiler},
                                  Part{"lab", &query::HistoryRequest::lab}};

    const QString KindOption = QStringLiteral("kind");
    const QString Build = QStringLiteral("build");
    const QString Boot = QStringLiteral("boot");

} // namespace

ViewState historyState(const query::HistoryRequest& request)
{
    ViewState state;
    state.view = QStringLiteral("history");
    state.tree = fromUtf8(request.branch.tree);
    state.branch = fromUtf8(request.branch.branch);
    state.repositoryUrl = fromUtf8(request.branch.repositoryUrl);
    for (const Part& part : Parts) {
        if (!(request.*part.member).empty()) {
            state.options.insert(QLatin1String(part.option), fromUtf8(request.*part.member));
        }
    }
    if (request.kind != query::MatrixKind::Test) {
        state.options.insert(KindOption, request.kind == query::MatrixKind::Build ? Build : Boot);
    }
    return state;
}

query::HistoryRequest historyRequest(const ViewState& state)
{
    query::HistoryRequest request;
    request.branch = {state.tree.toStdString(), state.branch.toStdString(),
                      state.repositoryUrl.toStdString()};
    for (const Part& part : Parts) {
        request.*part.member = state.options.value(QLatin1String(part.option)).toStdString();
    }
    const QString kind = state.options.value(KindOption);
    if (kind == Build) {
        request.kind = query::MatrixKind::Build;
    } else if (kind == Boot) {
        request.kind = query::MatrixKind::Boot;
    }
    return request;
}

} // namespace cboard::ui
