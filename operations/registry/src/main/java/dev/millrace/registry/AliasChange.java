package dev.millrace.registry;

import java.time.Instant;
import java.util.Optional;

/**
 * One entry of an alias's history.
 *
 * @param number in the order of recording, over all aliases
 * @param version what it stands for from then on; empty if it was taken away
 * @param backTo the number of the entry that it goes back to, if it is a rollback
 */
public record AliasChange(
    long number,
    String model,
    String alias,
    Optional<Integer> version,
    Change change,
    Optional<Long> backTo,
    Instant recordedAt) {}
