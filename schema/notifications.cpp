// libpq hands notifications over when its socket is read.
#include "schema/notifications.h"

#include <fmt/format.h>
#include <libpq-fe.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>

#include "schema/errors.h"

namespace cadastre {

Bell::Bell() : descriptor_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    if (descriptor_ < 0) throw UnavailableError(fmt::format("no eventfd: {}", std::strerror(errno)));
}

Bell::~Bell() {
    close(descriptor_);
}

void Bell::ring() const {
    // A full counter means that it rings already.
    if (eventfd_write(descriptor_, 1) != 0 && errno != EAGAIN)
        throw UnavailableError(fmt::format("eventfd: {}", std::strerror(errno)));
}

void Bell::wait(std::chrono::milliseconds longest) const {
    pollfd ear{descriptor_, POLLIN, 0};
    if (poll(&ear, 1, static_cast<int>(longest.count())) < 0 && errno != EINTR)
        throw UnavailableError(fmt::format("waiting: {}", std::strerror(errno)));
}

Listener::Listener(Database& database, const std::string& channel) : lease_(database.lease()) {
    // A connection from the pool may have been lost while it lay there.
    try {
        lease_->script("notifications.listen", "listen " + channel);
    } catch (const UnavailableError&) {
        lease_.renew();
        lease_->script("notifications.listen", "listen " + channel);
    }
}

Listener::~Listener() {
    // Nobody else shall get a connection that listens.
    lease_->giveUp();
}

bool Listener::takeAll() {
    pg_conn* connection = lease_->handle();
    if (PQconsumeInput(connection) == 0)
        throw UnavailableError(fmt::format("listening ended: {}", PQerrorMessage(connection)));
    bool told = false;
    while (PGnotify* notification = PQnotifies(connection)) {
        PQfreemem(notification);
        told = true;
    }
    return told;
}

bool Listener::wait(std::chrono::milliseconds longest, const Bell& bell) {
    if (takeAll()) return true;
    std::array<pollfd, 2> ears{{{PQsocket(lease_->handle()), POLLIN, 0}, {bell.descriptor(), POLLIN, 0}}};
    const int heard = poll(ears.data(), ears.size(), static_cast<int>(longest.count()));
    if (heard < 0 && errno != EINTR)
        throw UnavailableError(fmt::format("waiting for notifications: {}", std::strerror(errno)));
    return takeAll();
}

}  // namespace cadastre
