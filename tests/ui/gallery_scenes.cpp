// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/gallery_scenes.h"

#include "tests/core/git/git_repository.h"
#include "tests/ui/store_fixture.h"
#include "ui/find/find_bar.h"
#include "ui/history/history_state.h"
#include "ui/shell/window_actions.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QToolButton>

namespace cboard::test {

using namespace cboard::ui;

namespace {

    constexpr int Revisions = 12;
    constexpr int ChangedAt = 7; ///< First revision with the other version of the test.
    const QString Board = QStringLiteral("rk3399-gru-kevin");

    void press(QWidget& window, const char* action)
    {
        window.findChild<WindowActions*>()->trigger(QLatin1String(action));
    }

    GalleryScene listOf(const ViewState& place, const char* view, const char* list)
    {
        GalleryScene scene{QStringLiteral("%1-%2").arg(QLatin1String(view), QLatin1String(list)),
                           place};
        scene.state.view = QLatin1String(view);
        scene.state.options.insert(QStringLiteral("list"), QLatin1String(list));
        return scene;
    }

    GalleryScene viewOf(const ViewState& place, const char* view, const char* name)
    {
        GalleryScene scene{QLatin1String(name), place};
        scene.state.view = QLatin1String(view);
        return scene;
    }

    /// Collects one KCIDB document.
    class MarkedDocument {
    public:
        MarkedDocument(const QDateTime& now, const std::vector<std::string>& commits)
            : m_now(now)
            , m_commits(commits)
        {
        }

        /// A revision of \p tree at a commit; lab x runs a version of the test, lab y says nothing.
        void addRevision(const QString& tree, int commit, int daysAgo)
        {
            const QString id = QStringLiteral("maestro:%1-%2").arg(tree).arg(commit);
            const QString time =
                m_now.addDays(-daysAgo).toUTC().toString(QStringLiteral("yyyy-MM-ddTHH:mm:ssZ"));
            m_checkouts.append(
                QJsonObject{{QStringLiteral("id"), id},
                            {QStringLiteral("origin"), QStringLiteral("maestro")},
                            {QStringLiteral("tree_name"), tree},
                            {QStringLiteral("git_repository_url"),
                             QStringLiteral("https://git.example.org/%1.git").arg(tree)},
                            {QStringLiteral("git_repository_branch"), QStringLiteral("master")},
                            {QStringLiteral("git_commit_hash"),
                             QString::fromStdString(m_commits.at(std::size_t(commit)))},
                            {QStringLiteral("start_time"), time}});
            m_builds.append(
                QJsonObject{{QStringLiteral("id"), id + QStringLiteral("-b")},
                            {QStringLiteral("checkout_id"), id},
                            {QStringLiteral("origin"), QStringLiteral("maestro")},
                            {QStringLiteral("architecture"), QStringLiteral("arm64")},
                            {QStringLiteral("config_name"), QStringLiteral("defconfig")},
                            {QStringLiteral("compiler"), QStringLiteral("gcc-12")},
                            {QStringLiteral("start_time"), time},
                            {QStringLiteral("status"), QStringLiteral("PASS")}});
            const bool isChanged = commit >= ChangedAt;
            addTest(id, time, "kselftest.net.tls", "lab-collabora", isChanged);
            addTest(id, time, "kselftest.net.tls", "lab-baylibre", isChanged);
            addTest(id, time, "kselftest.net.psock", "lab-collabora", false);
        }

        QByteArray bytes() const
        {
            return QJsonDocument(QJsonObject{{QStringLiteral("version"),
                                              QJsonObject{{QStringLiteral("major"), 5},
                                                          {QStringLiteral("minor"), 3}}},
                                             {QStringLiteral("checkouts"), m_checkouts},
                                             {QStringLiteral("builds"), m_builds},
                                             {QStringLiteral("tests"), m_tests}})
                .toJson();
        }

    private:
        void addTest(const QString& checkout, const QString& time, const char* path,
                     const char* lab, bool fails)
        {
            QJsonObject misc{{QStringLiteral("runtime"), QLatin1String(lab)}};
            if (QLatin1String(lab) == QLatin1String("lab-collabora")) {
                misc.insert(QStringLiteral("test_source"),
                            QStringLiteral("https://git.example.org/kselftest.git"));
                misc.insert(QStringLiteral("test_revision"),
                            fails ? QStringLiteral("v6.19-2") : QStringLiteral("v6.19-1"));
            }
            misc.insert(QStringLiteral("platform"), Board);
            m_tests.append(QJsonObject{
                {QStringLiteral("id"), QStringLiteral("%1-t%2").arg(checkout).arg(m_tests.size())},
                {QStringLiteral("build_id"), checkout + QStringLiteral("-b")},
                {QStringLiteral("origin"), QStringLiteral("maestro")},
                {QStringLiteral("path"), QLatin1String(path)},
                {QStringLiteral("start_time"), time},
                {QStringLiteral("environment"),
                 QJsonObject{
                     {QStringLiteral("misc"), QJsonObject{{QStringLiteral("platform"), Board}}}}},
                {QStringLiteral("misc"), misc},
                {QStringLiteral("log_excerpt"),
                 fails ? QStringLiteral("not ok 7 tls.c:212: splice: Bad message\n")
                       : QStringLiteral("ok 7\n")},
                {QStringLiteral("status"), fails ? "FAIL" : QStringLiteral("PASS")}});
        }

        QDateTime m_now;
        const std::vector<std::string>& m_commits;
        QJsonArray m_checkouts;
        QJsonArray m_builds;
        QJsonArray m_tests;
    };

    bool writeFile(const QString& file, const QByteArray& bytes)
    {
        QFile out(file);
        return out.open(QIODevice::WriteOnly) && out.write(bytes) == bytes.size();
    }

} // namespace

std::vector<GalleryScene> galleryScenes(const ViewState& place)
{
    std::vector<GalleryScene> scenes;
    for (const char* list : {"builds", "boots", "suites", "boards", "issues", "runs", "logs",
                             "ledger", "gone", "notes"}) {
        scenes.push_back(listOf(place, "revision", list));
    }
    GalleryScene skeleton = viewOf(place, "revision", "revision-waiting");
    skeleton.isKeptWaiting = true;
    scenes.push_back(skeleton);
    GalleryScene waiting = viewOf(place, "boots", "boots-waiting");
    waiting.isKeptWaiting = true;
    scenes.push_back(waiting);
    GalleryScene find = viewOf(place, "trees", "trees-find");
    find.prepare = [](QWidget& window) {
        press(window, "find");
        for (auto* bar : window.findChildren<FindBar*>()) {
            if (bar->isVisible()) {
                bar->findChild<QLineEdit*>()->setText(QStringLiteral("next"));
            }
        }
    };
    scenes.push_back(find);
    GalleryScene saved = viewOf(place, "trees", "saved-changed");
    saved.prepare = [](QWidget& window) {
        press(window, "saved-1");
        press(window, "only-failures");
    };
    scenes.push_back(saved);
    scenes.push_back(listOf({}, "ingest", "refused"));
    query::HistoryRequest cell;
    cell.branch = {"mainline", "master", {}};
    cell.path = "kselftest.net.tls";
    cell.platform = Board.toStdString();
    scenes.push_back({QStringLiteral("history-changed"), historyState(cell)});
    ViewState marked;
    marked.tree = QStringLiteral("mainline");
    marked.branch = QStringLiteral("master");
    scenes.push_back(viewOf(marked, "regressions", "regressions-narrower"));
    scenes.back().prepare = [](QWidget& window) {
        for (auto* button : window.findChildren<QToolButton*>()) {
            if (button->text().startsWith(QStringLiteral("narrower"))) {
                button->click();
            }
        }
    };
    for (std::size_t i = scenes.size() - 3; i < scenes.size(); ++i) {
        scenes[i].isMarked = true;
    }
    return scenes;
}

bool addMarkedResults(StoreFixture& fixture, GitRepository& clone)
{
    std::vector<std::string> commits;
    for (int i = 0; i < Revisions; ++i) {
        commits.push_back(clone.commit("net/tls: change number " + std::to_string(i)));
    }
    const auto now =
        QDateTime::fromMSecsSinceEpoch(std::chrono::duration_cast<std::chrono::milliseconds>(
                                           fixture.context.now().time_since_epoch())
                                           .count());
    MarkedDocument document(now, commits);
    for (const int commit : {0, 1, 4, 9, 10, 11}) {
        document.addRevision(QStringLiteral("mainline"), commit, Revisions - commit);
    }
    for (const int commit : {2, 5, 8}) {
        document.addRevision(QStringLiteral("next"), commit, Revisions - commit);
    }
    const QTemporaryDir folder;
    const QDir files(folder.path());
    const bool isWritten =
        writeFile(files.filePath(QStringLiteral("results.json")), document.bytes())
        && writeFile(files.filePath(QStringLiteral("late.json")),
                     "{\n  \"version\": {\"major\": 5, \"minor\": 3},\n  \"checkouts\": [\n"
                     "    {\"id\": \"maestro:1\", \"start_time\": 20261101}\n  ]\n}\n")
        && writeFile(files.filePath(QStringLiteral("cut.json")), "{\"version\": {\"major\": 5,");
    ingest::Options options;
    options.arrival = fixture.context.now();
    return isWritten
        && fixture.workbench()
               .ingest({folder.path().toStdString()}, options, {}, TaskContext())
               .has_value();
}

} // namespace cboard::test
