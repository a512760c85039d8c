// SPDX-License-Identifier: GPL-3.0-or-later
// ui_gallery FOLDER: every view in both themes at 100 % and 200 %, as PNG files to look at.
#include "tests/ui/ui_fixture.h"
#include "ui/shell/feature.h"
#include "ui/shell/render.h"

#include <QApplication>
#include <QDir>
#include <QTextStream>

#include <vector>

using namespace cboard;
using namespace cboard::ui;

namespace {

struct Picture {
    ThemeKind theme;
    RenderOptions options;
};

std::vector<Picture> pictures(const QDir& folder)
{
    std::vector<Picture> all;
    for (const auto theme : {ThemeKind::Light, ThemeKind::Dark}) {
        for (const Feature& feature : featureRegistry()) {
            for (const bool withWindow : {false, true}) {
                Picture picture{theme, {}};
                picture.options.state.view = feature.id;
                picture.options.state.tree = QStringLiteral("mainline");
                picture.options.state.branch = QStringLiteral("master");
                if (feature.scope == FeatureScope::Record) {
                    picture.options.state.record = QStringLiteral("maestro:0001");
                }
                picture.options.withWindow = withWindow;
                picture.options.scale = withWindow ? 1 : 2;
                picture.options.output =
                    folder.filePath(QStringLiteral("%1-%2%3.png")
                                        .arg(feature.id,
                                             theme == ThemeKind::Light ? QStringLiteral("light")
                                                                       : QStringLiteral("dark"),
                                             withWindow ? QStringLiteral("-window") : QString()));
                all.push_back(picture);
            }
        }
    }
    return all;
}

/// Draws one picture after the other, then ends the program.
class Gallery : public QObject {
public:
    Gallery(std::vector<Picture> pictures, test::UiFixture& fixture)
        : m_pictures(std::move(pictures))
        , m_fixture(fixture)
    {
    }

    void next()
    {
        m_renderer.reset();
        if (m_index == m_pictures.size()) {
            QApplication::exit(m_failures == 0 ? 0 : 1);
            return;
        }
        const Picture& picture = m_pictures[m_index++];
        m_fixture.theme.setKind(picture.theme);
        m_renderer = std::make_unique<Renderer>(m_fixture.context);
        m_renderer->start(picture.options, [this, &picture](const Result<void>& result) {
            QTextStream(stdout) << picture.options.output << (result ? "" : " FAILED ")
                                << QString::fromStdString(result ? "" : describe(result.error()))
                                << Qt::endl;
            m_failures += result ? 0 : 1;
            QMetaObject::invokeMethod(this, &Gallery::next, Qt::QueuedConnection);
        });
    }

private:
    std::vector<Picture> m_pictures;
    test::UiFixture& m_fixture;
    std::unique_ptr<Renderer> m_renderer;
    std::size_t m_index = 0;
    int m_failures = 0;
};

} // namespace

int main(int argc, char** argv)
{
    const QApplication application(argc, argv);
    QApplication::setQuitOnLastWindowClosed(false);
    const QDir folder(QApplication::arguments().value(1, QStringLiteral("gallery")));
    folder.mkpath(QStringLiteral("."));
    test::UiFixture fixture;
    installTheme(fixture.theme);
    Gallery gallery(pictures(folder), fixture);
    QMetaObject::invokeMethod(&gallery, &Gallery::next, Qt::QueuedConnection);
    return QApplication::exec();
}
