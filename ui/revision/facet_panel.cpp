// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/revision/facet_panel.h"

#include "ui/base/text_format.h"
#include "ui/theme/theme.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <functional>
#include <vector>

namespace cboard::ui {

namespace {

    constexpr int LineHeight = 22;
    constexpr int Padding = 12;
    constexpr int CountGap = 12;
    constexpr std::size_t MaxValues = 8;

    QString dimensionTitle(const std::string& dimension)
    {
        if (dimension == "arch") {
            return FacetPanel::tr("Architecture");
        }
        if (dimension == "config") {
            return FacetPanel::tr("Configuration");
        }
        if (dimension == "compiler") {
            return FacetPanel::tr("Compiler");
        }
        if (dimension == "lab") {
            return FacetPanel::tr("Lab");
        }
        if (dimension == "board") {
            return FacetPanel::tr("Board");
        }
        return dimension == "origin" ? FacetPanel::tr("Origin") : fromUtf8(dimension);
    }

    struct Line {
        QString text;
        QString term; ///< Empty for headings.
        StatusCounts counts;
    };

} // namespace

class FacetPanel::Body : public QWidget {
public:
    explicit Body(const Theme& theme)
        : m_theme(theme)
    {
        setCursor(Qt::PointingHandCursor);
    }

    std::function<void(const QString&)> onTerm;

    void setFacets(const std::vector<query::Facet>& facets)
    {
        m_lines.clear();
        m_countWidth = 0;
        for (const query::Facet& facet : facets) {
            if (facet.values.empty()) {
                continue;
            }
            m_lines.push_back({dimensionTitle(facet.dimension), {}, {}});
            const std::size_t shown = std::min(facet.values.size(), MaxValues);
            for (std::size_t i = 0; i < shown; ++i) {
                const QString value = fromUtf8(facet.values[i].value);
                const QString quoted = value.contains(QLatin1Char(' '))
                    ? QLatin1Char('"') + value + QLatin1Char('"')
                    : value;
                m_lines.push_back({value.isEmpty() ? FacetPanel::tr("(none)") : value,
                                   fromUtf8(facet.dimension) + QLatin1Char(':') + quoted,
                                   facet.values[i].counts});
                const QString fails = countText(facet.values[i].counts[StatusClass::Fail]);
                m_countWidth =
                    std::max(m_countWidth, fontMetrics().horizontalAdvance(fails) + CountGap);
            }
            if (shown < facet.values.size()) {
                m_lines.push_back(
                    {FacetPanel::tr("and %1 more").arg(facet.values.size() - shown), {}, {}});
            }
        }
        setFixedHeight(static_cast<int>(m_lines.size()) * LineHeight + Padding);
        update();
    }

protected:
    void paintEvent(QPaintEvent* event) override
    {
        Q_UNUSED(event)
        QPainter painter(this);
        painter.fillRect(rect(), m_theme.window());
        for (std::size_t i = 0; i < m_lines.size(); ++i) {
            const QRect line(Padding, static_cast<int>(i) * LineHeight, width() - 2 * Padding,
                             LineHeight);
            m_lines[i].term.isEmpty() ? paintHeading(painter, line, m_lines[i].text)
                                      : paintValue(painter, line, m_lines[i]);
        }
    }

    void mousePressEvent(QMouseEvent* event) override
    {
        const auto at = static_cast<std::size_t>(event->position().y()) / LineHeight;
        if (at < m_lines.size() && !m_lines[at].term.isEmpty() && onTerm) {
            onTerm(m_lines[at].term);
        }
    }

private:
    void paintHeading(QPainter& painter, const QRect& line, const QString& text)
    {
        painter.setPen(m_theme.mutedText());
        painter.drawText(line.adjusted(0, 4, 0, 0), Qt::AlignVCenter, text);
    }

    void paintValue(QPainter& painter, const QRect& line, const Line& value)
    {
        const std::int64_t fails = value.counts[StatusClass::Fail];
        const int barWidth = std::max(40, line.width() / 5); // The names tell more than the bars.
        const QRect bar(line.right() - barWidth - m_countWidth, line.center().y() - 2, barWidth, 6);
        painter.setPen(m_theme.text());
        painter.drawText(
            line, Qt::AlignVCenter,
            fontMetrics().elidedText(value.text, Qt::ElideMiddle, bar.left() - line.left() - 8));
        paintStackedBar(painter, bar, value.counts, m_theme.status());
        painter.setPen(fails > 0 ? m_theme.status().textColor(StatusClass::Fail)
                                 : m_theme.mutedText());
        painter.drawText(line, static_cast<int>(Qt::AlignVCenter | Qt::AlignRight),
                         countText(fails));
    }

    const Theme& m_theme;
    std::vector<Line> m_lines;
    int m_countWidth = 0; ///< Of the widest count, with the gap before it.
};

FacetPanel::FacetPanel(const Theme& theme, QWidget* parent)
    : QScrollArea(parent)
    , m_body(new Body(theme))
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setWidget(m_body);
    setAccessibleName(tr("Where results differ"));
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setBackgroundRole(QPalette::Base);
    m_body->onTerm = [this](const QString& term) { emit termRequested(term); };
    connect(&theme, &Theme::changed, m_body, qOverload<>(&QWidget::update));
}

FacetPanel::~FacetPanel() = default;

void FacetPanel::setFacets(std::shared_ptr<const query::RevisionSnapshot> revision)
{
    m_body->setFacets(revision->facets);
}

} // namespace cboard::ui
