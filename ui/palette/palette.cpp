// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/palette/palette.h"

#include "ui/palette/palette_model.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace cboard::ui {

namespace {
    constexpr QSize Size(760, 520);
    constexpr int TopMargin = 60;
    constexpr int PerGroup = 8;
    constexpr int PerOnlyGroup = 50; ///< When a sign asks for one group.
} // namespace

Palette::Palette(const Context& context, PaletteThings things, QWidget* window)
    : QFrame(window)
    , m_context(context)
    , m_things(std::move(things))
    , m_before(QApplication::focusWidget())
    , m_field(new QLineEdit(this))
    , m_list(new QListView(this))
    , m_hint(new QLabel(this))
    , m_model(new PaletteModel(this))
    , m_search(*context.queries, *context.tasks)
{
    setAttribute(Qt::WA_DeleteOnClose);
    createLayout();
    m_field->installEventFilter(this);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new PaletteDelegate(*context.theme, m_list));
    connect(m_field, &QLineEdit::textChanged, this, &Palette::onTextChanged);
    connect(m_list, &QListView::clicked, this, [this] { choose(OpenMode::Here); });
    onTextChanged();
    resize(Size.boundedTo(window->size()));
    move((window->width() - width()) / 2, std::min(TopMargin, window->height() - height()));
    show();
    raise();
    m_field->setFocus(Qt::ShortcutFocusReason);
}

void Palette::createLayout()
{
    m_field->setPlaceholderText(tr("A tree, revision, board, test, id, address or command"));
    m_field->setAccessibleName(tr("Search"));
    m_field->setFrame(false);
    QFont large = m_field->font();
    constexpr double Larger = 1.2;
    large.setPointSizeF(large.pointSizeF() * Larger);
    m_field->setFont(large);
    m_field->setTextMargins(10, 8, 10, 8);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setAccessibleName(tr("Found"));
    m_hint->setTextFormat(Qt::PlainText);
    m_hint->setContentsMargins(12, 5, 12, 5);
    QPalette muted = palette();
    muted.setColor(QPalette::WindowText, m_context.theme->mutedText());
    m_hint->setPalette(muted);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(0);
    layout->addWidget(m_field);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_hint);
    const Theme& theme = *m_context.theme;
    setStyleSheet(QStringLiteral("cboard--ui--Palette { border: 1px solid %1; background: %3; }"
                                 "QLineEdit { border: none; border-bottom: 1px solid %2; }")
                      .arg(theme.accent().name(), theme.hairline().name(), theme.panel().name()));
}

std::int64_t Palette::limit() const
{
    return m_query.sign.isNull() ? PerGroup : PerOnlyGroup;
}

void Palette::setText(const QString& text)
{
    m_field->setText(text);
}

const std::vector<PaletteItem>& Palette::items() const
{
    return m_model->items();
}

int Palette::currentRow() const
{
    return m_list->currentIndex().row();
}

void Palette::onTextChanged()
{
    m_accept.reset();
    m_query = PaletteQuery::parse(m_field->text());
    if (m_query.asksEngine()) {
        startSearch();
    } else {
        m_search.cancel();
        m_found.clear();
    }
    fill();
    if (!m_search.isRunning()) {
        emit settled();
    }
}

void Palette::startSearch()
{
    const query::SearchRequest request{m_context.common(), m_query.text.toStdString(), limit()};
    m_search.start(
        tr("Searching"),
        [engine = m_context.engine, request](const TaskContext& task) {
            return engine->search(request, task);
        },
        [this](const Result<std::shared_ptr<const query::SearchSnapshot>>& found) {
            m_found =
                found ? engineItems(m_query, **found, m_things.from) : std::vector<PaletteItem>();
            fill();
            if (!found && found.error().kind != ErrorKind::Cancelled) {
                m_hint->setText(QString::fromStdString(describe(found.error())));
            }
            emit settled();
            if (const auto mode = std::exchange(m_accept, std::nullopt)) {
                choose(*mode);
            }
        });
}

/// What is known here and now, with what the store found; while it searches, what it found before
/// and is still right.
void Palette::fill()
{
    std::vector<PaletteItem> items = localItems(m_query, m_things);
    for (const PaletteItem& item : m_found) {
        if (!m_search.isRunning()
            || (m_query.wants(item.group) && rankOf(item.title, m_query.text))) {
            items.push_back(item);
        }
    }
    items = arrangeItems(std::move(items), limit());
    const bool isEmpty = items.empty();
    m_model->setItems(std::move(items));
    m_list->setCurrentIndex(m_model->index(0));
    m_list->scrollToTop();
    m_hint->setText(
        isEmpty && !m_search.isRunning()
            ? tr("Nothing stored is like “%1”").arg(m_query.text)
            : tr("↑↓ choose   Enter open   Shift+Enter in a new tab   Ctrl+Enter beside   "
                 "Tab complete   Ctrl+1…9 group   ? prefixes"));
}

void Palette::choose(OpenMode mode)
{
    if (m_search.isRunning()) {
        m_accept = mode; // The best line may be still to come.
        return;
    }
    const int row = currentRow();
    if (row < 0) {
        return;
    }
    const PaletteItem item = m_model->items()[static_cast<std::size_t>(row)];
    if (!item.insert.isEmpty()) {
        m_field->setText(item.insert);
        return;
    }
    close();
    if (item.target) {
        emit openRequested(*item.target, mode);
    } else {
        emit actionRequested(item.action);
    }
}

void Palette::moveBy(int rows)
{
    const int count = m_model->rowCount();
    if (count > 0) {
        const int row = (currentRow() + rows + count) % count;
        m_list->setCurrentIndex(m_model->index(row));
    }
}

void Palette::goToGroup(int number)
{
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const QModelIndex index = m_model->index(row);
        if (!index.data(PaletteModel::HeadingRole).toString().isEmpty() && --number == 0) {
            m_list->setCurrentIndex(index);
            return;
        }
    }
}

bool Palette::handleKey(const QKeyEvent& key)
{
    constexpr int Page = 8;
    const bool isControl = key.modifiers().testFlag(Qt::ControlModifier);
    switch (key.key()) {
    case Qt::Key_Down:
        moveBy(1);
        return true;
    case Qt::Key_Up:
        moveBy(-1);
        return true;
    case Qt::Key_PageDown:
        moveBy(std::min(Page, m_model->rowCount() - 1 - currentRow()));
        return true;
    case Qt::Key_PageUp:
        moveBy(-std::min(Page, currentRow()));
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        choose(isControl                                         ? OpenMode::Split
                   : key.modifiers().testFlag(Qt::ShiftModifier) ? OpenMode::NewTab
                                                                 : OpenMode::Here);
        return true;
    case Qt::Key_Escape:
        close();
        return true;
    case Qt::Key_Tab:
        if (currentRow() >= 0) {
            const QString sign = m_query.sign.isNull() ? QString() : QString(m_query.sign);
            m_field->setText(sign + m_list->currentIndex().data().toString());
        }
        return true;
    default:
        if (isControl && key.key() >= Qt::Key_1 && key.key() <= Qt::Key_9) {
            goToGroup(key.key() - Qt::Key_1 + 1);
            return true;
        }
        return false;
    }
}

void Palette::closeEvent(QCloseEvent* event)
{
    if (m_before && m_field->hasFocus()) {
        m_before->setFocus(Qt::PopupFocusReason);
    }
    QFrame::closeEvent(event);
}

bool Palette::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_field) {
        return QFrame::eventFilter(watched, event);
    }
    if (event->type() == QEvent::ShortcutOverride) {
        event->accept(); // No key is the window's while this is open.
    } else if (event->type() == QEvent::KeyPress) {
        return handleKey(*static_cast<QKeyEvent*>(event));
    } else if (event->type() == QEvent::FocusOut && isVisible()) {
        const auto reason = static_cast<QFocusEvent*>(event)->reason();
        if (reason == Qt::MouseFocusReason || reason == Qt::OtherFocusReason) {
            QTimer::singleShot(0, this, &QWidget::close);
        }
    }
    return false;
}

} // namespace cboard::ui
