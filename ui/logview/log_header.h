// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/logview/log_document.h"

#include <QWidget>

#include <cstdint>

class QHBoxLayout;
class QLabel;
class QToolButton;

namespace cboard::ui {

class Theme;

/// Which log this is: object, status, board, lab, revision, size, and where the text came from in
/// words; the levels of a LAVA log with their counts as switches.
class LogHeader : public QWidget {
    Q_OBJECT

public:
    explicit LogHeader(const Theme& theme, QWidget* parent = nullptr);

    void setDocument(std::shared_ptr<const LogDocument> document);
    /// Bit i: lines of LavaLevel i are shown. All bits for other logs.
    std::uint32_t shownLevels() const { return m_shownLevels; }
    void setShownLevels(std::uint32_t levels);
    void setFollows(bool follows); ///< Says so.

signals:
    void shownLevelsChanged(std::uint32_t levels);

private:
    void updateTexts();
    void rebuildLevels();

    const Theme& m_theme;
    std::shared_ptr<const LogDocument> m_document;
    QWidget* m_glyph;
    QLabel* m_title;
    QLabel* m_details;
    QLabel* m_origin;
    QWidget* m_levels;
    QHBoxLayout* m_levelLayout;
    std::uint32_t m_shownLevels = ~0U;
    bool m_follows = false;
};

/// "boot", or config, architecture and compiler of a build.
QString recordTitle(const LogDocument& document);
/// Where the text is from: "stored log", "excerpt sent with the record; …".
QString logOriginText(const LogDocument& document);

} // namespace cboard::ui
