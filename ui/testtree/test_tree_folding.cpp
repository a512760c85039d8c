// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/testtree/test_tree_folding.h"

#include <algorithm>

namespace cboard::ui {

namespace {

    const QString OpenOption = QStringLiteral("open");
    const QString OpenedOption = QStringLiteral("opened");
    const QString ClosedOption = QStringLiteral("closed");
    const QString Failing = QStringLiteral("failing");
    constexpr QLatin1Char Between('|'); ///< In no path of a test.

    void setList(QMap<QString, QString>& options, const QString& key, QStringList paths)
    {
        options.remove(key);
        if (!paths.isEmpty()) {
            paths.sort(); // A link is the same for the same picture.
            options.insert(key, paths.join(Between));
        }
    }

} // namespace

void TestTreeFolding::setOpen(const QString& path, bool isOpen)
{
    opened.removeAll(path);
    closed.removeAll(path);
    (isOpen ? opened : closed) << path;
}

TestTreeFolding foldingOf(const QMap<QString, QString>& options)
{
    TestTreeFolding folding;
    const QString open = options.value(OpenOption);
    if (open == Failing) {
        folding.rule = TestTreeFolding::Rule::Failing;
    } else if (const int level = open.toInt(); level > 0) {
        folding.rule = TestTreeFolding::Rule::Level;
        folding.level = std::min(level, TestTreeFolding::Levels);
    }
    folding.opened = options.value(OpenedOption).split(Between, Qt::SkipEmptyParts);
    folding.closed = options.value(ClosedOption).split(Between, Qt::SkipEmptyParts);
    return folding;
}

void setFolding(QMap<QString, QString>& options, const TestTreeFolding& folding)
{
    options.remove(OpenOption);
    if (folding.rule != TestTreeFolding::Rule::New) {
        options.insert(OpenOption,
                       folding.rule == TestTreeFolding::Rule::Failing
                           ? Failing
                           : QString::number(folding.level));
    }
    setList(options, OpenedOption, folding.opened);
    setList(options, ClosedOption, folding.closed);
}

std::vector<std::int32_t> nodesToOpen(const TestTreeLayout& layout,
                                      const std::vector<std::int32_t>& nodes)
{
    constexpr std::int64_t MostRows = 2000;
    std::vector<std::int32_t> open;
    std::vector<bool> isOpen(layout.snapshot->nodes.size());
    std::int64_t rows = 0;
    for (const std::int32_t node : nodes) {
        // Its ancestors, from the leaf up until one that is open already.
        for (std::int32_t at = layout.node(node).parent;
             at > 0 && !isOpen[static_cast<std::size_t>(at)]; at = layout.node(at).parent) {
            rows += layout.childCount(at);
            if (rows > MostRows) {
                return open;
            }
            isOpen[static_cast<std::size_t>(at)] = true;
            open.push_back(at);
        }
    }
    return open;
}

} // namespace cboard::ui
