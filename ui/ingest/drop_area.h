// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QStringList>

class QLabel;
class QPushButton;

namespace cboard::ui {

class Theme;

/// Where files and folders are dropped or chosen; shows what is about to be read.
class DropArea : public QFrame {
    Q_OBJECT

public:
    explicit DropArea(const Theme& theme, QWidget* parent = nullptr);

    const QStringList& paths() const { return m_paths; }
    void setPaths(const QStringList& paths); ///< Without duplicates.
    void addPaths(const QStringList& paths);
    void setBusy(bool isBusy);

signals:
    void startRequested();
    void pathsChanged();

protected:
    void paintEvent(QPaintEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void choose(bool isFolder);
    void updateTexts();

    const Theme& m_theme;
    QStringList m_paths;
    QLabel* m_headline;
    QLabel* m_detail;
    QPushButton* m_start;
    QPushButton* m_clear;
    bool m_isHovered = false;
};

} // namespace cboard::ui
