// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/preferences.h"

#include "ui/base/text_format.h"

namespace cboard::ui {

namespace {

    Result<void> apply(service::SettingsFile& file, const std::string& key,
                       const std::optional<std::string>& text)
    {
        return text ? file.set(key, *text) : file.reset(key);
    }

} // namespace

Preferences::Preferences(service::SettingsFile file, TaskList& tasks, QObject* parent)
    : QObject(parent)
    , m_file(std::move(file))
    , m_keys(readKeys())
    , m_write(m_writer, tasks)
{
    m_writer.setMaxThreadCount(1);
    m_writer.setObjectName(QStringLiteral("settings"));
}

KeyMap Preferences::readKeys() const
{
    QMap<QString, QString> changes = section(QStringLiteral("keys"));
    const QString preset = value("keys/preset");
    changes.remove(QStringLiteral("preset"));
    return KeyMap(preset, changes);
}

QString Preferences::value(const char* key) const
{
    return fromUtf8(m_file.value(key));
}

bool Preferences::isSet(const QString& key) const
{
    return m_file.isSet(key.toStdString());
}

QMap<QString, QString> Preferences::section(const QString& section) const
{
    QMap<QString, QString> values;
    for (const std::string& key : m_file.keysSet()) {
        const QString name = fromUtf8(key);
        if (name.section(QLatin1Char('/'), 0, 0) == section) {
            values.insert(name.section(QLatin1Char('/'), 1), fromUtf8(m_file.value(key)));
        }
    }
    return values;
}

Result<void> Preferences::set(const QString& key, const QString& text)
{
    return change(key, text.toStdString());
}

Result<void> Preferences::reset(const QString& key)
{
    return change(key, std::nullopt);
}

Result<void> Preferences::change(const QString& key, const std::optional<std::string>& text)
{
    const std::string name = key.toStdString();
    CBOARD_TRY_VOID(apply(m_file, name, text));
    m_unwritten[name] = text;
    write();
    if (key.startsWith(QLatin1String("keys/"))) {
        m_keys = readKeys();
    }
    emit changed(key);
    return {};
}

void Preferences::write()
{
    m_write.start(
        tr("Writing the settings"),
        [path = m_file.file(), changes = m_unwritten](const TaskContext&) -> Result<bool> {
            CBOARD_TRY(service::SettingsFile file, service::SettingsFile::load(path));
            for (const auto& [key, text] : changes) {
                CBOARD_TRY_VOID(apply(file, key, text));
            }
            CBOARD_TRY_VOID(file.save());
            return true;
        },
        [this](const Result<bool>& written) {
            // What changed meanwhile has started a write of its own, with all of it.
            if (written) {
                m_unwritten.clear();
            } else {
                emit failed(fromUtf8(describe(written.error())));
            }
        });
}

} // namespace cboard::ui
