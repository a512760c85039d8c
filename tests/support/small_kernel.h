// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QString>
#include <QStringList>

#include <string>

namespace cboard::testing {

/// A small program with debug information that stands for a vmlinux: it knows where one of its
/// functions, inlined into start_kernel(), called another one.
struct SmallKernel {
    QString file;
    std::string entry; ///< "start_kernel+0x9/0x20", as a trace prints the place behind the call.
    std::string address; ///< The same as "ffffffff81000009".
    std::string problem; ///< Why there is none; empty when all went well.

    /// \param options Of the compiler, besides those that make it small.
    static SmallKernel make(const QString& folder, const QStringList& options = {"-g"})
    {
        SmallKernel kernel;
        QDir(folder).mkpath("init");
        QFile source(folder + "/init/main.c");
        if (!source.open(QIODevice::WriteOnly) || source.write(Source) < 0) {
            kernel.problem = "the source is not written";
            return kernel;
        }
        source.close();
        kernel.file = folder + "/vmlinux";
        if (kernel
                .run("gcc",
                     QStringList{"-O2", "-fno-pie", "-no-pie", "-Wl,--build-id=sha1"} + options
                         + QStringList{"-o", kernel.file, source.fileName()})
                .isNull()) {
            return kernel;
        }
        const QStringList words = kernel.run(kernel.file, {}).trimmed().split(' ');
        if (words.size() == 2) {
            kernel.address = words[1].toStdString();
            kernel.entry = "start_kernel+0x" + words[0].toStdString() + "/0x" + kernel.span();
        }
        return kernel;
    }

private:
    static constexpr const char* Source =
        "#include <stdio.h>\n"
        "static const char *seen;\n"
        "const char banner[] = \"Linux version 6.12.0-rc3-small (me@here) #1\";\n"
        "__attribute__((noinline)) void probe(void) { seen = __builtin_return_address(0); }\n"
        "static inline __attribute__((always_inline)) int inner(int v)\n"
        "{\n"
        "    probe();\n" // Line 7.
        "    return v + 1;\n"
        "}\n"
        "__attribute__((noinline)) int start_kernel(int v)\n"
        "{\n"
        "    return inner(v) * 3;\n" // Line 12.
        "}\n"
        "int main(int argc, char **argv)\n"
        "{\n"
        "    int r = start_kernel(argc) + argv[0][0] + banner[argc];\n"
        "    printf(\"%lx %lx\\n\", (long)(seen - (const char *)start_kernel), (long)seen);\n"
        "    return r == 0;\n"
        "}\n";

    QString run(const QString& program, const QStringList& words)
    {
        QProcess process;
        process.start(program, words);
        if (!process.waitForFinished() || process.exitCode() != 0) {
            problem = (program + ": " + process.errorString() + process.readAllStandardError())
                          .toStdString();
            return {};
        }
        const QString output = QString::fromUtf8(process.readAllStandardOutput());
        return output.isNull() ? QStringLiteral("") : output;
    }

    /// From start_kernel to the symbol behind it.
    std::string span()
    {
        qulonglong begin = 0;
        for (const QString& line : run("nm", {"-n", file}).split('\n')) {
            const qulonglong here = line.section(' ', 0, 0).toULongLong(nullptr, 16);
            if (begin > 0 && here > begin) {
                return QString::number(here - begin, 16).toStdString();
            }
            begin = line.endsWith(" T start_kernel") ? here : begin;
        }
        problem = "nm does not list start_kernel";
        return {};
    }
};

} // namespace cboard::testing
