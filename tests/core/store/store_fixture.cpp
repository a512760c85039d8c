// SPDX-License-Identifier: LGPL-2.1-or-later
#include "store_fixture.h"

#include <array>
#include <random>

namespace cboard::test {

namespace {

    /// Turns plain records into records whose views point into the document.
    class DocumentMaker {
    public:
        Document make(const PlainData& data)
        {
            m_document.format = "kcidb";
            m_document.version = "5.3";
            for (const PlainCheckout& checkout : data.checkouts) {
                add(checkout);
            }
            for (const PlainBuild& build : data.builds) {
                add(build);
            }
            for (const PlainTest& test : data.tests) {
                add(test);
            }
            for (const PlainIssue& issue : data.issues) {
                add(issue);
            }
            for (const PlainIncident& incident : data.incidents) {
                add(incident);
            }
            return std::move(m_document);
        }

    private:
        std::string_view keep(const std::string& text) { return m_document.arena.copy(text); }
        Text optionalText(const std::string& text)
        {
            return text.empty() ? Text() : Text(keep(text));
        }
        std::optional<Time> time(const std::string& text)
        {
            return text.empty() ? std::nullopt
                                : std::optional(Time{*parseRfc3339(text), keep(text)});
        }
        std::optional<Number> number(const std::string& text)
        {
            return text.empty() ? std::nullopt : std::optional(Number{std::stod(text), keep(text)});
        }
        std::optional<StatusValue> status(const std::string& text)
        {
            return text.empty() ? std::nullopt
                                : std::optional(StatusValue{parseStatus(text), keep(text)});
        }
        std::optional<Json> json(const std::string& text)
        {
            return text.empty() ? std::nullopt : std::optional(Json{keep(text)});
        }

        void add(const PlainCheckout& plain)
        {
            Checkout checkout;
            checkout.id = keep(plain.id);
            checkout.origin = keep(plain.origin);
            checkout.treeName = optionalText(plain.tree);
            checkout.gitRepositoryBranch = optionalText(plain.branch);
            checkout.gitRepositoryUrl = optionalText(plain.url);
            checkout.gitCommitHash = optionalText(plain.commit);
            checkout.gitCommitName = optionalText(plain.name);
            checkout.startTime = time(plain.start);
            m_document.checkouts.push_back(checkout);
        }

        void add(const PlainBuild& plain)
        {
            Build build;
            build.id = keep(plain.id);
            build.origin = keep(plain.origin);
            build.checkoutId = keep(plain.checkout);
            build.configName = optionalText(plain.config);
            build.architecture = optionalText(plain.arch);
            build.compiler = optionalText(plain.compiler);
            build.status = status(plain.status);
            build.startTime = time(plain.start);
            build.duration = number(plain.duration);
            build.misc = json(plain.misc);
            build.logExcerpt = optionalText(plain.excerpt);
            m_document.builds.push_back(build);
        }

        void add(const PlainTest& plain)
        {
            Test test;
            test.id = keep(plain.id);
            test.origin = keep(plain.origin);
            test.buildId = keep(plain.build);
            test.path = optionalText(plain.path);
            test.status = status(plain.status);
            test.startTime = time(plain.start);
            test.duration = number(plain.duration);
            test.logExcerpt = optionalText(plain.excerpt);
            if (!plain.platform.empty()) {
                test.hasEnvironment = true;
                test.environmentMisc = json("{\"platform\":\"" + plain.platform + "\"}");
                test.platform = keep(plain.platform);
            }
            if (!plain.misc.empty()) {
                test.misc = json(plain.misc);
            } else if (!plain.lab.empty()) {
                test.misc = json("{\"runtime\":\"" + plain.lab + "\"}");
            }
            test.lab = plain.lab.empty() ? test.origin : keep(plain.lab);
            test.hasEnvironment = test.hasEnvironment || !plain.compatibles.empty();
            test.environmentCompatible = json(plain.compatibles);
            m_document.tests.push_back(test);
            if (!plain.log.empty()) {
                LogAttachment log;
                log.ownerKind = RecordKind::Test;
                log.ownerId = test.id;
                log.text = keep(plain.log);
                m_document.logs.push_back(std::move(log));
            }
        }

        void add(const PlainIssue& plain)
        {
            Issue issue;
            issue.id = keep(plain.id);
            issue.origin = "maestro";
            issue.version = *number("1");
            issue.reportSubject = optionalText(plain.subject);
            issue.hasCulprit = true;
            issue.culpritCode = plain.isCode;
            issue.culpritTool = plain.isTool;
            issue.culpritHarness = plain.isHarness;
            m_document.issues.push_back(issue);
        }

        void add(const PlainIncident& plain)
        {
            Incident incident;
            incident.id = keep(plain.id);
            incident.origin = "maestro";
            incident.issueId = keep(plain.issue);
            incident.issueVersion = *number("1");
            incident.buildId = optionalText(plain.build);
            incident.testId = optionalText(plain.test);
            incident.present = plain.isPresent;
            m_document.incidents.push_back(incident);
        }

        Document m_document;
    };

    template <std::size_t Size>
    std::string oneOf(std::mt19937& random, const std::array<const char*, Size>& values)
    {
        return values.at(random() % Size);
    }

    std::string hexDigits(std::mt19937& random, std::size_t count)
    {
        std::string text;
        for (std::size_t i = 0; i < count; ++i) {
            text += "0123456789abcdef"[random() % 16];
        }
        return text;
    }

    std::string timeOf(int hoursBeforeNow)
    {
        return formatIso(StoreFixture::now() - std::chrono::hours(hoursBeforeNow));
    }

    constexpr std::array<const char*, 10> Statuses = {"PASS", "PASS", "PASS",  "PASS", "FAIL",
                                                      "FAIL", "SKIP", "ERROR", "MISS", ""};

    void addTests(PlainData& data, std::mt19937& random, const std::string& build, int count,
                  int age)
    {
        constexpr std::array<const char*, 9> Paths = {
            "boot",   "boot",      "boot.nfs",          "ltp.fs.open01",
            "ltp.mm", "kselftest", "kselftest.net.tcp", "kselftest.net.udp",
            ""};
        constexpr std::array<const char*, 5> Boards = {"rk3399-gru-kevin", "rk3399-gru-kevin",
                                                       "meson-g12b", "qemu-arm64", ""};
        constexpr std::array<const char*, 4> Labs = {"lab-a", "lab-a", "lab-b", ""};
        for (int i = 0; i < count; ++i) {
            PlainTest test;
            test.origin = random() % 5 == 0 ? "redhat" : "maestro";
            test.id = test.origin + ":" + hexDigits(random, 24);
            test.build = build;
            test.path = oneOf(random, Paths);
            test.platform = oneOf(random, Boards);
            test.lab = oneOf(random, Labs);
            test.status = oneOf(random, Statuses);
            // A third of the unfinished ones are still running at now().
            const int hours = test.status.empty() && random() % 3 == 0 ? 2 : age;
            test.start = random() % 8 == 0 ? "" : timeOf(hours);
            test.duration = random() % 3 == 0 ? "" : std::to_string(random() % 600);
            test.excerpt = random() % 4 == 0 ? "excerpt of " + test.id : "";
            data.tests.push_back(std::move(test));
        }
    }

    void addBuilds(PlainData& data, std::mt19937& random, const std::string& checkout,
                   int testsPerBuild, int age)
    {
        constexpr std::array<const char*, 3> Configs = {"defconfig", "allmodconfig", "tinyconfig"};
        constexpr std::array<const char*, 2> Archs = {"arm64", "x86_64"};
        constexpr std::array<const char*, 2> Compilers = {"gcc-12", "clang-17"};
        const int count = 2 + static_cast<int>(random() % 3);
        for (int i = 0; i < count; ++i) {
            PlainBuild build;
            build.origin = "maestro";
            const bool isDummy = random() % 7 == 0;
            build.id = (isDummy ? "maestro:dummy_" : "maestro:") + hexDigits(random, 24);
            build.checkout = checkout;
            build.config = oneOf(random, Configs);
            build.arch = oneOf(random, Archs);
            build.compiler = oneOf(random, Compilers);
            build.status = oneOf(random, Statuses);
            build.start = timeOf(build.status.empty() && random() % 2 == 0 ? 3 : age);
            build.duration = std::to_string(random() % 2000);
            build.misc = random() % 2 == 0 ? R"({"lab":"builder-1"})" : "";
            addTests(data, random, build.id, testsPerBuild, age);
            data.builds.push_back(std::move(build));
        }
    }

} // namespace

PlainCheckout mainlineCheckout(int number)
{
    const std::string n = std::to_string(number);
    return {"maestro:c" + n, "maestro",
            "mainline",      "master",
            "https://x.org", std::string(39, 'a') + n,
            "v" + n,         "2025-07-0" + n + "T00:00:00Z"};
}

PlainBuild mainlineBuild(int number)
{
    const std::string n = std::to_string(number);
    return {"maestro:b" + n, "maestro:c" + n, "maestro", "defconfig", "arm64",
            "gcc-12",        "PASS",          "",        "",          ""};
}

PlainData randomData(std::uint32_t seed, int revisions, int testsPerBuild)
{
    std::mt19937 random(seed);
    PlainData data;
    constexpr std::array<std::array<const char*, 3>, 3> Lines = {{
        {"mainline", "master", "https://git.example.org/linux.git"},
        {"next", "master", "https://git.example.org/next.git"},
        {"mainline", "fixes", "https://git.example.org/linux.git"},
    }};
    for (const auto& line : Lines) {
        for (int i = 0; i < revisions; ++i) {
            const int age = 24 * (i + 1);
            const std::string commit = hexDigits(random, 40);
            const int checkouts = 1 + static_cast<int>(random() % 2);
            for (int c = 0; c < checkouts; ++c) {
                PlainCheckout checkout;
                checkout.origin = c == 0 ? "maestro" : "redhat";
                checkout.id = checkout.origin + ":" + hexDigits(random, 24);
                checkout.tree = line[0];
                checkout.branch = line[1];
                checkout.url = line[2];
                checkout.commit = commit;
                checkout.name = "v6.1" + std::to_string(i) + "-rc1-" + commit.substr(0, 8);
                checkout.start = timeOf(age + c);
                addBuilds(data, random, checkout.id, testsPerBuild, age);
                data.checkouts.push_back(std::move(checkout));
            }
        }
    }
    addTests(data, random, "maestro:" + hexDigits(random, 24), 5, 48); // No build arrives.
    addBuilds(data, random, "maestro:" + hexDigits(random, 24), 3, 48); // No checkout arrives.
    return data;
}

Timestamp StoreFixture::now()
{
    return *parseRfc3339("2025-07-10T12:00:00Z");
}

StoreFixture::StoreFixture()
{
    auto opened = store::Store::open(file(), {});
    if (!opened) {
        qFatal("cannot open a store: %s", describe(opened.error()).c_str());
    }
    m_store = std::move(*opened);
}

std::string StoreFixture::file() const
{
    return m_folder.filePath(QStringLiteral("results.db")).toStdString();
}

void StoreFixture::add(const PlainData& data, store::MergePolicy policy)
{
    const Document document = DocumentMaker().make(data);
    auto writer = m_store->writer("tests", now());
    if (!writer) {
        qFatal("no writer: %s", describe(writer.error()).c_str());
    }
    ++m_documents;
    store::DocumentSource source;
    source.path = "document " + std::to_string(m_documents);
    source.contentHash = {1, static_cast<std::uint64_t>(m_documents)};
    const auto outcome = (*writer)->add(document, source, policy, now());
    if (!outcome) {
        qFatal("not added: %s", describe(outcome.error()).c_str());
    }
    if (const auto generation = (*writer)->commit(); !generation) {
        qFatal("not committed: %s", describe(generation.error()).c_str());
    }
}

query::Common StoreFixture::common(const std::string& filter) const
{
    query::Common common;
    common.now = now();
    auto parsed = query::parseFilter(filter);
    if (!parsed) {
        qFatal("no filter: %s", parsed.error().message.c_str());
    }
    common.filter = std::move(*parsed);
    return common;
}

StatusClass plainClass(const std::string& status, const std::string& start)
{
    return classify(parseStatus(status), start.empty() ? std::nullopt : parseRfc3339(start),
                    StoreFixture::now(), {});
}

std::string plainLab(const PlainTest& test)
{
    return test.lab.empty() ? test.origin : test.lab;
}

bool isPlainBoot(const PlainTest& test)
{
    return test.path == "boot" || test.path.starts_with("boot.");
}

} // namespace cboard::test
