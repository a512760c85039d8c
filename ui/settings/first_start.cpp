// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/first_start.h"

#include "core/service/workbench.h"
#include "ui/base/key_text.h"
#include "ui/base/navigator.h"
#include "ui/base/preferences.h"
#include "ui/base/text_format.h"
#include "ui/theme/theme.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QGroupBox>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

namespace cboard::ui {

FirstStart::FirstStart(const Context& context, QWidget* parent)
    : QDialog(parent)
    , m_context(context)
    , m_begin(new QButtonGroup(this))
    , m_state(new QLabel(this))
    , m_sample(*context.jobs, *context.tasks)
{
    setWindowTitle(tr("Welcome to Checkerboard"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto* headline = new QLabel(tr("The store holds no results yet"), this);
    QFont large = headline->font();
    constexpr double Larger = 1.2; // As where a view has nothing to show.
    large.setPointSizeF(large.pointSizeF() * Larger);
    large.setBold(true);
    headline->setFont(large);
    auto* intro = new QLabel(withKeys(context,
                                      tr("Both choices can be made again later: {go-ingest} "
                                         "reads results, {go-settings} changes how things look.")),
                             this);
    intro->setWordWrap(true);
    auto* buttons = new QDialogButtonBox(this);
    m_go = buttons->addButton(tr("Go on"), QDialogButtonBox::AcceptRole);
    m_go->setDefault(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 16, 20, 16);
    layout->setSpacing(12);
    layout->addWidget(headline);
    layout->addWidget(intro);
    layout->addWidget(makeBegin());
    if (m_context.preferences != nullptr) {
        layout->addWidget(makeLooks());
    }
    layout->addWidget(m_state);
    layout->addWidget(buttons);
    constexpr int Width = 560;
    setMinimumWidth(Width);
    m_state->setTextFormat(Qt::PlainText);
    m_state->setWordWrap(true);
    m_state->hide();
    connect(buttons, &QDialogButtonBox::accepted, this, &FirstStart::go);
    m_begin->button(static_cast<int>(Begin::Sample))->setFocus();
}

QWidget* FirstStart::makeBegin()
{
    auto* box = new QGroupBox(tr("Begin with"), this);
    auto* layout = new QVBoxLayout(box);
    const auto add = [this, box, layout](Begin begin, const QString& text) {
        auto* button = new QRadioButton(text, box);
        m_begin->addButton(button, static_cast<int>(begin));
        layout->addWidget(button);
    };
    add(Begin::Sample, tr("&Sample results: five trees, made up on this machine"));
    add(Begin::Folder, tr("A &folder of result files"));
    add(Begin::Empty, tr("&Nothing yet"));
    const bool canSample = m_context.workbench != nullptr;
    m_begin->button(static_cast<int>(Begin::Sample))->setEnabled(canSample);
    m_begin->button(static_cast<int>(canSample ? Begin::Sample : Begin::Folder))->setChecked(true);
    return box;
}

QWidget* FirstStart::makeLooks()
{
    auto* box = new QGroupBox(tr("Looks"), this);
    auto* layout = new QVBoxLayout(box);
    auto* dark = new QCheckBox(tr("&Dark theme"), box);
    auto* letters = new QCheckBox(tr("&Letters in place of glyphs: P pass, F fail, E error"), box);
    dark->setChecked(m_context.theme->kind() == ThemeKind::Dark);
    letters->setChecked(m_context.theme->lettersMode());
    layout->addWidget(dark);
    layout->addWidget(letters);
    connect(dark, &QCheckBox::toggled, this, [this](bool on) {
        static_cast<void>(
            m_context.preferences->set(QStringLiteral("appearance/theme"),
                                       on ? QStringLiteral("dark") : QStringLiteral("light")));
    });
    connect(letters, &QCheckBox::toggled, this, [this](bool on) {
        static_cast<void>(
            m_context.preferences->set(QStringLiteral("appearance/letters"),
                                       on ? QStringLiteral("true") : QStringLiteral("false")));
    });
    return box;
}

void FirstStart::go()
{
    switch (static_cast<Begin>(m_begin->checkedId())) {
    case Begin::Sample:
        makeSample();
        break;
    case Begin::Folder: {
        auto* chooser = new QFileDialog(this, tr("Folder of results"));
        chooser->setAttribute(Qt::WA_DeleteOnClose);
        chooser->setFileMode(QFileDialog::Directory);
        connect(chooser, &QFileDialog::fileSelected, this, [this](const QString& folder) {
            emit folderChosen(folder);
            accept();
        });
        chooser->open();
        break;
    }
    case Begin::Empty:
        accept();
        break;
    }
}

void FirstStart::makeSample()
{
    m_go->setEnabled(false);
    m_state->setText(tr("Making sample results …  Esc stops it."));
    m_state->show();
    m_sample.start(
        tr("Making sample results"),
        [workbench = m_context.workbench, now = m_context.now()](const TaskContext& task) {
            return workbench->addSample(now, task);
        },
        [this](const Result<qint64>& tests) {
            m_go->setEnabled(true);
            if (tests) {
                emit sampleMade();
                accept();
            } else {
                m_state->setText(fromUtf8(describe(tests.error())));
            }
        });
}

/// Esc: the sample first, then the dialog.
void FirstStart::reject()
{
    if (m_sample.isRunning()) {
        m_sample.cancel();
        m_go->setEnabled(true);
        m_state->setText(tr("Stopped."));
        return;
    }
    QDialog::reject();
}

FirstStartOffer::FirstStartOffer(const Context& context, QWidget* window)
    : QObject(window)
    , m_context(context)
    , m_window(window)
    , m_look(*context.queries, *context.tasks)
{
    m_look.start(
        tr("Looking for results"),
        [engine = m_context.engine, common = m_context.common()](const TaskContext& task) {
            return engine->trees({common}, task);
        },
        [this](const auto& trees) {
            if (trees && (*trees)->rows.empty()) {
                offer();
            }
        });
}

void FirstStartOffer::offer()
{
    auto* dialog = new FirstStart(m_context, m_window);
    connect(dialog, &FirstStart::folderChosen, this, [this](const QString& folder) {
        ViewState state;
        state.view = QStringLiteral("ingest");
        state.options.insert(QStringLiteral("paths"), folder);
        m_context.navigator->open(state);
    });
    connect(dialog, &FirstStart::sampleMade, this, [this] {
        ViewState state;
        state.view = QStringLiteral("trees");
        m_context.navigator->open(state);
    });
    dialog->open();
}

} // namespace cboard::ui
