// Mapping, checking, renaming.
#include "profiles/duplicates/live/snapshot_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cerrno>

namespace cadastre::duplicates {
namespace {

constexpr std::size_t wordBytes = sizeof(std::uint64_t), flushBytes = std::size_t{1} << 20U;

/// Multiply and rotate over words of eight bytes: against damage, not against forgery, at a few GB a second.
std::uint64_t checksumOf(std::uint64_t sum, std::string_view words) {
    for (std::size_t at = 0; at + wordBytes <= words.size(); at += wordBytes) {
        std::uint64_t word = 0;
        std::memcpy(&word, words.data() + at, wordBytes);
        sum = std::rotl((sum ^ word) * 0x9E3779B97F4A7C15ULL, 29);
    }
    return sum;
}

constexpr std::uint64_t checksumStart = 14695981039346656037ULL;

/// Makes sure that what was written survives a loss of power.
void synchronise(const std::filesystem::path& path) {
    const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0 || fsync(descriptor) != 0) {
        const std::string reason = std::strerror(errno);
        if (descriptor >= 0) close(descriptor);
        throw std::runtime_error(fmt::format("{}: {}", path.string(), reason));
    }
    close(descriptor);
}

}  // namespace

SnapshotWriter::SnapshotWriter(std::filesystem::path file, std::uint32_t version)
    : file_(std::move(file)), part_(fmt::format("{}.{}.part", file_.string(), getpid())) {
    header_.version = version;
    header_.checksum = checksumStart;
    if (file_.has_parent_path()) std::filesystem::create_directories(file_.parent_path());
    out_.open(part_, std::ios::binary | std::ios::trunc);
    out_.write(reinterpret_cast<const char*>(&header_), sizeof(header_));
    if (!out_) throw std::runtime_error(fmt::format("{} can't be written", part_.string()));
}

SnapshotWriter::~SnapshotWriter() {
    std::error_code ignored;  // after finish() there is none left
    std::filesystem::remove(part_, ignored);
}

void SnapshotWriter::bytes(const void* data, std::size_t size) {
    waiting_.append(static_cast<const char*>(data), size);
    if (waiting_.size() >= flushBytes) flush(waiting_.size() / wordBytes * wordBytes);
}

void SnapshotWriter::flush(std::size_t size) {
    const std::string_view whole = std::string_view(waiting_).substr(0, size);
    header_.checksum = checksumOf(header_.checksum, whole);
    header_.bodyBytes += size;
    out_.write(whole.data(), static_cast<std::streamsize>(size));
    waiting_.erase(0, size);
}

void SnapshotWriter::finish() {
    waiting_.resize((waiting_.size() + wordBytes - 1) / wordBytes * wordBytes, '\0');
    flush(waiting_.size());
    out_.seekp(0);
    out_.write(reinterpret_cast<const char*>(&header_), sizeof(header_));
    out_.close();
    if (!out_) throw std::runtime_error(fmt::format("{} can't be written", part_.string()));
    synchronise(part_);
    std::filesystem::rename(part_, file_);
}

SnapshotReader::SnapshotReader(const std::filesystem::path& file, std::uint32_t version) {
    const int descriptor = open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) throw std::runtime_error("there is none");
    struct stat facts {};
    const bool known = fstat(descriptor, &facts) == 0;
    mappedBytes_ = known ? static_cast<std::size_t>(facts.st_size) : 0;
    if (mappedBytes_ >= sizeof(SnapshotHeader)) {
        mapped_ = mmap(nullptr, mappedBytes_, PROT_READ, MAP_PRIVATE | MAP_POPULATE, descriptor, 0);
        if (mapped_ == MAP_FAILED) mapped_ = nullptr;
    }
    close(descriptor);
    if (mapped_ == nullptr) throw std::runtime_error("it is too short or can't be mapped");
    const auto refuse = [&](const char* why) {
        munmap(mapped_, mappedBytes_);
        mapped_ = nullptr;
        throw std::runtime_error(why);
    };
    SnapshotHeader header;
    std::memcpy(&header, mapped_, sizeof(header));
    const SnapshotHeader wanted;
    if (!std::equal(std::begin(header.mark), std::end(header.mark), std::begin(wanted.mark)))
        refuse("it is no snapshot");
    if (header.byteOrder != wanted.byteOrder) refuse("it is of a machine of another byte order");
    if (header.version != version) refuse("it is of another version");
    if (header.bodyBytes != mappedBytes_ - sizeof(header)) refuse("it is cut off");
    body_ = {static_cast<const char*>(mapped_) + sizeof(header), header.bodyBytes};
    if (checksumOf(checksumStart, body_) != header.checksum) refuse("it is damaged: its checksum differs");
}

SnapshotReader::~SnapshotReader() {
    if (mapped_ != nullptr) munmap(mapped_, mappedBytes_);
}

std::string_view SnapshotReader::bytes(std::size_t size) {
    if (size > body_.size()) throw std::runtime_error("it ends too early");
    const std::string_view taken = body_.substr(0, size);
    body_.remove_prefix(size);
    return taken;
}

std::uint64_t SnapshotReader::number() {
    std::uint64_t value = 0;
    std::memcpy(&value, bytes(sizeof(value)).data(), sizeof(value));
    return value;
}

}  // namespace cadastre::duplicates
