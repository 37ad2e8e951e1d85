package dev.millrace.core.api;

import java.util.Optional;

/**
 * A wish that an alias stands for a version.
 *
 * @param version its number, {@code 3} or {@code v3}, or an alias that stands for it
 * @param reason in words; the blessing's if not given
 * @param environment that is to serve it from now on, if any
 */
public record PromotionOrder(
    String model,
    String version,
    String alias,
    Optional<String> reason,
    Optional<String> environment) {}
