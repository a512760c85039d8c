// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/path_folding.h"

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

void PathFolding::setOpen(const QString& path, bool isOpen)
{
    opened.removeAll(path);
    closed.removeAll(path);
    (isOpen ? opened : closed) << path;
}

PathFolding foldingOf(const QMap<QString, QString>& options)
{
    PathFolding folding;
    const QString open = options.value(OpenOption);
    if (open == Failing) {
        folding.rule = PathFolding::Rule::Failing;
    } else if (const int level = open.toInt(); level > 0) {
        folding.rule = PathFolding::Rule::Level;
        folding.level = std::min(level, PathFolding::Levels);
    }
    folding.opened = options.value(OpenedOption).split(Between, Qt::SkipEmptyParts);
    folding.closed = options.value(ClosedOption).split(Between, Qt::SkipEmptyParts);
    return folding;
}

void setFolding(QMap<QString, QString>& options, const PathFolding& folding)
{
    options.remove(OpenOption);
    if (folding.rule != PathFolding::Rule::New) {
        options.insert(OpenOption,
                       folding.rule == PathFolding::Rule::Failing ? Failing
                                                                  : QString::number(folding.level));
    }
    setList(options, OpenedOption, folding.opened);
    setList(options, ClosedOption, folding.closed);
}

} // namespace cboard::ui
