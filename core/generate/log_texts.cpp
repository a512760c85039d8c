// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/generate/log_texts.h"

#include <fmt/format.h>

#include <array>
#include <iterator>

namespace cboard::generate {

namespace {

    // %d: a small number, %D: a larger one, %x: an address, %h: two hex digits, %b: the board,
    // %r: the release.
    constexpr std::array KernelLines = {
        "Linux version %r (builder@forge) SMP PREEMPT build %D",
        "Machine model: %b",
        "memory: %DK available in %d zones, %dK reserved for crash dumps",
        "rcu: hierarchical grace periods over %d cpus, boost off",
        "irqchip: controller at 0x%x serves %d lines",
        "clocksource: board timer at %d MHz, wraps in %D ns",
        "smp: brought up %d cpus in %d ms",
        "cpufreq: policy%d spans %d operating points",
        "pinctrl-%b: registered %d pins in %d groups",
        "gpio gpiochip%d: %d lines, base %d, label soc-gpio",
        "i2c i2c-%d: adapter ready at %d kHz",
        "spi_master spi%d: %d chip selects, dma yes",
        "mmc%d: new high speed card at address %h%h",
        "mmcblk%d: %d.%d GiB, %d partitions",
        "usb %d-%d: new device number %d speaks %d Mb/s",
        "hub %d-0:1.0: %d ports detected",
        "xhci-hcd usb%d: host at 0x%x, quirks 0x%h%h",
        "eth%d: link is up, %d Mbps, full duplex, flow control off",
        "dwmac end%d: ring of %d descriptors, tso on",
        "phy phy-%d: calibrated in %d us",
        "regulator vdd-%d: %D uV at probe, always on",
        "thermal thermal_zone%d: trip %d at %D mC",
        "rtc rtc%d: system clock set from hardware clock",
        "iommu: group %d takes device 0x%h%h",
        "drm: display controller bound %d planes and %d encoders",
        "panel-%d: backlight at level %d",
        "snd-soc-card %d: dai links %d, widgets %d",
        "nvme nvme%d: %d queues, namespace %d of %D blocks",
        "pci 0000:0%d:00.0: bar %d at 0x%x",
        "ext4-fs (mmcblk%dp%d): mounted, journal replayed %d blocks",
        "nfs: server answers after %d ms, version 4.%d",
        "devtmpfs: %d nodes made before init",
        "loop: %d devices, max part %d",
        "random: pool ready after %d events",
        "audit: subsystem enabled, backlog %d",
        "watchdog watchdog%d: timeout %d s, nowayout 0",
        "remoteproc remoteproc%d: firmware image of %DK boots",
        "bluetooth hci%d: controller revision %h, manufacturer %d",
        "wlan%d: associated with channel %d, signal -%d dBm",
        "io scheduler mq-deadline registered, depth %d",
        "zram: device %d of %dM added",
        "systemd[1]: reached target level %d in %d ms",
        "systemd[1]: started unit board-setup@%d.service",
        "udevd[%d]: settled %d events",
        "probe of 1c%h%h.device deferred, waiting for supplier clock-%d",
        "clk: keeping %d boot clocks on",
        "optee: revision %d.%d, shared memory %d pages",
        "cma: reserved %d MiB at 0x%x",
        "scmi_protocol: firmware version 0x%h%h, %d agents",
        "ramoops: %DK buffer at 0x%x",
    };

    constexpr std::array DispatcherLines = {
        "start: %d.%d deploy-step (timeout 00:%d:00)",
        "downloading image part %d of %d",
        "validated checksum %h%h%h%h%h%h",
        "power cycle through outlet %d",
        "connecting to console server port 70%d",
        "bootloader prompt seen after %d s",
        "sending tftp command, file of %D bytes",
        "end: %d.%d deploy-step (duration 00:00:%d) [common]",
    };

    void appendFilled(std::string& out, std::string_view text, Random& random,
                      const LogFacts& facts)
    {
        for (std::size_t i = 0; i < text.size(); ++i) {
            if (text[i] != '%' || i + 1 == text.size()) {
                out += text[i];
                continue;
            }
            switch (text[++i]) {
            case 'd':
                fmt::format_to(std::back_inserter(out), "{}", random.below(64));
                break;
            case 'D':
                fmt::format_to(std::back_inserter(out), "{}", random.below(900'000) + 1000);
                break;
            case 'x':
                fmt::format_to(std::back_inserter(out), "{:08x}", random.next() & 0xFFFFF000U);
                break;
            case 'h':
                fmt::format_to(std::back_inserter(out), "{:02x}", random.next() & 0xFFU);
                break;
            case 'b':
                out += facts.board;
                break;
            case 'r':
                out += facts.release;
                break;
            default:
                out += text[i];
            }
        }
    }

    /// A console while it is written: keeps the board's clock and one line buffer.
    class Console {
    public:
        Console(const LogFacts& facts, LineSink& sink)
            : m_facts(facts)
            , m_random(facts.key)
            , m_sink(sink)
        {
        }

        Random& random() { return m_random; }

        void dispatcher(std::string_view text, LineLevel level = LineLevel::Info)
        {
            m_line.clear();
            appendFilled(m_line, text, m_random, m_facts);
            m_wall += static_cast<std::int64_t>(m_random.below(900'000));
            m_sink.line(m_wall, level, m_line);
        }

        /// A line of the kernel: level and time since its start before the text.
        template <typename... Arguments>
        void kernel(int priority, fmt::format_string<Arguments...> text, Arguments&&... arguments)
        {
            begin(priority);
            fmt::format_to(std::back_inserter(m_line), text, std::forward<Arguments>(arguments)...);
            m_sink.line(m_wall, LineLevel::Target, m_line);
        }

        void kernelNoise()
        {
            begin(6);
            appendFilled(m_line, m_random.pick(KernelLines), m_random, m_facts);
            m_sink.line(m_wall, LineLevel::Target, m_line);
        }

        void plain(std::string_view text)
        {
            m_wall += static_cast<std::int64_t>(m_random.below(3000));
            m_sink.line(m_wall, LineLevel::Target, text);
        }

        void pass(std::int64_t microseconds)
        {
            m_wall += microseconds;
            m_kernel += microseconds;
        }

    private:
        void begin(int priority)
        {
            const auto step = static_cast<std::int64_t>(m_random.below(40'000));
            pass(step);
            m_line.clear();
            fmt::format_to(std::back_inserter(m_line), "<{}>[{:5}.{:06}] ", priority,
                           m_kernel / 1'000'000, m_kernel % 1'000'000);
        }

        const LogFacts& m_facts;
        Random m_random;
        LineSink& m_sink;
        std::string m_line;
        std::int64_t m_wall = 0;
        std::int64_t m_kernel = 0;
    };

    void writeTrace(Console& console, std::uint64_t signature)
    {
        Random names(signature);
        console.kernel(4, "Call trace:");
        const auto depth = 5 + names.below(6);
        for (std::uint64_t i = 0; i < depth; ++i) {
            const std::string function = signatureFunction(names.next());
            const std::uint64_t offset = names.below(0x200);
            console.kernel(4, " {}+0x{:x}/0x{:x}", function, offset, 0x200 + names.below(0x400));
        }
        console.kernel(4, "---[ end trace {:016x} ]---", console.random().next());
    }

    void writeOops(Console& console, const LogFacts& facts)
    {
        const std::string function = signatureFunction(facts.signature);
        const std::uint64_t cpu = console.random().below(8);
        const std::uint64_t pid = console.random().below(4000);
        switch (facts.signature % 4) {
        case 0:
            console.kernel(1,
                           "Unable to handle kernel NULL pointer dereference at virtual address "
                           "{:016x}",
                           facts.signature % 4096);
            console.kernel(0, "Internal error: Oops: {:016x} [#1] PREEMPT SMP", 0x96000004U);
            break;
        case 1:
            console.kernel(1, "BUG: sleeping function called from invalid context in {}", function);
            break;
        case 2:
            console.kernel(4, "------------[ cut here ]------------");
            console.kernel(4, "WARNING: CPU: {} PID: {} at drivers/{}/core.c:{} {}+0x{:x}/0x300",
                           cpu, pid, function.substr(0, function.find('_')),
                           100 + facts.signature % 900, function, facts.signature % 0x300);
            break;
        default:
            console.kernel(3, "BUG: KASAN: use-after-free in {}+0x{:x}/0x420", function,
                           facts.signature % 0x400);
            break;
        }
        console.kernel(4, "CPU: {} PID: {} Comm: {} Not tainted {}", cpu, pid, facts.suite->job,
                       facts.release);
        console.kernel(4, "Hardware name: {} (DT)", facts.board);
        console.kernel(4, "pc : {}+0x{:x}/0x300", function, facts.signature % 0x300);
        console.kernel(4, "lr : {}+0x{:x}/0x280", signatureFunction(mix(facts.signature)),
                       facts.signature % 0x280);
        writeTrace(console, facts.signature);
    }

    void writeBoot(Console& console, const LogFacts& facts, int kernelLines)
    {
        for (int i = 0; i < 6; ++i) {
            console.dispatcher(console.random().pick(DispatcherLines));
        }
        console.kernel(6, "Booting Linux {} on {}", facts.release, facts.board);
        for (int i = 0; i < kernelLines; ++i) {
            console.kernelNoise();
        }
    }

    void writeRow(Console& console, const LogFacts& facts, const Row& row)
    {
        const std::string& path = facts.suite->paths[row.path];
        const std::string_view name = std::string_view(path).substr(path.rfind('.') + 1);
        if (!row.status) {
            return;
        }
        console.pass(static_cast<std::int64_t>(console.random().below(2'000'000)));
        if (row.status == Status::Fail) {
            if (row.event != NoEvent && facts.signature % 3 == 0) {
                writeOops(console, facts);
            }
            console.plain(fmt::format("# {}: expected {}, got {}", name,
                                      keyOf(facts.signature, row.path) % 97,
                                      keyOf(facts.signature, row.path) % 89));
            console.plain(fmt::format("not ok {} {}", row.path + 1, name));
        } else if (row.status == Status::Pass) {
            console.plain(fmt::format("ok {} {}", row.path + 1, name));
        }
        console.kernel(8, "<LAVA_SIGNAL_TESTCASE TEST_CASE_ID={} RESULT={}>", name,
                       resultWord(row.status));
    }

    void writeBadLab(Console& console)
    {
        console.dispatcher("nfs: server 10.0.%d.%d does not answer, tried %d times",
                           LineLevel::Target);
        console.kernel(0, "Kernel panic - not syncing: root file system could not be reached");
        console.dispatcher("connection to board lost, outlet %d reports no load", LineLevel::Error);
        console.dispatcher("job ended: infrastructure error in power or network of the rack",
                           LineLevel::Error);
    }

    /// Collects lines as a serial console shows them.
    class TextSink : public LineSink {
    public:
        explicit TextSink(std::string& out)
            : m_out(out)
        {
        }
        void line(std::int64_t /*microseconds*/, LineLevel /*level*/,
                  std::string_view text) override
        {
            m_out += text;
            m_out += '\n';
        }

    private:
        std::string& m_out;
    };

} // namespace

void writeConsole(const LogFacts& facts, int kernelLines, LineSink& sink)
{
    Console console(facts, sink);
    writeBoot(console, facts, kernelLines);
    const Run& run = *facts.run;
    if (run.isBoot()) {
        const Row& row = run.rows.front();
        if (row.event != NoEvent) {
            writeOops(console, facts);
            console.kernel(0, "Kernel panic - not syncing: fatal exception in {}",
                           signatureFunction(facts.signature));
        } else if (run.ending == Ending::Whole && row.status == Status::Fail) {
            console.kernel(3, "Waiting for root device, gave up after {} s", 30);
            console.kernel(0, "Kernel panic - not syncing: no working init found");
        } else if (run.ending == Ending::Whole) {
            console.plain("login: root (automatic)");
            console.dispatcher("end: login-action (duration 00:00:%d) [common]");
        }
    } else {
        console.plain("login: root (automatic)");
        console.dispatcher("start: lava-test-shell run %d");
        for (const Row& row : run.rows) {
            if (run.ending != Ending::LabDown) {
                writeRow(console, facts, row);
            }
        }
    }
    if (run.ending == Ending::LabDown) {
        writeBadLab(console);
    } else if (run.ending == Ending::Hang) {
        console.dispatcher("job timed out after 00:%d:00, board stopped talking", LineLevel::Error);
    } else {
        console.dispatcher("end: job complete, %d results", LineLevel::Results);
    }
}

void appendExcerpt(std::string& out, const LogFacts& facts, std::size_t maxBytes)
{
    std::string text;
    TextSink sink(text);
    // A row makes about 100 bytes; what they leave is filled with lines of the kernel.
    const std::size_t rows = facts.run->rows.size() * 100;
    const std::size_t noise = rows < maxBytes ? (maxBytes - rows) / 60 : 4;
    writeConsole(facts, static_cast<int>(noise), sink);
    out += text.size() > maxBytes ? std::string_view(text).substr(text.size() - maxBytes)
                                  : std::string_view(text);
}

} // namespace cboard::generate
