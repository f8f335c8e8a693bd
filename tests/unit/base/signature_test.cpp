#include "base/signature.h"

#include <gtest/gtest.h>

namespace undertone {
namespace {

/// The example of the Standard Webhooks specification.
TEST(Signature, IsThatOfTheSpecification) {
    EXPECT_EQ(signature_of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330,
                           R"({"test": 2432232314})"),
              "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

TEST(Signature, DependsOnEveryPart) {
    auto const secret = new_signing_secret();
    auto const signature = signature_of(secret, "a", 1, "{}");
    EXPECT_EQ(signature, signature_of(secret, "a", 1, "{}"));
    EXPECT_NE(signature, signature_of(secret, "b", 1, "{}"));
    EXPECT_NE(signature, signature_of(secret, "a", 2, "{}"));
    EXPECT_NE(signature, signature_of(secret, "a", 1, "[]"));
    EXPECT_NE(signature, signature_of(new_signing_secret(), "a", 1, "{}"));
}

TEST(Signature, IsEmptyWithoutASecretOfOurForm) {
    EXPECT_EQ(signature_of("", "a", 1, "{}"), "");
    EXPECT_EQ(signature_of("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "a", 1, "{}"), "");
    EXPECT_EQ(signature_of("whsec_!", "a", 1, "{}"), "");
}

} // namespace
} // namespace undertone
