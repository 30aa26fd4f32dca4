// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// ipclens-traffic [--objects N] [SECONDS]: real processes that use real IPC objects, for looking at a tool that shows
// them.
//
// It makes, and at its end removes, in the IPC and mount namespace that it is started in:
//   sem 0x51a00001  five forks, and five "philosopher" processes that eat and think
//   sem 0x51a00002  two locks, and two "lockstep" processes in a real deadlock, each holding what the other wants
//   sem 0x51a00003  one semaphore at 0, operated, with nobody waiting
//   msg 0x0000beef  a "producer" sends text and binary messages of types 1, 2 and 7, a "consumer" takes most of them
//   msg 0x0000bef0  full: "stuck-sender" waits in msgsnd, "stuck-receiver" waits in msgrcv for type 99
//   shm 0x00012d3f  64 MiB, sparse: a "renderer" rewrites a header at 0 and a counter at 32 MiB, a "viewer" has it
//   attached too shm 0x00012d40  1 MiB, marked for destruction while the renderer still has it attached shm private 4
//   KiB, an orphan: its creator has ended and nobody is attached /traffic-lock, /traffic-ring, /traffic-jobs: a POSIX
//   semaphore with a waiter, memory that is written, a queue with messages
// and with --objects N as many more idle sets, queues and segments. It prints the line `ready` once all of them stand.
// It stops after SECONDS (an hour), or at SIGTERM or SIGINT.

#include "tests/support/child_process.h"
#include "tests/support/raw_objects.h"

#include <array>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <mqueue.h>
#include <random>
#include <semaphore.h>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/prctl.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace {

using ipclens::testing::ChildProcess;
using ipclens::testing::waitUntil;
using ipclens::testing::waitUntilBlockedIn;
using ipclens::testing::raw::Message;
using ipclens::testing::raw::orThrow;
using ipclens::testing::raw::Queue;
using ipclens::testing::raw::Segment;
using ipclens::testing::raw::SemaphoreSet;
using namespace std::chrono_literals;

constexpr std::size_t mebibyte = std::size_t{1} << 20;
constexpr unsigned short seats = 5;
constexpr key_t firstFillerKey = 0x52000000;

void pauseFor(std::chrono::milliseconds duration) {
    std::this_thread::sleep_for(duration);
}

// --- what the processes do

int philosopher(const SemaphoreSet& forks, unsigned short seat) {
    std::minstd_rand random(seat + 1U);
    const auto next = static_cast<unsigned short>((seat + 1) % seats);
    for (;;) {
        if (!forks.apply({{seat, -1, SEM_UNDO}, {next, -1, SEM_UNDO}})) return 1;
        pauseFor(std::chrono::milliseconds(100 + random() % 400));
        if (!forks.apply({{seat, 1, SEM_UNDO}, {next, 1, SEM_UNDO}})) return 1;
        pauseFor(std::chrono::milliseconds(50 + random() % 300));
    }
}

int takeBoth(const SemaphoreSet& locks, unsigned short first) {
    if (!locks.apply({{first, -1, 0}})) return 1;
    pauseFor(200ms);
    return locks.apply({{static_cast<unsigned short>(1 - first), -1, 0}}) ? 0 : 1;
}

std::size_t fillOrder(Message& message, unsigned number) {
    if (number % 5 == 0) {
        constexpr std::string_view ping("PING\0\0\0\0\xff\xfe\x01\x02\0\0\0\n", 16);
        message.type = 7;
        return ping.copy(message.body.data(), ping.size());
    }
    if (number % 3 == 0) {
        const std::uint32_t priority = number % 4;
        const double due = number * 1.5;
        message.type = 2;
        std::memcpy(message.body.data(), &number, sizeof number);
        std::memcpy(message.body.data() + 4, &priority, sizeof priority);
        std::memcpy(message.body.data() + 8, &due, sizeof due);
        return 16;
    }
    message.type = 1;
    return static_cast<std::size_t>(std::snprintf(message.body.data(), message.body.size(),
                                                  R"({"order": %u, "sku": "A-%02u", "qty": %u})", number, number % 89,
                                                  number % 7 + 1));
}

int produce(const Queue& orders) {
    for (unsigned number = 1000;; ++number) {
        Message message{};
        const std::size_t size = fillOrder(message, number);
        if (!orders.send(message, size)) return 1;
        pauseFor(80ms);
    }
}

int consume(const Queue& orders) {
    for (;;) {
        if (orders.messages() < 8) {
            pauseFor(60ms);
            continue;
        }
        if (!orders.receive(0)) return 1;
        pauseFor(85ms);
    }
}

int render(const Segment& frame, const Segment& doomed) {
    std::byte* memory = frame.attach();
    static_cast<void>(doomed.attach());
    constexpr std::array<std::uint16_t, 2> size{1920, 1080};
    std::memcpy(memory, "frame", 6);
    std::memcpy(memory + 24, size.data(), sizeof size);
    for (std::uint32_t number = 0;; ++number) {
        const double interval = 16.6667 + number % 7 * 0.01;
        std::memcpy(memory + 8, &number, sizeof number);
        std::memcpy(memory + 16, &interval, sizeof interval);
        std::memcpy(memory + 32 * mebibyte, &number, sizeof number);
        pauseFor(50ms);
    }
}

int view(const Segment& frame) {
    static_cast<void>(frame.attach(SHM_RDONLY));
    return pause();
}

int writeRing() {
    const int fd = orThrow(shm_open("/traffic-ring", O_RDWR, 0), "shm_open");
    void* memory = mmap(nullptr, 16 * mebibyte, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (memory == MAP_FAILED) return 1;
    for (std::uint32_t number = 0;; ++number) {
        std::memcpy(static_cast<std::byte*>(memory) + 64, &number, sizeof number);
        pauseFor(100ms);
    }
}

int waitForLock() {
    sem_t* lock = sem_open("/traffic-lock", 0);
    return lock != SEM_FAILED && sem_wait(lock) == 0 ? 0 : 1;
}

// --- the scenarios

class Traffic {
public:
    Traffic() {
        startSemaphores();
        startQueues();
        startSegments();
        startPosix();
        waitUntilItStands();
    }
    Traffic(const Traffic&) = delete;
    Traffic& operator=(const Traffic&) = delete;
    ~Traffic() {
        processes_.clear();
        sem_unlink("/traffic-lock");
        shm_unlink("/traffic-ring");
        mq_unlink("/traffic-jobs");
    }

    void fill(int count) {
        for (int number = 0; number < count; ++number) {
            const key_t key = firstFillerKey + number;
            // SHMMNI is 4096 as the kernel comes: above that, sets and queues alone
            switch (number % (number < 3 * mostSegments ? 3 : 2)) {
            case 0: sets_.push_back(std::make_unique<SemaphoreSet>(key, std::vector<unsigned short>{1, 0, 3})); break;
            case 1: queues_.push_back(std::make_unique<Queue>(key)); break;
            default: segments_.push_back(std::make_unique<Segment>(key, 4096)); break;
            }
        }
    }

private:
    static constexpr int mostSegments = 4090;

    ChildProcess& start(const char* name, const std::function<int()>& work) {
        processes_.push_back(std::make_unique<ChildProcess>([name, &work] {
            prctl(PR_SET_NAME, name);
            return work();
        }));
        return *processes_.back();
    }

    void startSemaphores() {
        for (unsigned short seat = 0; seat < seats; ++seat) {
            start("philosopher", [this, seat] { return philosopher(forks_, seat); });
        }
        for (const unsigned short first : {std::uint16_t{0}, std::uint16_t{1}}) {
            start("lockstep", [this, first] { return takeBoth(locks_, first); });
        }
        idle_.apply({{0, 1, 0}});
        idle_.apply({{0, -1, SEM_UNDO}, {0, 1, SEM_UNDO}});
        idle_.apply({{0, -1, 0}});
    }

    void startQueues() {
        start("producer", [this] { return produce(orders_); });
        start("consumer", [this] { return consume(orders_); });
        Message filler{.type = 3, .body = {}};
        for (std::size_t index = 0; index < filler.body.size(); ++index)
            filler.body[index] = static_cast<char>(index);
        while (full_.send(filler, filler.body.size(), IPC_NOWAIT)) {
        }
        sender_ =
            start("stuck-sender", [this, filler] { return full_.send(filler, filler.body.size()) ? 0 : 1; }).pid();
        receiver_ = start("stuck-receiver", [this] { return full_.receive(99) ? 0 : 1; }).pid();
    }

    void startSegments() {
        start("renderer", [this] { return render(frame_, doomed_); });
        start("viewer", [this] { return view(frame_); });
        std::array<int, 2> channel{};
        orThrow(pipe(channel.data()), "pipe");
        ChildProcess maker([&channel] {
            prctl(PR_SET_NAME, "orphan-maker");
            const int made = shmget(IPC_PRIVATE, 4096, IPC_CREAT | 0600);
            void* memory = shmat(made, nullptr, 0);
            if (memory == reinterpret_cast<void*>(-1)) return 1;
            std::memcpy(memory, "left behind", 12);
            return write(channel[1], &made, sizeof made) == sizeof made ? 0 : 1;
        });
        maker.wait();
        int orphan = -1;
        if (read(channel[0], &orphan, sizeof orphan) == sizeof orphan)
            segments_.push_back(std::make_unique<Segment>(orphan));
        close(channel[0]);
        close(channel[1]);
    }

    void startPosix() {
        sem_t* lock = sem_open("/traffic-lock", O_CREAT | O_EXCL, 0600, 0);
        if (lock == SEM_FAILED) throw std::runtime_error("sem_open /traffic-lock");
        sem_close(lock);
        const int ring = orThrow(shm_open("/traffic-ring", O_CREAT | O_EXCL | O_RDWR, 0600), "shm_open /traffic-ring");
        orThrow(ftruncate(ring, 16 * mebibyte), "ftruncate");
        close(ring);
        start("lock-waiter", waitForLock);
        start("ring-writer", writeRing);

        mq_attr attributes{};
        attributes.mq_maxmsg = 8;
        attributes.mq_msgsize = 512;
        const mqd_t jobs = mq_open("/traffic-jobs", O_CREAT | O_EXCL | O_RDWR, 0600, &attributes);
        if (jobs < 0) return; // a kernel, or a namespace, without POSIX queues
        for (const auto& [text, priority] :
             {std::pair{"low", 0U}, {"urgent", 9U}, {"normal", 4U}, {"urgent again", 9U}}) {
            mq_send(jobs, text, std::strlen(text), priority);
        }
        mq_close(jobs);
    }

    void waitUntilItStands() {
        const bool stands = waitUntil([this] {
            return locks_.waiting(0) == 1 && locks_.waiting(1) == 1 && frame_.attached() == 2 &&
                   doomed_.attached() == 1;
        });
        if (!stands || !waitUntilBlockedIn(sender_, {SYS_msgsnd}) || !waitUntilBlockedIn(receiver_, {SYS_msgrcv})) {
            throw std::runtime_error("the processes did not come up");
        }
        doomed_.remove();
    }

    SemaphoreSet forks_{0x51a00001, {1, 1, 1, 1, 1}};
    SemaphoreSet locks_{0x51a00002, {1, 1}};
    SemaphoreSet idle_{0x51a00003, {0}};
    Queue orders_{0xbeef};
    Queue full_{0xbef0};
    Segment frame_{0x12d3f, 64 * mebibyte};
    Segment doomed_{0x12d40, mebibyte};
    std::vector<std::unique_ptr<SemaphoreSet>> sets_;
    std::vector<std::unique_ptr<Queue>> queues_;
    std::vector<std::unique_ptr<Segment>> segments_;
    pid_t sender_ = 0;
    pid_t receiver_ = 0;
    std::vector<std::unique_ptr<ChildProcess>> processes_; // last: they end before their objects go
};

} // namespace

int main(int argc, char** argv) {
    int objects = 0;
    int seconds = 3600;
    for (int index = 1; index < argc; ++index) {
        if (std::string_view(argv[index]) == "--objects" && index + 1 < argc) {
            objects = std::atoi(argv[++index]);
        } else {
            seconds = std::atoi(argv[index]);
        }
    }
    sigset_t stop;
    sigemptyset(&stop);
    sigaddset(&stop, SIGTERM);
    sigaddset(&stop, SIGINT);
    pthread_sigmask(SIG_BLOCK, &stop, nullptr);
    try {
        Traffic traffic;
        traffic.fill(objects);
        std::puts("ready");
        std::fflush(stdout);
        const timespec duration{seconds, 0};
        sigtimedwait(&stop, nullptr, &duration);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "ipclens-traffic: %s; it wants an IPC and mount namespace of its own\n", error.what());
        return 1;
    }
    return 0;
}
