#include "store/folder.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace undertone::store {
namespace {

Unexpected in_use(std::filesystem::path const& folder) {
    return fail(Code::failed, "the data folder " + folder.string() + " is in use by another server");
}

/// Whether the name still leads to what is open: another file in its place is locked by nobody.
bool is_file(int open, std::filesystem::path const& path) {
    struct stat held {};
    struct stat named {};
    return ::fstat(open, &held) == 0 && ::stat(path.c_str(), &named) == 0 && held.st_dev == named.st_dev &&
           held.st_ino == named.st_ino;
}

} // namespace

FolderLock::~FolderLock() {
    if (file_ >= 0)
        ::close(file_);
}

Result<FolderLock> FolderLock::take(std::filesystem::path const& folder) {
    auto const path = folder / lock_name;
    FolderLock lock;
    lock.file_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (lock.file_ < 0)
        return fail(Code::failed, "the data folder " + folder.string() +
                                      " cannot be written: " + std::generic_category().message(errno));
    give_to_owner_of(folder, path);
    if (::flock(lock.file_, LOCK_EX | LOCK_NB) != 0)
        return in_use(folder);
    if (!is_file(lock.file_, path))
        return in_use(folder);
    return lock;
}

void give_to_owner_of(std::filesystem::path const& folder, std::filesystem::path const& file) {
    struct stat owner {};
    if (::geteuid() == 0 && ::stat(folder.c_str(), &owner) == 0)
        static_cast<void>(::lchown(file.c_str(), owner.st_uid, owner.st_gid));
}

Result<void> make_folder(std::filesystem::path const& folder) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error || !std::filesystem::is_directory(folder))
        return fail(Code::failed, "the data folder " + folder.string() +
                                      " cannot be made: " + (error ? error.message() : "it is not a folder"));
    return {};
}

Result<void> make_file(std::filesystem::path const& file) {
    auto const made = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (made < 0)
        return fail(Code::failed,
                    "the database " + file.string() + " cannot be opened: " + std::generic_category().message(errno));
    ::close(made);
    give_to_owner_of(file.parent_path(), file);
    return {};
}

} // namespace undertone::store
