// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/inspector.h"

#include "ui/base/navigator.h"
#include "ui/base/record_field.h"
#include "ui/base/resolve.h"
#include "ui/base/text_format.h"
#include "ui/base/user_items.h"
#include "ui/inspector/history_strip.h"
#include "ui/inspector/reproduce_command.h"
#include "ui/theme/theme.h"
#include "ui/triage/triage_targets.h"
#include "ui/widgets/focus_line.h"

#include <QApplication>
#include <QClipboard>
#include <QDesktopServices>
#include <QKeyEvent>
#include <QLabel>
#include <QRegularExpression>
#include <QScrollBar>
#include <QTextBrowser>
#include <QUrl>
#include <QVBoxLayout>

namespace cboard::ui {

namespace {

    constexpr int MinimumWidth = 240;
    constexpr int HeldKeyMs = 150; ///< Longer than between two repeats of a key.

    bool isBootPath(const QString& path)
    {
        return path == QLatin1String("boot") || path.startsWith(QLatin1String("boot."));
    }

} // namespace

Inspector::Inspector(const Context& context, QWidget* parent)
    : QFrame(parent)
    , m_context(context)
    , m_caption(new QLabel(this))
    , m_status(new QLabel(this))
    , m_history(new HistoryStrip(*context.theme, this))
    , m_fields(new QTextBrowser(this))
    , m_load(*context.queries, *context.tasks)
    , m_loadStages(*context.queries, *context.tasks)
{
    buildLayout();
    m_delay.setSingleShot(true);
    m_delay.setInterval(0); // A load that is overtaken is cancelled, so nothing waits.
    connect(&m_delay, &QTimer::timeout, this, &Inspector::load);
    m_textRests.setSingleShot(true);
    m_textRests.setInterval(HeldKeyMs);
    connect(&m_textRests, &QTimer::timeout, this, [this] {
        showText();
        emit settled();
    });
    qApp->installEventFilter(this);
    connect(m_fields, &QTextBrowser::anchorClicked, this, &Inspector::onLink);
    connect(m_context.theme, &Theme::changed, this, &Inspector::showText);
    if (m_context.items != nullptr) {
        connect(m_context.items, &UserItems::changed, this, &Inspector::showText);
    }
    showNothing(tr("Nothing is selected."));
}

void Inspector::buildLayout()
{
    m_caption->setTextFormat(Qt::PlainText);
    m_caption->setWordWrap(true);
    m_caption->setTextInteractionFlags(Qt::TextSelectableByMouse);
    QFont bold = font();
    bold.setBold(true);
    m_caption->setFont(bold);
    m_status->setTextFormat(Qt::PlainText);
    m_status->setWordWrap(true);
    m_fields->setFrameShape(QFrame::NoFrame);
    m_fields->setOpenLinks(false);
    // A bar that comes with the text would have it laid out twice.
    m_fields->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    m_fields->setTextInteractionFlags(Qt::TextBrowserInteraction | Qt::TextSelectableByKeyboard);
    m_fields->setAccessibleName(tr("Fields of the selected record"));
    m_fields->viewport()->setBackgroundRole(QPalette::Window);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 10, 12, 8);
    layout->setSpacing(6);
    layout->addWidget(m_caption);
    layout->addWidget(m_status);
    layout->addWidget(m_history);
    layout->addWidget(m_fields, 1);
    setMinimumWidth(MinimumWidth);
    setFocusProxy(m_fields);
    new FocusLine(*m_context.theme, this);
}

void Inspector::showNothing(const QString& sentence)
{
    m_record.reset();
    m_loadStages.cancel();
    m_command.clear();
    m_caption->setText(m_selection.caption);
    m_caption->setVisible(!m_selection.caption.isEmpty());
    m_status->setText(sentence);
    m_status->setVisible(!sentence.isEmpty());
    m_status->setPalette(palette());
    m_history->setVisible(false);
    showText();
}

void Inspector::inspect(const Selection& selection)
{
    m_selection = selection;
    m_delay.start();
}

void Inspector::load()
{
    if (m_selection.id.isEmpty() && !m_selection.history) {
        m_load.cancel();
        showNothing(m_selection.caption.isEmpty()     ? tr("Nothing is selected.")
                        : m_selection.facts.isEmpty() ? tr("No result here.")
                                                      : QString());
        emit settled();
        return;
    }
    const query::RecordRequest request{m_context.common(), m_selection.kind,
                                       m_selection.id.toStdString()};
    auto history = m_selection.history;
    if (history) {
        history->common = m_context.common();
    }
    m_load.start(
        tr("Reading the record"),
        [engine = m_context.engine, request, history](const TaskContext& task) {
            return read(*engine, request, history, task);
        },
        [this](const Result<Loaded>& loaded) {
            if (loaded) {
                show(*loaded);
            } else {
                showNothing(fromUtf8(describe(loaded.error())));
            }
            emit settled();
        });
}

void Inspector::show(const Loaded& loaded)
{
    m_record = loaded.record;
    m_finding = loaded.finding;
    m_beside.clear();
    if (m_record && loaded.history) {
        m_beside = pastSections(*loaded.history, *m_record);
    }
    if (loaded.use) {
        m_beside += useSections(*loaded.use);
    }
    loadStages(loaded);
    m_command = m_record ? reproduceCommand(*m_record, loaded.build.get()) : QString();
    m_caption->setText(m_selection.caption);
    m_caption->setVisible(!m_selection.caption.isEmpty());
    m_history->setVisible(loaded.history != nullptr);
    m_history->setHistory(loaded.history);
    m_status->setVisible(m_record || m_selection.facts.isEmpty());
    if (!m_record) { // What has facts is no result, and all the same here: a board.
        m_status->setText(m_selection.facts.isEmpty() ? tr("No result here.") : QString());
        showText();
        return;
    }
    QString where = statusWord(m_record->status);
    if (m_record->revision) {
        where = tr("%1 on %2").arg(where, revisionText(*m_record->revision));
    }
    m_status->setText(where);
    QPalette palette = m_status->palette();
    palette.setColor(QPalette::WindowText, m_context.theme->status().textColor(m_record->status));
    m_status->setPalette(palette);
    showTextSoon();
}

/// Of a boot; the record stands meanwhile.
void Inspector::loadStages(const Loaded& loaded)
{
    m_stages.clear();
    m_loadStages.cancel();
    if (!m_record || m_record->kind != RecordKind::Test
        || !isBootPath(recordField(*m_record, "path"))) {
        return;
    }
    m_loadStages.start(
        tr("Reading the stages of the boot"),
        [engine = m_context.engine, id = m_record->id,
         history = loaded.history](const TaskContext& task) {
            return service::stageTimes(*engine, id, history.get(), task);
        },
        [this](const Result<service::StageTimes>& times) {
            if (times) { // The peek says what is wrong with a log.
                m_stages = stageSections(*times);
                showTextSoon();
            }
        });
}

QList<RecordSection> Inspector::factSections() const
{
    static const QRegularExpression hashes(
        QStringLiteral("^[0-9a-f]{12,64}(\\.\\.[0-9a-f]{12,64})?$"));
    RecordSection section;
    for (const auto& [name, value] : m_selection.facts) {
        if (value.isEmpty()) {
            continue; // A name alone says nothing.
        }
        section.lines << RecordLine{name, value, hashes.match(value).hasMatch(), {}};
    }
    return {section};
}

QList<RecordSection> Inspector::ownSections() const
{
    if (m_context.items == nullptr) {
        return {};
    }
    const UserLists& lists = m_context.items->lists();
    const QString target = targetOf(m_record->kind, m_record->id);
    RecordSection section;
    if (lists.notes.contains(target)) {
        section.lines << RecordLine{tr("note"), lists.notes.value(target), false, {}};
    }
    for (const QString& cell : cellsOf(m_selection)) {
        if (const auto waiver = lists.waivers.find(cell); waiver != lists.waivers.end()) {
            const QString reason = fromUtf8(waiver->reason);
            section.lines << RecordLine{
                tr("waived"),
                waiver->until ? tr("%1 (until %2)").arg(reason, exactTimeText(waiver->until))
                              : reason,
                false,
                {}};
            break;
        }
    }
    if (lists.tray.contains(target)) {
        section.lines << RecordLine{tr("tray"), tr("waits for triage"), false, {}};
    }
    return section.lines.isEmpty() ? QList<RecordSection>() : QList<RecordSection>{section};
}

/// To lay out the text takes some milliseconds: not for each of the rows that a held key runs
/// through. What stands above it follows at once.
void Inspector::showTextSoon()
{
    if (m_isKeyHeld) {
        m_textRests.start();
    } else {
        showText();
    }
}

void Inspector::followKey(const QKeyEvent& key)
{
    m_isKeyHeld = key.isAutoRepeat();
    if (!m_isKeyHeld && m_textRests.isActive()) {
        showText();
        emit settled();
    }
}

void Inspector::showText()
{
    m_textRests.stop();
    const InspectorHtml html(*m_context.theme);
    if (!m_record) {
        m_fields->setHtml(html.lines(factSections()));
        return;
    }
    const QList<RecordSection> fields = recordSections(*m_record); // The first: what it is.
    m_fields->setHtml(html.lines(factSections() + ownSections() + fields.mid(0, 1) + m_beside
                                 + m_stages + fields.mid(1) + findingSections(m_finding))
                      + html.command(m_command)
                      + html.json(fromUtf8(m_record->json), m_isJsonFolded));
}

void Inspector::onLink(const QUrl& link)
{
    const QString target = link.toString();
    if (target == inspector_link::ToggleJson) {
        const int place = m_fields->verticalScrollBar()->value();
        m_isJsonFolded = !m_isJsonFolded;
        showText();
        m_fields->verticalScrollBar()->setValue(place);
    } else if (target == inspector_link::CopyJson && m_record) {
        copy(fromUtf8(m_record->json), tr("the record as JSON"));
    } else if (target == inspector_link::CopyCommand) {
        copy(m_command, tr("the command"));
    } else if (target == inspector_link::OpenUsers && m_record) {
        openUsers();
    } else if (link.scheme() == QLatin1String("http") || link.scheme() == QLatin1String("https")) {
        QDesktopServices::openUrl(link);
    }
}

/// The tests of its revision that this build ran; boots are among them.
void Inspector::openUsers()
{
    ViewState target;
    target.view = QStringLiteral("tests");
    nameRevision(target, *m_record->revision);
    target.filter = buildTerms(*m_record);
    m_context.navigator->open(target);
}

void Inspector::copy(const QString& text, const QString& what)
{
    QApplication::clipboard()->setText(text);
    emit said(tr("Copied %1").arg(what));
}

/// Enter on a link that Tab reached is the link's, not the window's.
bool Inspector::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress || event->type() == QEvent::KeyRelease
        || event->type() == QEvent::ShortcutOverride) {
        followKey(*static_cast<QKeyEvent*>(event));
    }
    if (watched == m_fields && event->type() == QEvent::ShortcutOverride) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if ((key == Qt::Key_Return || key == Qt::Key_Enter)
            && m_fields->textCursor().charFormat().isAnchor()) {
            event->accept();
        }
    }
    return QFrame::eventFilter(watched, event);
}

QString Inspector::fieldsText() const
{
    return m_status->text() + QLatin1Char('\n') + m_fields->toPlainText();
}

} // namespace cboard::ui
