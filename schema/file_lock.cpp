// flock, waited for with an end.
#include "schema/file_lock.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <thread>

#include "schema/errors.h"

namespace cadastre {

FileLock::FileLock(const std::filesystem::path& file)
    : file_(file), descriptor_(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644)) {
    if (descriptor_ < 0) {
        throw UnavailableError(fmt::format("{} can't be opened: {}", file.string(), std::strerror(errno)));
    }
}

FileLock::~FileLock() {
    ::close(descriptor_);
}

bool FileLock::tryExclusive() {
    return attempt(LOCK_EX);
}

bool FileLock::tryShared() {
    return attempt(LOCK_SH);
}

void FileLock::exclusive(std::chrono::seconds patience) {
    wait(LOCK_EX, patience);
}

void FileLock::shared(std::chrono::seconds patience) {
    wait(LOCK_SH, patience);
}

void FileLock::release() const {
    ::flock(descriptor_, LOCK_UN);
}

bool FileLock::attempt(int operation) {
    while (::flock(descriptor_, operation | LOCK_NB) != 0) {
        if (errno == EINTR) continue;
        if (errno == EWOULDBLOCK) return false;
        throw UnavailableError(fmt::format("{} can't be locked: {}", file_.string(), std::strerror(errno)));
    }
    return true;
}

void FileLock::wait(int operation, std::chrono::seconds patience) {
    const auto deadline = std::chrono::steady_clock::now() + patience;
    while (!attempt(operation)) {
        if (std::chrono::steady_clock::now() > deadline) {
            throw UnavailableError(
                fmt::format("another process has held {} for {} seconds; see what it is with "
                            "`fuser -v {}`",
                            file_.string(), patience.count(), file_.string()));
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
}

}  // namespace cadastre
