// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"

#include "ui/theme/app_style.h"

#include <QApplication>
#include <QFontDatabase>
#include <QPainter>
#include <QResource>
#include <QSvgRenderer>

#include <array>

namespace cboard::ui {

Theme::Theme(ThemeKind kind, QObject* parent)
    : QObject(parent)
    , m_kind(kind)
    , m_status(kind)
{
    build();
}

void Theme::setKind(ThemeKind kind)
{
    if (kind == m_kind) {
        return;
    }
    m_kind = kind;
    m_status = StatusPalette(kind);
    build();
    QApplication::setPalette(m_palette);
    emit changed();
}

void Theme::setLettersMode(bool on)
{
    if (on != m_lettersMode) {
        m_lettersMode = on;
        emit changed();
    }
}

void Theme::build()
{
    const bool isLight = m_kind == ThemeKind::Light;
    m_muted = isLight ? QColor(0x5C, 0x62, 0x69) : QColor(0xA3, 0xAB, 0xB4);
    m_hairline = isLight ? QColor(0xDD, 0xE0, 0xE4) : QColor(0x2E, 0x33, 0x3A);
    m_panel = isLight ? QColor(0xF5, 0xF6, 0xF8) : QColor(0x1C, 0x20, 0x25);
    m_accent = isLight ? QColor(0x1F, 0x6F, 0xB2) : QColor(0x6C, 0xB2, 0xF2);
    m_selection = mixed(window(), m_accent, isLight ? 0.14 : 0.2);

    QPalette palette;
    palette.setColor(QPalette::Window, m_panel);
    palette.setColor(QPalette::WindowText, text());
    palette.setColor(QPalette::Base, window());
    palette.setColor(QPalette::AlternateBase, m_panel);
    palette.setColor(QPalette::Text, text());
    palette.setColor(QPalette::PlaceholderText, m_muted);
    palette.setColor(QPalette::Button, m_panel);
    palette.setColor(QPalette::ButtonText, text());
    palette.setColor(QPalette::BrightText, m_status.hue(StatusClass::Fail));
    palette.setColor(QPalette::Highlight, m_selection);
    palette.setColor(QPalette::HighlightedText, text());
    palette.setColor(QPalette::Link, m_accent);
    palette.setColor(QPalette::LinkVisited, m_accent);
    palette.setColor(QPalette::ToolTipBase, m_panel);
    palette.setColor(QPalette::ToolTipText, text());
    palette.setColor(QPalette::Light, mixed(m_panel, Qt::white, isLight ? 0.6 : 0.06));
    palette.setColor(QPalette::Midlight, mixed(m_panel, Qt::white, isLight ? 0.3 : 0.03));
    palette.setColor(QPalette::Mid, m_hairline);
    palette.setColor(QPalette::Dark, mixed(m_hairline, Qt::black, 0.15));
    palette.setColor(QPalette::Shadow, mixed(m_panel, Qt::black, 0.3));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        palette.setColor(QPalette::Disabled, role, mixed(window(), m_muted, 0.65));
    }
    m_palette = palette;
}

QFont Theme::monospace()
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPointSizeF(QApplication::font().pointSizeF());
    return font;
}

QIcon Theme::icon(const QString& name) const
{
    const QResource resource(QStringLiteral(":/icons/%1.svg").arg(name));
    if (!resource.isValid()) {
        return {};
    }
    QByteArray svg = resource.uncompressedData();
    svg.replace("currentColor", text().name().toLatin1());
    QSvgRenderer renderer(svg);
    QIcon icon;
    for (const int side : {16, 32, 48}) {
        QPixmap pixmap(side, side);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        renderer.render(&painter);
        icon.addPixmap(pixmap);
    }
    return icon;
}

void installTheme(const Theme& theme)
{
    QApplication::setStyle(new AppStyle); // The application owns it.
    QApplication::setPalette(theme.palette());
}

} // namespace cboard::ui
