// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <mqueue.h>
#include <semaphore.h>
#include <stdexcept>
#include <string>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/// POSIX objects by the calls of the C library alone, for core to look at.
namespace ipclens::testing {

/// A file, folder … in /dev/shm, gone with this.
class ShmEntry {
public:
    explicit ShmEntry(std::string file)
        : path_("/dev/shm/" + std::move(file)) {}
    ShmEntry(const ShmEntry&) = delete;
    ShmEntry& operator=(const ShmEntry&) = delete;
    ~ShmEntry() {
        if (unlink(path_.c_str()) != 0) rmdir(path_.c_str());
    }
    [[nodiscard]] const char* path() const { return path_.c_str(); }
    [[nodiscard]] int makeFile(std::size_t size, mode_t mode = 0600) const {
        const int file = open(path_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        const bool made = file >= 0 && ftruncate(file, static_cast<off_t>(size)) == 0 && fchmod(file, mode) == 0;
        close(file);
        return made ? 0 : -1;
    }

private:
    std::string path_;
};

/// A semaphore made by glibc, unlinked with this.
class MadeSemaphore {
public:
    MadeSemaphore(std::string name, unsigned value, mode_t mode = 0600)
        : name_(std::move(name))
        , semaphore_(sem_open(name_.c_str(), O_CREAT | O_EXCL, mode, value)) {
        if (semaphore_ == SEM_FAILED) throw std::runtime_error("sem_open " + name_);
    }
    MadeSemaphore(const MadeSemaphore&) = delete;
    MadeSemaphore& operator=(const MadeSemaphore&) = delete;
    ~MadeSemaphore() {
        sem_unlink(name_.c_str());
        sem_close(semaphore_);
    }
    [[nodiscard]] sem_t* get() const { return semaphore_; }

private:
    std::string name_;
    sem_t* semaphore_;
};

/// A queue made by the kernel, unlinked with this; open for both.
class MadeQueue {
public:
    explicit MadeQueue(std::string name, mode_t mode = 0600, long messages = 10, long size = 64)
        : name_(std::move(name)) {
        mq_attr attributes{};
        attributes.mq_maxmsg = messages;
        attributes.mq_msgsize = size;
        queue_ = mq_open(name_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NONBLOCK, mode, &attributes);
        if (queue_ < 0) throw std::runtime_error("mq_open " + name_);
    }
    MadeQueue(const MadeQueue&) = delete;
    MadeQueue& operator=(const MadeQueue&) = delete;
    ~MadeQueue() {
        mq_unlink(name_.c_str());
        mq_close(queue_);
    }
    [[nodiscard]] mqd_t get() const { return queue_; }
    [[nodiscard]] bool send(const std::string& text, unsigned priority = 0) const {
        return mq_send(queue_, text.data(), text.size(), priority) == 0;
    }
    /// What its file says, through our own descriptor.
    [[nodiscard]] std::string status() const {
        std::string line(128, 0);
        const ssize_t length = pread(queue_, line.data(), line.size(), 0);
        line.resize(length > 0 ? static_cast<std::size_t>(length) : 0);
        return line;
    }

private:
    std::string name_;
    mqd_t queue_ = -1;
};

} // namespace ipclens::testing
