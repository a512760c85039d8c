// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/desktop_options.h"

#include "ui/logview/log_feature.h"

#include <QCommandLineParser>

#include <array>

namespace cboard::desktop {

namespace {

    constexpr QLatin1String AddressScheme("checkerboard:");

    Error usage(const QString& sentence)
    {
        return {ErrorKind::Invalid, 0, sentence.toStdString(), {}};
    }

    void addOptions(QCommandLineParser& parser)
    {
        parser.setApplicationDescription(QStringLiteral(
            "Kernel CI results as matrices, lists and logs.\n\n"
            "Example: checkerboard --store results.db --render boots --tree mainline \\\n"
            "           --size 1600x1000 --theme dark --output boots.png"));
        const auto add = [&parser](const char* name, const char* text, const char* value = "") {
            parser.addOption(
                {QString::fromLatin1(name), QString::fromLatin1(text), QString::fromLatin1(value)});
        };
        parser.addOption(
            {{QStringLiteral("h"), QStringLiteral("help")}, QStringLiteral("Show this.")});
        add("version", "Show the version.");
        add("store", "The results to show; default: CBOARD_STORE, else the data directory.",
            "FILE");
        add("now", "The time that counts as now, for example 2026-03-12T09:40:00Z.", "TIME");
        add("theme", "light or dark; default: light.", "NAME");
        add("render",
            "Draw this view into a file instead of opening a window: its name, or a checkerboard: "
            "address with all that it keeps.",
            "VIEW");
        add("output",
            "The file to write; .png, .svg, .pdf: the picture; .csv, .tsv, .json, .md, .html, "
            ".txt: its table.",
            "FILE");
        add("size", "Size of the drawing; default: 1600x1000.", "WxH");
        add("scale", "Pixels per unit in PNG: 1 to 4; default: 1.", "N");
        add("window", "Draw the whole window around the view.");
        add("tree", "The tree to show; default: that with the newest data.", "NAME");
        add("branch", "Its branch.", "NAME");
        add("revision", "Hash, describe name, tag or HEAD~N; default: the newest.", "NAME");
        add("filter", "Filter in the language of the filter bar.", "TEXT");
        add("record", "Id of the record to show or select.", "ID");
        add("kind", "What the record is: test, build or checkout; default: found out.", "KIND");
        add("log", "A log file to show, packed or not.", "FILE");
        parser.addPositionalArgument(QStringLiteral("address"),
                                     QStringLiteral("A checkerboard: link or a log file to open."),
                                     QStringLiteral("[ADDRESS|FILE]"));
    }

    Result<QSize> parseSize(const QString& text)
    {
        const QStringList parts = text.split(QLatin1Char('x'));
        const QSize size(parts.value(0).toInt(), parts.value(1).toInt());
        constexpr int Most = 20'000;
        if (parts.size() != 2 || size.width() < 1 || size.height() < 1 || size.width() > Most
            || size.height() > Most) {
            return tl::unexpected(usage(
                QStringLiteral("--size: expected WIDTHxHEIGHT up to 20000, got \"%1\"").arg(text)));
        }
        return size;
    }

    /// The name of a view, or the address of its state.
    Result<void> readView(const QString& text, ui::ViewState& state)
    {
        state.view = text;
        if (!text.startsWith(AddressScheme)) {
            return {};
        }
        auto address = ui::fromAddress(text);
        if (!address) {
            return tl::unexpected(usage(
                QStringLiteral("--render: expected a view or a checkerboard: address, got \"%1\"")
                    .arg(text)));
        }
        state = std::move(*address);
        return {};
    }

    Result<void> readRender(const QCommandLineParser& parser, ui::RenderOptions& render)
    {
        render.output = parser.value(QStringLiteral("output"));
        render.withWindow = parser.isSet(QStringLiteral("window"));
        if (render.output.isEmpty()) {
            return tl::unexpected(usage(QStringLiteral("--render needs --output FILE")));
        }
        if (parser.isSet(QStringLiteral("size"))) {
            CBOARD_TRY(render.size, parseSize(parser.value(QStringLiteral("size"))));
        }
        if (parser.isSet(QStringLiteral("scale"))) {
            bool isNumber = false;
            render.scale = parser.value(QStringLiteral("scale")).toDouble(&isNumber);
            if (!isNumber || render.scale < 1 || render.scale > 4) {
                return tl::unexpected(usage(QStringLiteral("--scale: expected 1 to 4, got \"%1\"")
                                                .arg(parser.value(QStringLiteral("scale")))));
            }
        }
        return {};
    }

    /// What is said apart goes before what an address says.
    Result<void> readState(const QCommandLineParser& parser, DesktopOptions& options)
    {
        ui::ViewState& state = options.render.state;
        const auto take = [&parser](const char* option, QString& part) {
            if (parser.isSet(QString::fromLatin1(option))) {
                part = parser.value(QString::fromLatin1(option));
            }
        };
        take("tree", state.tree);
        take("branch", state.branch);
        take("revision", state.revision);
        take("filter", state.filter);
        options.isKindKnown = !state.record.isEmpty();
        if (parser.isSet(QStringLiteral("record"))) {
            take("record", state.record);
            options.isKindKnown = false;
        }
        const QString kind = parser.value(QStringLiteral("kind"));
        constexpr std::array Kinds = {std::pair("test", RecordKind::Test),
                                      std::pair("build", RecordKind::Build),
                                      std::pair("checkout", RecordKind::Checkout)};
        bool isKnown = kind.isEmpty();
        for (const auto& [name, value] : Kinds) {
            if (kind == QLatin1String(name)) {
                state.recordKind = value;
                options.isKindKnown = true;
                isKnown = true;
            }
        }
        if (!isKnown) {
            return tl::unexpected(usage(
                QStringLiteral("--kind: expected test, build or checkout, got \"%1\"").arg(kind)));
        }
        return {};
    }

    /// A link or the name of a log file; a link that is wrong is no file.
    Result<void> readAddress(const QCommandLineParser& parser, DesktopOptions& options)
    {
        const QString log = parser.value(QStringLiteral("log"));
        if (!log.isEmpty()) {
            options.address = ui::stateOfLogFile(log);
        }
        const QStringList addresses = parser.positionalArguments();
        if (addresses.isEmpty()) {
            return {};
        }
        const QString& address = addresses.front();
        options.address = address.startsWith(AddressScheme)
            ? ui::fromAddress(address)
            : std::optional(ui::stateOfLogFile(address));
        if (!options.address || addresses.size() > 1 || !log.isEmpty()) {
            return tl::unexpected(
                usage(QStringLiteral("expected one checkerboard: address or log file, got \"%1\"")
                          .arg(addresses.join(QLatin1Char(' ')))));
        }
        return {};
    }

    Result<void> readCommon(const QCommandLineParser& parser, DesktopOptions& options)
    {
        options.store = parser.value(QStringLiteral("store")).toStdString();
        const QString theme = parser.value(QStringLiteral("theme"));
        options.isThemeSet = !theme.isEmpty();
        if (theme == QLatin1String("dark")) {
            options.theme = ui::ThemeKind::Dark;
        } else if (!theme.isEmpty() && theme != QLatin1String("light")) {
            return tl::unexpected(
                usage(QStringLiteral("--theme: expected light or dark, got \"%1\"").arg(theme)));
        }
        if (parser.isSet(QStringLiteral("now"))) {
            options.now = parseLooseTime(parser.value(QStringLiteral("now")).toStdString());
            if (!options.now) {
                return tl::unexpected(usage(QStringLiteral("--now: expected a time, got \"%1\"")
                                                .arg(parser.value(QStringLiteral("now")))));
            }
        }
        return readAddress(parser, options);
    }

} // namespace

Result<DesktopOptions> parseOptions(const QStringList& arguments)
{
    QCommandLineParser parser;
    addOptions(parser);
    if (!parser.parse(arguments)) {
        return tl::unexpected(usage(parser.errorText()));
    }
    DesktopOptions options;
    options.isHelp = parser.isSet(QStringLiteral("help"));
    options.isVersion = parser.isSet(QStringLiteral("version"));
    CBOARD_TRY_VOID(readCommon(parser, options));
    options.isRender = parser.isSet(QStringLiteral("render"));
    if (options.isRender) {
        CBOARD_TRY_VOID(readView(parser.value(QStringLiteral("render")), options.render.state));
    }
    CBOARD_TRY_VOID(readState(parser, options));
    if (options.isRender) {
        if (options.address) { // A log file.
            options.render.state.options = options.address->options;
        }
        CBOARD_TRY_VOID(readRender(parser, options.render));
    } else if (options.address) {
        options.render.state = *options.address;
    } else {
        options.render.state.view = options.render.state.tree.isEmpty()
            ? QStringLiteral("trees")
            : QStringLiteral("revision");
        if (!options.render.state.tree.isEmpty()) {
            options.address = options.render.state;
        }
    }
    return options;
}

QString helpText()
{
    QCommandLineParser parser;
    addOptions(parser);
    return parser.helpText();
}

} // namespace cboard::desktop
