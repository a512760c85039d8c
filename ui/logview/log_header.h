// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/context.h"
#include "ui/logview/log_document.h"

#include <QWidget>

#include <cstdint>

class QLabel;
class QToolButton;

namespace cboard::ui {

class FlowLayout;

/// Which log this is: object, status, board, lab, revision, size, and where the text came from in
/// words; the levels and namespaces of a LAVA log with their counts as switches.
class LogHeader : public QWidget {
    Q_OBJECT

public:
    explicit LogHeader(const Context& context, QWidget* parent = nullptr);

    void setDocument(std::shared_ptr<const LogDocument> document);
    /// Bit i: lines of LavaLevel i are shown. All bits for other logs.
    std::uint32_t shownLevels() const { return m_shownLevels; }
    void setShownLevels(std::uint32_t levels);
    /// The same for LogText::namespaces().
    std::uint32_t shownNamespaces() const { return m_shownNamespaces; }
    void setShownNamespaces(std::uint32_t namespaces);
    void setFollows(bool follows); ///< Says so.

signals:
    void shownLevelsChanged(std::uint32_t levels);
    void shownNamespacesChanged(std::uint32_t namespaces);

private:
    void updateTexts();
    void rebuildSwitches();
    void addSwitch(const QString& name, std::int64_t count, const QString& tip,
                   std::uint32_t& shown, std::size_t bit,
                   void (LogHeader::*changed)(std::uint32_t));

    const Context m_context;
    std::shared_ptr<const LogDocument> m_document;
    QWidget* m_glyph;
    QLabel* m_title;
    QLabel* m_details;
    QLabel* m_origin;
    QWidget* m_levels;
    FlowLayout* m_levelLayout;
    std::uint32_t m_shownLevels = ~0U;
    std::uint32_t m_shownNamespaces = ~0U;
    bool m_follows = false;
};

/// "boot", or config, architecture and compiler of a build.
QString recordTitle(const LogDocument& document);
/// Where the text is from: "stored log", "excerpt sent with the record; …".
QString logOriginText(const LogDocument& document);

} // namespace cboard::ui
