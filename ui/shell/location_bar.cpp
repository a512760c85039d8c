// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/location_bar.h"

#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QRegularExpression>
#include <QToolButton>

namespace cboard::ui {

namespace {

    const QString Separator = QStringLiteral(" &nbsp;›&nbsp; ");

    QToolButton* makeButton(QWidget* parent, Qt::ArrowType arrow, const QString& text)
    {
        auto* button = new QToolButton(parent);
        button->setArrowType(arrow);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::TabFocus);
        button->setToolTip(text);
        button->setAccessibleName(text);
        return button;
    }

} // namespace

LocationBar::LocationBar(const Theme& theme, QWidget* parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_back(makeButton(this, Qt::LeftArrow, tr("Back (Alt+Left)")))
    , m_forward(makeButton(this, Qt::RightArrow, tr("Forward (Alt+Right)")))
    , m_path(new QLabel(this))
{
    m_path->setTextFormat(Qt::RichText);
    m_path->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 4, 12, 2);
    layout->setSpacing(2);
    layout->addWidget(m_back);
    layout->addWidget(m_forward);
    layout->addSpacing(6);
    layout->addWidget(m_path, 1);
    connect(m_back, &QToolButton::clicked, this, &LocationBar::backRequested);
    connect(m_forward, &QToolButton::clicked, this, &LocationBar::forwardRequested);
    connect(m_path, &QLabel::linkActivated, this, [this](const QString& link) {
        if (const auto state = fromAddress(link)) {
            emit openRequested(*state);
        }
    });
    connect(&m_theme, &Theme::changed, this, &LocationBar::build);
}

void LocationBar::setHistory(bool canGoBack, bool canGoForward)
{
    m_back->setEnabled(canGoBack);
    m_forward->setEnabled(canGoForward);
}

void LocationBar::showLocation(const ViewState& state, const QString& viewTitle)
{
    m_state = state;
    m_title = viewTitle;
    build();
}

void LocationBar::build()
{
    QStringList parts;
    const auto addLink = [&](const ViewState& target, const QString& text) {
        parts << QStringLiteral("<a style='color:%1; text-decoration:none' href=\"%2\">%3</a>")
                     .arg(m_theme.accent().name(), toAddress(target).toHtmlEscaped(),
                          text.toHtmlEscaped());
    };
    ViewState target;
    target.view = QStringLiteral("trees");
    if (m_state.view == target.view || m_state.tree.isEmpty()) {
        parts << m_title.toHtmlEscaped();
    } else {
        addLink(target, tr("Trees"));
        target.view = QStringLiteral("revision");
        target.tree = m_state.tree;
        target.branch = m_state.branch;
        target.repositoryUrl = m_state.repositoryUrl;
        addLink(target,
                m_state.branch.isEmpty() ? m_state.tree
                                         : m_state.tree + QLatin1Char('/') + m_state.branch);
        if (!m_state.revision.isEmpty()) {
            target.revision = m_state.revision;
            constexpr qsizetype HashDigits = 40;
            addLink(target,
                    m_state.revision.size() == HashDigits ? m_state.revision.left(12)
                                                          : m_state.revision);
        }
        parts << m_title.toHtmlEscaped();
    }
    m_path->setText(parts.join(Separator));
}

QString LocationBar::text() const
{
    QString text = m_path->text();
    static const QRegularExpression tags(QStringLiteral("<[^>]*>"));
    return text.remove(tags).replace(QStringLiteral("&nbsp;"), QStringLiteral(" ")).simplified();
}

} // namespace cboard::ui
