#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

/// What a reading writes to is kept and used again. For the files of sentiment/ alone.
namespace undertone::sentiment {

/// Keeps as many workspaces as were ever in use at once.
template <class Workspace>
class WorkspacePool {
public:
    std::unique_ptr<Workspace> take() {
        std::lock_guard const lock(mutex_);
        if (idle_.empty()) {
            idle_.reserve(++made_); // so that giving back never allocates
            return std::make_unique<Workspace>();
        }
        auto workspace = std::move(idle_.back());
        idle_.pop_back();
        return workspace;
    }

    void give(std::unique_ptr<Workspace> workspace) noexcept {
        std::lock_guard const lock(mutex_);
        idle_.push_back(std::move(workspace));
    }

private:
    std::mutex mutex_;
    std::vector<std::unique_ptr<Workspace>> idle_;
    std::size_t made_ = 0;
};

/// A workspace that goes back to its pool.
template <class Workspace>
class WorkspaceLease {
public:
    explicit WorkspaceLease(WorkspacePool<Workspace>& pool) : pool_(&pool), workspace_(pool.take()) {}
    WorkspaceLease(WorkspaceLease const&) = delete;
    WorkspaceLease& operator=(WorkspaceLease const&) = delete;
    ~WorkspaceLease() { pool_->give(std::move(workspace_)); }
    Workspace& operator*() const { return *workspace_; }

private:
    WorkspacePool<Workspace>* pool_;
    std::unique_ptr<Workspace> workspace_;
};

} // namespace undertone::sentiment
