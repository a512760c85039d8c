// SPDX-License-Identifier: GPL-3.0-or-later
// ui_gallery FOLDER [VIEW...]: every view in both themes at 100 % and 200 %, with data, empty, with
// an error and in a narrow window, and the scenes of gallery_scenes.h, as PNG files and one page,
// index.html, to look at. The data is a made-up season of three trees in a store of its own; empty
// is a store in which nothing is, an error one whose file was overwritten. A name of a scene draws
// that one only.
#include "tests/core/git/git_repository.h"
#include "tests/ui/gallery_scenes.h"
#include "tests/ui/store_fixture.h"
#include "ui/base/feature.h"
#include "ui/base/preferences.h"
#include "ui/base/user_items.h"
#include "ui/hardware/board_state.h"
#include "ui/history/history_state.h"
#include "ui/shell/main_window.h"
#include "ui/shell/render.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QSemaphore>
#include <QTemporaryDir>
#include <QTextStream>
#include <QTimer>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

using namespace cboard;
using namespace cboard::ui;

namespace {

enum class Scene { Data, Window, Narrow, Empty, Error };

constexpr std::array Scenes = {std::pair(Scene::Data, "data"), std::pair(Scene::Window, "window"),
                               std::pair(Scene::Narrow, "narrow"), std::pair(Scene::Empty, "empty"),
                               std::pair(Scene::Error, "error")};
constexpr QSize Wide(1600, 1000);
constexpr QSize Small(760, 560);
constexpr int SettleMs = 60;
constexpr int LooksAtWait = 40; ///< A skeleton says after a while how long it has been.

struct Picture {
    QString file;
    ViewState state;
    Scene scene = Scene::Data;
    ThemeKind theme = ThemeKind::Light;
    double scale = 1;
    std::optional<test::GalleryScene> special = {}; ///< In a window.
};

/// What the pictures are of: the newest revision of a branch, and a boot that fails there.
struct Subject {
    query::BranchKey branch;
    query::HistoryRequest cell;
    QString run;
    QString otherRun; ///< A boot that passes there.
};

Result<Subject> findSubject(const Context& context)
{
    Subject subject;
    CBOARD_TRY(const auto trees, context.engine->trees({context.common()}, {}));
    const query::TreeRow& tree = trees->rows.front();
    subject.branch = {tree.tree, tree.branch, tree.repositoryUrl};
    query::TestsRequest boots{context.common(), tree.newest.id, query::RunKind::Boots};
    CBOARD_TRY(const auto runs, context.engine->tests(boots, {}));
    const auto fails = [](const query::TestRow& run) { return run.status == StatusClass::Fail; };
    const auto run = std::find_if(runs->rows.begin(), runs->rows.end(), fails);
    const query::TestRow& shown = run == runs->rows.end() ? runs->rows.front() : *run;
    subject.run = QString::fromStdString(shown.id);
    const auto pass = std::find_if_not(runs->rows.begin(), runs->rows.end(), fails);
    subject.otherRun = pass == runs->rows.end() ? QString() : QString::fromStdString(pass->id);
    subject.cell.branch = subject.branch;
    subject.cell.path = shown.path;
    subject.cell.platform = shown.platform;
    return subject;
}

ViewState stateOf(const Feature& feature, const Subject& subject)
{
    ViewState state;
    if (feature.id == QLatin1String("history")) {
        state = historyState(subject.cell);
    } else if (feature.id == QLatin1String("board")) {
        state = boardState(QString::fromStdString(subject.cell.platform));
    } else if (feature.scope == FeatureScope::Record) {
        state.record = subject.run;
    }
    if (feature.id == QLatin1String("runs")) {
        state.options.insert(QStringLiteral("other"), subject.otherRun);
    }
    if (feature.id == QLatin1String("logsearch")) {
        state.options.insert(QStringLiteral("find"), QStringLiteral("Kernel panic"));
    }
    state.view = feature.id;
    state.tree = QString::fromStdString(subject.branch.tree);
    state.branch = QString::fromStdString(subject.branch.branch);
    return state;
}

std::vector<Picture> pictures(const QStringList& views, const Subject& subject)
{
    std::vector<Picture> all;
    for (const Feature& feature : featureRegistry()) {
        if (!views.isEmpty() && !views.contains(feature.id)) {
            continue;
        }
        for (const auto& [scene, name] : Scenes) {
            for (const auto theme : {ThemeKind::Light, ThemeKind::Dark}) {
                for (const int scale : {1, 2}) {
                    const QString look = theme == ThemeKind::Light ? QStringLiteral("light")
                                                                   : QStringLiteral("dark");
                    all.push_back({QStringLiteral("%1-%2-%3-%4.png")
                                       .arg(feature.id, QLatin1String(name), look)
                                       .arg(scale * 100),
                                   stateOf(feature, subject), scene, theme,
                                   static_cast<double>(scale)});
                }
            }
        }
    }
    return all;
}

std::vector<Picture> specialPictures(const QStringList& names, const Subject& subject)
{
    ViewState place;
    place.tree = QString::fromStdString(subject.branch.tree);
    place.branch = QString::fromStdString(subject.branch.branch);
    std::vector<Picture> all;
    for (const test::GalleryScene& special : test::galleryScenes(place)) {
        if (!names.isEmpty() && !names.contains(special.name)) {
            continue;
        }
        for (const auto scene : {Scene::Window, Scene::Narrow}) {
            for (const auto theme : {ThemeKind::Light, ThemeKind::Dark}) {
                const QString size =
                    scene == Scene::Narrow ? QStringLiteral("narrow") : QStringLiteral("window");
                const QString look =
                    theme == ThemeKind::Light ? QStringLiteral("light") : QStringLiteral("dark");
                const int scale = scene == Scene::Narrow ? 2 : 1;
                all.push_back({QStringLiteral("%1-%2-%3-%4.png")
                                   .arg(special.name, size, look)
                                   .arg(scale * 100),
                               special.state, scene, theme, static_cast<double>(scale), special});
            }
        }
    }
    return all;
}

/// What a user leaves beside a store and in the settings, so that the views of it have something.
struct Belongings {
    explicit Belongings(test::StoreFixture& fixture, const QString& clone = {})
        : items(fixture.workbench().store().file(), fixture.pool, fixture.tasks,
                fixture.context.now)
        , preferences(*service::SettingsFile::load(
                          folder.filePath(QStringLiteral("settings.ini")).toStdString()),
                      fixture.tasks)
    {
        static_cast<void>(preferences.set(QStringLiteral("git/clone"), clone));
        fixture.context.items = &items;
        fixture.context.preferences = &preferences;
    }

    void fill(const Subject& subject)
    {
        const QString failing = QStringLiteral("test:") + subject.run;
        items.toggleTray({failing});
        items.setNote(failing, QStringLiteral("the lab moved racks that morning; ask again"));
        ViewState morning;
        morning.view = QStringLiteral("boots");
        morning.tree = QString::fromStdString(subject.branch.tree);
        morning.branch = QString::fromStdString(subject.branch.branch);
        morning.filter = QStringLiteral("is:new");
        items.save(QStringLiteral("new boot failures"), morning);
    }

    QTemporaryDir folder;
    UserItems items;
    Preferences preferences;
};

/// Small enough to be made in seconds; the newest revision has some thousand tests.
generate::Options season()
{
    return {.seed = 7, .trees = 3, .revisions = 20, .tests = 60'000, .withLogs = true};
}

struct Stores {
    test::StoreFixture& full;
    test::StoreFixture& empty;
    test::StoreFixture& damaged;
    test::StoreFixture& marked; ///< By addMarkedResults().
};

/// Overwrites the database under the hands of those who have it open.
bool damage(test::StoreFixture& fixture)
{
    const QString store = QString::fromStdString(fixture.workbench().store().file().string());
    for (const QString& name : {store, store + QStringLiteral("-wal")}) {
        QFile file(name);
        const QByteArray noise(static_cast<int>(file.size()), '\x55');
        if (!file.open(QIODevice::ReadWrite) || file.write(noise) != noise.size()) {
            return false;
        }
    }
    return true;
}

/// While it lives no query of a store is answered.
class Wait {
public:
    explicit Wait(QThreadPool& pool)
        : m_threads(pool.maxThreadCount())
    {
        for (int i = 0; i < m_threads; ++i) {
            pool.start([ends = m_ends] { ends->acquire(); });
        }
    }
    Wait(const Wait&) = delete;
    Wait& operator=(const Wait&) = delete;
    ~Wait() { m_ends->release(m_threads); }

private:
    int m_threads;
    std::shared_ptr<QSemaphore> m_ends = std::make_shared<QSemaphore>();
};

/// Draws one picture after the other, then ends the program.
class Gallery : public QObject {
public:
    Gallery(std::vector<Picture> pictures, const QDir& folder, Stores stores)
        : m_pictures(std::move(pictures))
        , m_folder(folder)
        , m_stores(stores)
    {
        m_settle.setInterval(SettleMs);
        connect(&m_settle, &QTimer::timeout, this, &Gallery::look);
    }

    void next()
    {
        if (m_index == m_pictures.size()) {
            QApplication::exit(m_failures == 0 && writePage() ? 0 : 1);
            return;
        }
        const Picture& picture = m_pictures[m_index];
        test::StoreFixture& fixture = storeOf(picture);
        fixture.theme.setKind(picture.theme);
        QApplication::setPalette(fixture.theme.palette()); // Another store's was set before.
        const Context& context = fixture.context;
        if (picture.special && picture.special->isKeptWaiting) {
            m_wait = std::make_unique<Wait>(fixture.pool);
        }
        if (picture.scene == Scene::Window || picture.special) {
            auto window = std::make_unique<MainWindow>(context);
            window->open(picture.state, OpenMode::Here);
            m_view = window->currentView();
            m_root = std::move(window);
        } else {
            m_view = findFeature(picture.state.view)->create(context, nullptr);
            m_root.reset(m_view);
            m_view->showState(picture.state);
        }
        m_root->setAttribute(Qt::WA_DontShowOnScreen);
        m_root->resize(picture.scene == Scene::Narrow ? Small : Wide);
        m_root->show();
        m_settle.start();
    }

private:
    test::StoreFixture& storeOf(const Picture& picture) const
    {
        return picture.scene == Scene::Empty                           ? m_stores.empty
            : picture.scene == Scene::Error                            ? m_stores.damaged
            : picture.special.has_value() && picture.special->isMarked ? m_stores.marked
                                                                       : m_stores.full;
    }

    /// Twice at rest: what was read may ask for more, as the inspector does.
    void look()
    {
        if (m_wait) { // Until it is said that it takes long.
            if (++m_looks == LooksAtWait) {
                finish();
            }
            return;
        }
        const auto isIdle = [](const test::StoreFixture& store) {
            return store.pool.activeThreadCount() == 0;
        };
        const bool isAtRest = !m_view->status().isLoading && isIdle(m_stores.full)
            && isIdle(m_stores.empty) && isIdle(m_stores.damaged) && isIdle(m_stores.marked);
        m_looks = isAtRest ? m_looks + 1 : 0;
        if (m_looks < 2) {
            return;
        }
        const Picture& picture = m_pictures[m_index];
        if (picture.special && picture.special->prepare && !std::exchange(m_isPrepared, true)) {
            m_looks = -2; // What it brings may begin a moment later.
            picture.special->prepare(*m_root);
            m_view = static_cast<MainWindow&>(*m_root).currentView();
            return;
        }
        finish();
    }

    void finish()
    {
        m_settle.stop();
        m_looks = 0;
        const Picture& picture = m_pictures[m_index++];
        const auto result = paintToFile(*m_root, m_folder.filePath(picture.file), picture.scale);
        m_failures += result ? 0 : 1;
        QTextStream(stdout) << picture.file << (result ? "" : " FAILED") << Qt::endl;
        m_root.reset();
        m_wait.reset();
        m_isPrepared = false;
        QMetaObject::invokeMethod(this, &Gallery::next, Qt::QueuedConnection);
    }

    bool writePage() const
    {
        QFile file(m_folder.filePath(QStringLiteral("index.html")));
        if (!file.open(QIODevice::WriteOnly | QIODevice::Text)) {
            return false;
        }
        QTextStream out(&file);
        out << "<!DOCTYPE html><meta charset='utf-8'><title>Checkerboard: gallery</title>\n"
               "<style>body{font:14px sans-serif;background:#888}figure{display:inline-block;"
               "margin:8px}img{width:46vw}figcaption{color:#fff}</style>\n";
        for (const Picture& picture : m_pictures) {
            out << "<figure><a href='" << picture.file << "'><img loading='lazy' src='"
                << picture.file << "'></a><figcaption>" << picture.file
                << "</figcaption></figure>\n";
        }
        return out.status() == QTextStream::Ok;
    }

    std::vector<Picture> m_pictures;
    QDir m_folder;
    Stores m_stores;
    QTimer m_settle;
    std::unique_ptr<QWidget> m_root;
    View* m_view = nullptr;
    std::size_t m_index = 0;
    int m_looks = 0; ///< At rest, one after the other.
    bool m_isPrepared = false;
    std::unique_ptr<Wait> m_wait;
    int m_failures = 0;
};

} // namespace

int main(int argc, char** argv)
{
    const QApplication application(argc, argv);
    QApplication::setQuitOnLastWindowClosed(false);
    const QStringList arguments = QApplication::arguments();
    const QDir folder(arguments.value(1, QStringLiteral("gallery")));
    folder.mkpath(QStringLiteral("."));
    const auto fixture = test::StoreFixture::create(season());
    const auto nothing = test::StoreFixture::createEmpty(season().endTime);
    const auto damaged = test::StoreFixture::createEmpty(season().endTime);
    const auto marked = test::StoreFixture::createEmpty(season().endTime);
    test::GitRepository clone;
    if (!fixture || !nothing || !damaged || !damage(*damaged) || !marked
        || !test::addMarkedResults(*marked, clone)) {
        QTextStream(stderr) << "the sample store could not be made" << Qt::endl;
        return 1;
    }
    const auto subject = findSubject(fixture->context);
    if (!subject) {
        QTextStream(stderr) << QString::fromStdString(describe(subject.error())) << Qt::endl;
        return 1;
    }
    installTheme(fixture->theme);
    Belongings belongings(*fixture);
    belongings.fill(*subject);
    const Belongings none(*nothing);
    const Belongings unread(*damaged);
    const Belongings ofMarked(*marked, QString::fromStdString(clone.folder()));
    auto all = pictures(arguments.mid(2), *subject);
    const auto special = specialPictures(arguments.mid(2), *subject);
    all.insert(all.end(), special.begin(), special.end());
    Gallery gallery(std::move(all), folder, {*fixture, *nothing, *damaged, *marked});
    QMetaObject::invokeMethod(&gallery, &Gallery::next, Qt::QueuedConnection);
    return QApplication::exec();
}
