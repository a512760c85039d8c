// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/reproduce_command.h"

#include "ui/base/record_field.h"
#include "ui/base/text_format.h"

#include <QRegularExpression>
#include <QStringList>

namespace cboard::ui {

namespace {

    /// "gcc-12" of "gcc-12", "GCC 12.2.0", "clang version 17.0.6 ..."; empty when it is neither.
    QString toolchain(const QString& compiler)
    {
        static const QRegularExpression pattern(QStringLiteral("(gcc|clang|llvm)\\D*(\\d+)?"),
                                                QRegularExpression::CaseInsensitiveOption);
        const auto match = pattern.match(compiler);
        const QString version = match.captured(2);
        return match.captured(1).toLower()
            + (version.isEmpty() ? QString() : QLatin1Char('-') + version);
    }

    QStringList sourceLines(const query::RevisionRef& revision)
    {
        QStringList lines;
        if (!revision.repositoryUrl.empty()) {
            lines << QStringLiteral("git fetch %1 %2")
                         .arg(shellWord(fromUtf8(revision.repositoryUrl)),
                              shellWord(fromUtf8(revision.branch)))
                         .trimmed();
        }
        lines << QStringLiteral("git checkout %1").arg(shellWord(fromUtf8(revision.commit)));
        if (!revision.patchset.empty()) {
            lines << QStringLiteral("# then apply the patches (hash of the set: %1)")
                         .arg(fromUtf8(revision.patchset).simplified());
        }
        return lines;
    }

    /// Fragments follow the configuration after a plus.
    QString buildLine(const query::RecordSnapshot& build)
    {
        QString command = recordField(build, "command").simplified();
        if (!command.isEmpty()) {
            return command;
        }
        QStringList words = {QStringLiteral("tuxmake")};
        const auto add = [&words](const char* option, const QString& value) {
            if (!value.isEmpty()) {
                words << QLatin1String(option) + QLatin1Char('=') + shellWord(value);
            }
        };
        add("--target-arch", recordField(build, "architecture"));
        add("--toolchain", toolchain(recordField(build, "compiler")));
        const QStringList configs =
            recordField(build, "config_name").split(QLatin1Char('+'), Qt::SkipEmptyParts);
        for (qsizetype i = 0; i < configs.size(); ++i) {
            add(i == 0 ? "--kconfig" : "--kconfig-add", configs[i]);
        }
        return words.join(QLatin1Char(' '));
    }

    QString testLine(const query::RecordSnapshot& record)
    {
        const QString path = recordField(record, "path");
        const QStringList parts = path.split(QLatin1Char('.'));
        const QString board = fromUtf8(record.platform).simplified();
        const QString where = board.isEmpty() ? QString() : QStringLiteral(" on %1").arg(board);
        if (path == QLatin1String("boot") || path.startsWith(QLatin1String("boot."))) {
            return QStringLiteral("# then boot it%1").arg(where);
        }
        if (parts.first() == QLatin1String("kunit")) {
            return QStringLiteral("./tools/testing/kunit/kunit.py run");
        }
        static const QString Selftests = QStringLiteral("kselftest");
        if (parts.first().startsWith(Selftests)) {
            const QString target = parts.first().size() > Selftests.size()
                ? parts.first().mid(Selftests.size() + 1)
                : parts.value(1);
            return QStringLiteral("# then%1:\nmake -C tools/testing/selftests TARGETS=%2 run_tests")
                .arg(where, shellWord(target));
        }
        return QStringLiteral("# then run %1%2").arg(path.simplified(), where);
    }

} // namespace

QString shellWord(const QString& text)
{
    static const QRegularExpression plain(QStringLiteral("^[A-Za-z0-9_@%+=:,./-]+$"));
    if (plain.match(text).hasMatch()) {
        return text;
    }
    QString quoted = text;
    return QLatin1Char('\'') + quoted.replace(QLatin1Char('\''), QLatin1String("'\\''"))
        + QLatin1Char('\'');
}

QString reproduceCommand(const query::RecordSnapshot& record, const query::RecordSnapshot* build)
{
    if (!record.revision || record.revision->commit.empty()) {
        return {};
    }
    QStringList lines = sourceLines(*record.revision);
    if (build != nullptr) {
        lines << buildLine(*build);
    }
    if (record.kind == RecordKind::Test) {
        lines << testLine(record);
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace cboard::ui
