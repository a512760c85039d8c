// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logview/log_editor.h"

#include <QDir>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryFile>

#include <algorithm>
#include <array>

namespace cboard::ui {

namespace {

    /// How an editor takes the line.
    enum class LineForm : std::uint8_t { None, Plus, Colon, GotoColon, DashL };

    struct KnownEditor {
        const char* program;
        LineForm form;
        bool needsTerminal;
    };

    constexpr std::array Editors = {
        KnownEditor{"vi", LineForm::Plus, true},
        KnownEditor{"vim", LineForm::Plus, true},
        KnownEditor{"nvim", LineForm::Plus, true},
        KnownEditor{"view", LineForm::Plus, true},
        KnownEditor{"nano", LineForm::Plus, true},
        KnownEditor{"pico", LineForm::Plus, true},
        KnownEditor{"joe", LineForm::Plus, true},
        KnownEditor{"jed", LineForm::None, true},
        KnownEditor{"mcedit", LineForm::Plus, true},
        KnownEditor{"micro", LineForm::Plus, true},
        KnownEditor{"ne", LineForm::Plus, true},
        KnownEditor{"hx", LineForm::Colon, true},
        KnownEditor{"less", LineForm::Plus, true},
        KnownEditor{"gvim", LineForm::Plus, false},
        KnownEditor{"emacs", LineForm::Plus, false},
        KnownEditor{"emacsclient", LineForm::Plus, false},
        KnownEditor{"gedit", LineForm::Plus, false},
        KnownEditor{"gnome-text-editor", LineForm::Plus, false},
        KnownEditor{"mousepad", LineForm::None, false},
        KnownEditor{"geany", LineForm::Colon, false},
        KnownEditor{"subl", LineForm::Colon, false},
        KnownEditor{"zed", LineForm::Colon, false},
        KnownEditor{"code", LineForm::GotoColon, false},
        KnownEditor{"codium", LineForm::GotoColon, false},
        KnownEditor{"kate", LineForm::DashL, false},
        KnownEditor{"kwrite", LineForm::DashL, false},
    };

    const KnownEditor* findEditor(const QString& program)
    {
        const QString name = QFileInfo(program).fileName();
        const auto* const found =
            std::find_if(Editors.begin(), Editors.end(), [&name](const KnownEditor& editor) {
                return name == QLatin1String(editor.program);
            });
        return found == Editors.end() ? nullptr : found;
    }

    QStringList fileAtLine(LineForm form, const QString& file, qint64 line)
    {
        const QString number = QString::number(line);
        switch (form) {
        case LineForm::None:
            return {file};
        case LineForm::Plus:
            return {QLatin1Char('+') + number, file};
        case LineForm::Colon:
            return {file + QLatin1Char(':') + number};
        case LineForm::GotoColon:
            return {QStringLiteral("--goto"), file + QLatin1Char(':') + number};
        case LineForm::DashL:
            return {QStringLiteral("--line"), number, file};
        }
        return {file};
    }

    constexpr std::int64_t RowsAtOnce = 4096;

    Result<void> ioError(const QFile& file)
    {
        return fail(ErrorKind::Io,
                    (file.fileName() + QStringLiteral(": ") + file.errorString()).toStdString());
    }

    Result<void> writeRows(const EditorRequest& request, QFile& file, const TaskContext& task)
    {
        const logs::LogText& text = *request.document->text;
        logs::RowDecoder decoder(text.format());
        logs::DecodedRow decoded;
        for (std::int64_t first = 0; first < text.rowCount(); first += RowsAtOnce) {
            CBOARD_TRY_VOID(task.check());
            task.report({first, text.rowCount(), "write"});
            std::string piece;
            CBOARD_TRY_VOID(
                text.forRows(first, RowsAtOnce, [&](std::int64_t row, std::string_view bytes) {
                    if (request.isRaw) {
                        piece += bytes;
                        return true;
                    }
                    decoder.decode(bytes, decoded);
                    // Rows of one line stay one, so that the editor counts as we do.
                    const bool goesOn =
                        row + 1 < text.rowCount() && text.index().isContinuation(row + 1);
                    piece += decoded.text;
                    piece += goesOn ? "" : "\n";
                    return true;
                }));
            if (file.write(piece.data(), static_cast<qint64>(piece.size())) < 0) {
                return ioError(file);
            }
        }
        return file.flush() ? Result<void>() : ioError(file);
    }

} // namespace

EditorCommand editorCommand(const QString& setting, const QProcessEnvironment& environment,
                            const QString& file, qint64 line)
{
    QString command = setting.trimmed();
    const bool isSet = !command.isEmpty();
    for (const char* name : {"VISUAL", "EDITOR"}) {
        if (command.isEmpty()) {
            command = environment.value(QLatin1String(name)).trimmed();
        }
    }
    QStringList words = QProcess::splitCommand(command);
    if (words.isEmpty()) {
        return {QStringLiteral("xdg-open"), {file}};
    }
    const KnownEditor* const known = findEditor(words.first());
    if (command.contains(QLatin1String("%f"))) {
        for (QString& word : words) {
            word.replace(QLatin1String("%l"), QString::number(line));
            word.replace(QLatin1String("%f"), file);
        }
    } else {
        words += fileAtLine(known == nullptr ? LineForm::None : known->form, file, line);
    }
    if (!isSet && known != nullptr && known->needsTerminal) {
        words = QStringList{QStringLiteral("x-terminal-emulator"), QStringLiteral("-e")} + words;
    }
    const QString program = words.takeFirst();
    return {program, words};
}

Result<QString> openInEditor(const EditorRequest& request, const TaskContext& task)
{
    QTemporaryFile file(QDir::tempPath() + QStringLiteral("/checkerboard-XXXXXX.log"));
    if (!file.open()) {
        return tl::unexpected(ioError(file).error());
    }
    CBOARD_TRY_VOID(writeRows(request, file, task));
    const qint64 line = request.document->text->index().lineNumber(request.row);
    const EditorCommand command = editorCommand(
        request.setting, QProcessEnvironment::systemEnvironment(), file.fileName(), line);
    file.close();
    if (!QProcess::startDetached(command.program, command.arguments)) {
        return fail(ErrorKind::NotFound,
                    (command.program + QStringLiteral(": cannot be started")).toStdString());
    }
    file.setAutoRemove(false);
    return file.fileName();
}

} // namespace cboard::ui
