// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/generate/suite_catalog.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace cboard::generate {

namespace {

    /// Paths are prefix + name + case + number, for each name, case and number, at most `limit`.
    struct SuiteRow {
        std::string_view job;
        SuiteKind kind;
        std::string_view prefix;
        std::string_view names; ///< "accept:3" stands for accept01 .. accept03.
        std::string_view cases; ///< Empty: the name alone.
        int numbers; ///< 0: no number.
        std::size_t limit;
        int nodeWeight;
        int jobWeight;
        int recipeWeight;
    };

    constexpr std::string_view Syscalls =
        "abort:1 accept:3 accept4_:1 access:4 acct:2 add_key:5 adjtimex:3 alarm:7 arch_prctl:1 "
        "bind:6 bpf_map:1 bpf_prog:7 brk:2 capget:2 capset:4 chdir:4 chmod:7 chown:5 chroot:4 "
        "clock_adjtime:2 clock_getres:1 clock_gettime:4 clock_nanosleep:4 clock_settime:3 "
        "clone:9 clone3_:3 close:2 close_range:2 confstr:1 connect:2 copy_file_range:3 creat:9 "
        "delete_module:3 dup:7 dup2_:7 dup3_:2 epoll_create:2 epoll_create1_:2 epoll_ctl:5 "
        "epoll_pwait:5 epoll_wait:7 eventfd:5 eventfd2_:3 execl:1 execle:1 execlp:1 execv:1 "
        "execve:6 execveat:3 execvp:1 exit:2 exit_group:1 faccessat:2 faccessat2_:2 fallocate:6 "
        "fanotify:23 fchdir:3 fchmod:6 fchmodat:2 fchown:5 fchownat:3 fcntl:39 fdatasync:3 "
        "fgetxattr:3 finit_module:2 flistxattr:3 flock:6 fork:14 fpathconf:1 fremovexattr:2 "
        "fsconfig:3 fsetxattr:2 fsmount:2 fsopen:2 fspick:2 fstat:3 fstatfs:2 fsync:4 "
        "ftruncate:4 futex_wait:5 futex_waitv:3 futex_wake:4 futimesat:1 get_mempolicy:2 "
        "get_robust_list:1 getcontext:1 getcpu:2 getcwd:4 getdents:2 getdomainname:1 "
        "getegid:2 geteuid:2 getgid:2 getgroups:3 gethostbyname_r:1 gethostid:1 gethostname:2 "
        "getitimer:2 getpagesize:1 getpeername:1 getpgid:2 getpgrp:1 getpid:2 getppid:2 "
        "getpriority:2 getrandom:5 getresgid:3 getresuid:3 getrlimit:3 getrusage:4 getsid:2 "
        "getsockname:1 getsockopt:2 gettid:2 gettimeofday:2 getuid:3 getxattr:5 init_module:2 "
        "inotify:12 inotify_init1_:2 io_cancel:2 io_destroy:2 io_getevents:2 io_pgetevents:2 "
        "io_setup:2 io_submit:3 io_uring:2 ioctl:9 ioctl_loop:7 ioctl_ns:7 ioctl_sg:1 ioperm:2 "
        "iopl:2 ioprio_get:1 ioprio_set:3 kcmp:3 keyctl:9 kill:13 lchown:3 lgetxattr:2 link:8 "
        "linkat:2 listen:1 listxattr:3 llistxattr:3 llseek:3 lremovexattr:1 lseek:11 lstat:3 "
        "madvise:11 mallopt:1 mbind:4 membarrier:1 memcmp:1 memcpy:1 memfd_create:4 memset:1 "
        "migrate_pages:3 mincore:4 mkdir:9 mkdirat:2 mknod:9 mknodat:2 mlock:5 mlock2_:3 "
        "mlockall:3 mmap:20 mount:7 mount_setattr:1 move_mount:3 move_pages:12 mprotect:5 "
        "mq_notify:3 mq_open:1 mq_timedreceive:1 mq_timedsend:1 mq_unlink:1 mremap:6 msgctl:6 "
        "msgget:5 msgrcv:8 msgsnd:6 msync:4 munlock:2 munlockall:1 munmap:3 "
        "name_to_handle_at:2 nanosleep:4 nice:5 open:14 open_by_handle_at:2 openat:4 openat2_:3 "
        "pathconf:2 pause:3 perf_event_open:3 personality:2 pidfd_getfd:2 pidfd_open:4 "
        "pidfd_send_signal:3 pipe:15 pipe2_:4 pivot_root:1 pkey:1 poll:2 posix_fadvise:4 "
        "ppoll:1 prctl:10 pread:2 preadv:3 preadv2_:3 process_madvise:1 process_vm_readv:3 "
        "process_vm_writev:2 prot_hsymlinks:1 pselect:3 ptrace:11 pwrite:4 pwritev:3 pwritev2_:2 "
        "quotactl:9 read:4 readahead:2 readdir:2 readlink:3 readlinkat:2 readv:2 realpath:1 "
        "reboot:2 recv:1 recvfrom:1 recvmmsg:1 recvmsg:3 remap_file_pages:2 removexattr:2 "
        "rename:14 renameat:1 renameat2_:2 request_key:5 rmdir:3 rt_sigaction:3 rt_sigprocmask:2 "
        "rt_sigqueueinfo:2 rt_sigsuspend:1 rt_sigtimedwait:1 rt_tgsigqueueinfo:1 sbrk:3 "
        "sched_get_priority_max:2 sched_get_priority_min:2 sched_getaffinity:1 sched_getattr:2 "
        "sched_getparam:3 sched_getscheduler:2 sched_rr_get_interval:3 sched_setaffinity:1 "
        "sched_setattr:1 sched_setparam:5 sched_setscheduler:4 sched_yield:1 select:4 semctl:9 "
        "semget:5 semop:5 send:2 sendfile:9 sendmmsg:2 sendmsg:3 sendto:3 set_mempolicy:5 "
        "set_robust_list:1 set_thread_area:1 set_tid_address:1 setdomainname:3 setegid:2 "
        "setfsgid:3 setfsuid:4 setgid:3 setgroups:4 sethostname:3 setitimer:2 setns:2 setpgid:3 "
        "setpgrp:2 setpriority:2 setregid:4 setresgid:4 setresuid:5 setreuid:7 setrlimit:6 "
        "setsid:1 setsockopt:10 settimeofday:2 setuid:4 setxattr:3 shmat:4 shmctl:8 shmdt:2 "
        "shmget:6 sigaction:2 sigaltstack:2 sighold:2 signal:6 signalfd:2 signalfd4_:2 "
        "sigpending:2 sigprocmask:1 sigrelse:1 sigsuspend:2 sigtimedwait:1 sigwait:1 "
        "sigwaitinfo:1 socket:2 socketcall:3 socketpair:2 sockioctl:1 splice:9 ssetmask:1 stat:4 "
        "statfs:3 statvfs:2 statx:12 stime:2 string:1 swapoff:2 swapon:3 symlink:4 symlinkat:1 "
        "sync:1 sync_file_range:2 syncfs:1 syscall:1 sysconf:1 sysfs:5 sysinfo:3 syslog:12 tee:2 "
        "tgkill:3 time:1 timer_create:3 timer_delete:2 timer_getoverrun:1 timer_gettime:1 "
        "timer_settime:3 timerfd:4 timerfd_create:1 timerfd_gettime:1 timerfd_settime:2 times:3 "
        "tkill:2 truncate:3 umask:1 umount:3 umount2_:2 uname:4 unlink:10 unlinkat:1 unshare:2 "
        "userfaultfd:2 ustat:2 utime:7 utimensat:1 vfork:2 vhangup:2 vmsplice:4 wait:2 wait4_:3 "
        "waitid:11 waitpid:13 write:6 writev:7";

    constexpr SuiteKind F = SuiteKind::Functional;

    constexpr std::array Rows = {
        SuiteRow{"baseline", SuiteKind::Boot, "", "boot", "", 0, 1, 0, 0, 0},
        SuiteRow{"ltp-syscalls", F, "ltp.", Syscalls, "", 0, 1300, 2, 7, 0},
        SuiteRow{"ltp-math", F, "ltp.",
                 "abs:1 atof:1 float_bessel float_exp_log float_iperb "
                 "float_power float_trigo fptest:2 nextafter:1",
                 "", 0, 12, 2, 8, 0},
        SuiteRow{"ltp-cve", F, "ltp.",
                 "cve-2011 cve-2014 cve-2015 cve-2016 cve-2017 cve-2018 "
                 "cve-2020 cve-2021 cve-2022 cve-2023",
                 "", 9, 84, 2, 9, 0},
        SuiteRow{"ltp-mm", F, "ltp.",
                 "mm_mmap:10 mtest:6 oom:5 ksm:7 min_free_kbytes "
                 "overcommit_memory:6 swapping:1 thp:4 vma:5 mallocstress data_space stack_space "
                 "page:2",
                 "", 0, 75, 1, 6, 0},
        SuiteRow{"ltp-sched", F, "ltp.",
                 "cfs_bandwidth:1 hackbench:2 starvation proc_sched_rt:1 "
                 "pth_str:3 sched_cli_serv time-schedule trace_sched autogroup:1",
                 "", 0, 14, 2, 7, 0},
        SuiteRow{"ltp-ipc", F, "ltp.",
                 "msgstress:4 pipeio:8 sem:2 shmem_2nstest semaphore_test "
                 "shm_test",
                 "", 0, 16, 3, 6, 0},
        SuiteRow{"ltp-containers", F, "ltp.",
                 "mqns:4 pidns:32 mountns:4 netns_comm netns_netlink "
                 "netns_breakns sysinfo userns:8 utsname:4 timens:1 msgns shmns",
                 "", 0, 80, 1, 5, 0},
        SuiteRow{"ltp-dio", F, "ltp.", "ADSP:75 dio_read dio_append dio_truncate dio_sparse", "", 0,
                 80, 0, 4, 0},
        SuiteRow{"ltp-fs", F, "ltp.",
                 "gf:30 rwtest:5 iogen:1 fs_inod:1 fs_di openfile:1 inode:2 "
                 "stream:5 ftest:8 lftest:1 writetest:1 fs_fill binfmt_misc:2 isofs read_all_dev "
                 "squashfs:1 quota_remount",
                 "", 0, 76, 1, 5, 0},
        SuiteRow{"ltp-hugetlb", F, "ltp.",
                 "hugefallocate:2 hugefork:2 hugemmap:34 hugeshmat:5 "
                 "hugeshmctl:3 hugeshmdt:1 hugeshmget:5",
                 "", 0, 52, 1, 4, 0},
        SuiteRow{"ltp-pty", F, "ltp.", "pty:9 hangup:1 ptem:6", "", 0, 16, 1, 5, 0},
        SuiteRow{"ltp-crypto", F, "ltp.", "af_alg:7 pcrypt_aead:1 crypto_user:2", "", 0, 10, 2, 5,
                 0},
        SuiteRow{"kselftest-alsa", F, "kselftest.alsa.alsa_mixer-test_",
                 "get_value_ name_ write_default_ write_valid_ write_invalid_ event_missing_ "
                 "event_spurious_",
                 "LCCARDA_ LCCARDB_", 34, 476, 4, 0, 0},
        SuiteRow{"kselftest-arm64", F, "kselftest.arm64.arm64_",
                 "hwcap_cpuinfo_match_ hwcap_sigill_ hwcap_sigbus_ vec-syscfg_ fp-stress_ "
                 "syscall-abi_ ptrace_",
                 "SVE SME SME_2 LSE LSE128 RNG CRC32 SVE_AES MTE FP PMULL "
                 "SHA3 BF16 I8MM RPRES",
                 0, 105, 5, 5, 0},
        SuiteRow{"kselftest-breakpoints", F, "kselftest.breakpoints.breakpoints_",
                 "step_after_suspend_test breakpoint_test_arm64", "", 3, 6, 3, 3, 0},
        SuiteRow{"kselftest-bpf", F, "kselftest.bpf.bpf_test_progs_",
                 "align atomics attach_probe bpf_cookie bpf_iter btf cgroup_attach core_reloc "
                 "dynptr fentry_fexit ksyms linked_list lpm map_ptr perf_buffer ringbuf sk_assign "
                 "sockmap spin_lock tailcalls tc_redirect timer verifier xdp",
                 "", 12, 288, 0, 4, 1},
        SuiteRow{"kselftest-capabilities", F, "kselftest.capabilities.capabilities_", "test_execve",
                 "", 12, 12, 3, 3, 0},
        SuiteRow{"kselftest-cgroup", F, "kselftest.cgroup.cgroup_",
                 "test_core test_cpu test_cpuset test_freezer test_kill test_kmem test_memcontrol "
                 "test_pids test_zswap",
                 "", 8, 72, 2, 4, 0},
        SuiteRow{"kselftest-clone3", F, "kselftest.clone3.clone3_",
                 "clone3 clone3_set_tid clone3_cap_checkpoint_restore", "_flags_ _exit_signal_", 6,
                 36, 4, 3, 0},
        SuiteRow{"kselftest-cpufreq", F, "kselftest.cpufreq.cpufreq_",
                 "main_sh suspend hibernate-rtc", "", 0, 3, 6, 0, 0},
        SuiteRow{"kselftest-dt", F, "kselftest.dt.dt_test_unprobed_devices_sh_",
                 "soc_ regulator_ clock-controller_ pinctrl_ gpio_ i2c_ spi_ usb_ mmc_ thermal_",
                 "", 13, 130, 12, 0, 0},
        SuiteRow{"kselftest-exec", F, "kselftest.exec.exec_",
                 "execveat_success_ execveat_failure_ check-exec_ non-regular_ recursion-depth_",
                 "", 18, 90, 4, 4, 0},
        SuiteRow{"kselftest-ftrace", F, "kselftest.ftrace.ftrace_",
                 "basic_ direct_ dynevent_ event_ ftrace_ instances_ kprobe_ trigger_ tracer_", "",
                 16, 144, 0, 4, 0},
        SuiteRow{"kselftest-futex", F, "kselftest.futex.futex_",
                 "requeue_ requeue_pi_ wait_ wait_timeout_ wait_wouldblock_ waitv_", "", 9, 54, 4,
                 5, 0},
        SuiteRow{"kselftest-gpio", F, "kselftest.gpio.gpio_", "mockup_sh sim_sh aggregator_sh", "",
                 0, 3, 3, 2, 0},
        SuiteRow{"kselftest-iommu", F, "kselftest.iommu.iommu_iommufd_",
                 "ioas_ mock_domain_ dirty_tracking_ viommu_ two_mock_domain_ change_process_",
                 "access_ map_ unmap_ copy_", 9, 216, 1, 3, 0},
        SuiteRow{"kselftest-kcmp", F, "kselftest.kcmp.kcmp_", "kcmp_test", "", 3, 3, 3, 3, 0},
        SuiteRow{"kselftest-landlock", F, "kselftest.landlock.landlock_",
                 "base_test fs_test net_test ptrace_test scoped_test", "", 28, 140, 2, 4, 0},
        SuiteRow{"kselftest-lib", F, "kselftest.lib.lib_",
                 "bitmap_sh prime_numbers_sh printf_sh "
                 "scanf_sh strscpy_sh",
                 "", 0, 5, 4, 3, 0},
        SuiteRow{"kselftest-membarrier", F, "kselftest.membarrier.membarrier_",
                 "test_single_thread test_multi_thread", "", 8, 16, 3, 3, 0},
        SuiteRow{"kselftest-mincore", F, "kselftest.mincore.mincore_", "mincore_selftest", "", 5, 5,
                 3, 3, 0},
        SuiteRow{"kselftest-mm", F, "kselftest.mm.mm_run_vmtests_sh_",
                 "compaction_test cow gup_test hmm_test hugepage-mmap ksm_tests madv_populate "
                 "mkdirty mlock-random-test mremap_test pagemap_ioctl protection_keys soft-dirty "
                 "uffd-stress uffd-unit-tests",
                 "", 11, 165, 1, 4, 0},
        SuiteRow{"kselftest-net", F, "kselftest.net.net_",
                 "bind_bhash bareudp_sh cmsg_ipv6_sh cmsg_time_sh fcnal-test_sh fib_tests_sh "
                 "fib_nexthops_sh gro_sh ip_defrag_sh l2tp_sh msg_zerocopy_sh pmtu_sh psock_snd_sh "
                 "reuseport_bpf rtnetlink_sh so_txtime_sh tcp_fastopen_backup_key_sh tls "
                 "toeplitz_sh udpgro_sh udpgso_sh vrf_route_leaking_sh xfrm_policy_sh",
                 "", 14, 322, 1, 4, 0},
        SuiteRow{"kselftest-openat2", F, "kselftest.openat2.openat2_",
                 "openat2_test resolve_test rename_attack_test", "", 24, 72, 2, 3, 0},
        SuiteRow{"kselftest-pidfd", F, "kselftest.pidfd.pidfd_",
                 "pidfd_test pidfd_fdinfo_test pidfd_open_test pidfd_poll_test pidfd_wait "
                 "pidfd_getfd_test pidfd_setns_test",
                 "", 7, 49, 3, 4, 0},
        SuiteRow{"kselftest-rseq", F, "kselftest.rseq.rseq_",
                 "basic_test basic_percpu_ops_test "
                 "param_test run_param_test_sh",
                 "", 4, 16, 2, 4, 0},
        SuiteRow{"kselftest-rtc", F, "kselftest.rtc.rtc_rtctest_",
                 "date_read date_read_loop "
                 "uie_read uie_select alarm_alm_set alarm_wkalm_set alarm_alm_set_minute "
                 "alarm_wkalm_set_minute",
                 "", 0, 8, 7, 0, 0},
        SuiteRow{"kselftest-seccomp", F, "kselftest.seccomp.seccomp_seccomp_bpf_",
                 "global_ TRAP_ precedence_ TRACE_poke_ TRACE_syscall_ TSYNC_ user_notification_ "
                 "O_SUSPEND_",
                 "", 12, 95, 3, 5, 0},
        SuiteRow{"kselftest-sigaltstack", F, "kselftest.sigaltstack.sigaltstack_", "sas", "", 3, 3,
                 3, 4, 0},
        SuiteRow{"kselftest-timers", F, "kselftest.timers.timers_",
                 "posix_timers nanosleep_ nsleep-lat_ set-timer-lat_ inconsistency-check_ "
                 "raw_skew threadtest mqueue-lat",
                 "CLOCK_MONOTONIC CLOCK_REALTIME CLOCK_BOOTTIME", 0, 24, 5, 5, 0},
        SuiteRow{"kselftest-timens", F, "kselftest.timens.timens_",
                 "timens timerfd timer clock_nanosleep procfs exec futex", "", 4, 28, 3, 3, 0},
        SuiteRow{"kselftest-tty", F, "kselftest.tty.tty_tty_tstamp_update", "", "", 0, 1, 4, 2, 0},
        SuiteRow{
            "kselftest-x86", F, "kselftest.x86.x86_",
            "single_step_syscall sysret_ss_attrs syscall_nt test_mremap_vdso check_initial_reg "
            "sigreturn iopl ioperm fsgsbase ldt_gdt amx lam",
            "_64 _32", 0, 24, 2, 4, 0},
        SuiteRow{
            "kunit", F, "kunit.",
            "list-kunit-test. hash. kasan. ext4_inode_test. property-entry. resource. "
            "rtc_lib_test_cases. bits-test. cmdline. string. time_test_cases. sysctl_test. "
            "drm_buddy. drm_format_helper_test. iio-rescale. damon. qos-kunit-test. stackinit.",
            "init_ basic_ bounds_ overflow_", 5, 360, 1, 3, 0},
        SuiteRow{"bootrr", F, "bootrr.",
                 "cpufreq-cpu0-present dwc3-usb0-probed ethernet-probed mmc0-present mmc1-present "
                 "i2c0-probed rtc-probed thermal-probed watchdog-probed gpu-probed hdmi-probed "
                 "sound-probed usb-hub-present",
                 "", 0, 13, 9, 0, 0},
        SuiteRow{"dmesg", F, "baseline.dmesg.", "emerg alert crit", "", 0, 3, 30, 4, 0},
        SuiteRow{"watchdog-reset", F, "kernelci_watchdog_reset.", "reset-test", "", 0, 1, 14, 0, 0},
        SuiteRow{"wifi-basic", F, "kernelci_wifi_basic.", "iw_list scan", "", 0, 2, 12, 0, 0},
        SuiteRow{"tast-basic", F, "tast.",
                 "platform.CrosDisksFilesystem hwsec.AttestationOneShot "
                 "power.SuspendStress kernel.Bloat kernel.CPUCgroup kernel.ConfigVerify "
                 "kernel.HighResTimers kernel.Limits kernel.PerfCallgraph storage.HealthInfo",
                 "", 0, 10, 4, 0, 0},
        SuiteRow{"v4l2-compliance", F, "v4l2-compliance.",
                 "device-presence required-ioctls "
                 "buffer-ioctls control-ioctls format-ioctls codec-ioctls streaming-ioctls",
                 "", 6, 40, 3, 0, 0},
        SuiteRow{"igt-kms", F, "igt.kms_",
                 "addfb_basic atomic flip plane pipe_crc_basic prop_blob "
                 "rotation_crc vblank setmode cursor_legacy",
                 ".pipe-A- .pipe-B-", 5, 100, 2, 0, 0},
        SuiteRow{"xfstests-ext4", F, "xfstests.", "ext4- generic-", "", 66, 132, 0, 2, 0},
        SuiteRow{"xfstests-btrfs", F, "xfstests.", "btrfs- generic_btrfs-", "", 66, 132, 0, 1, 0},
        SuiteRow{"kvm-unit-tests", F, "kvm-unit-tests.",
                 "selftest-setup pci-test pmu gicv2-ipi "
                 "gicv3-ipi psci timer cache debug-bp micro-bench",
                 "", 3, 30, 0, 4, 0},
        SuiteRow{"rcutorture", F, "rcutorture.", "rcu srcu tasks tasks-tracing busted", "", 0, 5, 0,
                 3, 0},
        SuiteRow{"rt-tests-cyclictest", SuiteKind::Latency, "rt-tests.cyclictest.",
                 "t0-max-latency t1-max-latency t2-max-latency t3-max-latency", "", 0, 4, 8, 4, 0},
        SuiteRow{"rt-tests-rtla", SuiteKind::Latency, "rt-tests.rtla-timerlat.",
                 "irq-max thread-max user-max", "", 0, 3, 6, 2, 0},
        SuiteRow{"lmbench", SuiteKind::Benchmark, "lmbench.",
                 "lat_syscall_null lat_ctx_2p lat_pipe lat_unix lat_mmap bw_mem_rd bw_pipe bw_unix "
                 "lat_fork",
                 "", 0, 9, 4, 3, 0},
        SuiteRow{"recipe-set", F, "",
                 "system_provision Boot_test Reboot_test "
                 "distribution_check-install test_misc_machineinfo selinux-policy_testsuite "
                 "Storage_-_blktests_-_nvme Storage_-_blktests_-_ublk xfstests_-_nfsv4_2 "
                 "stress_stress-ng_-_cpu-cache Networking_-_route Networking_-_bridge "
                 "Memory_-_function_-_memfd_create CPU_-_topology",
                 "", 0, 14, 0, 0, 12},
    };

    struct Word {
        std::string_view text;
        int count = 0;
    };

    std::vector<Word> splitWords(std::string_view text)
    {
        std::vector<Word> words;
        while (!text.empty()) {
            const std::size_t end = std::min(text.find(' '), text.size());
            std::string_view word = text.substr(0, end);
            text.remove_prefix(std::min(end + 1, text.size()));
            int count = 0;
            if (const std::size_t colon = word.find(':'); colon != std::string_view::npos) {
                for (const char c : word.substr(colon + 1)) {
                    count = count * 10 + (c - '0');
                }
                word = word.substr(0, colon);
            }
            words.push_back({word, count});
        }
        if (words.empty()) {
            words.push_back({});
        }
        return words;
    }

    std::vector<std::string> makePaths(const SuiteRow& row)
    {
        std::vector<std::string> paths;
        const std::vector<Word> names = splitWords(row.names);
        const std::vector<Word> cases = splitWords(row.cases);
        for (const Word& name : names) {
            for (const Word& oneCase : cases) {
                const int numbers = std::max({name.count, row.numbers, 1});
                for (int n = 1; n <= numbers; ++n) {
                    std::string path = fmt::format("{}{}{}", row.prefix, name.text, oneCase.text);
                    if (name.count > 0) {
                        path += fmt::format("{:02}", n);
                    } else if (row.numbers > 0) {
                        path += fmt::format(
                            "{}{}",
                            path.back() == '_' || path.back() == '-' || path.back() == '.' ? ""
                                                                                           : "_",
                            n);
                    }
                    paths.push_back(std::move(path));
                }
            }
        }
        paths.resize(std::min(paths.size(), row.limit));
        return paths;
    }

} // namespace

std::vector<Suite> makeSuites()
{
    std::vector<Suite> suites;
    for (const SuiteRow& row : Rows) {
        Suite suite;
        suite.job = row.job;
        suite.kind = row.kind;
        suite.paths = makePaths(row);
        suite.nodeWeight = row.nodeWeight;
        suite.jobWeight = row.jobWeight;
        suite.recipeWeight = row.recipeWeight;
        suites.push_back(std::move(suite));
    }
    return suites;
}

} // namespace cboard::generate
