// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/matrix/matrix_features.h"

#include "ui/matrix/matrix_view.h"

#include <QCoreApplication>

namespace cboard::ui {

namespace {

    using query::Dimension;

    QString tr(const char* text)
    {
        return QCoreApplication::translate("Matrix", text);
    }

    MatrixKindSpec bootSpec()
    {
        MatrixKindSpec spec;
        spec.viewId = QStringLiteral("boots");
        spec.title = tr("Boots");
        spec.kind = query::MatrixKind::Boot;
        spec.modes = {{QStringLiteral("history"),
                       tr("By revision"),
                       {Dimension::Platform},
                       {Dimension::Revision},
                       false},
                      {QStringLiteral("revision"),
                       tr("One revision"),
                       {Dimension::Platform},
                       {Dimension::Config, Dimension::Compiler},
                       true}};
        spec.dimensions = {Dimension::Platform, Dimension::Revision, Dimension::Config,
                           Dimension::Arch,     Dimension::Compiler, Dimension::Lab,
                           Dimension::Origin,   Dimension::Path};
        spec.cell = QSize(34, 22);
        return spec;
    }

    MatrixKindSpec buildSpec()
    {
        MatrixKindSpec spec;
        spec.viewId = QStringLiteral("builds");
        spec.title = tr("Builds");
        spec.kind = query::MatrixKind::Build;
        spec.modes = {{QStringLiteral("revision"),
                       tr("One revision"),
                       {Dimension::Config},
                       {Dimension::Arch, Dimension::Compiler},
                       true},
                      {QStringLiteral("history"),
                       tr("By revision"),
                       {Dimension::Config, Dimension::Arch, Dimension::Compiler},
                       {Dimension::Revision},
                       false}};
        spec.dimensions = {Dimension::Config,   Dimension::Arch, Dimension::Compiler,
                           Dimension::Revision, Dimension::Lab,  Dimension::Origin};
        spec.cell = QSize(40, 22); // With room for the count of new warnings.
        return spec;
    }

    MatrixKindSpec testSpec()
    {
        MatrixKindSpec spec;
        spec.viewId = QStringLiteral("testmatrix");
        spec.title = tr("Test matrix");
        spec.kind = query::MatrixKind::Test;
        spec.modes = {{QStringLiteral("suites"),
                       tr("Suites × boards"),
                       {Dimension::Suite},
                       {Dimension::Platform},
                       true},
                      {QStringLiteral("boards"),
                       tr("Tests × boards"),
                       {Dimension::Path},
                       {Dimension::Platform},
                       true},
                      {QStringLiteral("history"),
                       tr("Tests × revisions"),
                       {Dimension::Path},
                       {Dimension::Revision},
                       false},
                      {QStringLiteral("labs"),
                       tr("Tests × labs"),
                       {Dimension::Path},
                       {Dimension::Lab},
                       true}};
        spec.dimensions = {Dimension::Path,   Dimension::Suite,    Dimension::Platform,
                           Dimension::Config, Dimension::Revision, Dimension::Lab,
                           Dimension::Arch,   Dimension::Compiler, Dimension::Origin};
        spec.cell = QSize(26, 20);
        return spec;
    }

} // namespace

Feature makeTestMatrixFeature()
{
    return {QStringLiteral("testmatrix"),
            tr("Test matrix"),
            QStringLiteral("tests"),
            {},
            FeatureScope::Revision,
            [](const Context& context, QWidget* parent) -> View* {
                return new MatrixView(testSpec(), context, parent);
            }};
}

Feature makeBuildMatrixFeature()
{
    return {QStringLiteral("builds"),
            tr("Builds"),
            QStringLiteral("builds"),
            QKeySequence(QStringLiteral("G,B")),
            FeatureScope::Revision,
            [](const Context& context, QWidget* parent) -> View* {
                return new MatrixView(buildSpec(), context, parent);
            }};
}

Feature makeBootMatrixFeature()
{
    return {QStringLiteral("boots"),
            tr("Boots"),
            QStringLiteral("boots"),
            QKeySequence(QStringLiteral("G,O")),
            FeatureScope::Revision,
            [](const Context& context, QWidget* parent) -> View* {
                return new MatrixView(bootSpec(), context, parent);
            }};
}

} // namespace cboard::ui
