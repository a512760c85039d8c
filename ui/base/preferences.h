// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/settings.h"
#include "ui/base/background_task.h"
#include "ui/base/key_map.h"

#include <QMap>
#include <QObject>

namespace cboard::ui {

/// The settings file as the running program sees it. GUI thread only; changes count at once and
/// are written in the background, over what other programs wrote meanwhile.
class Preferences : public QObject {
    Q_OBJECT

public:
    Preferences(service::SettingsFile file, TaskList& tasks, QObject* parent = nullptr);

    const service::SettingsFile& file() const { return m_file; }
    QString value(const char* key) const;
    bool isSet(const QString& key) const;
    /// The settings of a section, by name: "keys" → {"next-new", "N"}.
    QMap<QString, QString> section(const QString& section) const;
    /// The keys of each action, by preset and changes. Has changed once changed("keys/…") comes.
    const KeyMap& keys() const { return m_keys; }

    /// Error Invalid or NotFound: nothing is changed then.
    Result<void> set(const QString& key, const QString& text);
    Result<void> reset(const QString& key);

signals:
    void changed(const QString& key);
    void failed(const QString& sentence); ///< The file could not be written.

private:
    Result<void> change(const QString& key, const std::optional<std::string>& text);
    KeyMap readKeys() const;
    void write();

    service::SettingsFile m_file;
    KeyMap m_keys;
    QThreadPool m_writer; ///< One thread: writes keep their order. Waits for it when it goes.
    std::map<std::string, std::optional<std::string>> m_unwritten;
    BackgroundTask<bool> m_write;
};

} // namespace cboard::ui
