#include "sentiment/model_file.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <new>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace undertone::sentiment {
namespace {

constexpr std::size_t boundary = 64;

/// An open file that closes itself.
class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(Descriptor const&) = delete;
    Descriptor& operator=(Descriptor const&) = delete;
    ~Descriptor() {
        if (number_ >= 0) {
            ::close(number_);
        }
    }
    int number() const { return number_; }

private:
    int number_;
};

Unexpected cannot_read(std::filesystem::path const& file, std::string const& why) {
    return fail(Code::failed, "The model file " + file.string() + " cannot be read: " + why + ".");
}

} // namespace

Result<ModelBytes> ModelBytes::map(std::filesystem::path const& file) {
    Descriptor const descriptor(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)); // a pipe would wait for ever
    struct stat status {};
    if (descriptor.number() < 0 || ::fstat(descriptor.number(), &status) != 0) {
        return cannot_read(file, std::strerror(errno));
    }
    if (!S_ISREG(status.st_mode) || status.st_size == 0) {
        return cannot_read(file, "it is empty or no file");
    }
    auto const size = static_cast<std::size_t>(status.st_size);
    void* const data = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor.number(), 0);
    if (data == MAP_FAILED) {
        return cannot_read(file, std::strerror(errno));
    }
    auto const unmap = [size](std::uint8_t const* begin) { ::munmap(const_cast<std::uint8_t*>(begin), size); };
    return ModelBytes(Owner(static_cast<std::uint8_t const*>(data), unmap), size);
}

ModelBytes ModelBytes::copy(std::span<std::uint8_t const> bytes) {
    auto* const data = static_cast<std::uint8_t*>(::operator new (bytes.size() + 1, std::align_val_t{boundary}));
    if (!bytes.empty()) {
        std::memcpy(data, bytes.data(), bytes.size());
    }
    auto const release = [](std::uint8_t const* begin) {
        ::operator delete (const_cast<std::uint8_t*>(begin), std::align_val_t{boundary});
    };
    return ModelBytes(Owner(data, release), bytes.size());
}

} // namespace undertone::sentiment
